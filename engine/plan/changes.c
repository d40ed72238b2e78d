#include "plan/changes.h"

#include <stdlib.h>
#include <string.h>

#include "util/buffer.h"

/* ---- the days on which something begins or ends ---- */

/* What the files of one market, or the shared ones (code ""), say of days and of other markets. */
typedef struct {
    const char *code;
    RG_LIST(int32_t) days;
    RG_LIST(const char *) leans_on; /* markets whose class its rules ask for, or that it extends */
    size_t asked;                   /* the last question it was visited for */
} dated;

typedef struct {
    rg_arena *arena;
    int32_t after, until;
    RG_LIST(dated) markets;
    size_t questions;
} calendar;

static dated *dated_of(calendar *c, const char *code) {
    for (size_t i = 0; i < c->markets.count; i++)
        if (strcmp(c->markets.items[i].code, code) == 0)
            return &c->markets.items[i];
    RG_PUSH(c->arena, &c->markets, (dated){.code = code});
    return &c->markets.items[c->markets.count - 1];
}

static void add_day(const calendar *c, dated *d, const rg_node *node, int32_t later) {
    int32_t day;
    if (!rg_node_is(node, RG_SCALAR) || !rg_date_parse(rg_node_text(node), &day))
        return;
    day += later;
    if (day <= c->after || day > c->until)
        return;
    for (size_t i = 0; i < d->days.count; i++)
        if (d->days.items[i] == day)
            return;
    RG_PUSH(c->arena, &d->days, day);
}

/* The last day of a period is a day of it: what ends, ends with the day after. */
static void walk(const calendar *c, dated *d, const rg_node *node) {
    const char *key = rg_node_key(node);
    if (strcmp(key, "effective") == 0) {
        add_day(c, d, rg_node_get(node, "from"), 0);
        add_day(c, d, rg_node_get(node, "until"), 1);
    } else if (strcmp(key, "in_force") == 0) {
        add_day(c, d, node, 0);
    } else if (strcmp(key, "parameters") == 0) {
        for (const rg_node *value = rg_node_first(node); value; value = rg_node_next(value))
            add_day(c, d, value, 0);
    } else if (strcmp(key, "class_in") == 0 || strcmp(key, "extends") == 0) {
        const rg_node *market = rg_node_is(node, RG_SCALAR) ? node : rg_node_get(node, "market");
        if (rg_node_is(market, RG_SCALAR))
            RG_PUSH(c->arena, &d->leans_on, rg_node_text(market));
    }
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
        walk(c, d, child);
}

static void read_calendar(calendar *c, const rg_store *store) {
    static const char folder[] = "jurisdictions/";
    for (size_t i = 0; i < store->files.count; i++) {
        const rg_store_file *file = &store->files.items[i];
        const char *code = "";
        if (!file->document)
            continue;
        if (rg_starts_with(file->path, folder)) {
            const char *at = file->path + sizeof folder - 1;
            code = rg_copy_text(c->arena, at, strcspn(at, "/"));
        }
        walk(c, dated_of(c, code), rg_document_root(file->document));
    }
}

static bool visit(calendar *c, const char *code, int32_t day) {
    dated *d = dated_of(c, code);
    if (d->asked == c->questions)
        return false;
    d->asked = c->questions;
    for (size_t i = 0; i < d->days.count; i++)
        if (d->days.items[i] == day)
            return true;
    /* Asking for a market may add it to the list, which then moves. */
    size_t at = (size_t)(d - c->markets.items);
    for (size_t i = 0; i < c->markets.items[at].leans_on.count; i++)
        if (visit(c, c->markets.items[at].leans_on.items[i], day))
            return true;
    return false;
}

/* Whether something of the market, or of one it leans on, begins or ends on the day. */
static bool changes_on(calendar *c, const char *code, int32_t day) {
    c->questions++;
    return visit(c, code, day);
}

