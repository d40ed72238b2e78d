#include "check/witness.h"

#include <string.h>

#include "util/buffer.h"

typedef struct {
    rg_exact *exact;
    const rg_facts *facts;
    rg_base *base;
    rg_arena *arena;
    RG_LIST(rg_condition) held; /* what the device must show, and what was settled of it so far */
    bool *reached;              /* by step: the finding or an admissible device can hang on it */
    bool *slots;                /* by attribute: likewise */
    const char **said;          /* by attribute: what the profile says, as JSON; NULL: nothing */
    rg_buffer *records;         /* by list of the profile: its entries */
} search;

/* ---- what a witness may ask ---- */

static void enter_values(rg_base *base, size_t slot) {
    const rg_attribute *a = &base->vocabulary->attributes.items[slot];
    rg_program *p = base->program;
    rg_step_not(p, base->asked[slot]);
    for (size_t k = 0; k < a->count; k++) {
        uint64_t bit = UINT64_C(1) << k;
        if (a->type == RG_SET)
            rg_step_not(p, rg_step_member(p, slot, bit));
        else
            rg_step_value(p, slot, bit);
    }
    if (a->type == RG_INT || a->type == RG_MONEY || a->type == RG_DATE)
        rg_step_range(p, slot, 0, 0);
}

static void enter_point(rg_program *p, size_t slot, int64_t point) {
    if (point >= 0 && point < INT64_MAX)
        rg_step_range(p, slot, point, point);
}

/* The first field of a test on a list that takes several values; the number of fields where there is none. */
static size_t split_field(const rg_test *test) {
    size_t field = 0;
    if (test->kind != RG_TEST_RECORD)
        return test->count;
    while (field < test->count && (test->fields[field].by_months || test->fields[field].count < 2))
        field++;
    return field;
}

/* The test with one value in place of the several of its field. */
static rg_condition split_test(rg_base *base, const rg_test *test, size_t field, size_t value) {
    rg_test one = *test;
    rg_field_test *fields = rg_alloc_array(base->arena, test->count, sizeof *fields);
    memcpy(fields, test->fields, test->count * sizeof *fields);
    fields[field].values += value;
    fields[field].count = 1;
    one.fields = fields;
    return rg_step_test(base->program, one);
}

/* Along the first field of several values; what comes of it is split along the next when its turn comes. */
static void split(rg_base *base, rg_condition condition, rg_splits *splits) {
    rg_program *p = base->program;
    const rg_test test = p->tests.items[p->steps.items[condition].low];
    size_t field = split_field(&test);
    if (field == test.count)
        return;
    rg_condition any = rg_step_not(p, condition);
    for (size_t k = 0; k < test.fields[field].count; k++)
        any = rg_step_or(p, any, split_test(base, &test, field, k));
    RG_PUSH(base->arena, splits, (rg_split){condition, any});
}

void rg_witness_prepare(rg_base *base, rg_splits *splits) {
    rg_program *p = base->program;
    for (size_t i = 0; i < p->steps.count; i++)
        if (p->steps.items[i].op == RG_OP_TEST)
            split(base, (rg_condition)i, splits);
    size_t count = p->steps.count;
    for (size_t i = 0; i < base->vocabulary->attributes.count; i++)
        enter_values(base, i);
    for (size_t i = 0; i < count; i++) {
        const rg_step step = p->steps.items[i];
        if (step.op == RG_OP_TEST)
            rg_step_not(p, (rg_condition)i);
        if (step.op != RG_OP_RANGE)
            continue;
        enter_point(p, step.slot, step.low);
        enter_point(p, step.slot, step.high);
        enter_point(p, step.slot, step.low == INT64_MIN ? -1 : step.low - 1);
        enter_point(p, step.slot, step.high == INT64_MAX ? -1 : step.high + 1);
    }
}

/* ---- settling one thing after the other ---- */

static bool hold(search *s, rg_condition condition) {
    RG_PUSH(s->arena, &s->held, condition);
    if (rg_exact_can_all(s->exact, s->held.items, s->held.count))
        return true;
    s->held.count--;
    return false;
}

static void reach(search *s, rg_condition condition) {
    const rg_program *p = s->base->program;
    const rg_step *step = &p->steps.items[condition];
    if (s->reached[condition])
        return;
    s->reached[condition] = true;
    if (step->op == RG_OP_VALUE || step->op == RG_OP_MEMBER || step->op == RG_OP_RANGE) {
        s->slots[step->slot] = true;
        reach(s, s->base->asked[step->slot]);
    }
    for (uint32_t i = 0; i < step->count; i++)
        reach(s, p->children.items[step->first + i]);
}

