#include "load/reader.h"

#include <string.h>

#include "util/buffer.h"

#define error_at(reader, code, place, ...) rg_report((reader)->diagnostics, RG_ERROR, code, place, __VA_ARGS__)

static bool in_words(const char *words, const char *word) {
    size_t length = strlen(word);
    if (!length || strchr(word, ' '))
        return false;
    for (const char *at = words; (at = strstr(at, word)); at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

static const char *nearest_word(rg_arena *arena, const char *words, const char *wrong) {
    RG_LIST(const char *) names = {0};
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, " ");
        RG_PUSH(arena, &names, rg_copy_text(arena, at, length));
        at += length + (at[length] == ' ');
    }
    return rg_nearest(wrong, names.items, names.count);
}

enum { MOST_HELPED = 200 };

void rg_wrong_name(rg_reader *r, const char *code, rg_place place, const char *what, const char *wrong,
                   const char *const *names, size_t count) {
    /* Help with the first of them is enough: a file of nothing but mistakes must not take long. */
    bool many = r->diagnostics->errors > MOST_HELPED;
    const char *near = names && !many ? rg_nearest(wrong, names, count) : NULL;
    int shown = (int)rg_utf8_cut(wrong, 80);
    if (near)
        rg_report(r->diagnostics, RG_ERROR, code, place, "unknown %s '%.*s' (did you mean '%s'?)", what, shown, wrong,
                  near);
    else
        rg_report(r->diagnostics, RG_ERROR, code, place, "unknown %s '%.*s'", what, shown, wrong);
}

void rg_read_keys(rg_reader *r, const rg_node *map, const char *known) {
    if (!map)
        return;
    if (!rg_node_is(map, RG_MAP)) {
        error_at(r, "type", rg_node_place(map), "a map is expected here");
        return;
    }
    for (const rg_node *child = rg_node_first(map); child; child = rg_node_next(child)) {
        const char *key = rg_node_key(child);
        if (in_words(known, key))
            continue;
        const char *near = nearest_word(r->arena, known, key);
        rg_wrong_name(r, "unknown-key", rg_node_key_place(child), "key", key, &near, near ? 1 : 0);
    }
}

const char *rg_read_word(rg_reader *r, const rg_node *map, const char *key, bool needed) {
    const rg_node *node = rg_node_get(map, key);
    if (rg_node_is(node, RG_SCALAR) && !rg_node_is_null(node))
        return rg_node_text(node);
    if (node)
        error_at(r, "type", rg_node_place(node), "'%s' must be a text", key);
    else if (needed)
        error_at(r, "missing-key", rg_node_place(map), "'%s' is missing", key);
    return NULL;
}

rg_text rg_read_text(rg_reader *r, const rg_node *map, const char *key, bool needed) {
    const rg_node *node = rg_node_get(map, key);
    rg_text text = {"", ""};
    if (!node) {
        if (needed)
            error_at(r, "missing-key", rg_node_place(map), "'%s' is missing", key);
        return text;
    }
    rg_read_keys(r, node, "en ja");
    if (!rg_node_is(node, RG_MAP))
        return text;
    const char *en = rg_read_word(r, node, "en", true), *ja = rg_read_word(r, node, "ja", true);
    return (rg_text){en ? en : "", ja ? ja : ""};
}

bool rg_read_bool(rg_reader *r, const rg_node *map, const char *key, bool otherwise) {
    const rg_node *node = rg_node_get(map, key);
    if (!node)
        return otherwise;
    const char *text = rg_node_is(node, RG_SCALAR) ? rg_node_text(node) : "";
    if (!rg_same(text, "true") && !rg_same(text, "false"))
        error_at(r, "type", rg_node_place(node), "'%s' must be true or false", key);
    return rg_same(text, "true");
}

long rg_read_choice(rg_reader *r, const rg_node *map, const char *key, const char *const *names, size_t count) {
    const char *word = rg_read_word(r, map, key, true);
    for (size_t i = 0; word && i < count; i++)
        if (strcmp(names[i], word) == 0)
            return (long)i;
    if (word)
        rg_wrong_name(r, "unknown-value", rg_node_place(rg_node_get(map, key)), key, word, names, count);
    return -1;
}

