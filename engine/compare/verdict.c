/* What the evidence at hand is worth for a requirement. */
#include <string.h>

#include "compare/evidence.h"
#include "util/buffer.h"

/* An approval the profile lists for the target market is its authorisation, as the paper itself would be. */
static void judge_approval(const rg_base *base, const rg_facts *facts, const rg_market *target, rg_row *row,
                           rg_arena *arena) {
    bool accepted = false;
    for (size_t i = 0; i < row->accepted.count && !accepted; i++)
        accepted = rg_same(row->accepted.items[i], "market_authorisation");
    if (!accepted || row->verdict == RG_MET || rg_approved_in(base, facts, target, true) != RG_TRUE)
        return;
    row->verdict = RG_MET;
    row->held.count = row->missing.count = row->notes.count = 0;
    RG_PUSH(arena, &row->held, "approvals");
}

/*
 * A duty that no paper shows (a clock, a notice): who lives by the same or a stricter one at home meets it.
 * True where the verdict waits for what the profile says of approvals.
 */
static bool judge_practice(const rg_base *base, const rg_facts *facts, const rg_market *home, rg_row *row) {
    /* Who holds a valid approval at home lives by its duties. */
    rg_truth approved = rg_approved_in(base, facts, home, false);
    row->basis = RG_BY_PRACTICE;
    if (row->difference == RG_NEW) {
        row->verdict = RG_GAP;
        return false;
    }
    if (approved == RG_UNKNOWN || row->difference == RG_DIFFERENCE_UNKNOWN) {
        row->verdict = RG_UNDETERMINED;
        return approved == RG_UNKNOWN;
    }
    bool asked_at_home = approved == RG_TRUE && row->difference != RG_NEW;
    if (asked_at_home && (row->difference == RG_SAME || row->difference == RG_LOOSER)) {
        row->verdict = RG_MET;
        return false;
    }
    row->verdict = asked_at_home ? RG_ADAPT : RG_GAP;
    return false;
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

void rg_judge(const rg_base *base, rg_exact *e, const rg_facts *facts, const rg_market *home, const rg_outcome *outcome,
              rg_row *row, rg_arena *arena) {
    const rg_market *target = outcome->market;
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
    bool hangs_on_records = true; /* else what is open is open in the rules */
    if (satisfiers->count) {
        rg_judge_papers(base, e, facts, outcome, satisfiers, row, arena);
        rg_row_standards(base, home, target, satisfiers, row, arena);
        judge_approval(base, facts, target, row, arena);
    } else {
        hangs_on_records = judge_practice(base, facts, home, row);
    }
    if (row->verdict == RG_UNDETERMINED && hangs_on_records && !row->depends.count) {
        size_t *subject = rg_alloc(arena, sizeof *subject);
        *subject = record_subject(base, satisfiers->count ? "evidence" : "approvals");
        add_depends(row, (rg_subjects){subject, 1}, arena);
    }
}
