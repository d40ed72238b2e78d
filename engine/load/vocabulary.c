#include "load/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "util/buffer.h"

static const char *const TYPES[] = {"bool", "enum", "set", "int", "money", "date", "text", "code"};
static const char *const SECTIONS[] = {"attributes", "codes", "safety", "company"};

static long name_index(const char *const *names, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return (long)i;
    return -1;
}

static long read_choice(rg_reader *r, const rg_node *map, const char *key, const char *const *names, size_t count,
                        long otherwise) {
    const char *word = rg_read_word(r, map, key, otherwise < 0);
    if (!word)
        return otherwise < 0 ? 0 : otherwise;
    long index = name_index(names, count, word);
    if (index >= 0)
        return index;
    rg_wrong_name(r, "unknown-value", rg_node_place(rg_node_get(map, key)), key, word, names, count);
    return 0;
}

long rg_attribute_index(const rg_vocabulary *vocabulary, const char *id) {
    return rg_map_get(&vocabulary->ids, id);
}

long rg_value_index(const rg_attribute *attribute, const char *id) {
    for (size_t i = 0; i < attribute->count; i++)
        if (strcmp(attribute->values[i].id, id) == 0)
            return (long)i;
    return -1;
}

long rg_field_index(const rg_record_type *record, const char *id) {
    for (size_t i = 0; i < record->count; i++)
        if (strcmp(record->fields[i].id, id) == 0)
            return (long)i;
    return -1;
}

void rg_wrong_value(rg_reader *r, const rg_attribute *attribute, const rg_node *node) {
    const char **names = rg_alloc_array(r->arena, attribute->count + 1, sizeof *names);
    for (size_t i = 0; i < attribute->count; i++)
        names[i] = attribute->values[i].id;
    rg_wrong_name(r, "unknown-value", rg_node_place(node), rg_textf(r->arena, "value of '%s':", attribute->id),
                  rg_node_text(node), names, attribute->count);
}

/* The codes of all markets the store holds, in the order of their names. */
static void list_markets(rg_reader *r, rg_vocabulary *v) {
    RG_LIST(const char *) codes = {0};
    for (size_t i = 0; i < r->store->files.count; i++) {
        const char *path = r->store->files.items[i].path;
        static const char before[] = "jurisdictions/", after[] = "/market.yaml";
        size_t length = strlen(path);
        if (!rg_starts_with(path, before) || length < sizeof before + sizeof after - 1 ||
            strcmp(path + length - (sizeof after - 1), after) != 0)
            continue;
        size_t code_length = length - (sizeof before - 1) - (sizeof after - 1);
        const char *code = rg_copy_text(r->arena, path + sizeof before - 1, code_length);
        if (!strchr(code, '/') && name_index(codes.items, codes.count, code) < 0)
            RG_PUSH(r->arena, &codes, code);
    }
    for (size_t i = 1; i < codes.count; i++)
        for (size_t j = i; j > 0 && strcmp(codes.items[j - 1], codes.items[j]) > 0; j--) {
            const char *swap = codes.items[j];
            codes.items[j] = codes.items[j - 1];
            codes.items[j - 1] = swap;
        }
    v->markets = codes.items;
    v->market_count = codes.count;
}

static void read_values(rg_reader *r, const rg_vocabulary *v, const rg_node *node, rg_attribute *a) {
    RG_LIST(rg_value) values = {0};
    const rg_node *list = rg_node_get(node, "values");
    if (a->type == RG_BOOL) {
        RG_PUSH(r->arena, &values, (rg_value){"false", {"no", "いいえ"}});
        RG_PUSH(r->arena, &values, (rg_value){"true", {"yes", "はい"}});
    } else if (rg_node_is(list, RG_SCALAR) && rg_same(rg_node_text(list), "markets")) {
        for (size_t i = 0; i < v->market_count; i++)
            RG_PUSH(r->arena, &values, (rg_value){v->markets[i], {v->markets[i], v->markets[i]}});
    } else {
        for (const rg_node *child = rg_node_first(list); child; child = rg_node_next(child)) {
            rg_read_keys(r, child, "id title help");
            const char *id = rg_read_word(r, child, "id", true);
            if (id)
                RG_PUSH(r->arena, &values, (rg_value){id, rg_read_text(r, child, "title", true)});
        }
    }
    if (values.count > RG_MOST_VALUES || ((a->type == RG_ENUM || a->type == RG_SET) && !values.count)) {
        rg_report(r->diagnostics, RG_ERROR, "values", rg_node_place(node), "'%s' must have 1 to 64 values", a->id);
        values.count = 0;
        RG_PUSH(r->arena, &values, (rg_value){"none", {"none", "なし"}});
    }
    a->values = values.items;
    a->count = values.count;
}