int32_t rg_read_date(rg_reader *r, const rg_node *map, const char *key, int32_t otherwise) {
    const rg_node *node = rg_node_get(map, key);
    int32_t date;
    if (!node || rg_node_is_null(node))
        return otherwise;
    if (rg_node_is(node, RG_SCALAR) && rg_date_parse(rg_node_text(node), &date))
        return date;
    error_at(r, "date", rg_node_place(node), "'%s' must be a date as 2026-11-23", key);
    return otherwise;
}

bool rg_read_number(rg_reader *r, const rg_node *map, const char *key, double *out) {
    const rg_node *node = rg_node_get(map, key);
    if (!node)
        return false;
    if (rg_node_is(node, RG_SCALAR) && rg_parse_double(rg_node_text(node), out))
        return true;
    error_at(r, "type", rg_node_place(node), "'%s' must be a number", key);
    return false;
}

static const rg_source *find_source(const rg_reader *r, const char *market, const char *id) {
    long index = rg_map_get(&r->source_ids, rg_textf(r->arena, "%s/%s", market, id));
    if (index < 0)
        index = rg_map_get(&r->source_ids, rg_textf(r->arena, "/%s", id));
    return index < 0 ? NULL : r->sources.items[index];
}

static rg_cite read_cite(rg_reader *r, const rg_node *node, const char *market) {
    rg_read_keys(r, node, "source at");
    rg_cite cite = {0};
    const char *id = rg_read_word(r, node, "source", true);
    const char *at = rg_read_word(r, node, "at", false);
    cite.at = at ? at : "";
    cite.source = id ? find_source(r, market, id) : NULL;
    if (id && !cite.source) {
        RG_LIST(const char *) names = {0};
        for (size_t i = 0; i < r->sources.count; i++)
            RG_PUSH(r->arena, &names, r->sources.items[i]->id);
        rg_wrong_name(r, "unknown-source", rg_node_place(rg_node_get(node, "source")), "source", id, names.items,
                      names.count);
    }
    return cite;
}

static rg_cites read_cites(rg_reader *r, const rg_node *node, const char *market) {
    RG_LIST(rg_cite) list = {0};
    if (rg_node_is(node, RG_SEQUENCE)) {
        for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
            rg_cite cite = read_cite(r, child, market);
            if (cite.source)
                RG_PUSH(r->arena, &list, cite);
        }
    } else if (node) {
        rg_cite cite = read_cite(r, node, market);
        if (cite.source)
            RG_PUSH(r->arena, &list, cite);
    }
    return (rg_cites){list.items, list.count};
}

static rg_period read_period(rg_reader *r, const rg_node *entry) {
    const rg_node *node = rg_node_get(entry, "effective");
    if (!node)
        return (rg_period){RG_DATE_MIN, RG_DATE_MAX};
    rg_read_keys(r, node, "from until");
    rg_period period = {rg_read_date(r, node, "from", RG_DATE_MIN), rg_read_date(r, node, "until", RG_DATE_MAX)};
    if (period.from > period.until)
        error_at(r, "period", rg_node_place(node), "ends before it begins");
    return period;
}

static bool is_in_force(const rg_reader *r, const rg_node *entry, rg_period period) {
    const rg_node *status = rg_node_get(entry, "status");
    if (status && rg_same(rg_node_text(status), "retired"))
        return false;
    return period.from <= r->as_of && r->as_of <= period.until;
}

bool rg_read_in_force(rg_reader *r, const rg_node *entry) {
    return is_in_force(r, entry, read_period(r, entry));
}

static const rg_node *read_prove(rg_reader *r, const rg_node *entry) {
    const rg_node *node = rg_node_get(entry, "prove");
    if (!node)
        return NULL;
    size_t count;
    rg_read_keys(r, node, "ignore reason");
    rg_read_text(r, node, "reason", true);
    const rg_node *const *list = rg_read_list(r, rg_node_get(node, "ignore"), &count);
    if (!count)
        error_at(r, "missing-key", rg_node_place(node), "'ignore' is missing");
    for (size_t i = 0; i < count; i++)
        if (!in_words(RG_PROVED, rg_node_text(list[i]))) {
            const char *near = nearest_word(r->arena, RG_PROVED, rg_node_text(list[i]));
            rg_wrong_name(r, "unknown-value", rg_node_place(list[i]), "finding", rg_node_text(list[i]), &near,
                          near ? 1 : 0);
        }
    return node;
}

