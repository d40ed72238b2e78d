#include "check/check.h"

static void want_cite(rg_base *base, const rg_basis *basis, const char *what, const char *id) {
    if (!basis->cites.count)
        rg_report(base->reader.diagnostics, RG_WARNING, "no-cite", basis->place, "%s '%s' cites nothing", what, id);
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
}
