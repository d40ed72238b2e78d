#include <stdio.h>
#include <string.h>

#include "report/answers.h"
#include "report/pages.h"

static const char *key_of(const rg_strings *s, const char *prefix, const char *word) {
    return rg_say(s, rg_textf(s->arena, "%s.%s", prefix, word));
}

static void add_part(rg_buffer *out, const char *between, const char *text) {
    if (out->length)
        rg_add(out, between);
    rg_add(out, text);
}

const char *rg_phrase_class(const rg_strings *s, const rg_outcome *o) {
    const rg_market *m = o->market;
    rg_buffer out = rg_buffer_in(s->arena);
    if (o->scope_rule && o->scope_rule->scope == RG_SCOPE_BORDERLINE)
        return rg_say(s, "class.borderline");
    if (o->status == RG_NONE)
        return rg_say(s, o->in_scope == RG_FALSE ? "class.out" : "class.none");
    for (size_t i = 0; i < m->classes.count; i++)
        if (o->value == (long)i || (o->value < 0 && o->possible >> i & 1))
            add_part(&out, rg_say(s, "list.or"), m->classes.items[i].label);
    for (size_t i = 0; i < o->subclasses.count; i++)
        rg_addf(&out, "%s%s", i ? ", " : " (", o->subclasses.items[i]->id);
    if (o->subclasses.count)
        rg_add(&out, ")");
    if (o->estimated)
        rg_addf(&out, " %s", rg_say(s, "class.estimated"));
    return rg_buffer_text(&out);
}

static const char *deciding_rules(const rg_strings *s, const rg_outcome *o) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < o->rules.count; i++)
        if (o->rules.items[i].decides)
            add_part(&out, rg_say(s, "list.comma"), o->rules.items[i].rule->id);
    return rg_buffer_text(&out);
}

const char *rg_phrase_why(const rg_run *run, const rg_strings *s, const rg_outcome *o) {
    const char *class = rg_phrase_class(s, o);
    if (o->scope_rule && o->scope_rule->scope != RG_SCOPE_IN)
        return rg_say_with(s, o->scope_rule->scope == RG_SCOPE_OUT ? "why.scope" : "why.borderline", 1,
                           rg_pick(s, o->scope_rule->reason));
    switch (o->status) {
    case RG_DETERMINED:
        if (o->row && o->scheme)
            return rg_say_with(s, "why.table", 3, class, run->facts->facts[o->scheme->table->code].text,
                               rg_pick(s, o->scheme->table->title));
        return rg_say_with(s, o->estimated ? "why.estimated" : "why.determined", 2, class, deciding_rules(s, o));
    case RG_POSSIBLE: return rg_say_with(s, "why.possible", 2, class, rg_phrase_subjects(run, s, o->depends));
    case RG_RANGE:
        for (size_t i = 0; i < o->rules.count; i++)
            if (o->rules.items[i].decides && *o->rules.items[i].rule->reason.en)
                return rg_say_with(s, "why.range_because", 2, class, rg_pick(s, o->rules.items[i].rule->reason));
        return rg_say_with(s, "why.range", 1, class);
    default: return rg_say(s, "why.none");
    }
}

const char *rg_phrase_cites(rg_page *page, const rg_basis *basis) {
    const rg_strings *s = page->strings;
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < basis->cites.count; i++) {
        const rg_cite *cite = &basis->cites.items[i];
        bool again = i && cite->source == basis->cites.items[i - 1].source;
        add_part(&out, "; ", again ? cite->at : rg_textf(s->arena, "[%s] %s", cite->source->id, cite->at));
        rg_page_cite(page, cite->source);
    }
    if (basis->verified == RG_NOT_VERIFIED)
        rg_addf(&out, "%s%s", out.length ? " " : "", rg_say(s, "cite.unverified"));
    return rg_buffer_text(&out);
}

static const char *phrase_mask(const rg_strings *s, const rg_value *values, size_t count, uint64_t mask) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < count; i++)
        if (mask >> i & 1)
            add_part(&out, rg_say(s, "list.comma"), rg_pick(s, values[i].title));
    return out.length ? rg_buffer_text(&out) : rg_say(s, "value.none");
}