static const char *quoted(rg_arena *arena, const char *text) {
    rg_buffer out = rg_buffer_in(arena);
    rg_add_char(&out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            rg_add_char(&out, '\\');
        rg_add_char(&out, *text);
    }
    rg_add_char(&out, '"');
    return rg_buffer_text(&out);
}

static const char *date_text(rg_arena *arena, int32_t day) {
    char text[11];
    rg_date_format(day, text);
    return rg_textf(arena, "\"%s\"", text);
}

/* An entry that fits the test: of each field it asks for, the first value. */
static void say_record(search *s, const rg_test *test) {
    const rg_record_type *type = &s->base->vocabulary->records.items[test->subject];
    rg_buffer *out = &s->records[test->subject];
    rg_add(out, out->length ? ", {" : "{");
    for (size_t i = 0; i < test->count; i++) {
        const rg_field_test *field = &test->fields[i];
        const rg_field *f = &type->fields[field->field];
        const char *value = field->by_months
                                ? date_text(s->arena, rg_date_add_months(s->base->reader.as_of, -field->months))
                            : f->type == RG_BOOL ? field->values[0]
                                                 : quoted(s->arena, field->values[0]);
        rg_addf(out, f->type == RG_SET ? "%s\"%s\": [%s]" : "%s\"%s\": %s", i ? ", " : "", f->id, value);
    }
    rg_add_char(out, '}');
}

/* No entry and no text where that will do. False where a text that must match a pattern cannot be written. */
static bool settle_test(search *s, rg_condition condition) {
    const rg_test *test = &s->base->program->tests.items[s->base->program->steps.items[condition].low];
    if (rg_truth_of(s->facts, condition) != RG_UNKNOWN || hold(s, rg_step_not(s->base->program, condition)))
        return true;
    RG_PUSH(s->arena, &s->held, condition);
    /* Of a test on several values one on a single value is true too; that one is written. */
    if (test->kind == RG_TEST_RECORD && split_field(test) == test->count)
        say_record(s, test);
    else if (test->kind == RG_TEST_RECORD)
        return true;
    else if (test->kind == RG_TEST_TEXT && !test->pattern)
        s->said[test->subject] = quoted(s->arena, test->text ? test->text : "x");
    else
        return false;
    return true;
}

static const char *value_text(search *s, const rg_attribute *a, size_t value) {
    const char *id = a->values[value].id;
    return a->type == RG_BOOL ? id : quoted(s->arena, id);
}

static void settle_choice(search *s, size_t slot) {
    const rg_attribute *a = &s->base->vocabulary->attributes.items[slot];
    rg_program *p = s->base->program;
    if (a->has_neutral ? hold(s, rg_step_value(p, slot, a->neutral)) : hold(s, rg_step_not(p, s->base->asked[slot])))
        return;
    for (size_t k = 0; k < a->count; k++)
        if (hold(s, rg_step_value(p, slot, UINT64_C(1) << k))) {
            s->said[slot] = value_text(s, a, k);
            return;
        }
}

static void settle_set(search *s, size_t slot) {
    const rg_attribute *a = &s->base->vocabulary->attributes.items[slot];
    rg_program *p = s->base->program;
    rg_buffer members = rg_buffer_in(s->arena);
    uint64_t mask = 0;
    for (size_t k = 0; k < a->count; k++) {
        rg_condition in = rg_step_member(p, slot, UINT64_C(1) << k), out = rg_step_not(p, in);
        bool usual = a->neutral >> k & 1, as_usual = hold(s, usual ? in : out);
        if (!as_usual)
            RG_PUSH(s->arena, &s->held, usual ? out : in);
        if (as_usual != usual)
            continue;
        mask |= UINT64_C(1) << k;
        rg_addf(&members, "%s%s", members.length ? ", " : "", quoted(s->arena, a->values[k].id));
    }
    if (mask != a->neutral)
        s->said[slot] = rg_textf(s->arena, "[%s]", rg_buffer_text(&members));
}

static void settle_number(search *s, size_t slot) {
    const rg_attribute *a = &s->base->vocabulary->attributes.items[slot];
    const rg_program *p = s->base->program;
    if (hold(s, rg_step_not(s->base->program, s->base->asked[slot])))
        return;
    for (size_t i = 0; i < p->steps.count; i++) {
        const rg_step *step = &p->steps.items[i];
        if (step->op != RG_OP_RANGE || step->slot != slot || step->low != step->high || !hold(s, (rg_condition)i))
            continue;
        long long n = (long long)step->low;
        s->said[slot] = a->type == RG_DATE    ? date_text(s->arena, (int32_t)n)
                        : a->type == RG_MONEY ? rg_textf(s->arena, "%lld.%02lld", n / 100, n % 100)
                                              : rg_textf(s->arena, "%lld", n);
        return;
    }
}

