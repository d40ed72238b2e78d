#include "report/answers.h"

#include <math.h>
#include <string.h>

const char *const RG_DIFFERENCE_NAMES[] = {"same", "stricter", "looser", "different", "new", "dropped", "unknown"};
const char *const RG_VERDICT_NAMES[] = {"met", "adapt", "gap", "undetermined", "not_applicable"};
const char *const RG_STATUS_NAMES[] = {"determined", "possible", "range", "none"};
static const char *const TRUTH_NAMES[] = {"false", "true", "unknown"};

void rg_answer_begin(rg_json *j, const rg_run *run, const char *command) {
    char date[11];
    rg_date_format(run->base->reader.as_of, date);
    rg_json_object(j, NULL);
    rg_json_text(j, "reggap", command);
    rg_json_text(j, "as_of", date);
    rg_json_text(j, "rules_version", run->store->version);
}

void rg_answer_finding(rg_json *j, const rg_diagnostic *d) {
    static const char *const severities[] = {"note", "warning", "error"};
    rg_json_object(j, NULL);
    rg_json_text(j, "file", d->place.path);
    rg_json_int(j, "line", d->place.line);
    rg_json_int(j, "column", d->place.column);
    rg_json_text(j, "severity", severities[d->severity]);
    rg_json_text(j, "code", d->code);
    rg_json_text(j, "message", d->message);
    if (d->witness)
        rg_json_raw(j, "witness", d->witness, strlen(d->witness));
    rg_json_end_object(j);
}

void rg_answer_text(rg_json *j, const char *key, rg_text text) {
    rg_json_object(j, key);
    rg_json_text(j, "en", text.en);
    rg_json_text(j, "ja", text.ja);
    rg_json_end_object(j);
}

void rg_answer_date(rg_json *j, const char *key, int32_t date) {
    char text[11];
    if (date == RG_NOT_VERIFIED) {
        rg_json_null(j, key);
        return;
    }
    rg_date_format(date, text);
    rg_json_text(j, key, text);
}