rg_basis rg_read_basis(rg_reader *r, const rg_node *entry, const char *market) {
    rg_basis basis = {.verified = RG_NOT_VERIFIED, .place = rg_node_place(entry)};
    basis.prove = read_prove(r, entry);
    basis.cites = read_cites(r, rg_node_get(entry, "cite"), market);
    basis.note = rg_read_text(r, entry, "note", false);
    basis.effective = read_period(r, entry);
    basis.in_force = is_in_force(r, entry, basis.effective);
    const rg_node *verified = rg_node_get(entry, "verified");
    if (verified) {
        rg_read_keys(r, verified, "date source");
        basis.verified = rg_read_date(r, verified, "date", RG_NOT_VERIFIED);
        const char *id = rg_read_word(r, verified, "source", true);
        if (id && !find_source(r, market, id))
            rg_wrong_name(r, "unknown-source", rg_node_place(rg_node_get(verified, "source")), "source", id, NULL, 0);
    }
    return basis;
}

static const char *word_or_empty(rg_reader *r, const rg_node *map, const char *key) {
    const char *word = rg_read_word(r, map, key, false);
    return word ? word : "";
}

void rg_read_sources(rg_reader *r, const char *market) {
    /* Once a market: it may be asked for by itself and by one that extends it. */
    const char *mark = rg_textf(r->arena, "%s/*", market);
    if (rg_map_get(&r->source_ids, mark) >= 0)
        return;
    rg_map_put(&r->source_ids, mark, 0);
    static const char *const kinds[] = {"law", "guidance", "standard", "register", "secondary"};
    rg_items items = {0};
    const char *path = *market ? rg_textf(r->arena, "jurisdictions/%s/sources.yaml", market) : "rules/sources.yaml";
    rg_read_items(r, &items, path, "sources/1", "sources", "id", false);
    for (size_t i = 0; i < items.count; i++) {
        const rg_node *node = items.items[i].node;
        rg_read_keys(r, node, "id title publisher date url kind note");
        rg_source *source = rg_alloc(r->arena, sizeof *source);
        *source = (rg_source){.id = items.items[i].id,
                              .title = rg_read_text(r, node, "title", true),
                              .publisher = word_or_empty(r, node, "publisher"),
                              .url = word_or_empty(r, node, "url"),
                              .kind = word_or_empty(r, node, "kind"),
                              .date = word_or_empty(r, node, "date")};
        if (*source->kind)
            rg_read_choice(r, node, "kind", kinds, sizeof kinds / sizeof *kinds);
        rg_map_put(&r->source_ids, rg_textf(r->arena, "%s/%s", market, source->id), (long)r->sources.count);
        RG_PUSH(r->arena, &r->sources, source);
    }
}

void rg_read_sources_as(rg_reader *r, const char *market, const char *heir) {
    rg_read_sources(r, market);
    for (size_t i = 0; i < r->sources.count; i++) {
        const char *id = r->sources.items[i]->id;
        long index = rg_map_get(&r->source_ids, rg_textf(r->arena, "%s/%s", market, id));
        if (index == (long)i)
            rg_map_put(&r->source_ids, rg_textf(r->arena, "%s/%s", heir, id), index);
    }
}

/* Adds an entry; entries before `before` are of earlier files, which a later one replaces. */
static void add_item(rg_reader *r, rg_items *items, rg_item item, size_t before, bool groups) {
    items->places.arena = r->arena;
    long at = groups ? -1 : rg_map_get(&items->places, item.id);
    if (at >= (long)before) {
        const rg_node *other = items->items[at].node;
        rg_report_two(r->diagnostics, "duplicate-id", rg_node_place(item.node), rg_node_place(other),
                      "duplicate id '%s' (it stands in line %u already)", item.id, other->line);
    } else if (at >= 0) {
        items->items[at] = item;
        rg_map_set(&items->places, item.id, at);
    } else {
        rg_map_put(&items->places, item.id, (long)items->count);
        RG_PUSH(r->arena, items, item);
    }
}

/* A file replaces whole groups of earlier files: those go before its own are added. */
static size_t drop_groups(rg_reader *r, rg_items *items, const rg_node *list, const char *id_key) {
    rg_map named = rg_map_in(r->arena);
    for (const rg_node *child = rg_node_first(list); child; child = rg_node_next(child)) {
        const rg_node *id = rg_node_get(child, id_key);
        if (rg_node_is(id, RG_SCALAR))
            rg_map_put(&named, rg_node_text(id), 1);
    }
    size_t kept = 0;
    for (size_t i = 0; i < items->count; i++)
        if (rg_map_get(&named, items->items[i].id) < 0)
            items->items[kept++] = items->items[i];
    return kept;
}

