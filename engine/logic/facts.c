#include "logic/outcome.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <ctype.h>
#include <pcre2.h>
#include <string.h>

#include "util/buffer.h"

enum { MATCH_LIMIT = 100000, LONGEST_SUBJECT = 64 * 1024 };

bool rg_list_known(const rg_profile *profile, size_t list) {
    return profile->lists[list].stated || (profile->complete && !profile->lists[list].null);
}

uint64_t rg_attribute_mask(const rg_attribute *a) {
    return a->count >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << a->count) - 1;
}

bool rg_fact_known(const rg_attribute *a, const rg_fact *fact) {
    switch (a->type) {
    case RG_BOOL:
    case RG_ENUM: return (fact->mask & (fact->mask - 1)) == 0;
    case RG_SET: return (fact->known & rg_attribute_mask(a)) == rg_attribute_mask(a);
    default: return fact->origin != RG_OPEN;
    }
}

/* ---- evaluation ---- */

static rg_truth value_truth(uint64_t may_be, uint64_t wanted) {
    if (!(may_be & wanted))
        return RG_FALSE;
    return may_be & ~wanted ? RG_UNKNOWN : RG_TRUE;
}

static rg_truth member_truth(const rg_fact *fact, uint64_t wanted) {
    if (fact->mask & wanted)
        return RG_TRUE;
    return (fact->known & wanted) == wanted ? RG_FALSE : RG_UNKNOWN;
}

static rg_truth all_truth(const uint8_t *truth, const rg_condition *children, uint32_t count) {
    rg_truth result = RG_TRUE;
    for (uint32_t i = 0; i < count; i++) {
        if (truth[children[i]] == RG_FALSE)
            return RG_FALSE;
        if (truth[children[i]] == RG_UNKNOWN)
            result = RG_UNKNOWN;
    }
    return result;
}

static rg_truth any_truth(const uint8_t *truth, const rg_condition *children, uint32_t count) {
    rg_truth result = RG_FALSE;
    for (uint32_t i = 0; i < count; i++) {
        if (truth[children[i]] == RG_TRUE)
            return RG_TRUE;
        if (truth[children[i]] == RG_UNKNOWN)
            result = RG_UNKNOWN;
    }
    return result;
}

static rg_truth step_truth(const rg_facts *f, const rg_program *p, const rg_step *step) {
    const rg_condition *children = p->children.items + step->first;
    const rg_fact *fact = &f->facts[step->slot];
    static const rg_truth opposite[] = {RG_TRUE, RG_FALSE, RG_UNKNOWN};
    switch ((rg_operator)step->op) {
    case RG_OP_CONSTANT: return (rg_truth)step->mask;
    case RG_OP_VALUE:
        if (fact->lapses && !(fact->mask & ~step->mask))
            return fact->mask ? RG_UNKNOWN : RG_FALSE;
        return value_truth(fact->mask, step->mask);
    case RG_OP_MEMBER: return member_truth(fact, step->mask);
    case RG_OP_RANGE:
        if (fact->origin == RG_OPEN || fact->origin == RG_UNASKED)
            return fact->origin == RG_OPEN ? RG_UNKNOWN : RG_FALSE;
        return step->low <= fact->number && fact->number <= step->high ? RG_TRUE : RG_FALSE;
    case RG_OP_TEST: return (rg_truth)f->tests[step->low];
    case RG_OP_CHOICE: return RG_UNKNOWN;
    case RG_OP_ALL: return all_truth(f->truth, children, step->count);
    case RG_OP_ANY: return any_truth(f->truth, children, step->count);
    case RG_OP_NOT: return opposite[f->truth[children[0]]];
    case RG_OP_NAMED: return (rg_truth)f->truth[children[0]];
    }
    return RG_UNKNOWN;
}

static void evaluate(rg_facts *f) {
    const rg_program *p = f->base->program;
    for (size_t i = 0; i < p->steps.count; i++)
        f->truth[i] = (uint8_t)step_truth(f, p, &p->steps.items[i]);
    f->evaluated = p->steps.count;
}

/* ---- tests ---- */

bool rg_text_matches(const void *pattern, const char *subject) {
    size_t length = strlen(subject);
    if (length > LONGEST_SUBJECT)
        return false;
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(pattern, NULL);
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    bool matches = false;
    if (data && context) {
        pcre2_set_match_limit(context, MATCH_LIMIT);
        matches = pcre2_match(pattern, (PCRE2_SPTR)subject, length, 0, 0, data, context) >= 0;
    }
    pcre2_match_context_free(context);
    pcre2_match_data_free(data);
    return matches;
}

