/* The comparison as JSON. */
#include "report/answers.h"

static void answer_mask(rg_json *j, const char *key, const rg_parameter *p, uint64_t mask) {
    if (p->type == RG_P_SET)
        rg_json_array(j, key);
    for (size_t i = 0; i < p->count; i++)
        if (mask >> i & 1)
            rg_json_text(j, p->type == RG_P_SET ? NULL : key, p->values[i].id);
    if (p->type == RG_P_SET)
        rg_json_end_array(j);
}

static void answer_names(rg_json *j, const char *key, const char *const *names) {
    rg_json_array(j, key);
    for (; names && *names; names++)
        rg_json_text(j, NULL, *names);
    rg_json_end_array(j);
}

void rg_answer_parameter(rg_json *j, const char *key, const rg_parameter *p, const rg_parameter_value *value) {
    char date[11];
    if (!value->given) {
        rg_json_null(j, key);
        return;
    }
    if (value->unknown) {
        rg_json_text(j, key, "unknown");
        return;
    }
    switch (p->type) {
    case RG_P_BOOL: rg_json_bool(j, key, value->mask & 1); return;
    case RG_P_ORDERED:
    case RG_P_ENUM:
    case RG_P_SET: answer_mask(j, key, p, value->mask); return;
    case RG_P_NAMES: answer_names(j, key, value->names); return;
    case RG_P_TEXT: rg_answer_text(j, key, value->text); return;
    case RG_P_DATE:
        rg_date_format((int32_t)value->number, date);
        rg_json_text(j, key, date);
        return;
    case RG_P_MONEY:
        rg_json_object(j, key);
        rg_json_number(j, "amount", value->number);
        rg_json_text(j, "currency", value->currency);
        rg_json_text(j, "of", value->of);
        rg_json_end_object(j);
        return;
    default: rg_json_number(j, key, value->number);
    }
}

static void answer_duty(rg_json *j, const char *key, const rg_requirement *q, const rg_duty *duty) {
    rg_json_object(j, key);
    if (duty->required == RG_UNKNOWN)
        rg_json_null(j, "required");
    else
        rg_json_bool(j, "required", duty->required == RG_TRUE);
    rg_json_object(j, "parameters");
    for (size_t i = 0; duty->entry && duty->required == RG_TRUE && i < q->count; i++)
        if (duty->entry->values[i].given)
            rg_answer_parameter(j, q->parameters[i].id, &q->parameters[i], &duty->entry->values[i]);
    rg_json_end_object(j);
    if (duty->entry && *duty->entry->reason.en)
        rg_answer_text(j, "reason", duty->entry->reason);
    rg_json_end_object(j);
}