/* The keys at the top of each kind of file; a file is checked when the first list of its kind is read. */
static void check_top(rg_reader *r, const rg_node *root, const char *kind, const char *list) {
    static const struct {
        const char *kind, *first, *keys;
    } tops[] = {
        {"vocabulary/1", "groups", "reggap groups attributes constraints records note"},
        {"catalogue/1", "topics", "reggap topics requirements note"},
        {"evidence/1", "types", "reggap types note"},
        {"standards/1", "bodies", "reggap bodies markets messages standards note"},
        {"sources/1", "sources", "reggap market sources note"},
        {"pathways/1", "pathways", "reggap market pathways note"},
        {"requirements/1", "requirements", "reggap market requirements note"},
        {"steps/1", "steps", "reggap market steps note"},
        {"cases/1", "cases", "reggap market cases note"},
        {"imports/1", "imports", "reggap market imports note"},
    };
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++)
        if (strcmp(tops[i].kind, kind) == 0 && strcmp(tops[i].first, list) == 0)
            rg_read_keys(r, root, tops[i].keys);
}

/* A file of a market says so, and lies in that market's folder. */
static void check_market(rg_reader *r, const rg_node *root, const char *path) {
    const rg_node *said = rg_node_get(root, "market");
    size_t folder = strlen("jurisdictions/");
    if (!rg_node_is(said, RG_SCALAR) || !rg_starts_with(path, "jurisdictions/"))
        return;
    size_t length = strcspn(path + folder, "/");
    const char *text = rg_node_text(said);
    if (strlen(text) != length || strncmp(text, path + folder, length) != 0)
        error_at(r, "market-id", rg_node_place(said), "the folder is '%.*s', not '%.*s'", (int)length, path + folder,
                 (int)rg_utf8_cut(text, 40), text);
}

void rg_read_items(rg_reader *r, rg_items *items, const char *path, const char *kind, const char *list,
                   const char *id_key, bool groups) {
    for (const rg_store_file *file = NULL; (file = rg_store_next(r->store, path, file));) {
        const rg_node *root = rg_document_root(file->document);
        const char *said = rg_read_word(r, root, "reggap", true);
        if (said && strcmp(said, kind) != 0)
            rg_report(r->diagnostics, RG_ERROR, "kind", rg_node_place(rg_node_get(root, "reggap")),
                      "'%s' is expected here, not '%.*s'", kind, (int)rg_utf8_cut(said, 40), said);
        check_top(r, root, kind, list);
        check_market(r, root, path);
        const rg_node *node = rg_node_get(root, list);
        if (!node)
            continue;
        if (!rg_node_is(node, RG_SEQUENCE)) {
            error_at(r, "type", rg_node_place(node), "'%s' must be a list", list);
            continue;
        }
        if (groups)
            items->count = drop_groups(r, items, node, id_key);
        size_t before = items->count;
        for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
            const char *id = rg_read_word(r, child, id_key, true);
            if (id)
                add_item(r, items, (rg_item){.node = child, .id = id}, before, groups);
        }
    }
}

const char *rg_item_name(rg_reader *r, const rg_item *item, const char *name) {
    if (!item->from || !rg_starts_with(name, item->from))
        return name;
    return rg_textf(r->arena, "%s%s", item->to, name + strlen(item->from));
}

const rg_node *const *rg_read_list(rg_reader *r, const rg_node *node, size_t *count) {
    RG_LIST(const rg_node *) list = {0};
    if (rg_node_is(node, RG_SCALAR)) {
        RG_PUSH(r->arena, &list, node);
    } else if (rg_node_is(node, RG_SEQUENCE)) {
        for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
            if (rg_node_is(child, RG_SCALAR))
                RG_PUSH(r->arena, &list, child);
            else
                error_at(r, "type", rg_node_place(child), "a plain value is expected here");
        }
    } else if (node) {
        error_at(r, "type", rg_node_place(node), "a value or a list of values is expected here");
    }
    *count = list.count;
    return list.items;
}