static int by_day(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static size_t all_days(calendar *c, int32_t **out) {
    RG_LIST(int32_t) days = {0};
    for (size_t i = 0; i < c->markets.count; i++)
        for (size_t k = 0; k < c->markets.items[i].days.count; k++)
            RG_PUSH(c->arena, &days, c->markets.items[i].days.items[k]);
    if (days.count)
        qsort(days.items, days.count, sizeof *days.items, by_day);
    size_t kept = 0;
    for (size_t i = 0; i < days.count; i++)
        if (!kept || days.items[kept - 1] != days.items[i])
            days.items[kept++] = days.items[i];
    *out = days.items;
    return kept;
}

/* ---- the two sides of a day ---- */

/* The rule sets as they stand for one market since the last day that touched it. */
typedef struct {
    rg_base *base;
    rg_market *market, *home;
} standing;

typedef struct {
    const rg_facts *facts;
    rg_exact *exact;
} evaluation;

typedef struct {
    const rg_profile *profile;
    rg_comings *out;
    rg_arena *arena;
    rg_diagnostics *diagnostics;
    standing *now; /* by target */
    size_t count;
    RG_LIST(rg_base *) bases; /* evaluated for the day at hand */
    RG_LIST(evaluation) evaluations;
} search;

/* The device before the rules of a base, on `day`; once a base and day. NULL after a contradiction was reported. */
static const evaluation *evaluate(search *s, rg_base *base, int32_t day) {
    for (size_t i = 0; i < s->bases.count; i++)
        if (s->bases.items[i] == base)
            return &s->evaluations.items[i];
    base->reader.as_of = day;
    evaluation e = {.facts = rg_facts_new(base, s->profile, s->arena, s->diagnostics)};
    if (!e.facts)
        return NULL;
    e.exact = rg_exact_new(e.facts, s->arena);
    RG_PUSH(s->arena, &s->bases, base);
    RG_PUSH(s->arena, &s->evaluations, e);
    return &s->evaluations.items[s->evaluations.count - 1];
}

static rg_base *open_base(search *s, const rg_base *before, int32_t day) {
    rg_diagnostics *told = rg_alloc(s->arena, sizeof *told);
    *told = rg_diagnostics_in(s->arena);
    rg_base *base = rg_base_new(s->arena, before->reader.store, day, told);
    return base;
}

/* The market with all that is asked there, read before anything is evaluated. */
static rg_market *open_market(rg_base *base, const rg_market *market) {
    rg_market *m = market ? rg_base_market(base, market->code) : NULL;
    if (m) {
        rg_requirements_of(base, m);
        rg_tasks_of(base, m);
    }
    return m;
}

/* Warnings were told for the first day already. */
static bool pass_errors_on(search *s, const rg_base *base) {
    const rg_diagnostics *told = base->reader.diagnostics;
    for (size_t i = 0; i < told->list.count; i++) {
        const rg_diagnostic *d = &told->list.items[i];
        if (d->severity == RG_ERROR)
            rg_report(s->diagnostics, RG_ERROR, d->code, d->place, "%s", d->message);
    }
    return told->errors == 0;
}

/* ---- what a change rests on ---- */

static const rg_rule *deciding_rule(const rg_outcome *o) {
    for (size_t i = 0; i < o->rules.count; i++)
        if (o->rules.items[i].decides)
            return o->rules.items[i].rule;
    return NULL;
}

static const rg_row *row_of(const rg_comparison *c, const rg_requirement *q) {
    for (size_t i = 0; i < c->rows.count; i++)
        if (strcmp(c->rows.items[i].requirement->id, q->id) == 0)
            return &c->rows.items[i];
    return NULL;
}

static void rest_on_outcome(rg_coming *coming, const rg_outcome *o) {
    const rg_rule *rule = deciding_rule(o);
    const rg_pathway *route = rg_recommended(o);
    const char *field = coming->effect.field;
    if (strcmp(field, "scope") == 0 && o->scope_rule) {
        coming->rule = o->scope_rule->id;
        coming->basis = &o->scope_rule->basis;
    } else if (strcmp(field, "subclass") == 0 && o->subclasses.count) {
        coming->rule = o->subclasses.items[0]->id;
        coming->basis = &o->subclasses.items[0]->basis;
    } else if (strcmp(field, "class") == 0 && rule) {
        coming->rule = rule->id;
        coming->basis = &rule->basis;
    } else if (route && (strcmp(field, "route") == 0 || strcmp(field, "days") == 0 || strcmp(field, "fees") == 0)) {
        coming->rule = route->id;
        coming->basis = &route->basis;
    }
}

static void rest_on(rg_coming *coming, const rg_comparison *c) {
    if (coming->basis)
        return;
    if (!coming->effect.requirement) {
        rest_on_outcome(coming, c->outcome);
        return;
    }
    const rg_row *row = row_of(c, coming->effect.requirement);
    if (row && row->target.entry)
        coming->basis = &row->target.entry->basis;
}

static bool told_on(const search *s, int32_t day, const rg_market *m, const rg_requirement *q) {
    for (size_t i = s->out->count; i-- && s->out->items[i].on == day;) {
        const rg_effect *e = &s->out->items[i].effect;
        if (e->requirement && strcmp(e->market->code, m->code) == 0 && strcmp(e->requirement->id, q->id) == 0)
            return true;
    }
    return false;
}

/* A duty that stands already, with a beginning of its own that is reached on this day. */
static void add_starts(search *s, const rg_comparison *after, int32_t day) {
    for (size_t i = 0; i < after->rows.count; i++) {
        const rg_row *row = &after->rows.items[i];
        const rg_requirement *q = row->requirement;
        if (row->target.required != RG_TRUE || told_on(s, day, after->outcome->market, q))
            continue;
        for (size_t k = 0; k < q->count; k++) {
            const rg_parameter_value *value = &row->target.entry->values[k];
            if (q->parameters[k].type == RG_P_DATE && value->given && !value->unknown && (int32_t)value->number == day)
                RG_PUSH(s->arena, s->out,
                        (rg_coming){.on = day,
                                    .effect = {.market = after->outcome->market,
                                               .field = "start",
                                               .requirement = q,
                                               .parameter = &q->parameters[k],
                                               .before = "not_in_force",
                                               .after = "in_force"},
                                    .basis = &row->target.entry->basis});
        }
    }
}

static void add_laws(search *s, const rg_market *m, int32_t day) {
    for (size_t i = 0; i < m->laws.count; i++)
        if (m->laws.items[i].in_force == day)
            RG_PUSH(s->arena, s->out,
                    (rg_coming){.on = day,
                                .effect = {.market = m, .field = "law", .before = "not_in_force", .after = "in_force"},
                                .rule = m->laws.items[i].id,
                                .law = &m->laws.items[i],
                                .basis = &m->laws.items[i].basis});
}

static const rg_task *task_of(const rg_tasks *tasks, const char *id) {
    for (size_t i = 0; i < tasks->count; i++)
        if (strcmp(tasks->items[i].id, id) == 0)
            return &tasks->items[i];
    return NULL;
}

/* A step that is one for this device on one side of the day and not on the other. */
static void add_steps(search *s, const standing *was, rg_exact *before, const standing *now, rg_exact *after,
                      int32_t day) {
    const rg_tasks *old = rg_tasks_of(was->base, was->market), *new = rg_tasks_of(now->base, now->market);
    for (size_t i = 0; i < new->count; i++) {
        const rg_task *task = &new->items[i], *same = task_of(old, task->id);
        rg_truth from = same ? rg_exact_truth(before, same->when) : RG_FALSE, to = rg_exact_truth(after, task->when);
        if (from == to || from == RG_UNKNOWN || to == RG_UNKNOWN)
            continue;
        RG_PUSH(s->arena, s->out,
                (rg_coming){.on = day,
                            .effect = {.market = now->market,
                                       .field = "step",
                                       .before = from == RG_TRUE ? "in_force" : "not_in_force",
                                       .after = to == RG_TRUE ? "in_force" : "not_in_force"},
                            .rule = task->id,
                            .task = task,
                            .basis = &task->basis});
    }
}

static bool compare_sides(search *s, standing *was, standing now, int32_t day) {
    rg_tasks_of(was->base, was->market);
    const evaluation *e = evaluate(s, was->base, day);
    if (!e)
        return false;
    evaluation before = *e;
    e = evaluate(s, now.base, day);
    if (!e)
        return false;
    const rg_comparison *from = rg_compare(was->base, before.exact, before.facts, was->home, was->market, s->arena);
    const rg_comparison *to = rg_compare(now.base, e->exact, e->facts, now.home, now.market, s->arena);
    rg_effects effects = {0};
    rg_whatif(before.exact, from, e->exact, to, day, &effects, s->arena);
    for (size_t i = 0; i < effects.count; i++) {
        rg_coming coming = {.on = day, .effect = effects.items[i]};
        rest_on(&coming, to);
        rest_on(&coming, from);
        RG_PUSH(s->arena, s->out, coming);
    }
    add_starts(s, to, day);
    add_steps(s, was, before.exact, &now, e->exact, day);
    add_laws(s, now.market, day);
    *was = now;
    return true;
}

static bool search_day(search *s, calendar *c, int32_t day) {
    rg_base *base = NULL;
    bool everywhere = changes_on(c, "", day);
    standing *next = rg_alloc_array(s->arena, s->count + 1, sizeof *next);
    for (size_t i = 0; i < s->count; i++) {
        const standing *now = &s->now[i];
        bool at_home = now->home && changes_on(c, now->home->code, day);
        if (!everywhere && !at_home && !changes_on(c, now->market->code, day))
            continue;
        if (!base)
            base = open_base(s, now->base, day);
        next[i] = (standing){base, open_market(base, now->market), open_market(base, now->home)};
    }
    if (!base)
        return true;
    if (!pass_errors_on(s, base))
        return false;
    s->bases.count = s->evaluations.count = 0;
    for (size_t i = 0; i < s->count; i++)
        if (next[i].base && !compare_sides(s, &s->now[i], next[i], day))
            return false;
    return true;
}

bool rg_changes_find(rg_base *base, const rg_profile *profile, rg_market *home, rg_market *const *targets, size_t count,
                     int32_t until, rg_comings *out, rg_arena *arena, rg_diagnostics *diagnostics) {
    int32_t today = base->reader.as_of;
    calendar c = {.arena = arena, .after = today, .until = until};
    search s = {.profile = profile, .out = out, .arena = arena, .diagnostics = diagnostics, .count = count};
    s.now = rg_alloc_array(arena, count + 1, sizeof *s.now);
    for (size_t i = 0; i < count; i++)
        s.now[i] = (standing){base, targets[i], home};
    read_calendar(&c, base->reader.store);
    int32_t *days;
    size_t number = all_days(&c, &days);
    bool good = true;
    for (size_t i = 0; i < number && good; i++)
        good = search_day(&s, &c, days[i]);
    base->reader.as_of = today;
    return good;
}
