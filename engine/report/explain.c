#include "report/explain.h"

#include <string.h>

#include "report/answers.h"

static const char *const TRUTHS[] = {"explain.false", "explain.true", "explain.unknown"};
static const char *const TRUTH_NAMES[] = {"false", "true", "unknown"};

/* ---- one step in words ---- */

static const char *phrase_values(const rg_strings *s, const rg_attribute *a, uint64_t mask, const char *between) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < a->count; i++)
        if (mask >> i & 1)
            rg_addf(&out, "%s%s", out.length ? rg_say(s, between) : "", rg_pick(s, a->values[i].title));
    return rg_buffer_text(&out);
}

static const char *phrase_test(const rg_run *run, const rg_strings *s, const rg_test *test) {
    const rg_base *base = run->base;
    rg_buffer out = rg_buffer_in(s->arena);
    if (test->kind == RG_TEST_TABLE) {
        const rg_table *t = &base->tables.items[test->subject];
        const rg_column *column = test->count ? &t->columns[test->column] : NULL;
        rg_add(&out, rg_pick(s, t->title));
        for (size_t i = 0; column && i < column->count; i++)
            if (test->mask >> i & 1)
                rg_addf(&out, " %s=%s", column->id, column->values[i]);
    } else if (test->kind == RG_TEST_RECORD) {
        const rg_record_type *type = &base->vocabulary->records.items[test->subject];
        rg_add(&out, rg_say(s, rg_textf(s->arena, "record.%s", type->id)));
        for (size_t i = 0; i < test->count; i++) {
            rg_addf(&out, "%s%s ", i ? "; " : ": ", type->fields[test->fields[i].field].id);
            for (size_t k = 0; k < test->fields[i].count; k++)
                rg_addf(&out, "%s%s", k ? "|" : "", test->fields[i].values[k]);
            if (test->fields[i].by_months)
                rg_addf(&out, "%lld+ m", (long long)test->fields[i].months);
        }
    } else {
        const rg_attribute *a = &base->vocabulary->attributes.items[test->subject];
        rg_addf(&out, "%s%s%s", rg_pick(s, a->title), test->text ? " = " : "", test->text ? test->text : "");
    }
    return rg_buffer_text(&out);
}

static const char *phrase_stated(const rg_run *run, const rg_strings *s, size_t slot) {
    const rg_attribute *a = &run->base->vocabulary->attributes.items[slot];
    const rg_fact *fact = &run->facts->facts[slot];
    if (!rg_fact_known(a, fact))
        return rg_say(s, "value.open");
    if (a->type == RG_BOOL || a->type == RG_ENUM || a->type == RG_SET) {
        const char *text = phrase_values(s, a, fact->mask, a->type == RG_SET ? "list.comma" : "list.or");
        return *text ? text : rg_say(s, "value.none");
    }
    return rg_textf(s->arena, "%lld", (long long)fact->number);
}

/* A range may have one end only. */
static const char *phrase_range(const rg_strings *s, const char *title, const rg_step *step, const char *stated) {
    const char *low = rg_textf(s->arena, "%lld", (long long)step->low);
    const char *high = rg_textf(s->arena, "%lld", (long long)step->high);
    if (step->low == INT64_MIN)
        return rg_say_with(s, "explain.up_to", 3, title, high, stated);
    if (step->high == INT64_MAX)
        return rg_say_with(s, "explain.at_least", 3, title, low, stated);
    return rg_say_with(s, "explain.range", 4, title, low, high, stated);
}