static bool says_all(const rg_facts *f, size_t attribute) {
    return f->profile->complete && !f->profile->stated[attribute].null;
}

/* A code that is not given is no code; any other text that is not given is unknown, or none if all was stated. */
static rg_truth text_truth(const rg_facts *f, const rg_test *test) {
    const rg_attribute *a = &f->base->vocabulary->attributes.items[test->subject];
    const rg_fact *fact = &f->facts[test->subject];
    if (!fact->text)
        return a->type == RG_CODE || says_all(f, test->subject) || fact->origin == RG_UNASKED ? RG_FALSE : RG_UNKNOWN;
    if (test->pattern)
        return rg_text_matches(test->pattern, fact->text) ? RG_TRUE : RG_FALSE;
    if (!test->text)
        return *fact->text ? RG_TRUE : RG_FALSE;
    return rg_same(test->text, fact->text) ? RG_TRUE : RG_FALSE;
}

static bool among(const rg_field_test *test, const char *value) {
    for (size_t i = 0; i < test->count; i++)
        if (rg_same(test->values[i], value))
            return true;
    return false;
}

static rg_truth field_fits(const rg_facts *f, const rg_field *field, const rg_record *record, const rg_field_test *t) {
    const char *text = record->texts[t->field];
    if (!text)
        return f->profile->complete ? RG_FALSE : RG_UNKNOWN;
    if (t->by_months)
        return rg_date_add_months((int32_t)record->numbers[t->field], t->months) <= f->base->reader.as_of ? RG_TRUE
                                                                                                          : RG_FALSE;
    if (field->type == RG_SET && record->lists[t->field]) {
        for (const char *const *member = record->lists[t->field]; *member; member++)
            if (among(t, *member))
                return RG_TRUE;
        return RG_FALSE;
    }
    return among(t, text) ? RG_TRUE : RG_FALSE;
}

rg_truth rg_record_fits(const rg_facts *f, const rg_record_type *type, const rg_record *record, const rg_test *test) {
    rg_truth result = RG_TRUE;
    for (size_t i = 0; i < test->count && result != RG_FALSE; i++) {
        const rg_field_test *field = &test->fields[i];
        rg_truth one = field_fits(f, &type->fields[field->field], record, field);
        result = one == RG_TRUE ? result : one;
    }
    /* Whatever has an end must not have passed it. */
    long expires = rg_field_index(type, "expires");
    if (expires >= 0 && record->texts[expires] && record->numbers[expires] < f->base->reader.as_of)
        return RG_FALSE;
    return result;
}

static rg_truth record_truth(const rg_facts *f, const rg_test *test) {
    const rg_record_list *list = &f->profile->lists[test->subject];
    rg_truth result = rg_list_known(f->profile, test->subject) ? RG_FALSE : RG_UNKNOWN;
    for (size_t i = 0; i < list->records.count; i++) {
        const rg_record_type *type = &f->base->vocabulary->records.items[test->subject];
        rg_truth one = rg_record_fits(f, type, &list->records.items[i], test);
        if (one == RG_TRUE)
            return RG_TRUE;
        result = one == RG_UNKNOWN ? RG_UNKNOWN : result;
    }
    return result;
}

void rg_facts_switch(rg_facts *f, rg_condition which, bool on) {
    f->tests[f->base->program->steps.items[which].low] = on ? RG_TRUE : RG_FALSE;
    evaluate(f);
}

static rg_truth table_truth(const rg_facts *f, const rg_test *test) {
    const char **row = f->rows[test->subject];
    if (!row || !test->count)
        return row ? RG_TRUE : RG_FALSE;
    const rg_column *column = &f->base->tables.items[test->subject].columns[test->column];
    for (size_t i = 0; i < column->count; i++)
        if (test->mask >> i & 1 && rg_same(column->values[i], row[test->column]))
            return RG_TRUE;
    return RG_FALSE;
}

static void run_tests(rg_facts *f, rg_arena *arena) {
    const rg_base *base = f->base;
    f->rows = rg_alloc_array(arena, base->tables.count + 1, sizeof *f->rows);
    for (size_t i = 0; i < base->tables.count; i++) {
        const char *code = f->facts[base->tables.items[i].code].text;
        f->rows[i] = code ? rg_table_row(base, &base->tables.items[i], code, arena) : NULL;
    }
    for (size_t i = 0; i < base->program->tests.count; i++) {
        const rg_test *test = &base->program->tests.items[i];
        f->tests[i] = (uint8_t)(test->kind == RG_TEST_TEXT     ? text_truth(f, test)
                                : test->kind == RG_TEST_SWITCH ? RG_FALSE
                                : test->kind == RG_TEST_RECORD ? record_truth(f, test)
                                                               : table_truth(f, test));
    }
}

