#include "load/profile.h"

#include <math.h>
#include <string.h>

#include "util/buffer.h"

static const char *const SECTION_KEYS[RG_SECTIONS] = {"attributes", "codes", "safety", "company"};

/* {en, ja}, of which one is enough. */
static rg_text read_pair(rg_reader *r, const rg_node *node) {
    rg_read_keys(r, node, "en ja");
    const char *en = rg_read_word(r, node, "en", false), *ja = rg_read_word(r, node, "ja", false);
    return (rg_text){en ? en : ja ? ja : "", ja ? ja : en ? en : ""};
}

static rg_text read_loose_text(rg_reader *r, const rg_node *map, const char *key) {
    const rg_node *node = rg_node_get(map, key);
    if (!node || rg_node_is_null(node))
        return (rg_text){"", ""};
    if (rg_node_is(node, RG_SCALAR))
        return (rg_text){rg_node_text(node), rg_node_text(node)};
    return read_pair(r, node);
}

static void wrong_type(rg_reader *r, const rg_node *node, const char *id, const char *what) {
    rg_report(r->diagnostics, RG_ERROR, "type", rg_node_place(node), "'%s' must be %s", id, what);
}

static void read_choices(rg_reader *r, const rg_attribute *a, const rg_node *node, rg_stated *out) {
    size_t count;
    if (a->type != RG_SET && !rg_node_is(node, RG_SCALAR)) {
        wrong_type(r, node, a->id, a->type == RG_BOOL ? "true or false" : "one value");
        return;
    }
    const rg_node *const *list = rg_read_list(r, node, &count);
    for (size_t i = 0; i < count; i++) {
        /* `none` said of a set that has no such value is the empty set. */
        if (a->type == RG_SET && count == 1 && rg_same(rg_node_text(list[i]), "none") && rg_value_index(a, "none") < 0)
            continue;
        long index = rg_value_index(a, rg_node_text(list[i]));
        if (index < 0)
            rg_wrong_value(r, a, list[i]);
        else
            out->mask |= UINT64_C(1) << index;
    }
}

static bool money_hundredths(rg_reader *r, const rg_node *node, int64_t *out) {
    double amount;
    const rg_node *map = rg_node_is(node, RG_MAP) ? node : NULL;
    if (map)
        rg_read_keys(r, map, "amount currency of");
    if (map ? !rg_read_number(r, map, "amount", &amount) : !rg_parse_double(rg_node_text(node), &amount))
        return false;
    if (fabs(amount) > 1e15)
        return false;
    *out = llround(amount * 100);
    return true;
}

static void read_value(rg_reader *r, const rg_attribute *a, const rg_node *node, rg_stated *out) {
    *out = (rg_stated){.place = rg_node_key_place(node), .stated = true};
    if (rg_node_is_null(node)) {
        out->stated = false;
        out->null = true;
        return;
    }
    int32_t date;
    switch (a->type) {
    case RG_BOOL:
    case RG_ENUM:
    case RG_SET: read_choices(r, a, node, out); return;
    case RG_INT:
        if (!rg_node_is(node, RG_SCALAR) || !rg_parse_int(rg_node_text(node), &out->number) || out->number < 0)
            wrong_type(r, node, a->id, "a whole number, 0 or more");
        return;
    case RG_MONEY:
        if (!money_hundredths(r, node, &out->number))
            wrong_type(r, node, a->id, "an amount, or {amount, currency}");
        return;
    case RG_DATE:
        if (!rg_node_is(node, RG_SCALAR) || !rg_date_parse(rg_node_text(node), &date))
            wrong_type(r, node, a->id, "a date as 2026-11-23");
        else
            out->number = date;
        return;
    case RG_TEXT:
    case RG_CODE:
        if (rg_node_is(node, RG_MAP) && a->type == RG_TEXT)
            out->text = read_pair(r, node).en;
        else if (!rg_node_is(node, RG_SCALAR))
            wrong_type(r, node, a->id, "a text");
        else
            out->text = rg_node_text(node);
        return;
    }
}

static void read_record_field(rg_reader *r, const rg_field *field, size_t index, const rg_node *node, rg_record *out) {
    size_t count;
    int32_t date;
    if (rg_node_is_null(node))
        return;
    if (field->type == RG_SET) {
        const rg_node *const *list = rg_read_list(r, node, &count);
        const char **members = rg_alloc_array(r->arena, count + 1, sizeof *members);
        for (size_t i = 0; i < count; i++)
            members[i] = rg_node_text(list[i]);
        out->lists[index] = members;
        out->texts[index] = count ? members[0] : "";
        return;
    }
    if (!rg_node_is(node, RG_SCALAR)) {
        wrong_type(r, node, field->id, "a plain value");
        return;
    }
    const char *text = rg_node_text(node);
    if (field->type == RG_BOOL && !rg_same(text, "true") && !rg_same(text, "false"))
        wrong_type(r, node, field->id, "true or false");
    if (field->type == RG_DATE) {
        if (rg_date_parse(text, &date))
            out->numbers[index] = date;
        else
            wrong_type(r, node, field->id, "a date as 2026-11-23");
    }
    if (field->values) {
        bool known = false;
        for (size_t i = 0; i < field->count && !known; i++)
            known = rg_same(field->values[i], text);
        if (!known)
            rg_wrong_name(r, "unknown-value", rg_node_place(node), rg_textf(r->arena, "value of '%s':", field->id),
                          text, field->values, field->count);
    }
    out->texts[index] = text;
}

