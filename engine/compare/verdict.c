/* What the evidence at hand is worth for a requirement. */
#include <string.h>

#include "compare/evidence.h"
#include "util/buffer.h"

/* A field that is not given is not what is asked, if the profile is complete; else it may be. */
static rg_truth asked_field(const rg_facts *facts, bool asked, bool given, bool fits) {
    if (!asked || (given && fits))
        return RG_TRUE;
    return given || facts->profile->complete ? RG_FALSE : RG_UNKNOWN;
}

static rg_truth satisfies(const rg_facts *facts, const rg_satisfier *s, const rg_record *record,
                          const rg_evidence_fields *f, const char *market) {
    const char *here[] = {market, NULL};
    const char *standard = rg_field_text(record, f->standard), *edition = rg_field_text(record, f->edition);
    bool languages = rg_field_text(record, f->languages), markets = rg_field_text(record, f->markets);
    rg_truth parts[] = {
        asked_field(facts, s->standards, standard, rg_one_of(s->standards, standard)),
        asked_field(facts, s->editions, edition, rg_one_of(s->editions, edition)),
        asked_field(facts, s->languages, languages, rg_field_has(s->languages, record, f->languages)),
        asked_field(facts, s->markets, markets, rg_field_has(s->markets, record, f->markets)),
        /* A paper that names no market is made for the home market. */
        asked_field(facts, s->here, true, rg_field_has(here, record, f->markets)),
    };
    rg_truth all = RG_TRUE;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        all = parts[i] == RG_FALSE || all == RG_FALSE ? RG_FALSE : parts[i] == RG_UNKNOWN ? RG_UNKNOWN : all;
    return all;
}

static void hold(rg_row *row, const char *id, rg_arena *arena) {
    for (size_t i = 0; i < row->held.count; i++)
        if (rg_same(row->held.items[i], id))
            return;
    RG_PUSH(arena, &row->held, id);
}

static void accept(rg_row *row, const char *type, rg_arena *arena) {
    for (size_t i = 0; i < row->accepted.count; i++)
        if (rg_same(row->accepted.items[i], type))
            return;
    RG_PUSH(arena, &row->accepted, type);
}

static void miss(rg_row *row, rg_text text, rg_arena *arena) {
    for (size_t i = 0; i < row->missing.count; i++)
        if (rg_same(row->missing.items[i].en, text.en))
            return;
    if (*text.en)
        RG_PUSH(arena, &row->missing, text);
}

/* What one paper that fits is worth for the row; one that counts in full settles it. */
static void count_paper(rg_row *row, const rg_satisfier *s, const char *id, rg_arena *arena) {
    if (s->full && row->verdict != RG_MET) {
        row->verdict = RG_MET;
        row->held.count = row->missing.count = 0;
    }
    if (s->full || row->verdict != RG_MET)
        hold(row, id, arena);
    if (!s->full && row->verdict != RG_MET) {
        row->verdict = RG_ADAPT;
        miss(row, s->missing, arena);
    }
}

/* The first satisfier that fits a paper says what it is worth. True where one may fit in full, which is not known. */
static bool judge_paper(const rg_base *base, const rg_facts *facts, const rg_market *target,
                        const rg_satisfiers *satisfiers, const rg_record *record, const rg_evidence_fields *f,
                        rg_row *row, rg_arena *arena) {
    const char *id = rg_field_text(record, f->id) ? rg_field_text(record, f->id) : rg_field_text(record, f->type);
    bool maybe = false;
    for (size_t k = 0; k < satisfiers->count; k++) {
        const rg_satisfier *s = &satisfiers->items[k];
        if (!rg_same(s->type, rg_field_text(record, f->type)))
            continue;
        rg_truth fits = satisfies(facts, s, record, f, target->code);
        if (fits == RG_FALSE)
            continue;
        if (!rg_paper_runs_on(record, f, base->reader.as_of)) {
            if (row->verdict != RG_MET)
                miss(row,
                     (rg_text){rg_textf(arena, "'%s' is not valid on this date", id),
                               rg_textf(arena, "「%s」はこの日に有効ではない", id)},
                     arena);
            return false;
        }
        if (fits == RG_TRUE) {
            count_paper(row, s, id, arena);
            return maybe;
        }
        maybe = maybe || s->full;
    }
    return maybe;
}

