#include "report/brief.h"

#include <stdlib.h>
#include <string.h>

const rg_row *rg_brief_worst(const rg_brief_device *device) {
    const rg_row *worst = NULL;
    int most = 0;
    for (size_t i = 0; i < device->comparison->rows.count; i++) {
        const rg_row *row = &device->comparison->rows.items[i];
        if (row->verdict != RG_GAP)
            continue;
        int weight = 1 + (row->requirement->local_evidence ? 8 : 0) +
                     (row->difference == RG_NEW        ? 4
                      : row->difference == RG_STRICTER ? 2
                                                       : 0);
        if (weight > most) {
            most = weight;
            worst = row;
        }
    }
    return worst;
}

const long *rg_brief_requirements(const rg_brief *b, rg_arena *arena) {
    static const char *const ids[] = {"techdoc.language",
                                      "label.language_professional",
                                      "label.language_lay",
                                      "site.actor_registration",
                                      "import.licence",
                                      "export.letter_of_authorisation",
                                      "export.origin_certificate",
                                      "export.legalisation",
                                      "procurement.local_content",
                                      "reimbursement.listing"};
    const rg_catalogue *c = b->run->base->catalogue;
    RG_LIST(long) out = {0};
    for (size_t i = 0; i < c->requirements.count; i++)
        if (rg_same(c->requirements.items[i].topic, "parties"))
            RG_PUSH(arena, &out, (long)i);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (rg_map_get(&c->ids, ids[i]) >= 0)
            RG_PUSH(arena, &out, rg_map_get(&c->ids, ids[i]));
    RG_PUSH(arena, &out, -1);
    return out.items;
}

/* ---- routes ---- */

static void find_classes(rg_brief *b, rg_arena *arena) {
    const rg_market *m = b->market;
    b->route_classes = rg_alloc_array(arena, m->pathways.count + 1, sizeof *b->route_classes);
    for (size_t i = 0; i < m->pathways.count; i++)
        for (size_t k = 0; k < m->classes.count; k++) {
            const rg_condition both[] = {m->pathways.items[i].open, m->classes.items[k].is};
            if (rg_exact_can_all(b->run->exact, both, 2))
                b->route_classes[i] |= UINT64_C(1) << k;
        }
}

/* ---- gaps of several devices ---- */

static int by_gaps(const void *a, const void *b) {
    const rg_brief_gap *x = a, *y = b;
    size_t one = x->gaps * 2 + x->adapts, other = y->gaps * 2 + y->adapts;
    return one != other ? (one < other ? 1 : -1) : strcmp(x->requirement->id, y->requirement->id);
}

static void find_gaps(rg_brief *b, rg_arena *arena) {
    const rg_catalogue *c = b->run->base->catalogue;
    rg_brief_gap *all = rg_alloc_array(arena, c->requirements.count + 1, sizeof *all);
    for (size_t d = 0; d < b->device_count; d++) {
        const rg_comparison *comparison = b->devices[d].comparison;
        for (size_t i = 0; i < comparison->rows.count; i++) {
            const rg_row *row = &comparison->rows.items[i];
            rg_brief_gap *gap = &all[row->requirement - c->requirements.items];
            if (row->verdict != RG_GAP && row->verdict != RG_ADAPT)
                continue;
            gap->requirement = row->requirement;
            gap->gaps += row->verdict == RG_GAP;
            gap->adapts += row->verdict == RG_ADAPT;
            if (!gap->row || (gap->row->verdict == RG_ADAPT && row->verdict == RG_GAP))
                gap->row = row;
        }
    }
    for (size_t i = 0; i < c->requirements.count; i++)
        if (all[i].requirement)
            RG_PUSH(arena, &b->gaps, all[i]);
    if (b->gaps.count)
        qsort(b->gaps.items, b->gaps.count, sizeof *b->gaps.items, by_gaps);
}

/* ---- questions to the authority ---- */

static size_t devices_under(const rg_brief *b, const rg_entry *entry) {
    size_t count = 0;
    for (size_t d = 0; d < b->device_count; d++) {
        const rg_comparison *c = b->devices[d].comparison;
        for (size_t i = 0; i < c->rows.count; i++)
            count += c->rows.items[i].target.entry == entry;
    }
    return count;
}

static size_t devices_on(const rg_brief *b, const rg_pathway *route) {
    size_t count = 0;
    for (size_t d = 0; d < b->device_count; d++)
        count += b->devices[d].plan->markets[0].route == route;
    return count;
}

static void ask_of_entry(rg_brief *b, const rg_entry *entry, rg_arena *arena) {
    const rg_catalogue *c = b->run->base->catalogue;
    const rg_requirement *q = &c->requirements.items[entry->requirement];
    rg_brief_question one = {.id = q->id, .title = q->title, .basis = &entry->basis};
    one.devices = devices_under(b, entry);
    if (entry->required == RG_UNKNOWN) {
        one.kind = RG_ASK_DUTY;
        RG_PUSH(arena, &b->questions, one);
        return;
    }
    bool asked = false;
    for (size_t i = 0; i < q->count; i++)
        if (entry->values[i].given && entry->values[i].unknown) {
            one.kind = RG_ASK_VALUE;
            one.parameter = &q->parameters[i];
            asked = true;
            RG_PUSH(arena, &b->questions, one);
        }
    one.kind = RG_ASK_CONFIRM;
    one.parameter = NULL;
    if (!asked && entry->required == RG_TRUE && entry->basis.verified == RG_NOT_VERIFIED)
        RG_PUSH(arena, &b->questions, one);
}

static int by_weight(const void *a, const void *b) {
    const rg_brief_question *x = a, *y = b;
    if (x->devices != y->devices)
        return x->devices < y->devices ? 1 : -1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    int order = strcmp(x->id, y->id);
    return order ? order : strcmp(x->parameter ? x->parameter->id : "", y->parameter ? y->parameter->id : "");
}

static void find_questions(rg_brief *b, rg_arena *arena) {
    const rg_market_requirements *all = b->market->requirements;
    for (size_t i = 0; i < all->entries.count; i++)
        ask_of_entry(b, &all->entries.items[i], arena);
    for (size_t i = 0; i < b->market->pathways.count; i++) {
        const rg_pathway *p = &b->market->pathways.items[i];
        rg_brief_question one = {.kind = RG_ASK_ROUTE, .id = p->id, .title = p->name, .basis = &p->basis};
        one.devices = devices_on(b, p);
        if (p->basis.verified == RG_NOT_VERIFIED || p->days[1] < 0)
            RG_PUSH(arena, &b->questions, one);
    }
    if (b->questions.count)
        qsort(b->questions.items, b->questions.count, sizeof *b->questions.items, by_weight);
}

void rg_brief_find(rg_brief *b, rg_arena *arena) {
    rg_base *base = b->run->base;
    if (b->home && b->home != b->market)
        rg_worth_find(base, b->market, b->home->code, &b->worths, arena);
    rg_dated_find(base, b->market, b->until, &b->dates, arena);
    find_classes(b, arena);
    find_gaps(b, arena);
    find_questions(b, arena);
}