static void answer_differences(rg_json *j, const rg_row *row) {
    rg_json_array(j, "parameters");
    for (size_t i = 0; row->parameters && i < row->requirement->count; i++) {
        const rg_parameter *p = &row->requirement->parameters[i];
        const rg_parameter_value *home = &row->home.entry->values[i], *target = &row->target.entry->values[i];
        if (!home->given && !target->given)
            continue;
        rg_json_object(j, NULL);
        rg_json_text(j, "id", p->id);
        rg_answer_parameter(j, "home", p, home);
        rg_answer_parameter(j, "target", p, target);
        rg_json_text(j, "difference", RG_DIFFERENCE_NAMES[row->parameters[i]]);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_editions(rg_json *j, const char *key, const rg_standard *q, uint32_t bits) {
    rg_json_array(j, key);
    for (size_t i = 0; i < q->editions.count; i++)
        if (bits >> i & 1)
            rg_json_text(j, NULL, q->editions.items[i].name);
    rg_json_end_array(j);
}

static void answer_day(rg_json *j, const char *key, int32_t day, int32_t none) {
    char date[11];
    if (day == none) {
        rg_json_null(j, key);
        return;
    }
    rg_date_format(day, date);
    rg_json_text(j, key, date);
}

/* Which editions count in full at home and there, and where that is written. */
static void answer_standards(rg_json *j, const rg_row *row) {
    rg_json_array(j, "standards");
    for (size_t i = 0; i < row->standards.count; i++) {
        const rg_row_standard *s = &row->standards.items[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "standard", s->standard->id);
        rg_json_text(j, "name", s->standard->name);
        answer_editions(j, "home", s->standard, s->home);
        answer_editions(j, "target", s->standard, s->target);
        answer_day(j, "from", s->by ? s->by->from : RG_DATE_MIN, RG_DATE_MIN);
        answer_day(j, "until", s->by ? s->by->until : RG_DATE_MAX, RG_DATE_MAX);
        rg_answer_cites(j, s->by ? &s->by->basis : &s->standard->basis);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

/* What was made of each standard the papers name. */
static void answer_readings(rg_json *j, const rg_row *row) {
    static const char *const worths[] = {"gap", "met",          "adapt",        "undetermined",
                                         "gap", "undetermined", "undetermined", "undetermined"};
    rg_json_array(j, "readings");
    for (size_t i = 0; i < row->readings.count; i++) {
        const rg_reading *r = &row->readings.items[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "evidence", r->paper);
        rg_json_text(j, "said", r->named->text);
        rg_json_text(j, "standard", r->named->standard ? r->named->standard->id : NULL);
        if (r->named->standard)
            answer_editions(j, "editions", r->named->standard, r->named->editions);
        rg_json_text(j, "verdict", worths[r->worth]);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_row(rg_json *j, const rg_run *run, const rg_row *row) {
    const rg_requirement *q = row->requirement;
    const rg_entry *entry = row->target.entry;
    rg_json_object(j, NULL);
    rg_json_text(j, "requirement", q->id);
    rg_json_text(j, "topic", q->topic);
    rg_answer_text(j, "title", q->title);
    rg_json_text(j, "difference", RG_DIFFERENCE_NAMES[row->difference]);
    rg_json_text(j, "verdict", RG_VERDICT_NAMES[row->verdict]);
    rg_json_text(j, "basis", row->basis == RG_BY_EVIDENCE ? "evidence" : "practice");
    answer_duty(j, "home", q, &row->home);
    answer_duty(j, "target", q, &row->target);
    answer_differences(j, row);
    rg_json_array(j, "held");
    for (size_t i = 0; i < row->held.count; i++)
        rg_json_text(j, NULL, row->held.items[i]);
    rg_json_end_array(j);
    rg_json_array(j, "missing");
    for (size_t i = 0; i < row->missing.count; i++)
        rg_answer_text(j, NULL, row->missing.items[i]);
    rg_json_end_array(j);
    rg_json_array(j, "notes");
    for (size_t i = 0; i < row->notes.count; i++)
        rg_answer_text(j, NULL, row->notes.items[i]);
    rg_json_end_array(j);
    answer_standards(j, row);
    answer_readings(j, row);
    rg_json_array(j, "accepted");
    for (size_t i = 0; i < row->accepted.count; i++)
        rg_json_text(j, NULL, row->accepted.items[i]);
    rg_json_end_array(j);
    rg_answer_subjects(j, run, "depends_on", row->depends);
    rg_answer_cites(j, entry ? &entry->basis : NULL);
    rg_json_bool(j, "verified", entry && entry->basis.verified != RG_NOT_VERIFIED);
    rg_json_end_object(j);
}

void rg_answer_comparison(rg_json *j, const rg_run *run, const rg_comparison *c) {
    const rg_outcome *o = c->outcome;
    rg_json_object(j, NULL);
    rg_json_text(j, "market", o->market->code);
    rg_json_text(j, "scope", rg_answer_scope(o));
    rg_json_object(j, "class");
    rg_answer_class_fields(j, run, o);
    rg_json_end_object(j);
    rg_json_text(j, "pathway",
                 o->routes.count && o->routes.items[0].recommended ? o->routes.items[0].pathway->id : NULL);
    rg_json_array(j, "rows");
    for (size_t i = 0; i < c->rows.count; i++)
        answer_row(j, run, &c->rows.items[i]);
    rg_json_end_array(j);
    rg_json_object(j, "summary");
    for (size_t i = 0; i < RG_VERDICTS; i++)
        rg_json_int(j, RG_VERDICT_NAMES[i], (int64_t)c->summary[i]);
    rg_json_end_object(j);
    rg_json_end_object(j);
}