const char *rg_phrase_subject(const rg_run *run, const rg_strings *s, size_t subject) {
    const rg_vocabulary *v = run->base->vocabulary;
    char date[11];
    if (subject >= v->attributes.count)
        return key_of(s, "record", rg_subject_name(run->base, subject));
    const rg_attribute *a = &v->attributes.items[subject];
    const rg_fact *fact = &run->facts->facts[subject];
    const char *title = rg_pick(s, a->title), *value = rg_say(s, "value.open");
    if (rg_fact_known(a, fact)) {
        switch (a->type) {
        case RG_BOOL:
        case RG_ENUM:
        case RG_SET: value = phrase_mask(s, a->values, a->count, fact->mask); break;
        case RG_INT: value = rg_textf(s->arena, "%lld", (long long)fact->number); break;
        case RG_MONEY: value = rg_textf(s->arena, "%.2f", (double)fact->number / 100); break;
        case RG_DATE:
            rg_date_format((int32_t)fact->number, date);
            value = rg_textf(s->arena, "%s", date);
            break;
        case RG_TEXT:
        case RG_CODE: value = fact->text ? fact->text : value; break;
        }
    }
    return rg_say_with(s, "subject", 2, title, value);
}

const char *rg_phrase_subjects(const rg_run *run, const rg_strings *s, rg_subjects subjects) {
    const rg_vocabulary *v = run->base->vocabulary;
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < subjects.count; i++) {
        size_t subject = subjects.items[i];
        const char *title = subject < v->attributes.count ? rg_pick(s, v->attributes.items[subject].title)
                                                          : key_of(s, "record", rg_subject_name(run->base, subject));
        add_part(&out, rg_say(s, "list.comma"), title);
    }
    return rg_buffer_text(&out);
}

const char *rg_phrase_days(const rg_strings *s, const long days[3]) {
    if (days[1] < 0)
        return rg_say(s, "days.unknown");
    if (days[2] == 0)
        return rg_say(s, "days.none");
    const char *usual = rg_textf(s->arena, "%ld", days[1]);
    if (days[0] < 0 || days[2] < 0)
        return rg_say_with(s, "days.usual", 1, usual);
    return rg_say_with(s, "days.range", 3, usual, rg_textf(s->arena, "%ld", days[0]),
                       rg_textf(s->arena, "%ld", days[2]));
}

const char *rg_phrase_amount(const rg_strings *s, double amount) {
    char digits[40];
    rg_buffer out = rg_buffer_in(s->arena);
    snprintf(digits, sizeof digits, amount == (double)(long long)amount ? "%.0f" : "%.2f", amount);
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; digits[i]; i++) {
        if (i && i < whole && (whole - i) % 3 == 0)
            rg_add_char(&out, ',');
        rg_add_char(&out, digits[i]);
    }
    return rg_buffer_text(&out);
}

const char *rg_phrase_fees(const rg_run *run, const rg_strings *s, const rg_pathway *p) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < p->fees.count; i++) {
        const rg_fee *fee = &p->fees.items[i];
        rg_truth truth = rg_exact_truth(run->exact, fee->when);
        if (truth == RG_FALSE)
            continue;
        add_part(&out, "\n", rg_pick(s, fee->what));
        rg_addf(&out, ": %s %s", fee->currency, rg_phrase_amount(s, fee->amount));
        if (fee->of)
            rg_addf(&out, " (%s)", fee->of);
        if (truth == RG_UNKNOWN)
            rg_addf(&out, " %s", rg_say(s, "fee.if"));
    }
    return out.length ? rg_buffer_text(&out) : rg_say(s, "fee.none");
}

static const char *phrase_names(const rg_strings *s, const char *const *names) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (; names && *names; names++)
        add_part(&out, rg_say(s, "list.comma"), *names);
    return out.length ? rg_buffer_text(&out) : rg_say(s, "value.none");
}

const char *rg_phrase_value(const rg_strings *s, const rg_parameter *p, const rg_parameter_value *value) {
    static const char *const units[] = {[RG_P_DAYS] = "unit.days",
                                        [RG_P_MONTHS] = "unit.months",
                                        [RG_P_YEARS] = "unit.years",
                                        [RG_P_PERCENT] = "unit.percent"};
    char date[11];
    if (!value->given)
        return rg_say(s, "value.not_set");
    if (value->unknown)
        return rg_say(s, "value.unknown");
    switch (p->type) {
    case RG_P_BOOL: return rg_say(s, value->mask & 1 ? "value.yes" : "value.no");
    case RG_P_ORDERED:
    case RG_P_ENUM:
    case RG_P_SET: return phrase_mask(s, p->values, p->count, value->mask);
    case RG_P_NAMES: return phrase_names(s, value->names);
    case RG_P_TEXT: return rg_pick(s, value->text);
    case RG_P_DATE: rg_date_format((int32_t)value->number, date); return rg_textf(s->arena, "%s", date);
    case RG_P_MONEY:
        return rg_textf(s->arena, "%s %s%s%s%s", value->currency, rg_phrase_amount(s, value->number),
                        value->of ? " (" : "", value->of ? value->of : "", value->of ? ")" : "");
    default: break;
    }
    const char *number = rg_phrase_amount(s, value->number);
    const char *unit = p->type < sizeof units / sizeof *units ? units[p->type] : NULL;
    return unit ? rg_say_with(s, unit, 1, number) : number;
}

