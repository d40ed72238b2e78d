/* steps.yaml: each entry by itself; what they wait for is read by order.c. */
#include "plan/steps.h"

#include <string.h>

#include "plan/order.h"
#include "util/buffer.h"

const char *const RG_OWNER_NAMES[] = {"maker",       "local_representative",       "importer",
                                      "distributor", "conformity_assessment_body", "test_house",
                                      "authority"};
const char *const RG_PHASE_NAMES[] = {"entry", "option", "market_access", "upkeep"};

enum { OWNERS = 7, PHASES = 4, MOST_MONTHS = 1200 };

/* The place of the word under `key` among `names`; `otherwise` where the key is missing, -1: it must be there. */
static unsigned read_word_of(rg_reader *r, const rg_node *entry, const char *key, const char *const *names,
                             unsigned count, int otherwise) {
    const char *word = rg_read_word(r, entry, key, otherwise < 0);
    for (unsigned i = 0; word && i < count; i++)
        if (strcmp(names[i], word) == 0)
            return i;
    if (word)
        rg_wrong_name(r, "unknown-value", rg_node_place(rg_node_get(entry, key)), key, word, names, count);
    return otherwise < 0 ? 0 : (unsigned)otherwise;
}

/* `recommended`, or the id of a route or add-on of the market. */
static long read_route(rg_base *base, const rg_market *m, const rg_item *item, const char *key) {
    rg_reader *r = &base->reader;
    const char *id = rg_read_word(r, item->node, key, false);
    if (!id)
        return RG_NO_ROUTE;
    if (m && rg_same(id, "recommended"))
        return RG_RECOMMENDED_ROUTE;
    const char *name = rg_item_name(r, item, id);
    long route = m ? rg_map_get(&m->pathway_ids, name) : -1;
    if (route >= 0)
        return route;
    if (m && rg_map_get(&m->lapsed, name) >= 0)
        return RG_NO_ROUTE;
    size_t count = m ? m->pathways.count : 0;
    const char **names = rg_alloc_array(r->arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = m->pathways.items[i].id;
    names[count] = "recommended";
    rg_wrong_name(r, "unknown-name", rg_node_place(rg_node_get(item->node, key)), "route", id, names,
                  m ? count + 1 : 0);
    return RG_NO_ROUTE;
}

static long evidence_index(const rg_catalogue *c, const char *id) {
    for (size_t i = 0; i < c->evidence.count; i++)
        if (strcmp(c->evidence.items[i].id, id) == 0)
            return (long)i;
    return -1;
}

static void read_yields(rg_base *base, const rg_node *entry, rg_task *t) {
    rg_reader *r = &base->reader;
    const rg_catalogue *c = rg_catalogue_of(base);
    size_t count;
    const rg_node *const *list = rg_read_list(r, rg_node_get(entry, "yields"), &count);
    long *yields = rg_alloc_array(base->arena, count + 1, sizeof *yields);
    for (size_t i = 0; i < count; i++) {
        const char *id = rg_node_text(list[i]);
        long index = evidence_index(c, id);
        if (index >= 0 || rg_same(id, "approval")) {
            yields[t->yield_count++] = index >= 0 ? index : RG_YIELDS_APPROVAL;
            continue;
        }
        const char **names = rg_alloc_array(r->arena, c->evidence.count + 1, sizeof *names);
        for (size_t k = 0; k < c->evidence.count; k++)
            names[k] = c->evidence.items[k].id;
        names[c->evidence.count] = "approval";
        rg_wrong_name(r, "unknown-evidence", rg_node_place(list[i]), "evidence type", id, names, c->evidence.count + 1);
    }
    t->yields = yields;
}

static void read_months(rg_reader *r, const rg_node *entry, rg_task *t) {
    double months;
    if (!rg_read_number(r, entry, "every_months", &months))
        return;
    rg_place place = rg_node_place(rg_node_get(entry, "every_months"));
    if (t->phase != RG_UPKEEP)
        rg_report(r->diagnostics, RG_ERROR, "phase", place, "'every_months' belongs to the phase upkeep");
    else if (months >= 1 && months <= MOST_MONTHS && months == (double)(long)months)
        t->every_months = (long)months;
    else
        rg_report(r->diagnostics, RG_ERROR, "months", place, "'every_months' must be a whole number from 1 to 1200");
}

static rg_condition compile_when(rg_base *base, rg_market *m, const rg_item *item, const char *key) {
    rg_compiler c = {.reader = &base->reader, .vocabulary = base->vocabulary, .program = base->program};
    if (m)
        c = rg_market_compiler(base, m, item);
    return rg_compile(&c, rg_node_get(item->node, key));
}

static rg_task read_task(rg_base *base, rg_market *m, const rg_item *item) {
    rg_reader *r = &base->reader;
    const rg_node *node = item->node;
    rg_read_keys(r, node,
                 "id name owner phase when after days working days_of fees fees_of yields done_when every_months cite "
                 "verified effective note status prove");
    rg_task t = {.id = item->id, .market = m, .name = rg_read_text(r, node, "name", true)};
    t.owner = (rg_owner)read_word_of(r, node, "owner", RG_OWNER_NAMES, OWNERS, -1);
    t.phase = (rg_phase)read_word_of(r, node, "phase", RG_PHASE_NAMES, PHASES, RG_ENTRY);
    t.basis = rg_read_basis(r, node, m ? m->code : "");
    rg_condition own = compile_when(base, m, item, "when");
    t.when = m ? rg_step_and(base->program, m->in_scope, own) : own;
    rg_days_read(r, node, t.days);
    t.working = rg_read_bool(r, node, "working", false);
    t.days_of = read_route(base, m, item, "days_of");
    t.fees_of = read_route(base, m, item, "fees_of");
    rg_fees_read(base, m, item, &t.fees);
    read_yields(base, node, &t);
    t.done_given = rg_node_get(node, "done_when") != NULL;
    t.done_when = t.done_given ? compile_when(base, m, item, "done_when") : RG_ALWAYS_FALSE;
    read_months(r, node, &t);
    /* One that has lapsed keeps its place in the graph, so that what waited for it still waits for what it waited for.
     */
    if (!rg_read_in_force(r, node))
        t.when = RG_ALWAYS_FALSE;
    return t;
}

static void check_market_key(rg_base *base, const char *path, const char *code) {
    rg_reader *r = &base->reader;
    for (const rg_store_file *file = NULL; (file = rg_store_next(r->store, path, file));) {
        const rg_node *root = rg_document_root(file->document);
        const char *said = rg_read_word(r, root, "market", false);
        if (said && strcmp(said, code) != 0)
            rg_report(r->diagnostics, RG_ERROR, "market-id", rg_node_place(rg_node_get(root, "market")),
                      "the folder is '%s', not '%.40s'", code, said);
    }
}

static void read_all(rg_base *base, rg_market *m, const rg_items *items, const rg_tasks *shared, rg_tasks *out) {
    out->items = rg_alloc_array(base->arena, items->count + 1, sizeof *out->items);
    out->count = items->count;
    for (size_t i = 0; i < items->count; i++)
        out->items[i] = read_task(base, m, &items->items[i]);
    rg_tasks_connect(base, items, shared, out);
}

const rg_tasks *rg_shared_tasks(rg_base *base) {
    if (base->tasks)
        return base->tasks;
    rg_tasks *out = base->tasks = rg_alloc(base->arena, sizeof *out);
    rg_items items = {0};
    rg_read_items(&base->reader, &items, "rules/steps.yaml", "steps/1", "steps", "id", false);
    out->known = items.count > 0;
    read_all(base, NULL, &items, NULL, out);
    return out;
}

const rg_tasks *rg_tasks_of(rg_base *base, rg_market *m) {
    if (m->tasks)
        return m->tasks;
    const rg_tasks *shared = rg_shared_tasks(base);
    rg_tasks *out = m->tasks = rg_alloc(base->arena, sizeof *out);
    rg_items items = {0};
    rg_market_items(base, m, &items, "steps.yaml", "steps/1", "steps", "id", false);
    check_market_key(base, rg_textf(base->arena, "jurisdictions/%s/steps.yaml", m->code), m->code);
    out->known = items.count > 0;
    read_all(base, m, &items, shared, out);
    rg_tasks_need(base, shared, out);
    return out;
}