/* ---- from what is stated to what is known ---- */

static void open_fact(const rg_attribute *a, rg_fact *fact) {
    *fact = (rg_fact){.origin = RG_OPEN};
    if (a->type == RG_BOOL || a->type == RG_ENUM)
        fact->mask = rg_attribute_mask(a);
}

static void settle(const rg_attribute *a, rg_fact *fact, uint64_t mask, rg_origin origin) {
    fact->mask = mask;
    fact->known = a->type == RG_SET ? rg_attribute_mask(a) : 0;
    fact->origin = origin;
}

/* A maker that does not say where it is sits in its home market. */
static void take_home(rg_facts *f, rg_arena *arena) {
    long index = rg_attribute_index(f->base->vocabulary, "country");
    const char *home = f->profile->home;
    if (index < 0 || !home || f->profile->stated[index].null || f->facts[index].origin != RG_OPEN)
        return;
    char *code = rg_copy_text(arena, home, strlen(home));
    for (char *at = code; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    f->facts[index].text = code;
    f->facts[index].origin = RG_IMPLIED;
}

static void take_stated(rg_facts *f, size_t i) {
    const rg_attribute *a = &f->base->vocabulary->attributes.items[i];
    const rg_stated *stated = &f->profile->stated[i];
    rg_fact *fact = &f->facts[i];
    open_fact(a, fact);
    fact->place = stated->place;
    if (!stated->stated)
        return;
    fact->number = stated->number;
    fact->text = stated->text;
    settle(a, fact, stated->mask, RG_STATED);
}

/* The values that a scalar or a list names; what is wrong with it was told when the constraint was compiled. */
static uint64_t named_values(const rg_attribute *a, const rg_node *node) {
    uint64_t mask = 0;
    for (const rg_node *one = rg_node_is(node, RG_SCALAR) ? node : rg_node_first(node); one;
         one = one == node ? NULL : rg_node_next(one)) {
        long value = rg_node_is(one, RG_SCALAR) ? rg_value_index(a, rg_node_text(one)) : -1;
        mask |= value < 0 ? 0 : UINT64_C(1) << value;
    }
    return mask;
}

/*
 * `then` of a constraint whose `when` holds narrows attributes that are not stated. Only plain `attribute: value`
 * entries narrow; anything else is left to the check of contradictions.
 */
static bool narrow(rg_facts *f, const rg_constraint *constraint) {
    const rg_vocabulary *v = f->base->vocabulary;
    bool changed = false;
    for (const rg_node *node = rg_node_first(constraint->then); node; node = rg_node_next(node)) {
        long index = rg_attribute_index(v, rg_node_key(node));
        if (index < 0 || f->facts[index].origin == RG_STATED || f->profile->stated[index].null)
            continue;
        const rg_attribute *a = &v->attributes.items[index];
        if (a->type != RG_BOOL && a->type != RG_ENUM)
            continue;
        uint64_t left = f->facts[index].mask & named_values(a, node);
        if (left && left != f->facts[index].mask) {
            f->facts[index].mask = left;
            f->facts[index].by = constraint;
            f->facts[index].origin = left & (left - 1) ? RG_OPEN : RG_IMPLIED;
            changed = true;
        }
    }
    return changed;
}

static bool apply_constraints(rg_facts *f) {
    bool changed = false;
    for (size_t i = 0; i < f->base->vocabulary->constraints.count; i++)
        if (f->truth[f->base->constraints[i].when] == RG_TRUE)
            changed = narrow(f, &f->base->vocabulary->constraints.items[i]) || changed;
    return changed;
}

/* Of a complete profile, what is not stated has its neutral value, unless a constraint has narrowed that away. */
static void assume_neutral(rg_facts *f) {
    const rg_vocabulary *v = f->base->vocabulary;
    for (size_t i = 0; i < v->attributes.count; i++) {
        const rg_attribute *a = &v->attributes.items[i];
        rg_fact *fact = &f->facts[i];
        if (fact->origin != RG_OPEN || f->profile->stated[i].null || !a->has_neutral)
            continue;
        if (a->type == RG_SET || (fact->mask & a->neutral))
            settle(a, fact, a->neutral, RG_ASSUMED);
    }
}

/* What is not asked of such a device has its neutral value, or none. */
static bool apply_asked(rg_facts *f) {
    const rg_vocabulary *v = f->base->vocabulary;
    bool changed = false;
    for (size_t i = 0; i < v->attributes.count; i++) {
        const rg_attribute *a = &v->attributes.items[i];
        if (f->facts[i].origin != RG_OPEN || f->truth[f->base->asked[i]] != RG_FALSE)
            continue;
        settle(a, &f->facts[i], a->neutral, RG_UNASKED);
        changed = true;
    }
    return changed;
}

/* The first stated attribute among those that make the condition what it is; -1 where there is none. */
static long stated_reason(const rg_facts *f, rg_condition condition, rg_arena *arena) {
    rg_subjects reasons = rg_reasons(f, condition, arena);
    for (size_t i = 0; i < reasons.count; i++)
        if (reasons.items[i] < f->base->vocabulary->attributes.count && f->facts[reasons.items[i]].origin == RG_STATED)
            return (long)reasons.items[i];
    return -1;
}

/* The constraint that settled one of the attributes `then` speaks of, or NULL. */
static const rg_constraint *narrowed_by(const rg_facts *f, const rg_node *then) {
    for (const rg_node *node = rg_node_first(then); node; node = rg_node_next(node)) {
        long index = rg_attribute_index(f->base->vocabulary, rg_node_key(node));
        if (index >= 0 && f->facts[index].by)
            return f->facts[index].by;
    }
    return NULL;
}

/*
 * An open attribute without a neutral value may turn out not to be asked, and then has no value at all: that all its
 * values satisfy a condition does not make it true yet.
 */
static bool mark_lapses(rg_facts *f) {
    const rg_vocabulary *v = f->base->vocabulary;
    bool changed = false;
    for (size_t i = 0; i < v->attributes.count; i++) {
        const rg_attribute *a = &v->attributes.items[i];
        bool lapses = f->facts[i].origin == RG_OPEN && !a->has_neutral && f->truth[f->base->asked[i]] == RG_UNKNOWN;
        changed = changed || lapses != f->facts[i].lapses;
        f->facts[i].lapses = lapses;
    }
    return changed;
}

static bool report_contradictions(rg_facts *f, rg_diagnostics *diagnostics) {
    const rg_vocabulary *v = f->base->vocabulary;
    bool good = true;
    for (size_t i = 0; i < v->constraints.count; i++) {
        const rg_constraint_steps *steps = &f->base->constraints[i];
        if (f->truth[steps->holds] != RG_FALSE)
            continue;
        const rg_constraint *c = &v->constraints.items[i], *other = narrowed_by(f, c->then);
        long then = stated_reason(f, steps->then, diagnostics->arena),
             when = stated_reason(f, steps->when, diagnostics->arena);
        rg_place first = then >= 0 ? f->facts[then].place : (rg_place){f->profile->path, 0, 0};
        rg_place second = when >= 0 ? f->facts[when].place : (rg_place){0};
        if (then >= 0 && when >= 0)
            rg_report_two(diagnostics, "contradiction", first, second, "'%s' contradicts '%s'%s: %s",
                          v->attributes.items[then].id, v->attributes.items[when].id,
                          second.line ? rg_textf(diagnostics->arena, " in line %u", second.line) : "", c->message.en);
        else
            rg_report_two(diagnostics, "contradiction", then >= 0 || when < 0 ? first : second, second,
                          "the profile contradicts itself: %s%s%s", c->message.en, other ? "; but: " : "",
                          other ? other->message.en : "");
        good = false;
    }
    return good;
}

rg_facts *rg_facts_new(rg_base *base, const rg_profile *profile, rg_arena *arena, rg_diagnostics *diagnostics) {
    const rg_vocabulary *v = base->vocabulary;
    rg_facts *f = rg_alloc(arena, sizeof *f);
    *f = (rg_facts){.base = base, .profile = profile};
    f->facts = rg_alloc_array(arena, v->attributes.count + 1, sizeof *f->facts);
    f->tests = rg_alloc_array(arena, base->program->tests.count + 1, 1);
    f->truth = rg_alloc_array(arena, base->program->steps.count + 1, 1);
    for (size_t i = 0; i < v->attributes.count; i++)
        take_stated(f, i);
    take_home(f, arena);
    run_tests(f, arena);
    evaluate(f);
    while (apply_constraints(f))
        evaluate(f);
    if (profile->complete) {
        assume_neutral(f);
        evaluate(f);
    }
    while (apply_asked(f) || apply_constraints(f)) {
        run_tests(f, arena);
        evaluate(f);
    }
    while (mark_lapses(f))
        evaluate(f);
    return report_contradictions(f, diagnostics) ? f : NULL;
}

void rg_facts_evaluate(rg_facts *f, rg_arena *arena) {
    f->tests = rg_alloc_array(arena, f->base->program->tests.count + 1, 1);
    f->truth = rg_alloc_array(arena, f->base->program->steps.count + 1, 1);
    run_tests(f, arena);
    evaluate(f);
}