const char *rg_phrase_entry(const rg_strings *s, const rg_requirement *q, const rg_entry *entry) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; entry && i < q->count; i++)
        if (entry->values[i].given)
            add_part(&out, "\n",
                     rg_say_with(s, "parameter.single", 2, rg_pick(s, q->parameters[i].title),
                                 rg_phrase_value(s, &q->parameters[i], &entry->values[i])));
    return rg_buffer_text(&out);
}

/* The names of `a` that are not in `b`. */
static const char *const *names_beyond(const rg_strings *s, const char *const *a, const char *const *b) {
    RG_LIST(const char *) out = {0};
    for (; a && *a; a++) {
        const char *const *other = b;
        while (other && *other && strcmp(*other, *a) != 0)
            other++;
        if (!other || !*other)
            RG_PUSH(s->arena, &out, *a);
    }
    RG_PUSH(s->arena, &out, NULL);
    return out.items;
}

/* Of two sets that share something, only what one has and the other has not. */
static const char *phrase_set_change(const rg_strings *s, const rg_parameter *p, const rg_parameter_value *home,
                                     const rg_parameter_value *target) {
    const char *more, *fewer;
    bool any_more, any_fewer;
    if (p->type == RG_P_SET) {
        any_more = target->mask & ~home->mask;
        any_fewer = home->mask & ~target->mask;
        more = phrase_mask(s, p->values, p->count, target->mask & ~home->mask);
        fewer = phrase_mask(s, p->values, p->count, home->mask & ~target->mask);
        if (!(home->mask & target->mask))
            return NULL;
    } else {
        const char *const *added = names_beyond(s, target->names, home->names);
        const char *const *dropped = names_beyond(s, home->names, target->names);
        if (!*names_beyond(s, target->names, added))
            return NULL;
        any_more = *added;
        any_fewer = *dropped;
        more = phrase_names(s, added);
        fewer = phrase_names(s, dropped);
    }
    rg_buffer out = rg_buffer_in(s->arena);
    if (any_more)
        add_part(&out, "; ", rg_say_with(s, "set.more", 1, more));
    if (any_fewer)
        add_part(&out, "; ", rg_say_with(s, "set.fewer", 1, fewer));
    return rg_buffer_text(&out);
}

static const char *phrase_change(const rg_strings *s, const rg_parameter *p, const rg_parameter_value *home,
                                 const rg_parameter_value *target, const char *difference) {
    const char *title = rg_pick(s, p->title);
    bool sets = (p->type == RG_P_SET || p->type == RG_P_NAMES) && home->given && target->given && !home->unknown &&
                !target->unknown;
    const char *change = sets ? phrase_set_change(s, p, home, target) : NULL;
    if (change)
        return rg_say_with(s, "parameter.set_changed", 3, title, change, difference);
    return rg_say_with(s, "parameter.changed", 4, title, rg_phrase_value(s, p, home), rg_phrase_value(s, p, target),
                       difference);
}

const char *rg_phrase_difference(const rg_strings *s, const rg_row *row) {
    const rg_requirement *q = row->requirement;
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; row->parameters && i < q->count; i++) {
        const rg_parameter *p = &q->parameters[i];
        const rg_parameter_value *home = &row->home.entry->values[i], *target = &row->target.entry->values[i];
        if (!home->given && !target->given)
            continue;
        const char *title = rg_pick(s, p->title);
        if (row->parameters[i] == RG_SAME)
            add_part(&out, "\n", rg_say_with(s, "parameter.same", 2, title, rg_phrase_value(s, p, target)));
        else
            add_part(
                &out, "\n",
                phrase_change(s, p, home, target, key_of(s, "difference", RG_DIFFERENCE_NAMES[row->parameters[i]])));
    }
    if (!row->parameters && row->target.required == RG_TRUE)
        rg_add(&out, rg_phrase_entry(s, q, row->target.entry));
    const rg_entry *entry = row->target.entry;
    if (entry && row->target.required != RG_TRUE && *entry->reason.en)
        add_part(&out, "\n", rg_pick(s, entry->reason));
    return rg_buffer_text(&out);
}
