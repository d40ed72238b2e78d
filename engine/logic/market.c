#include "logic/market.h"

#include <string.h>

#include "util/buffer.h"

static rg_constraint_steps compile_constraint(rg_base *base, const rg_constraint *constraint) {
    rg_compiler c = {.reader = &base->reader, .vocabulary = base->vocabulary, .program = base->program};
    rg_condition when = rg_compile(&c, constraint->when), then = rg_compile(&c, constraint->then);
    return (rg_constraint_steps){when, then, rg_step_or(base->program, rg_step_not(base->program, when), then)};
}

rg_base *rg_base_new(rg_arena *arena, const rg_store *store, int32_t as_of, rg_diagnostics *diagnostics) {
    rg_base *base = rg_alloc(arena, sizeof *base);
    base->arena = arena;
    base->reader = (rg_reader){.arena = arena, .store = store, .diagnostics = diagnostics, .as_of = as_of};
    base->reader.source_ids = rg_map_in(arena);
    base->program = rg_program_new(arena);
    rg_read_sources(&base->reader, "");
    base->vocabulary = rg_vocabulary_read(&base->reader);
    size_t count = base->vocabulary->constraints.count;
    base->constraints = rg_alloc_array(arena, count + 1, sizeof *base->constraints);
    for (size_t i = 0; i < count; i++)
        base->constraints[i] = compile_constraint(base, &base->vocabulary->constraints.items[i]);
    rg_compiler c = {.reader = &base->reader, .vocabulary = base->vocabulary, .program = base->program};
    base->asked = rg_alloc_array(arena, base->vocabulary->attributes.count + 1, sizeof *base->asked);
    for (size_t i = 0; i < base->vocabulary->attributes.count; i++)
        base->asked[i] = rg_compile(&c, base->vocabulary->attributes.items[i].asked_when);
    return base;
}

/* What a market adds to the one it extends is read before what it inherits: its own routes and limits come first. */
static void put_own_first(rg_reader *r, rg_items *items, size_t inherited) {
    rg_item *ordered = rg_alloc_array(r->arena, items->count + 1, sizeof *ordered);
    size_t count = 0;
    for (size_t i = inherited; i < items->count; i++)
        ordered[count++] = items->items[i];
    for (size_t i = 0; i < inherited && i < items->count; i++)
        ordered[count++] = items->items[i];
    if (items->count)
        memcpy(items->items, ordered, items->count * sizeof *ordered);
}

void rg_market_items(rg_base *base, const rg_market *market, rg_items *items, const char *file, const char *kind,
                     const char *list, const char *id_key, bool groups) {
    rg_reader *r = &base->reader;
    size_t inherited = 0;
    if (market->parent) {
        rg_read_items(r, items, rg_textf(r->arena, "jurisdictions/%s/%s", market->parent, file), kind, list, id_key,
                      groups);
        for (size_t i = 0; i < items->count; i++) {
            rg_item *item = &items->items[i];
            item->from = rg_textf(r->arena, "%s.", market->parent);
            item->to = rg_textf(r->arena, "%s.", market->code);
            item->id = rg_item_name(r, item, item->id);
            rg_map_set(&items->places, item->id, (long)i);
        }
        inherited = items->count;
    }
    rg_read_items(r, items, rg_textf(r->arena, "jurisdictions/%s/%s", market->code, file), kind, list, id_key, groups);
    if (market->parent)
        put_own_first(r, items, groups ? 0 : inherited);
}

rg_compiler rg_market_compiler(rg_base *base, rg_market *market, const rg_item *item) {
    return (rg_compiler){.reader = &base->reader,
                         .vocabulary = base->vocabulary,
                         .program = base->program,
                         .resolve = rg_market_resolve,
                         .base = base,
                         .market = market,
                         .item = item};
}

static void read_facts(rg_base *base, rg_market *m, const rg_node *list) {
    rg_reader *r = &base->reader;
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        rg_read_keys(r, node, "id value unit year cite verified note effective");
        rg_market_fact fact = {.id = rg_read_word(r, node, "id", true), .basis = rg_read_basis(r, node, m->code)};
        double year = 0;
        rg_read_number(r, node, "value", &fact.value);
        rg_read_number(r, node, "year", &year);
        fact.year = (long)year;
        fact.unit = rg_read_word(r, node, "unit", false);
        RG_PUSH(base->arena, &m->facts, fact);
    }
}

