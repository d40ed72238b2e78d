#include "plan/dated.h"

#include <stdlib.h>
#include <string.h>

#include "util/buffer.h"

typedef struct {
    rg_base *base;
    const char *market;
    int32_t until;
    rg_dated_list *out;
    rg_arena *arena;
} search;

/* What the entry is called; a part without an id of its own, as a fee, after the entry it belongs to. */
static rg_text title_of(const search *s, const rg_node *entry, const rg_node *owner) {
    static const char *const titles[] = {"name", "title", "what", "reason", "text"};
    rg_reader *r = &s->base->reader;
    rg_text title = {"", ""};
    for (size_t i = 0; !*title.en && i < sizeof titles / sizeof *titles; i++)
        if (rg_node_is(rg_node_get(entry, titles[i]), RG_MAP))
            title = rg_read_text(r, entry, titles[i], false);
    if (!owner)
        return title;
    rg_text around = title_of(s, owner, NULL);
    return (rg_text){rg_textf(s->arena, "%s: %s", around.en, title.en),
                     rg_textf(s->arena, "%s：%s", around.ja, title.ja)};
}

static rg_basis basis_of(const search *s, const rg_node *entry, const rg_node *owner) {
    rg_reader *r = &s->base->reader;
    return rg_read_basis(r, owner && !rg_node_get(entry, "cite") ? owner : entry, s->market);
}

static void add(search *s, const rg_node *entry, const rg_node *owner, int32_t on, rg_dated_kind kind) {
    const rg_catalogue *c = s->base->catalogue;
    rg_reader *r = &s->base->reader;
    if (on <= r->as_of || on > s->until)
        return;
    const rg_node *requirement = rg_node_get(entry, "requirement"), *named = owner ? owner : entry;
    const rg_node *id = requirement ? requirement : rg_node_get(named, "id");
    rg_dated found = {.on = on, .kind = kind, .id = rg_node_is(id, RG_SCALAR) ? rg_node_text(id) : ""};
    long place = requirement ? rg_map_get(&c->ids, found.id) : -1;
    found.title = place >= 0 ? c->requirements.items[place].title : title_of(s, entry, owner);
    if (!*found.title.en)
        found.title = (rg_text){found.id, found.id};
    for (size_t i = 0; i < s->out->count; i++) {
        rg_dated *other = &s->out->items[i];
        if (other->on != on || !rg_same(other->title.en, found.title.en))
            continue;
        if (other->kind != kind)
            other->kind = RG_DATED_CHANGES;
        if (kind == RG_DATED_BEGINS)
            other->basis = basis_of(s, entry, owner);
        return;
    }
    found.basis = basis_of(s, entry, owner);
    RG_PUSH(s->arena, s->out, found);
}

static int32_t day_of(const rg_node *node) {
    int32_t day;
    return rg_node_is(node, RG_SCALAR) && rg_date_parse(rg_node_text(node), &day) ? day : RG_DATE_MIN;
}

/* The last day of a period is a day of it: what ends, ends with the day after. */
static void walk(search *s, const rg_node *node, const rg_node *around) {
    const rg_node *effective = rg_node_get(node, "effective"), *parameters = rg_node_get(node, "parameters");
    bool own = rg_node_get(node, "id") || rg_node_get(node, "requirement");
    int32_t until = day_of(rg_node_get(effective, "until"));
    add(s, node, own ? NULL : around, day_of(rg_node_get(effective, "from")), RG_DATED_BEGINS);
    add(s, node, NULL, day_of(rg_node_get(node, "in_force")), RG_DATED_BEGINS);
    if (until != RG_DATE_MIN)
        add(s, node, own ? NULL : around, until + 1, RG_DATED_ENDS);
    for (const rg_node *value = rg_node_first(parameters); rg_node_get(node, "requirement") && value;
         value = rg_node_next(value))
        add(s, node, NULL, day_of(value), RG_DATED_BEGINS);
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
        walk(s, child, own ? node : around);
}

static int by_day(const void *a, const void *b) {
    const rg_dated *x = a, *y = b;
    return x->on != y->on ? (x->on > y->on) - (x->on < y->on) : strcmp(x->id, y->id);
}

static void walk_market(search *s, const char *code) {
    const rg_store *store = s->base->reader.store;
    const char *folder = rg_textf(s->arena, "jurisdictions/%s/", code);
    s->market = code;
    for (size_t i = 0; i < store->files.count; i++) {
        const rg_store_file *file = &store->files.items[i];
        if (file->document && rg_starts_with(file->path, folder) && !rg_ends_with(file->path, "/cases.yaml"))
            walk(s, rg_document_root(file->document), NULL);
    }
}

void rg_dated_find(rg_base *base, const rg_market *market, int32_t until, rg_dated_list *out, rg_arena *arena) {
    search s = {.base = base, .until = until, .out = out, .arena = arena};
    if (market->parent)
        walk_market(&s, market->parent);
    walk_market(&s, market->code);
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, by_day);
}