static bool settle(search *s) {
    const rg_program *p = s->base->program;
    for (size_t i = 0; i < p->steps.count; i++)
        if (s->reached[i] && p->steps.items[i].op == RG_OP_TEST && !settle_test(s, (rg_condition)i))
            return false;
    for (size_t i = 0; i < s->base->vocabulary->attributes.count; i++) {
        rg_type type = s->base->vocabulary->attributes.items[i].type;
        if (!s->slots[i])
            continue;
        if (type == RG_BOOL || type == RG_ENUM)
            settle_choice(s, i);
        else if (type == RG_SET)
            settle_set(s, i);
        else
            settle_number(s, i);
    }
    return true;
}

/* ---- the profile ---- */

static void say_section(const search *s, rg_section section, const char *begin, const char *end, rg_buffer *out) {
    const rg_vocabulary *v = s->base->vocabulary;
    bool any = false;
    for (size_t i = 0; i < v->attributes.count; i++)
        if (s->said[i] && v->attributes.items[i].section == section) {
            rg_addf(out, "%s\"%s\": %s", any ? ", " : begin, v->attributes.items[i].id, s->said[i]);
            any = true;
        }
    if (any)
        rg_add(out, end);
}

static const char *profile_text(const search *s) {
    rg_buffer out = rg_buffer_in(s->arena);
    rg_add(&out, "{\"reggap\": \"profile/1\", \"complete\": true");
    say_section(s, RG_CODES, ", \"device\": {\"codes\": {", "}}", &out);
    say_section(s, RG_ATTRIBUTES, ", \"attributes\": {", "}", &out);
    say_section(s, RG_SAFETY, ", \"safety\": {", "}", &out);
    say_section(s, RG_COMPANY, ", \"company\": {", "}", &out);
    for (size_t i = 0; i < s->base->vocabulary->records.count; i++)
        if (s->records[i].length)
            rg_addf(&out, ", \"%s\": [%s]", s->base->vocabulary->records.items[i].id, s->records[i].text);
    rg_add_char(&out, '}');
    return rg_buffer_text(&out);
}

/* Whether the profile, read as any other, shows what it is to show. */
static bool shows(search *s, const char *text, const rg_condition *conditions, size_t count) {
    rg_diagnostics quiet = rg_diagnostics_in(s->arena);
    rg_reader reader = s->base->reader;
    reader.diagnostics = &quiet;
    const rg_document *document = rg_document_read(s->arena, "witness", text, strlen(text), &quiet);
    rg_profile *profile = document ? rg_profile_read(&reader, s->base->vocabulary, document, false) : NULL;
    rg_facts *facts = profile && !quiet.errors ? rg_facts_new(s->base, profile, s->arena, &quiet) : NULL;
    return facts && rg_exact_can_all(rg_exact_new(facts, s->arena), conditions, count);
}

/* What the conditions hang on, and the splits of what they hang on. */
static void demand_all(search *s, const rg_splits *splits, const rg_condition *conditions, size_t count) {
    bool *taken = rg_alloc_array(s->arena, splits->count + 1, sizeof *taken);
    for (size_t i = 0; i < s->base->vocabulary->constraints.count; i++)
        reach(s, s->base->constraints[i].holds);
    for (size_t i = 0; i < count; i++) {
        reach(s, conditions[i]);
        RG_PUSH(s->arena, &s->held, conditions[i]);
    }
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < splits->count; i++)
            if (!taken[i] && s->reached[splits->items[i].test]) {
                taken[i] = more = true;
                reach(s, splits->items[i].holds);
                RG_PUSH(s->arena, &s->held, splits->items[i].holds);
            }
    }
}

rg_witness rg_witness_of(rg_exact *exact, const rg_facts *facts, const rg_splits *splits,
                         const rg_condition *conditions, size_t count) {
    rg_base *base = facts->base;
    const rg_vocabulary *v = base->vocabulary;
    search s = {.exact = exact, .facts = facts, .base = base, .arena = base->arena};
    s.reached = rg_alloc_array(s.arena, base->program->steps.count + 1, sizeof *s.reached);
    s.slots = rg_alloc_array(s.arena, v->attributes.count + 1, sizeof *s.slots);
    s.said = rg_alloc_array(s.arena, v->attributes.count + 1, sizeof *s.said);
    s.records = rg_alloc_array(s.arena, v->records.count + 1, sizeof *s.records);
    for (size_t i = 0; i < v->records.count; i++)
        s.records[i] = rg_buffer_in(s.arena);
    demand_all(&s, splits, conditions, count);
    if (!rg_exact_can_all(exact, s.held.items, s.held.count))
        return (rg_witness){0};
    const char *text = settle(&s) ? profile_text(&s) : NULL;
    return (rg_witness){true, text && shows(&s, text, conditions, count) ? text : NULL};
}
