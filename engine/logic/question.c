#include "logic/question.h"

void rg_agenda_add(rg_agenda *agenda, const rg_market *m, rg_arena *arena) {
    RG_PUSH(arena, &agenda->parts, (rg_agenda_part){m, agenda->outcomes.count, agenda->others.count});
    for (size_t i = 0; i < m->classes.count; i++)
        RG_PUSH(arena, &agenda->outcomes, m->classes.items[i].is);
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

/* Where the part's outcomes and others end. */
static rg_agenda_part part_end(const rg_agenda *agenda, size_t part) {
    if (part + 1 < agenda->parts.count)
        return agenda->parts.items[part + 1];
    return (rg_agenda_part){.outcomes = agenda->outcomes.count, .others = agenda->others.count};
}

/*
 * How many outcomes are left under an answer. An outcome that was impossible before stays so, and one that holds
 * whatever is answered needs no search. Counts no further than one more than `most`.
 */
static size_t left_under(rg_exact *e, const rg_facts *facts, const rg_agenda *agenda, const bool *possible,
                         rg_condition answer, size_t most) {
    size_t left = 0;
    for (size_t p = 0; p < agenda->parts.count; p++) {
        rg_exact_topic(e, agenda->parts.items[p].market);
        for (size_t i = agenda->parts.items[p].outcomes; i < part_end(agenda, p).outcomes && left <= most; i++) {
            rg_condition outcome = agenda->outcomes.items[i];
            bool sure = rg_truth_of(facts, outcome) == RG_TRUE;
            left += possible[i] && (sure || rg_exact_can_all(e, (rg_condition[]){answer, outcome}, 2));
        }
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

/* What the classes hang on, and what anything of the agenda does, by subject. */
static void find_open(rg_exact *e, const rg_agenda *agenda, bool *classes, bool *open, size_t subjects) {
    for (size_t p = 0; p < agenda->parts.count; p++) {
        rg_agenda_part begin = agenda->parts.items[p], end = part_end(agenda, p);
        rg_exact_topic(e, begin.market);
        rg_exact_mark_depends(e, agenda->outcomes.items + begin.outcomes, end.outcomes - begin.outcomes, classes);
    }
    for (size_t s = 0; s < subjects; s++)
        open[s] = classes[s];
    for (size_t p = 0; p < agenda->parts.count; p++) {
        rg_exact_topic(e, agenda->parts.items[p].market);
        for (size_t i = agenda->parts.items[p].others; i < part_end(agenda, p).others; i++)
            rg_exact_mark_depends(e, &agenda->others.items[i], 1, open);
    }
}

static bool *find_possible(rg_exact *e, const rg_agenda *agenda, size_t *count, rg_arena *arena) {
    bool *possible = rg_alloc_array(arena, agenda->outcomes.count + 1, sizeof *possible);
    *count = 0;
    for (size_t p = 0; p < agenda->parts.count; p++) {
        rg_exact_topic(e, agenda->parts.items[p].market);
        for (size_t i = agenda->parts.items[p].outcomes; i < part_end(agenda, p).outcomes; i++)
            *count += possible[i] = rg_exact_can(e, agenda->outcomes.items[i], true);
    }
    return possible;
}

rg_next_question rg_question_next(rg_exact *e, const rg_facts *facts, const rg_agenda *agenda, const bool *skipped,
                                  rg_arena *arena) {
    const rg_vocabulary *v = facts->base->vocabulary;
    size_t before, attributes = v->attributes.count, subjects = attributes + v->records.count;
    const bool *possible = find_possible(e, agenda, &before, arena);
    bool *classes = rg_alloc_array(arena, subjects + 1, sizeof *classes);
    bool *open = rg_alloc_array(arena, subjects + 1, sizeof *open);
    find_open(e, agenda, classes, open, subjects);
    rg_next_question next = {.attribute = -1};
    rating best = {.worst = SIZE_MAX};
    for (size_t i = 0; i < attributes; i++) {
        if (!classes[i] || !has_values(&v->attributes.items[i]) || (skipped && skipped[i]))
            continue;
        rating r = rate(e, facts, agenda, possible, i, best.worst);
        if (r.worst < best.worst || (r.worst == best.worst && r.mean < best.mean)) {
            best = r;
            next.attribute = (long)i;
            next.settles = before > r.worst ? before - r.worst : 0;
        }
    }
    /* The classes settled, what routes and duties hang on is asked in the order of the vocabulary. */
    for (size_t i = 0; next.attribute < 0 && i < attributes; i++)
        if (open[i] && !(skipped && skipped[i]))
            next.attribute = (long)i;
    size_t *list = rg_alloc_array(arena, subjects + 1, sizeof *list);
    for (size_t i = 0; i < subjects; i++)
        if (open[i])
            list[next.open.count++] = i;
    next.open.items = list;
    return next;
}