/* A paper does not run out before it was issued. */
static void check_term(rg_reader *r, const rg_record_type *type, const rg_node *node, const rg_record *record) {
    long issued = rg_field_index(type, "issued"), expires = rg_field_index(type, "expires");
    if (issued >= 0 && expires >= 0 && record->texts[issued] && record->texts[expires] &&
        record->numbers[expires] < record->numbers[issued])
        rg_report(r->diagnostics, RG_ERROR, "period", rg_node_place(rg_node_get(node, "expires")),
                  "'expires' is before 'issued'");
}

static void read_record(rg_reader *r, const rg_record_type *type, const rg_node *node, rg_record_list *out) {
    if (!rg_node_is(node, RG_MAP)) {
        wrong_type(r, node, type->id, "a list of maps");
        return;
    }
    rg_record record = {.texts = rg_alloc_array(r->arena, type->count, sizeof *record.texts),
                        .lists = rg_alloc_array(r->arena, type->count, sizeof *record.lists),
                        .numbers = rg_alloc_array(r->arena, type->count, sizeof *record.numbers),
                        .place = rg_node_place(node)};
    const char **names = rg_alloc_array(r->arena, type->count, sizeof *names);
    for (size_t i = 0; i < type->count; i++)
        names[i] = type->fields[i].id;
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
        long index = rg_field_index(type, rg_node_key(child));
        if (index < 0)
            rg_wrong_name(r, "unknown-key", rg_node_key_place(child), "key", rg_node_key(child), names, type->count);
        else
            read_record_field(r, &type->fields[index], (size_t)index, child, &record);
    }
    for (size_t i = 0; i < type->count; i++)
        if (!record.texts[i])
            record.texts[i] = type->fields[i].otherwise;
    check_term(r, type, node, &record);
    RG_PUSH(r->arena, &out->records, record);
}

static bool read_records(rg_reader *r, const rg_vocabulary *v, rg_profile *p, const rg_node *node) {
    for (size_t i = 0; i < v->records.count; i++) {
        if (strcmp(v->records.items[i].id, rg_node_key(node)) != 0)
            continue;
        p->lists[i].null = rg_node_is_null(node);
        if (p->lists[i].null)
            return true;
        p->lists[i].stated = true;
        if (!rg_node_is(node, RG_SEQUENCE))
            wrong_type(r, node, rg_node_key(node), "a list");
        for (const rg_node *child = rg_node_first(node); rg_node_is(node, RG_SEQUENCE) && child;
             child = rg_node_next(child))
            read_record(r, &v->records.items[i], child, &p->lists[i]);
        return true;
    }
    return false;
}

static void read_section(rg_reader *r, const rg_vocabulary *v, rg_profile *p, const rg_node *map, rg_section section) {
    if (!map || rg_node_is_null(map))
        return;
    if (!rg_node_is(map, RG_MAP)) {
        wrong_type(r, map, SECTION_KEYS[section], "a map");
        return;
    }
    for (const rg_node *child = rg_node_first(map); child; child = rg_node_next(child)) {
        const char *key = rg_node_key(child);
        long index = rg_attribute_index(v, key);
        if (index >= 0 && v->attributes.items[index].section == section)
            read_value(r, &v->attributes.items[index], child, &p->stated[index]);
        else if (index >= 0)
            rg_report(r->diagnostics, RG_ERROR, "section", rg_node_key_place(child), "'%s' belongs under '%s'", key,
                      SECTION_KEYS[v->attributes.items[index].section]);
        else if (!read_records(r, v, p, child))
            rg_wrong_name(r, "unknown-attribute", rg_node_key_place(child), "attribute", key, v->names,
                          v->attributes.count);
    }
}

static rg_profile *new_profile(rg_reader *r, const rg_vocabulary *v, const char *path) {
    rg_profile *p = rg_alloc(r->arena, sizeof *p);
    p->path = path;
    p->name = p->description = p->intended_use = (rg_text){"", ""};
    p->stated = rg_alloc_array(r->arena, v->attributes.count, sizeof *p->stated);
    p->lists = rg_alloc_array(r->arena, v->records.count + 1, sizeof *p->lists);
    return p;
}