static void read_neutral(rg_reader *r, const rg_node *node, rg_attribute *a) {
    const rg_node *neutral = rg_node_get(node, "neutral");
    if (!neutral || rg_node_is_null(neutral))
        return;
    size_t count;
    const rg_node *const *list = rg_read_list(r, neutral, &count);
    a->has_neutral = true;
    for (size_t i = 0; i < count; i++) {
        long index = rg_value_index(a, rg_node_text(list[i]));
        if (index < 0)
            rg_wrong_value(r, a, list[i]);
        else
            a->neutral |= UINT64_C(1) << index;
    }
    if (a->type != RG_SET && count != 1)
        rg_report(r->diagnostics, RG_ERROR, "neutral", rg_node_place(neutral), "'neutral' must be one value");
}

/* An attribute of a group that is not there would be missing from what people fill in. */
static const char *read_group(rg_reader *r, const rg_vocabulary *v, const rg_node *node) {
    const char *word = rg_read_word(r, node, "group", true);
    const char **names = rg_alloc_array(r->arena, v->groups.count + 1, sizeof *names);
    for (size_t i = 0; i < v->groups.count; i++) {
        names[i] = v->groups.items[i].id;
        if (rg_same(names[i], word))
            return word;
    }
    if (word && v->groups.count)
        rg_wrong_name(r, "unknown-group", rg_node_place(rg_node_get(node, "group")), "group", word, names,
                      v->groups.count);
    return word;
}

static void read_attribute(rg_reader *r, rg_vocabulary *v, const rg_item *item) {
    const rg_node *node = item->node;
    rg_read_keys(r, node,
                 "id group section type title question help cite verified note values neutral asked_when "
                 "design_choice");
    rg_attribute a = {.id = item->id, .title = rg_read_text(r, node, "title", true)};
    a.group = read_group(r, v, node);
    a.section = (rg_section)read_choice(r, node, "section", SECTIONS, RG_SECTIONS, RG_ATTRIBUTES);
    a.type = (rg_type)read_choice(r, node, "type", TYPES, sizeof TYPES / sizeof *TYPES, -1);
    a.question = rg_read_text(r, node, "question", true);
    a.help = rg_read_text(r, node, "help", false);
    a.design_choice = rg_read_bool(r, node, "design_choice", false);
    a.asked_when = rg_node_get(node, "asked_when");
    a.basis = rg_read_basis(r, node, "");
    if (a.type == RG_BOOL || a.type == RG_ENUM || a.type == RG_SET) {
        read_values(r, v, node, &a);
        read_neutral(r, node, &a);
    }
    rg_map_put(&v->ids, a.id, (long)v->attributes.count);
    RG_PUSH(r->arena, &v->attributes, a);
}

static void read_constraint(rg_reader *r, rg_vocabulary *v, const rg_item *item) {
    rg_read_keys(r, item->node, "id when then message");
    rg_constraint c = {.id = item->id,
                       .when = rg_node_get(item->node, "when"),
                       .then = rg_node_get(item->node, "then"),
                       .message = rg_read_text(r, item->node, "message", true),
                       .place = rg_node_place(item->node)};
    if (!rg_node_is(c.when, RG_MAP) || !rg_node_is(c.then, RG_MAP))
        rg_report(r->diagnostics, RG_ERROR, "constraint", c.place, "a constraint needs 'when' and 'then'");
    else
        RG_PUSH(r->arena, &v->constraints, c);
}

