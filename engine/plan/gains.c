#include "plan/gains.h"

#include <string.h>

typedef struct {
    size_t market;
    int32_t date;
    const uint8_t *said;
} known_answers;

struct rg_gains {
    const rg_facts *facts;
    rg_arena *arena;
    size_t list;
    RG_LIST(const rg_test *) tests;
    RG_LIST(known_answers) known;
    RG_LIST(uint32_t) sets;
    RG_LIST(uint8_t *) said; /* by set, and room for those of earlier calls */
};

rg_gains *rg_gains_new(const rg_facts *facts, size_t list, rg_arena *arena) {
    rg_gains *g = rg_alloc(arena, sizeof *g);
    *g = (rg_gains){.facts = facts, .arena = arena, .list = list};
    return g;
}

void rg_gains_ask(rg_gains *g, const rg_test *test) {
    RG_PUSH(g->arena, &g->tests, test);
}

const uint8_t *rg_gains_known(const rg_gains *g, size_t market, int32_t date) {
    for (size_t i = 0; i < g->known.count; i++)
        if (g->known.items[i].market == market && g->known.items[i].date == date)
            return g->known.items[i].said;
    return NULL;
}

const uint8_t *rg_gains_answers(rg_gains *g, size_t market, int32_t date, const rg_record *approval) {
    const rg_record_type *type = &g->facts->base->vocabulary->records.items[g->list];
    uint8_t *said = rg_alloc_array(g->arena, g->tests.count + 1, sizeof *said);
    for (size_t i = 0; i < g->tests.count; i++)
        said[i] = (uint8_t)rg_record_fits(g->facts, type, approval, g->tests.items[i]);
    RG_PUSH(g->arena, &g->known, (known_answers){market, date, said});
    return said;
}

/* Among several approvals one that fits is enough, and one that may fit leaves it open. */
static uint8_t either(uint8_t a, uint8_t b) {
    return a == RG_TRUE || b == RG_TRUE ? RG_TRUE : a == RG_UNKNOWN || b == RG_UNKNOWN ? RG_UNKNOWN : RG_FALSE;
}

/* That there are approvals at all is a difference of its own: the list is then stated. The empty set is apart. */
static bool is_new(const rg_gains *g, const uint8_t *said) {
    for (size_t i = 1; i < g->sets.count; i++)
        if (memcmp(g->said.items[i], said, g->tests.count) == 0)
            return false;
    return true;
}

/* What the next set says goes here. */
static uint8_t *room(rg_gains *g) {
    if (g->said.count == g->sets.count) {
        uint8_t *more = rg_alloc_array(g->arena, g->tests.count + 1, sizeof *more);
        RG_PUSH(g->arena, &g->said, more);
    }
    return g->said.items[g->sets.count];
}

/*
 * Approvals join one after the other, in the order of their bits. A set with the least number of those alike is one of
 * the kind without its highest approval, and so is found from what was kept before.
 */
size_t rg_gains_sets(rg_gains *g, uint32_t held, const uint8_t *const *answers, const uint32_t **sets) {
    g->sets.count = 0;
    memset(room(g), RG_FALSE, g->tests.count + 1);
    RG_PUSH(g->arena, &g->sets, 0);
    for (size_t m = 0; m < 32; m++) {
        if (!(held >> m & 1))
            continue;
        for (size_t i = 0, before = g->sets.count; i < before; i++) {
            uint8_t *said = room(g);
            for (size_t k = 0; k < g->tests.count; k++)
                said[k] = either(g->said.items[i][k], answers[m][k]);
            if (is_new(g, said))
                RG_PUSH(g->arena, &g->sets, g->sets.items[i] | UINT32_C(1) << m);
        }
    }
    *sets = g->sets.items;
    return g->sets.count;
}
