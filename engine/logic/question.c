#include "logic/question.h"

void rg_agenda_add(rg_agenda *agenda, const rg_market *m, rg_arena *arena) {
    for (size_t i = 0; i < m->classes.count; i++)
        RG_PUSH(arena, &agenda->outcomes, m->classes.items[i].is);
    RG_PUSH(arena, &agenda->ends, agenda->outcomes.count);
    RG_PUSH(arena, &agenda->others, m->in_scope);
    for (size_t i = 0; i < m->pathways.count; i++)
        RG_PUSH(arena, &agenda->others,
                m->pathways.items[i].add_on ? m->pathways.items[i].open : m->pathways.items[i].recommended);
}

/* The condition that the attribute has this value, or this member. */
static rg_condition value_step(rg_program *p, const rg_attribute *a, size_t slot, size_t value) {
    uint64_t mask = UINT64_C(1) << value;
    return a->type == RG_SET ? rg_step_member(p, slot, mask) : rg_step_value(p, slot, mask);
}

static bool has_values(const rg_attribute *a) {
    return a->type == RG_BOOL || a->type == RG_ENUM || a->type == RG_SET;
}

void rg_questions_prepare(rg_base *base) {
    for (size_t i = 0; i < base->vocabulary->attributes.count; i++) {
        const rg_attribute *a = &base->vocabulary->attributes.items[i];
        for (size_t k = 0; has_values(a) && k < a->count; k++) {
            rg_condition step = value_step(base->program, a, i, k);
            if (a->type == RG_SET)
                rg_step_not(base->program, step);
        }
    }
}

/*
 * How many outcomes are left under an answer. An outcome that was impossible before stays so, and one that holds
 * whatever is answered needs no solver. Counts no further than one more than `most`.
 */
static size_t left_under(rg_exact *e, const rg_facts *facts, const rg_agenda *agenda, const bool *possible,
                         rg_condition answer, size_t most) {
    size_t left = 0;
    for (size_t i = 0; i < agenda->outcomes.count && left <= most; i++) {
        if (!possible[i])
            continue;
        bool sure = rg_truth_of(facts, agenda->outcomes.items[i]) == RG_TRUE;
        left += sure || rg_exact_can_all(e, (rg_condition[]){answer, agenda->outcomes.items[i]}, 2);
    }
    return left;
}

typedef struct {
    size_t worst;
    double mean;
} rating;

/* Stops early once the attribute is worse than `most` in its worst case. */
static rating rate(rg_exact *e, const rg_facts *facts, const rg_agenda *agenda, const bool *possible, size_t slot,
                   size_t most) {
    const rg_base *base = facts->base;
    const rg_attribute *a = &base->vocabulary->attributes.items[slot];
    rating r = {0};
    size_t answers = 0, sum = 0;
    for (size_t k = 0; k < a->count && r.worst <= most; k++) {
        rg_condition step = value_step(base->program, a, slot, k);
        /* Of a set, each member is a question of its own, answered with yes or no. */
        rg_condition ways[] = {step, a->type == RG_SET ? rg_step_not(base->program, step) : step};
        for (size_t w = 0; w < (a->type == RG_SET ? 2 : 1); w++) {
            if (!rg_exact_can(e, ways[w], true))
                continue;
            size_t left = left_under(e, facts, agenda, possible, ways[w], most);
            r.worst = left > r.worst ? left : r.worst;
            sum += left;
            answers++;
        }
    }
    r.mean = answers ? (double)sum / (double)answers : 0;
    return r;
}

/* What the classes hang on, market by market; with `others`, also what routes and duties hang on. */
static rg_subjects matter(rg_exact *e, const rg_agenda *agenda, bool others, rg_arena *arena) {
    RG_LIST(rg_outcome_group) groups = {0};
    size_t begin = 0;
    for (size_t m = 0; m < agenda->ends.count; m++) {
        size_t end = agenda->ends.items[m];
        RG_PUSH(arena, &groups, (rg_outcome_group){agenda->outcomes.items + begin, end - begin});
        begin = end;
    }
    for (size_t i = 0; others && i < agenda->others.count; i++)
        RG_PUSH(arena, &groups, (rg_outcome_group){&agenda->others.items[i], 1});
    rg_subjects subjects = {0};
    subjects.count = rg_exact_depends_groups(e, groups.items, groups.count, &subjects.items);
    return subjects;
}

rg_next_question rg_question_next(rg_exact *e, const rg_facts *facts, const rg_agenda *agenda, const bool *skipped,
                                  rg_arena *arena) {
    const rg_vocabulary *v = facts->base->vocabulary;
    rg_next_question next = {.attribute = -1};
    size_t count = agenda->outcomes.count, before = 0;
    bool *possible = rg_alloc_array(arena, count + 1, sizeof *possible);
    for (size_t i = 0; i < count; i++)
        before += possible[i] = rg_exact_can(e, agenda->outcomes.items[i], true);
    rg_subjects classes = matter(e, agenda, false, arena);
    next.open = matter(e, agenda, true, arena);
    rating best = {.worst = SIZE_MAX};
    for (size_t i = 0; i < classes.count; i++) {
        size_t subject = classes.items[i];
        if (subject >= v->attributes.count || !has_values(&v->attributes.items[subject]) ||
            (skipped && skipped[subject]))
            continue;
        rating r = rate(e, facts, agenda, possible, subject, best.worst);
        if (r.worst < best.worst || (r.worst == best.worst && r.mean < best.mean)) {
            best = r;
            next.attribute = (long)subject;
            next.settles = before > r.worst ? before - r.worst : 0;
        }
    }
    /* The classes settled, what routes and duties hang on is asked in the order of the vocabulary. */
    for (size_t i = 0; next.attribute < 0 && i < next.open.count; i++)
        if (next.open.items[i] < v->attributes.count && !(skipped && skipped[next.open.items[i]]))
            next.attribute = (long)next.open.items[i];
    return next;
}
