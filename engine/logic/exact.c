#include "logic/exact.h"

#include "logic/solve.h"
#include "logic/space.h"

/* Nodes of diagrams; what takes more is quicker left to the solver. */
enum { MOST_NODES = 100000 };

/* Topics are answered together until their diagrams take much room; the next topic then begins anew. */
typedef struct {
    rg_space *space;
    rg_solver *solver;
} part;

typedef struct {
    const void *topic;
    size_t part;
} topic_part;

struct rg_exact {
    const rg_facts *facts;
    rg_arena *arena;
    RG_LIST(part) parts;
    RG_LIST(topic_part) topics;
    size_t current; /* part */
    rg_method method;
};

rg_exact *rg_exact_new(const rg_facts *facts, rg_arena *arena) {
    rg_exact *e = rg_alloc(arena, sizeof *e);
    e->facts = facts;
    e->arena = arena;
    return e;
}

const char *rg_subject_name(const rg_base *base, size_t subject) {
    size_t count = base->vocabulary->attributes.count;
    return subject < count ? base->vocabulary->names[subject] : base->vocabulary->records.items[subject - count].id;
}

void rg_exact_by(rg_exact *e, rg_method method) {
    e->method = method;
}

static part *current_part(rg_exact *e) {
    if (!e->parts.count)
        RG_PUSH(e->arena, &e->parts, (part){0});
    return &e->parts.items[e->current];
}

/* The diagrams, or NULL where they have grown too large. */
static rg_space *space_of(rg_exact *e) {
    part *p = current_part(e);
    if (e->method == RG_BY_SOLVER)
        return NULL;
    if (!p->space)
        p->space = rg_space_new(e->facts, e->arena, e->method == RG_BY_DIAGRAMS ? 64 * MOST_NODES : MOST_NODES);
    return rg_space_too_large(p->space) ? NULL : p->space;
}

static rg_solver *solver_of(rg_exact *e) {
    part *p = current_part(e);
    if (!p->solver)
        p->solver = rg_solver_new(e->facts, e->arena);
    return p->solver;
}

void rg_exact_topic(rg_exact *e, const void *topic) {
    for (size_t i = 0; i < e->topics.count; i++)
        if (e->topics.items[i].topic == topic) {
            e->current = e->topics.items[i].part;
            return;
        }
    if (e->parts.count) {
        e->current = e->parts.count - 1;
        const part *last = &e->parts.items[e->current];
        bool is_large = last->space ? rg_space_size(last->space) > MOST_NODES / 8 : last->solver != NULL;
        if (is_large) {
            RG_PUSH(e->arena, &e->parts, (part){0});
            e->current++;
        }
    }
    RG_PUSH(e->arena, &e->topics, (topic_part){topic, e->current});
}

bool rg_exact_consistent(rg_exact *e) {
    return rg_exact_can_all(e, NULL, 0);
}

size_t rg_exact_clash(rg_exact *e, const size_t **constraints) {
    return rg_solver_clash(solver_of(e), constraints);
}

bool rg_exact_can(rg_exact *e, rg_condition c, bool value) {
    rg_truth truth = rg_truth_of(e->facts, c);
    if (truth != RG_UNKNOWN)
        return truth == (value ? RG_TRUE : RG_FALSE);
    rg_space *space = space_of(e);
    bool can = space && rg_space_can(space, c, value);
    return space && !rg_space_too_large(space) ? can : rg_solver_can(solver_of(e), c, value);
}

bool rg_exact_can_all(rg_exact *e, const rg_condition *conditions, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (rg_truth_of(e->facts, conditions[i]) == RG_FALSE)
            return false;
    rg_space *space = space_of(e);
    bool can = space && rg_space_can_all(space, conditions, count);
    return space && !rg_space_too_large(space) ? can : rg_solver_can_all(solver_of(e), conditions, count);
}

rg_truth rg_exact_truth(rg_exact *e, rg_condition c) {
    if (rg_truth_of(e->facts, c) != RG_UNKNOWN)
        return rg_truth_of(e->facts, c);
    if (!rg_exact_can(e, c, false))
        return RG_TRUE;
    return rg_exact_can(e, c, true) ? RG_UNKNOWN : RG_FALSE;
}

void rg_exact_mark_depends(rg_exact *e, const rg_condition *outcomes, size_t count, bool *found) {
    const rg_vocabulary *v = e->facts->base->vocabulary;
    size_t subjects = v->attributes.count + v->records.count;
    RG_LIST(rg_condition) open = {0};
    for (size_t i = 0; i < count; i++)
        if (rg_truth_of(e->facts, outcomes[i]) == RG_UNKNOWN)
            RG_PUSH(e->arena, &open, outcomes[i]);
    if (!open.count)
        return;
    rg_space *space = space_of(e);
    bool *here = rg_alloc_array(e->arena, subjects + 1, sizeof *here);
    if (space)
        rg_space_depends(space, open.items, open.count, here);
    if (!space || rg_space_too_large(space)) {
        rg_solver_depends(solver_of(e), open.items, open.count, found);
        return;
    }
    for (size_t s = 0; s < subjects; s++)
        found[s] = found[s] || here[s];
}

size_t rg_exact_depends(rg_exact *e, const rg_condition *outcomes, size_t count, const size_t **subjects) {
    const rg_vocabulary *v = e->facts->base->vocabulary;
    size_t all = v->attributes.count + v->records.count, number = 0;
    bool *found = rg_alloc_array(e->arena, all + 1, sizeof *found);
    size_t *list = rg_alloc_array(e->arena, all + 1, sizeof *list);
    rg_exact_mark_depends(e, outcomes, count, found);
    for (size_t s = 0; s < all; s++)
        if (found[s])
            list[number++] = s;
    *subjects = list;
    return number;
}