rg_condition rg_base_mutable(rg_base *base, rg_condition condition, rg_mutable what) {
    rg_program *p = base->program;
    if (!base->is_mutable)
        return condition;
    what.dropped = rg_program_switch(p);
    what.negated = condition == RG_ALWAYS_TRUE ? RG_ALWAYS_FALSE : rg_program_switch(p);
    RG_PUSH(base->arena, &base->mutables, what);
    rg_condition kept =
        rg_step_all(p, (rg_condition[]){condition, rg_step_not(p, what.negated), rg_step_not(p, what.dropped)}, 3);
    return rg_step_or(p, kept, rg_step_and(p, what.negated, rg_step_not(p, condition)));
}

static rg_market *find_market(const rg_base *base, const char *code) {
    for (size_t i = 0; i < base->markets.count; i++)
        if (strcmp(base->markets.items[i]->code, code) == 0)
            return base->markets.items[i];
    return NULL;
}

/* The market this one extends; left out, with a diagnostic, where there is none or it is itself extended so. */
static void read_parent(rg_base *base, rg_market *m, const rg_node *root) {
    m->parent = rg_read_word(&base->reader, root, "extends", false);
    if (!m->parent)
        return;
    rg_place place = rg_node_place(rg_node_get(root, "extends"));
    const rg_market *known = find_market(base, m->parent);
    if (known && !known->ready)
        rg_report(base->reader.diagnostics, RG_ERROR, "circle", place, "'%.40s' extends itself", m->parent);
    else if (!rg_base_market(base, m->parent))
        rg_report(base->reader.diagnostics, RG_ERROR, "unknown-market", place, "extends '%.40s', which is no market",
                  m->parent);
    else
        return;
    m->parent = NULL;
}

static void read_identity(rg_base *base, rg_market *m, const rg_node *root) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, root,
                 "reggap id name authority region currency languages law facts extends calendar note fiscal_year");
    const char *id = rg_read_word(r, root, "id", true);
    if (id && strcmp(id, m->code) != 0)
        rg_report(r->diagnostics, RG_ERROR, "market-id", rg_node_place(rg_node_get(root, "id")),
                  "the folder is '%s', not '%.40s'", m->code, id);
    m->name = rg_read_text(r, root, "name", true);
    m->authority = rg_read_text(r, root, "authority", true);
    static const char *const regions[] = {"africa", "americas", "asia", "europe", "gulf", "oceania"};
    long region = rg_read_choice(r, root, "region", regions, sizeof regions / sizeof *regions);
    m->region = region < 0 ? "" : regions[region];
    m->currency = rg_read_word(r, root, "currency", true);
    m->calendar = rg_calendar_read(base, m, rg_node_get(root, "calendar"));
    read_parent(base, m, root);
    read_facts(base, m, rg_node_get(root, "facts"));
    const rg_node *laws = rg_node_get(root, "law");
    for (const rg_node *law = rg_node_first(laws); law; law = rg_node_next(law)) {
        rg_read_keys(r, law, "id title number in_force cite verified note effective");
        RG_PUSH(base->arena, &m->laws,
                (rg_law){.id = rg_read_word(r, law, "id", false),
                         .title = rg_read_text(r, law, "title", true),
                         .in_force = rg_read_date(r, law, "in_force", RG_DATE_MIN),
                         .basis = rg_read_basis(r, law, m->code)});
    }
}

rg_market *rg_base_market(rg_base *base, const char *code) {
    rg_market *m = find_market(base, code);
    if (m)
        return m;
    const rg_store_file *file = NULL, *last = NULL;
    const char *path = rg_textf(base->arena, "jurisdictions/%s/market.yaml", code);
    while ((file = rg_store_next(base->reader.store, path, file)))
        last = file;
    if (!last)
        return NULL;
    m = rg_alloc(base->arena, sizeof *m);
    m->code = code;
    m->term_ids = m->rule_ids = m->pathway_ids = m->lapsed = rg_map_in(base->arena);
    RG_PUSH(base->arena, &base->markets, m);
    rg_read_sources(&base->reader, code);
    read_identity(base, m, rg_document_root(last->document));
    if (m->parent)
        rg_read_sources_as(&base->reader, m->parent, code);
    rg_classification_read(base, m);
    rg_pathways_read(base, m);
    m->ready = true;
    return m;
}

long rg_class_index(const rg_market *market, const char *label) {
    for (size_t i = 0; i < market->classes.count; i++)
        if (strcmp(market->classes.items[i].label, label) == 0)
            return (long)i;
    return -1;
}