/* The ids of rules/evidence.yaml; none where there is no such file. */
static void read_evidence_types(rg_reader *r, rg_field *field) {
    rg_items items = {0};
    rg_read_items(r, &items, "rules/evidence.yaml", "evidence/1", "types", "id", false);
    const char **names = rg_alloc_array(r->arena, items.count + 1, sizeof *names);
    for (size_t i = 0; i < items.count; i++)
        names[i] = items.items[i].id;
    field->values = items.count ? names : NULL;
    field->count = items.count;
}

static void read_field(rg_reader *r, const rg_node *node, rg_field *field) {
    rg_read_keys(r, node, "id type values default title");
    field->id = rg_read_word(r, node, "id", true);
    field->type = (rg_type)read_choice(r, node, "type", TYPES, sizeof TYPES / sizeof *TYPES, -1);
    field->otherwise = rg_read_word(r, node, "default", false);
    const rg_node *values = rg_node_get(node, "values");
    if (rg_node_is(values, RG_SCALAR) && rg_same(rg_node_text(values), "evidence_types"))
        read_evidence_types(r, field);
    if (!rg_node_is(values, RG_SEQUENCE))
        return;
    size_t count;
    const rg_node *const *list = rg_read_list(r, values, &count);
    const char **names = rg_alloc_array(r->arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = rg_node_text(list[i]);
    field->values = names;
    field->count = count;
}

static void read_record(rg_reader *r, rg_vocabulary *v, const rg_item *item) {
    rg_read_keys(r, item->node, "id condition key fields title section");
    rg_record_type record = {.id = item->id,
                             .condition = rg_read_word(r, item->node, "condition", false),
                             .key = rg_read_word(r, item->node, "key", false)};
    RG_LIST(rg_field) fields = {0};
    const rg_node *list = rg_node_get(item->node, "fields");
    for (const rg_node *child = rg_node_first(list); child; child = rg_node_next(child)) {
        rg_field field = {0};
        read_field(r, child, &field);
        if (field.id)
            RG_PUSH(r->arena, &fields, field);
    }
    record.fields = fields.items;
    record.count = fields.count;
    RG_PUSH(r->arena, &v->records, record);
}

static const char PATH[] = "rules/vocabulary.yaml", KIND[] = "vocabulary/1";

rg_vocabulary *rg_vocabulary_read(rg_reader *r) {
    rg_vocabulary *v = rg_alloc(r->arena, sizeof *v);
    v->ids = rg_map_in(r->arena);
    list_markets(r, v);
    rg_items groups = {0}, attributes = {0}, constraints = {0}, records = {0};
    rg_read_items(r, &groups, PATH, KIND, "groups", "id", false);
    rg_read_items(r, &attributes, PATH, KIND, "attributes", "id", false);
    rg_read_items(r, &constraints, PATH, KIND, "constraints", "id", false);
    rg_read_items(r, &records, PATH, KIND, "records", "id", false);
    for (size_t i = 0; i < groups.count; i++)
        RG_PUSH(r->arena, &v->groups,
                (rg_group){groups.items[i].id, rg_read_text(r, groups.items[i].node, "title", true)});
    for (size_t i = 0; i < attributes.count; i++)
        read_attribute(r, v, &attributes.items[i]);
    for (size_t i = 0; i < constraints.count; i++)
        read_constraint(r, v, &constraints.items[i]);
    for (size_t i = 0; i < records.count; i++)
        read_record(r, v, &records.items[i]);
    v->names = rg_alloc_array(r->arena, v->attributes.count + 1, sizeof *v->names);
    for (size_t i = 0; i < v->attributes.count; i++)
        v->names[i] = v->attributes.items[i].id;
    if (!v->attributes.count)
        rg_report(r->diagnostics, RG_ERROR, "vocabulary", (rg_place){PATH, 0, 0}, "no attributes at all");
    return v;
}
