#include "plan/worth.h"

/* One search; terms may stand in terms, the depth of which the compiler has bounded already. */
typedef struct {
    rg_base *base;
    rg_market *market;
    const char *home;
    const rg_item *item;
    rg_arena *arena;
    rg_worth *found;
} search;

static void walk(search *s, const rg_node *node);

/* Whether the home market is among those that an `approved_in` names; one that names none takes any. */
static bool takes_home(const search *s, const rg_node *node) {
    const rg_node *markets = rg_node_is(node, RG_MAP) ? rg_node_get(node, "market") : node;
    size_t count;
    if (!markets)
        return true;
    const rg_node *const *list = rg_read_list(&s->base->reader, markets, &count);
    for (size_t i = 0; i < count; i++)
        if (rg_same(rg_node_text(list[i]), s->home))
            return true;
    return false;
}

static void walk_terms(search *s, const rg_node *node) {
    size_t count;
    const rg_node *const *list = rg_read_list(&s->base->reader, node, &count);
    for (size_t i = 0; i < count; i++) {
        const char *name = rg_item_name(&s->base->reader, s->item, rg_node_text(list[i]));
        long place = rg_map_get(&s->market->term_ids, name);
        if (place < 0)
            continue;
        search inner = *s;
        inner.item = &s->market->terms.items[place].item;
        walk(&inner, rg_node_get(inner.item->node, "when"));
    }
}

static void walk(search *s, const rg_node *node) {
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
        const char *key = rg_node_key(child);
        if (rg_same(key, "not"))
            continue;
        if (rg_same(key, "term"))
            walk_terms(s, child);
        else if (!rg_same(key, "approved_in"))
            walk(s, child);
        else if (takes_home(s, child))
            RG_PUSH(s->arena, &s->found->approvals, child);
    }
}

/* The entry that was read from this place. */
static const rg_entry *entry_at(const rg_market *m, rg_place place) {
    const rg_market_requirements *all = m->requirements;
    for (size_t i = 0; all && i < all->entries.count; i++) {
        const rg_place *own = &all->entries.items[i].basis.place;
        if (own->line == place.line && own->column == place.column && rg_same(own->path, place.path))
            return &all->entries.items[i];
    }
    return NULL;
}

static void add_items(search *s, rg_worth_kind kind, const rg_items *items, rg_worths *out) {
    rg_reader *r = &s->base->reader;
    for (size_t i = 0; i < items->count; i++) {
        static const char *const conditions[] = {"when", "possible_when", "done_when"};
        const rg_item *item = &items->items[i];
        rg_worth found = {.kind = kind, .id = item->id};
        if (!rg_read_in_force(r, item->node))
            continue;
        s->item = item;
        s->found = &found;
        for (size_t k = 0; k < sizeof conditions / sizeof *conditions; k++)
            walk(s, rg_node_get(item->node, conditions[k]));
        if (!found.approvals.count)
            continue;
        found.basis = rg_read_basis(r, item->node, s->market->code);
        if (kind == RG_WORTH_REQUIREMENT) {
            const rg_catalogue *c = s->base->catalogue;
            found.entry = entry_at(s->market, rg_node_place(item->node));
            if (!found.entry)
                continue;
            found.title = c->requirements.items[found.entry->requirement].title;
        } else {
            found.title = rg_read_text(r, item->node, "name", true);
        }
        RG_PUSH(s->arena, out, found);
    }
}

void rg_worth_find(rg_base *base, rg_market *m, const char *home, rg_worths *out, rg_arena *arena) {
    search s = {.base = base, .market = m, .home = home, .arena = arena};
    rg_items routes = {0}, requirements = {0}, steps = {0};
    rg_market_items(base, m, &routes, "pathways.yaml", "pathways/1", "pathways", "id", false);
    add_items(&s, RG_WORTH_ROUTE, &routes, out);
    rg_market_items(base, m, &requirements, "requirements.yaml", "requirements/1", "requirements", "requirement", true);
    add_items(&s, RG_WORTH_REQUIREMENT, &requirements, out);
    rg_market_items(base, m, &steps, "steps.yaml", "steps/1", "steps", "id", false);
    add_items(&s, RG_WORTH_STEP, &steps, out);
}