static void judge_papers(const rg_base *base, const rg_facts *facts, const rg_market *target,
                         const rg_satisfiers *satisfiers, rg_row *row, rg_arena *arena) {
    rg_evidence_fields f;
    if (!rg_find_evidence(base, &f))
        return;
    const rg_record_list *list = &facts->profile->lists[f.list];
    bool maybe = false;
    row->verdict = rg_list_known(facts->profile, f.list) ? RG_GAP : RG_UNDETERMINED;
    for (size_t i = 0; i < satisfiers->count; i++)
        if (satisfiers->items[i].full)
            accept(row, satisfiers->items[i].type, arena);
    for (size_t i = 0; i < list->records.count; i++)
        maybe = judge_paper(base, facts, target, satisfiers, &list->records.items[i], &f, row, arena) || maybe;
    if (maybe && row->verdict != RG_MET)
        row->verdict = RG_UNDETERMINED;
}

/* An approval the profile lists for the target market is its authorisation, as the paper itself would be. */
static void judge_approval(const rg_base *base, const rg_facts *facts, const rg_market *target, rg_row *row,
                           rg_arena *arena) {
    bool accepted = false;
    for (size_t i = 0; i < row->accepted.count && !accepted; i++)
        accepted = rg_same(row->accepted.items[i], "market_authorisation");
    if (!accepted || row->verdict == RG_MET || rg_approved_in(base, facts, target) != RG_TRUE)
        return;
    row->verdict = RG_MET;
    row->held.count = row->missing.count = 0;
    hold(row, "approvals", arena);
}

/* A duty that no paper shows (a clock, a notice): who lives by the same or a stricter one at home meets it. */
static void judge_practice(const rg_base *base, const rg_facts *facts, const rg_market *home, rg_row *row) {
    /* Who holds a valid approval at home lives by its duties. */
    rg_truth approved = rg_approved_in(base, facts, home);
    row->basis = RG_BY_PRACTICE;
    if (row->difference == RG_NEW) {
        row->verdict = RG_GAP;
        return;
    }
    if (approved == RG_UNKNOWN || row->difference == RG_DIFFERENCE_UNKNOWN) {
        row->verdict = RG_UNDETERMINED;
        return;
    }
    bool asked_at_home = approved == RG_TRUE && row->difference != RG_NEW;
    if (asked_at_home && (row->difference == RG_SAME || row->difference == RG_LOOSER)) {
        row->verdict = RG_MET;
        return;
    }
    row->verdict = asked_at_home ? RG_ADAPT : RG_GAP;
}

static size_t record_subject(const rg_base *base, const char *id) {
    const rg_vocabulary *v = base->vocabulary;
    size_t i = 0;
    while (i < v->records.count && strcmp(v->records.items[i].id, id) != 0)
        i++;
    return v->attributes.count + i;
}

static void add_depends(rg_row *row, rg_subjects more, rg_arena *arena) {
    RG_LIST(size_t) all = {0};
    for (size_t i = 0; i < row->depends.count; i++)
        RG_PUSH(arena, &all, row->depends.items[i]);
    for (size_t i = 0; i < more.count; i++) {
        bool there = false;
        for (size_t k = 0; k < all.count && !there; k++)
            there = all.items[k] == more.items[i];
        if (!there)
            RG_PUSH(arena, &all, more.items[i]);
    }
    row->depends = (rg_subjects){all.items, all.count};
}

void rg_judge(const rg_base *base, const rg_facts *facts, const rg_market *home, const rg_market *target, rg_row *row,
              rg_arena *arena) {
    add_depends(row, row->target.depends, arena);
    if (row->difference == RG_DIFFERENCE_UNKNOWN)
        add_depends(row, row->home.depends, arena);
    if (row->target.required != RG_TRUE) {
        row->verdict = row->target.required == RG_FALSE ? RG_NOT_APPLICABLE : RG_UNDETERMINED;
        return;
    }
    const rg_entry *entry = row->target.entry;
    const rg_satisfiers *satisfiers =
        entry && entry->satisfied_by_own ? &entry->satisfied_by : &row->requirement->satisfied_by;
    if (satisfiers->count) {
        judge_papers(base, facts, target, satisfiers, row, arena);
        judge_approval(base, facts, target, row, arena);
    } else {
        judge_practice(base, facts, home, row);
    }
    if (row->verdict == RG_UNDETERMINED && !row->depends.count) {
        size_t *subject = rg_alloc(arena, sizeof *subject);
        *subject = record_subject(base, satisfiers->count ? "evidence" : "approvals");
        add_depends(row, (rg_subjects){subject, 1}, arena);
    }
}