void rg_answer_cites(rg_json *j, const rg_basis *basis) {
    rg_json_array(j, "cite");
    for (size_t i = 0; basis && i < basis->cites.count; i++) {
        const rg_cite *cite = &basis->cites.items[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "source", cite->source->id);
        rg_json_text(j, "at", cite->at);
        rg_json_text(j, "title", cite->source->title.en);
        rg_json_text(j, "title_ja", cite->source->title.ja);
        rg_answer_date(j, "verified", basis->verified);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
    if (basis && *basis->note.en)
        rg_answer_text(j, "note", basis->note);
}

static void answer_masked(rg_json *j, const char *key, const rg_attribute *a, uint64_t mask) {
    if (a->type == RG_BOOL) {
        rg_json_bool(j, key, mask >> 1 & 1);
        return;
    }
    if (a->type == RG_SET)
        rg_json_array(j, key);
    for (size_t i = 0; i < a->count; i++)
        if (mask >> i & 1)
            rg_json_text(j, a->type == RG_SET ? NULL : key, a->values[i].id);
    if (a->type == RG_SET)
        rg_json_end_array(j);
    else if (!mask)
        rg_json_null(j, key);
}

void rg_answer_value(rg_json *j, const rg_run *run, const char *key, size_t subject) {
    const rg_vocabulary *v = run->base->vocabulary;
    if (subject >= v->attributes.count) {
        const rg_record_list *list = &run->profile->lists[subject - v->attributes.count];
        rg_json_int(j, key, (int64_t)list->records.count);
        return;
    }
    const rg_attribute *a = &v->attributes.items[subject];
    const rg_fact *fact = &run->facts->facts[subject];
    if (!rg_fact_known(a, fact)) {
        rg_json_null(j, key);
        return;
    }
    switch (a->type) {
    case RG_BOOL:
    case RG_ENUM:
    case RG_SET: answer_masked(j, key, a, fact->mask); return;
    case RG_INT: rg_json_int(j, key, fact->number); return;
    case RG_MONEY: rg_json_number(j, key, (double)fact->number / 100); return;
    case RG_DATE: rg_answer_date(j, key, (int32_t)fact->number); return;
    case RG_TEXT:
    case RG_CODE: rg_json_text(j, key, fact->text); return;
    }
}

void rg_answer_assumed(rg_json *j, const rg_run *run) {
    if (!run->profile->complete)
        return;
    const rg_vocabulary *v = run->base->vocabulary;
    rg_json_object(j, "assumed");
    for (size_t i = 0; i < v->attributes.count; i++) {
        const rg_attribute *a = &v->attributes.items[i];
        if (run->facts->facts[i].origin == RG_ASSUMED)
            answer_masked(j, a->id, a, run->facts->facts[i].mask);
    }
    rg_json_end_object(j);
}

void rg_answer_subjects(rg_json *j, const rg_run *run, const char *key, rg_subjects subjects) {
    rg_json_array(j, key);
    for (size_t i = 0; i < subjects.count; i++)
        rg_json_text(j, NULL, rg_subject_name(run->base, subjects.items[i]));
    rg_json_end_array(j);
}

/* ---- markets ---- */

static void count_basis(rg_market_counts *counts, const rg_basis *basis) {
    counts->all++;
    if (basis->verified == RG_NOT_VERIFIED)
        return;
    counts->verified++;
    counts->newest = basis->verified > counts->newest ? basis->verified : counts->newest;
}

rg_market_counts rg_count_market(rg_run *run, rg_market *m) {
    rg_market_counts counts = {.newest = RG_NOT_VERIFIED, .pathways = m->pathways.count};
    for (size_t i = 0; i < m->schemes.count; i++)
        for (size_t k = 0; k < m->schemes.items[i].rules.count; k++, counts.rules++)
            count_basis(&counts, &m->schemes.items[i].rules.items[k].basis);
    for (size_t i = 0; i < m->scope_rules.count; i++, counts.rules++)
        count_basis(&counts, &m->scope_rules.items[i].basis);
    for (size_t i = 0; i < m->pathways.count; i++)
        count_basis(&counts, &m->pathways.items[i].basis);
    const rg_market_requirements *requirements = rg_requirements_of(run->base, m);
    for (size_t i = 0; i < requirements->entries.count; i++)
        count_basis(&counts, &requirements->entries.items[i].basis);
    const rg_tasks *tasks = rg_tasks_of(run->base, m);
    counts.steps = tasks->count;
    for (size_t i = 0; i < tasks->count; i++)
        count_basis(&counts, &tasks->items[i].basis);
    if (m->calendar)
        count_basis(&counts, &m->calendar->basis);
    for (size_t i = 0; i < rg_catalogue_of(run->base)->requirements.count; i++)
        counts.requirements += requirements->count[i] > 0;
    return counts;
}

static void answer_classes(rg_json *j, const rg_market *m, const char *key, unsigned product) {
    rg_json_array(j, key);
    for (size_t i = 0; i < m->classes.count; i++)
        if (m->classes.items[i].products & product)
            rg_json_text(j, NULL, m->classes.items[i].label);
    rg_json_end_array(j);
}

void rg_answer_markets(rg_json *j, rg_run *run, rg_market *const *markets, size_t count) {
    rg_json_array(j, "markets");
    for (size_t i = 0; i < count; i++) {
        rg_market *m = markets[i];
        rg_market_counts counts = rg_count_market(run, m);
        rg_json_object(j, NULL);
        rg_json_text(j, "market", m->code);
        rg_answer_text(j, "name", m->name);
        rg_answer_text(j, "authority", m->authority);
        rg_json_text(j, "region", m->region);
        rg_json_text(j, "currency", m->currency);
        rg_json_object(j, "classes");
        answer_classes(j, m, "medical_device", 1);
        answer_classes(j, m, "ivd", 2);
        rg_json_end_object(j);
        rg_json_int(j, "rules", (int64_t)counts.rules);
        rg_json_int(j, "pathways", (int64_t)counts.pathways);
        rg_json_int(j, "requirements", (int64_t)counts.requirements);
        rg_json_int(j, "steps", (int64_t)counts.steps);
        rg_json_number(j, "verified_share",
                       counts.all ? floor(1000.0 * (double)counts.verified / (double)counts.all) / 1000 : 0);
        rg_answer_date(j, "newest_verification", counts.newest);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

/* ---- classification ---- */

void rg_answer_class_fields(rg_json *j, const rg_run *run, const rg_outcome *o) {
    const rg_market *m = o->market;
    rg_json_text(j, "value", o->value < 0 ? NULL : m->classes.items[o->value].label);
    rg_json_text(j, "status", RG_STATUS_NAMES[o->status]);
    rg_json_array(j, "possible");
    for (size_t i = 0; i < m->classes.count; i++)
        if (o->possible >> i & 1)
            rg_json_text(j, NULL, m->classes.items[i].label);
    rg_json_end_array(j);
    rg_answer_subjects(j, run, "depends_on", o->depends);
    rg_json_bool(j, "estimated", o->estimated);
}

static void answer_class(rg_json *j, const rg_run *run, const rg_outcome *o) {
    rg_json_object(j, "class");
    rg_answer_class_fields(j, run, o);
    rg_json_array(j, "subclasses");
    for (size_t i = 0; i < o->subclasses.count; i++)
        rg_json_text(j, NULL, o->subclasses.items[i]->id);
    rg_json_end_array(j);
    rg_json_end_object(j);
}

void rg_answer_because(rg_json *j, const rg_run *run, rg_subjects because) {
    rg_json_array(j, "because");
    for (size_t i = 0; i < because.count; i++) {
        rg_json_object(j, NULL);
        rg_json_text(j, "attribute", rg_subject_name(run->base, because.items[i]));
        rg_answer_value(j, run, "value", because.items[i]);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

/* The row of an official list stands where the rule that decides would stand. */
static void answer_table_row(rg_json *j, const rg_run *run, const rg_outcome *o) {
    const rg_table *t = o->scheme->table;
    rg_json_object(j, NULL);
    rg_json_text(j, "id", t->id);
    rg_answer_text(j, "title", t->title);
    rg_json_text(j, "class", o->row[o->scheme->column]);
    rg_json_text(j, "outcome", "true");
    rg_json_bool(j, "decides", o->in_scope == RG_TRUE);
    rg_json_object(j, "row");
    for (size_t i = 0; i < t->count; i++)
        rg_json_text(j, t->columns[i].id, o->row[i]);
    rg_json_end_object(j);
    rg_answer_cites(j, &t->basis);
    rg_answer_because(j, run, (rg_subjects){&t->code, 1});
    rg_json_end_object(j);
}

static const char *rule_classes(rg_arena *arena, const rg_market *m, uint64_t mask) {
    rg_buffer out = rg_buffer_in(arena);
    for (size_t i = 0; i < m->classes.count; i++)
        if (mask >> i & 1)
            rg_addf(&out, "%s%s", out.length ? "/" : "", m->classes.items[i].label);
    return rg_buffer_text(&out);
}

static void answer_rules(rg_json *j, const rg_run *run, const rg_outcome *o) {
    rg_json_array(j, "rules");
    if (o->row && o->scheme && o->scheme->table)
        answer_table_row(j, run, o);
    for (size_t i = 0; i < o->rules.count; i++) {
        const rg_rule_outcome *r = &o->rules.items[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "id", r->rule->id);
        rg_json_text(j, "number", r->rule->number);
        rg_answer_text(j, "title", r->rule->title);
        rg_json_text(j, "class", rule_classes(run->arena, o->market, r->rule->classes));
        rg_json_text(j, "outcome", TRUTH_NAMES[r->fires]);
        rg_json_bool(j, "decides", r->decides);
        rg_answer_cites(j, &r->rule->basis);
        if (*r->rule->reason.en)
            rg_answer_text(j, "reason", r->rule->reason);
        rg_answer_because(j, run, r->because);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_fees(rg_json *j, const rg_run *run, const rg_pathway *p) {
    rg_json_array(j, "fees");
    for (size_t i = 0; i < p->fees.count; i++) {
        const rg_fee *fee = &p->fees.items[i];
        rg_truth truth = rg_exact_truth(run->exact, fee->when);
        if (truth == RG_FALSE)
            continue;
        rg_json_object(j, NULL);
        rg_answer_text(j, "what", fee->what);
        rg_json_number(j, "amount", fee->amount);
        rg_json_text(j, "currency", fee->currency);
        rg_json_text(j, "of", fee->of);
        rg_json_bool(j, "certain", truth == RG_TRUE);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_days(rg_json *j, const rg_pathway *p) {
    static const char *const keys[] = {"shortest", "usual", "longest"};
    rg_json_object(j, "days");
    for (size_t i = 0; i < 3; i++) {
        if (p->days[i] < 0)
            rg_json_null(j, keys[i]);
        else
            rg_json_int(j, keys[i], p->days[i]);
    }
    rg_json_end_object(j);
}

static void answer_route(rg_json *j, const rg_run *run, const rg_route_outcome *r) {
    const rg_pathway *p = r->pathway;
    rg_json_object(j, NULL);
    rg_json_text(j, "id", p->id);
    rg_json_text(j, "kind", p->add_on ? "add_on" : "route");
    rg_answer_text(j, "name", p->name);
    rg_json_text(j, "status", r->open ? "open" : "possible");
    rg_json_bool(j, "recommended", r->recommended);
    rg_answer_text(j, "reviewer", p->reviewer);
    rg_answer_text(j, "dossier", p->dossier);
    answer_days(j, p);
    answer_fees(j, run, p);
    if (p->validity_months)
        rg_json_int(j, "validity_months", p->validity_months);
    else
        rg_json_null(j, "validity_months");
    rg_answer_cites(j, &p->basis);
    rg_json_end_object(j);
}

static bool is_borderline(const rg_outcome *o) {
    return o->scope_rule && o->scope_rule->scope == RG_SCOPE_BORDERLINE;
}

const char *rg_answer_scope(const rg_outcome *o) {
    static const char *const scopes[] = {"out", "in", "unknown"};
    return is_borderline(o) ? "unknown" : scopes[o->in_scope];
}

void rg_answer_outcome(rg_json *j, const rg_run *run, const rg_outcome *o) {
    rg_json_text(j, "market", o->market->code);
    rg_json_text(j, "scope", rg_answer_scope(o));
    if (o->scope_rule) {
        rg_json_object(j, "scope_rule");
        rg_json_text(j, "id", o->scope_rule->id);
        rg_json_bool(j, "borderline", is_borderline(o));
        rg_answer_text(j, "reason", o->scope_rule->reason);
        rg_answer_cites(j, &o->scope_rule->basis);
        rg_json_end_object(j);
    }
    answer_class(j, run, o);
    answer_rules(j, run, o);
    rg_json_array(j, "pathways");
    for (size_t i = 0; i < o->routes.count; i++)
        answer_route(j, run, &o->routes.items[i]);
    rg_json_end_array(j);
}

/* ---- whole answers ---- */

static const char *finish(rg_json *j) {
    rg_json_end_object(j);
    rg_add_char(j->out, '\n');
    return rg_buffer_text(j->out);
}

const char *rg_write_markets(rg_run *run, rg_market *const *markets, size_t count) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "markets/1");
    rg_answer_markets(&json, run, markets, count);
    return finish(&json);
}

const char *rg_write_classify(rg_run *run, const rg_outcome *const *outcomes, size_t count) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "classify/1");
    rg_answer_assumed(&json, run);
    rg_json_array(&json, "markets");
    for (size_t i = 0; i < count; i++) {
        rg_json_object(&json, NULL);
        rg_answer_outcome(&json, run, outcomes[i]);
        rg_json_end_object(&json);
    }
    rg_json_end_array(&json);
    return finish(&json);
}

const char *rg_write_compare(rg_run *run, const rg_comparison *const *comparisons, size_t count,
                             const rg_market *home) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "compare/1");
    rg_json_text(&json, "home", home ? home->code : NULL);
    rg_answer_assumed(&json, run);
    rg_json_array(&json, "markets");
    for (size_t i = 0; i < count; i++)
        rg_answer_comparison(&json, run, comparisons[i]);
    rg_json_end_array(&json);
    return finish(&json);
}