static const char *phrase_step(const rg_run *run, const rg_strings *s, rg_condition c) {
    const rg_program *p = run->base->program;
    const rg_step *step = &p->steps.items[c];
    const rg_attribute *a = &run->base->vocabulary->attributes.items[step->slot];
    switch ((rg_operator)step->op) {
    case RG_OP_VALUE:
    case RG_OP_MEMBER:
        return rg_say_with(s, "explain.wants", 3, rg_pick(s, a->title), phrase_values(s, a, step->mask, "list.or"),
                           phrase_stated(run, s, step->slot));
    case RG_OP_RANGE: return phrase_range(s, rg_pick(s, a->title), step, phrase_stated(run, s, step->slot));
    case RG_OP_TEST: return phrase_test(run, s, &p->tests.items[step->low]);
    case RG_OP_CHOICE: return rg_say(s, "explain.left_open");
    case RG_OP_ALL: return rg_say(s, "explain.all");
    case RG_OP_ANY: return rg_say(s, "explain.any");
    case RG_OP_NOT: return rg_say(s, "explain.not_of");
    case RG_OP_NAMED:
        return rg_textf(s->arena, "%s (%s)", rg_pick(s, p->names.items[step->low].title), p->names.items[step->low].id);
    case RG_OP_CONSTANT: return rg_say(s, "explain.always");
    }
    return "";
}

enum { DEEPEST = 24 };

static void add_tree(rg_page *page, const rg_run *run, rg_condition c, int depth) {
    const rg_strings *s = page->strings;
    const rg_program *p = run->base->program;
    const rg_step *step = &p->steps.items[c];
    rg_buffer line = rg_buffer_in(s->arena);
    for (int i = 0; i < depth; i++)
        rg_add(&line, "· ");
    rg_add(&line,
           rg_say_with(s, "explain.is", 2, phrase_step(run, s, c), rg_say(s, TRUTHS[rg_truth_of(run->facts, c)])));
    rg_page_item(page, rg_buffer_text(&line));
    for (uint32_t i = 0; i < step->count && depth < DEEPEST; i++)
        add_tree(page, run, p->children.items[step->first + i], depth + 1);
}

/* ---- pages ---- */

static bool is_told(const rg_rule *rule, const char *only) {
    return !only || strcmp(rule->id, only) == 0;
}

static const char *phrase_reasons(const rg_run *run, const rg_strings *s, rg_condition c) {
    rg_subjects because = rg_reasons(run->facts, c, s->arena);
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < because.count; i++)
        rg_addf(&out, "%s%s", i ? "\n" : "", rg_phrase_subject(run, s, because.items[i]));
    return rg_buffer_text(&out);
}

static void add_rule_table(rg_page *page, rg_run *run, const rg_outcome *o, bool fires, const char *only) {
    const rg_strings *s = page->strings;
    const char *heads[] = {rg_say(s, "head.rule"),    rg_say(s, "head.says"),
                           rg_say(s, "head.outcome"), rg_say(s, fires ? "head.because" : "explain.because_not"),
                           rg_say(s, "head.cite"),    NULL};
    bool begun = false;
    for (size_t i = 0; i < o->market->schemes.count; i++)
        for (size_t k = 0; k < o->market->schemes.items[i].rules.count; k++) {
            const rg_rule *rule = &o->market->schemes.items[i].rules.items[k];
            rg_truth truth = rg_exact_truth(run->exact, rule->fires);
            if (!is_told(rule, only) || (truth != RG_FALSE) != fires)
                continue;
            if (!begun) {
                rg_page_heading(page, 3, rg_say(s, fires ? "classify.rules" : "explain.not"));
                rg_page_table(page, heads);
            }
            begun = true;
            rg_cell cells[] = {
                {rule->id, RG_PLAIN},
                {rg_pick(s, rule->title), RG_PLAIN},
                {rg_say(s, TRUTHS[truth]), truth == RG_TRUE    ? RG_STRONG
                                           : truth == RG_FALSE ? RG_QUIET
                                                               : RG_OPEN_POINT},
                {phrase_reasons(run, s, rule->fires), RG_PLAIN},
                {rg_phrase_cites(page, &rule->basis), RG_PLAIN},
            };
            rg_page_row(page, cells, 5);
        }
}