static void read_home(rg_reader *r, const rg_vocabulary *v, const rg_node *root, rg_profile *p) {
    p->home = rg_read_word(r, root, "home", false);
    if (!p->home)
        return;
    for (size_t i = 0; i < v->market_count; i++)
        if (rg_same(v->markets[i], p->home))
            return;
    rg_wrong_name(r, "unknown-market", rg_node_place(rg_node_get(root, "home")), "market", p->home, v->markets,
                  v->market_count);
}

static void read_body(rg_reader *r, const rg_vocabulary *v, const rg_node *root, rg_profile *p) {
    for (const rg_node *child = rg_node_first(root); child; child = rg_node_next(child)) {
        const char *key = rg_node_key(child);
        if (rg_same(key, "attributes"))
            read_section(r, v, p, child, RG_ATTRIBUTES);
        else if (rg_same(key, "safety"))
            read_section(r, v, p, child, RG_SAFETY);
        else if (rg_same(key, "company"))
            read_section(r, v, p, child, RG_COMPANY);
        else
            read_records(r, v, p, child);
    }
}

static const char *top_keys(rg_reader *r, const rg_vocabulary *v) {
    rg_buffer keys = rg_buffer_in(r->arena);
    rg_add(&keys, "reggap id device home complete attributes safety company notes");
    for (size_t i = 0; i < v->records.count; i++)
        rg_addf(&keys, " %s", v->records.items[i].id);
    return rg_buffer_text(&keys);
}

rg_profile *rg_profile_read(rg_reader *r, const rg_vocabulary *v, const rg_document *document, bool complete) {
    size_t errors = r->diagnostics->errors;
    const rg_node *root = rg_document_root(document);
    rg_profile *p = new_profile(r, v, rg_document_path(document));
    rg_read_keys(r, root, top_keys(r, v));
    if (!rg_node_is(root, RG_MAP))
        return NULL;
    const char *kind = rg_read_word(r, root, "reggap", true);
    if (kind && strcmp(kind, "profile/1") != 0)
        rg_report(r->diagnostics, RG_ERROR, "kind", rg_node_place(rg_node_get(root, "reggap")),
                  "'profile/1' is expected here, not '%.*s'", (int)rg_utf8_cut(kind, 40), kind);
    p->id = rg_read_word(r, root, "id", false);
    const rg_node *device = rg_node_get(root, "device");
    rg_read_keys(r, device, "name description intended_use codes manufacturer model");
    p->name = read_loose_text(r, device, "name");
    p->description = read_loose_text(r, device, "description");
    p->intended_use = read_loose_text(r, device, "intended_use");
    read_section(r, v, p, rg_node_get(device, "codes"), RG_CODES);
    read_home(r, v, root, p);
    p->complete = rg_read_bool(r, root, "complete", false) || complete;
    read_body(r, v, root, p);
    return r->diagnostics->errors == errors ? p : NULL;
}

rg_profile *rg_profile_read_case(rg_reader *r, const rg_vocabulary *v, const rg_node *map) {
    size_t errors = r->diagnostics->errors;
    rg_profile *p = new_profile(r, v, rg_node_place(map).path);
    read_section(r, v, p, rg_node_get(map, "codes"), RG_CODES);
    p->complete = rg_read_bool(r, map, "complete", true);
    read_body(r, v, map, p);
    return r->diagnostics->errors == errors ? p : NULL;
}

bool rg_profile_set(rg_reader *r, const rg_vocabulary *v, rg_profile *p, const char *attribute, const char *value,
                    rg_place place) {
    size_t errors = r->diagnostics->errors;
    long index = rg_attribute_index(v, attribute);
    if (index < 0) {
        rg_wrong_name(r, "unknown-attribute", place, "attribute", attribute, v->names, v->attributes.count);
        return false;
    }
    rg_tree_builder *builder = rg_tree_builder_new(r->arena, place.path ? place.path : "", r->diagnostics);
    bool set = v->attributes.items[index].type == RG_SET && strcmp(value, "null") != 0;
    if (set) {
        rg_tree_open(builder, RG_SEQUENCE, place);
        for (const char *at = value; *at;) {
            size_t length = strcspn(at, ",");
            if (length)
                rg_tree_scalar(builder, at, length, true, place);
            at += length + (at[length] == ',');
        }
        rg_tree_close(builder);
    } else {
        rg_tree_scalar(builder, value, strlen(value), true, place);
    }
    const rg_document *document = rg_tree_finish(builder);
    rg_stated read = {0};
    if (document)
        read_value(r, &v->attributes.items[index], rg_document_root(document), &read);
    if (!document || r->diagnostics->errors != errors)
        return false;
    p->stated[index] = read;
    return true;
}
