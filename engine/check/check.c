#include "check/check.h"

#include <string.h>

#include "util/buffer.h"

static void want_cite(rg_base *base, const rg_basis *basis, const char *what, const char *id) {
    if (!basis->cites.count)
        rg_report(base->reader.diagnostics, RG_WARNING, "no-cite", basis->place, "%s '%s' cites nothing", what, id);
}

void rg_check_shared(rg_base *base) {
    const rg_tasks *shared = rg_shared_tasks(base);
    const rg_rates *rates = rg_rates_read(base);
    for (size_t i = 0; i < shared->count; i++)
        want_cite(base, &shared->items[i].basis, "step", shared->items[i].id);
    for (size_t i = 0; rates && i < rates->rates.count; i++)
        want_cite(base, &rates->rates.items[i].basis, "rate of", rates->rates.items[i].currency);
}

static void check_tasks(rg_base *base, rg_market *m) {
    const rg_tasks *tasks = rg_tasks_of(base, m);
    if (!tasks->known)
        rg_report(base->reader.diagnostics, RG_WARNING, "no-steps",
                  (rg_place){rg_textf(base->arena, "jurisdictions/%s/steps.yaml", m->code), 0, 0},
                  "nothing is said about the steps to this market");
    for (size_t i = 0; i < tasks->count; i++)
        want_cite(base, &tasks->items[i].basis, "step", tasks->items[i].id);
    if (m->calendar)
        want_cite(base, &m->calendar->basis, "calendar of", m->code);
}

void rg_check_market(rg_base *base, rg_market *m) {
    for (size_t i = 0; i < m->scope_rules.count; i++)
        want_cite(base, &m->scope_rules.items[i].basis, "scope rule", m->scope_rules.items[i].id);
    for (size_t i = 0; i < m->schemes.count; i++)
        for (size_t k = 0; k < m->schemes.items[i].rules.count; k++)
            want_cite(base, &m->schemes.items[i].rules.items[k].basis, "rule", m->schemes.items[i].rules.items[k].id);
    for (size_t i = 0; i < m->pathways.count; i++)
        want_cite(base, &m->pathways.items[i].basis, "route", m->pathways.items[i].id);
    const rg_catalogue *c = rg_catalogue_of(base);
    const rg_market_requirements *all = rg_requirements_of(base, m);
    for (size_t i = 0; i < all->entries.count; i++)
        if (all->entries.items[i].required == RG_TRUE)
            want_cite(base, &all->entries.items[i].basis, "requirement",
                      c->requirements.items[all->entries.items[i].requirement].id);
    check_tasks(base, m);
}

/* What an open text asks for, or NULL where the text is none. */
static const char *open_point(const rg_node *node) {
    static const char *const marks[] = {"OPEN:", "要記入："};
    if (!rg_node_is(node, RG_SCALAR))
        return NULL;
    const char *text = rg_node_text(node);
    for (size_t i = 0; i < 2; i++)
        if (rg_starts_with(text, marks[i])) {
            text += strlen(marks[i]);
            return text + strspn(text, " ");
        }
    return NULL;
}

/* Of a pair of texts that are both open, the first is told. */
static void note_open_points(rg_base *base, const rg_node *node) {
    bool told = false;
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
        const char *what = open_point(child);
        bool twin = rg_same(rg_node_key(child), "ja") && told;
        if (what && !twin)
            rg_report(base->reader.diagnostics, RG_NOTE, "open-point", rg_node_place(child), "to be filled in: %s",
                      what);
        told = told || what;
        note_open_points(base, child);
    }
}

void rg_check_open_points(rg_base *base) {
    const rg_store *store = base->reader.store;
    for (size_t i = 0; i < store->files.count; i++)
        if (store->files.items[i].user && store->files.items[i].document)
            note_open_points(base, rg_document_root(store->files.items[i].document));
}