static void add_trees(rg_page *page, rg_run *run, const rg_outcome *o, const char *only) {
    const rg_strings *s = page->strings;
    rg_page_heading(page, 3, rg_say(s, "explain.tree"));
    for (size_t i = 0; i < o->market->schemes.count; i++)
        for (size_t k = 0; k < o->market->schemes.items[i].rules.count; k++) {
            const rg_rule *rule = &o->market->schemes.items[i].rules.items[k];
            bool quiet = !only && rg_truth_of(run->facts, o->market->schemes.items[i].active) == RG_FALSE;
            if (!is_told(rule, only) || quiet)
                continue;
            rg_page_heading(page, 4, rg_say_with(s, "explain.rule", 2, rule->id, rg_pick(s, rule->title)));
            add_tree(page, run, rule->fires, 0);
        }
}

rg_page *rg_page_explanation(rg_run *run, const rg_strings *s, const rg_outcome *const *outcomes, size_t count,
                             rg_depth depth, const char *rule) {
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "explain.title", 1, rg_pick(s, run->profile->name)));
    rg_page_add_frame(page, run, s);
    for (size_t i = 0; i < count; i++) {
        const rg_outcome *o = outcomes[i];
        rg_page_heading(page, 2,
                        rg_say_with(s, "classify.market", 2, rg_pick(s, o->market->name), rg_phrase_class(s, o)));
        rg_page_paragraph(page, rg_phrase_why(run, s, o));
        if (depth >= RG_RULES) {
            add_rule_table(page, run, o, true, rule);
            add_rule_table(page, run, o, false, rule);
        }
        if (depth == RG_TREE)
            add_trees(page, run, o, rule);
    }
    rg_page_add_end(page, run, s);
    return page;
}

/* ---- JSON ---- */

static void answer_tree(rg_json *j, const char *key, const rg_run *run, const rg_strings *s, rg_condition c,
                        int depth) {
    const rg_program *p = run->base->program;
    const rg_step *step = &p->steps.items[c];
    rg_json_object(j, key);
    rg_json_text(j, "says", phrase_step(run, s, c));
    rg_json_text(j, "outcome", TRUTH_NAMES[rg_truth_of(run->facts, c)]);
    if (step->count && depth < DEEPEST) {
        rg_json_array(j, "of");
        for (uint32_t i = 0; i < step->count; i++)
            answer_tree(j, NULL, run, s, p->children.items[step->first + i], depth + 1);
        rg_json_end_array(j);
    }
    rg_json_end_object(j);
}

static void answer_rule(rg_json *j, rg_run *run, const rg_strings *s, const rg_rule *rule, rg_depth depth) {
    rg_subjects because = rg_reasons(run->facts, rule->fires, run->arena);
    rg_json_object(j, NULL);
    rg_json_text(j, "id", rule->id);
    rg_answer_text(j, "title", rule->title);
    rg_json_text(j, "outcome", TRUTH_NAMES[rg_exact_truth(run->exact, rule->fires)]);
    rg_answer_because(j, run, because);
    rg_answer_cites(j, &rule->basis);
    if (depth == RG_TREE)
        answer_tree(j, "tree", run, s, rule->fires, 0);
    rg_json_end_object(j);
}

void rg_answer_explanation(rg_json *j, rg_run *run, const rg_strings *s, const rg_outcome *o, rg_depth depth,
                           const char *only) {
    rg_json_object(j, NULL);
    rg_json_text(j, "market", o->market->code);
    rg_json_text(j, "class", o->value < 0 ? NULL : o->market->classes.items[o->value].label);
    rg_json_text(j, "status", RG_STATUS_NAMES[o->status]);
    rg_json_text(j, "sentence", rg_phrase_why(run, s, o));
    rg_json_array(j, "rules");
    for (size_t i = 0; depth >= RG_RULES && i < o->market->schemes.count; i++)
        for (size_t k = 0; k < o->market->schemes.items[i].rules.count; k++)
            if (is_told(&o->market->schemes.items[i].rules.items[k], only))
                answer_rule(j, run, s, &o->market->schemes.items[i].rules.items[k], depth);
    rg_json_end_array(j);
    rg_json_end_object(j);
}
