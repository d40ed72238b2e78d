/* The brief as JSON. */
#include "report/brief.h"
#include "report/plan_report.h"

static const char *const WORTH_NAMES[] = {"route", "requirement", "step"};
static const char *const DATED_NAMES[] = {"begins", "ends", "changes"};
static const char *const ASK_NAMES[] = {"duty", "value", "route", "confirm"};

/* A condition as it is written; all its scalars as texts. */
static void answer_node(rg_json *j, const char *key, const rg_node *node) {
    if (rg_node_is(node, RG_SCALAR)) {
        rg_json_text(j, key, rg_node_text(node));
        return;
    }
    bool map = rg_node_is(node, RG_MAP);
    map ? rg_json_object(j, key) : rg_json_array(j, key);
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
        answer_node(j, map ? rg_node_key(child) : NULL, child);
    map ? rg_json_end_object(j) : rg_json_end_array(j);
}

static void answer_days(rg_json *j, const long days[3]) {
    static const char *const names[] = {"shortest", "usual", "longest"};
    rg_json_object(j, "days");
    for (size_t i = 0; i < 3; i++)
        if (days[i] < 0)
            rg_json_null(j, names[i]);
        else
            rg_json_int(j, names[i], days[i]);
    rg_json_end_object(j);
}

static void answer_market(rg_json *j, const rg_brief *b) {
    const rg_market *m = b->market;
    rg_json_text(j, "market", m->code);
    rg_json_text(j, "home", b->home ? b->home->code : NULL);
    rg_answer_text(j, "name", m->name);
    rg_answer_text(j, "authority", m->authority);
    rg_json_array(j, "laws");
    for (size_t i = 0; i < m->laws.count; i++) {
        const rg_law *law = &m->laws.items[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "id", law->id);
        rg_answer_text(j, "title", law->title);
        rg_answer_date(j, "in_force", law->in_force == RG_DATE_MIN ? RG_NOT_VERIFIED : law->in_force);
        rg_answer_cites(j, &law->basis);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
    rg_json_array(j, "facts");
    for (size_t i = 0; i < m->facts.count; i++) {
        const rg_market_fact *f = &m->facts.items[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "id", f->id);
        rg_json_number(j, "value", f->value);
        rg_json_text(j, "unit", f->unit);
        rg_json_int(j, "year", f->year);
        rg_answer_cites(j, &f->basis);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_routes(rg_json *j, const rg_brief *b) {
    rg_json_array(j, "routes");
    for (size_t i = 0; i < b->market->pathways.count; i++) {
        const rg_pathway *p = &b->market->pathways.items[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "id", p->id);
        rg_answer_text(j, "name", p->name);
        rg_json_bool(j, "add_on", p->add_on);
        rg_json_array(j, "classes");
        for (size_t k = 0; k < b->market->classes.count; k++)
            if (b->route_classes[i] >> k & 1)
                rg_json_text(j, NULL, b->market->classes.items[k].label);
        rg_json_end_array(j);
        answer_days(j, p->days);
        rg_answer_cites(j, &p->basis);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_worths(rg_json *j, const rg_brief *b) {
    rg_json_array(j, "home_approval");
    for (size_t i = 0; i < b->worths.count; i++) {
        const rg_worth *w = &b->worths.items[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "kind", WORTH_NAMES[w->kind]);
        rg_json_text(j, "id", w->id);
        rg_answer_text(j, "title", w->title);
        if (w->entry && w->entry->required == RG_UNKNOWN)
            rg_json_null(j, "required");
        else if (w->entry)
            rg_json_bool(j, "required", w->entry->required == RG_TRUE);
        rg_json_array(j, "approved_in");
        for (size_t k = 0; k < w->approvals.count; k++)
            answer_node(j, NULL, w->approvals.items[k]);
        rg_json_end_array(j);
        rg_answer_text(j, "note", w->basis.note);
        rg_answer_cites(j, &w->basis);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_dates(rg_json *j, const rg_brief *b) {
    rg_answer_date(j, "until", b->until);
    rg_json_array(j, "changes");
    for (size_t i = 0; i < b->dates.count; i++) {
        const rg_dated *d = &b->dates.items[i];
        rg_json_object(j, NULL);
        rg_answer_date(j, "on", d->on);
        rg_json_text(j, "what", DATED_NAMES[d->kind]);
        rg_json_text(j, "id", d->id);
        rg_answer_text(j, "title", d->title);
        rg_answer_cites(j, &d->basis);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_device(rg_json *j, const rg_brief_device *d) {
    const rg_comparison *c = d->comparison;
    const rg_market_plan *m = &d->plan->markets[0];
    const rg_row *worst = rg_brief_worst(d);
    rg_json_object(j, NULL);
    rg_json_text(j, "profile", d->path);
    rg_answer_text(j, "name", d->run.profile->name);
    rg_json_object(j, "class");
    rg_answer_class_fields(j, &d->run, c->outcome);
    rg_json_end_object(j);
    rg_json_text(j, "pathway", m->route ? m->route->id : NULL);
    rg_answer_date(j, "finish", m->known ? m->finish[1] : RG_NO_DATE);
    rg_json_bool(j, "lower_bound", m->lower_bound);
    rg_answer_sums(j, "fees", &m->fees);
    rg_json_object(j, "summary");
    for (size_t i = 0; i < RG_VERDICTS; i++)
        rg_json_int(j, RG_VERDICT_NAMES[i], (int64_t)c->summary[i]);
    rg_json_end_object(j);
    rg_json_text(j, "biggest_gap", worst ? worst->requirement->id : NULL);
    rg_json_end_object(j);
}

static void answer_devices(rg_json *j, const rg_brief *b) {
    rg_json_array(j, "devices");
    for (size_t i = 0; i < b->device_count; i++)
        answer_device(j, &b->devices[i]);
    rg_json_end_array(j);
    rg_json_array(j, "gaps");
    for (size_t i = 0; i < b->gaps.count; i++) {
        const rg_brief_gap *g = &b->gaps.items[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "requirement", g->requirement->id);
        rg_answer_text(j, "title", g->requirement->title);
        rg_json_int(j, "gap", (int64_t)g->gaps);
        rg_json_int(j, "adapt", (int64_t)g->adapts);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

const char *rg_write_brief(const rg_brief *b) {
    rg_buffer out = rg_buffer_in(b->run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, b->run, "brief/1");
    answer_market(&json, b);
    answer_routes(&json, b);
    answer_worths(&json, b);
    answer_dates(&json, b);
    answer_devices(&json, b);
    rg_json_array(&json, "questions");
    for (size_t i = 0; i < b->questions.count; i++) {
        const rg_brief_question *q = &b->questions.items[i];
        rg_json_object(&json, NULL);
        rg_json_text(&json, "about", ASK_NAMES[q->kind]);
        rg_json_text(&json, "id", q->id);
        rg_json_text(&json, "parameter", q->parameter ? q->parameter->id : NULL);
        rg_json_int(&json, "devices", (int64_t)q->devices);
        rg_answer_cites(&json, q->basis);
        rg_json_end_object(&json);
    }
    rg_json_end_array(&json);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_buffer_text(&out);
}
