/* What of the home dossier carries over to a target's, section by section. */
#include "compare/dossier.h"

#include <string.h>

#include "compare/evidence.h"
#include "util/buffer.h"

/* How far something at home fills a heading. */
typedef enum { NOTHING, SOME, WHOLE } level;

typedef struct {
    rg_base *base;
    rg_exact *exact;
    const rg_facts *facts;
    rg_arena *arena;
    rg_crosswalk *walk;
    rg_section_row *row;
    RG_LIST(rg_condition) open; /* conditions that left the row's status open */
    bool home_open;             /* it hangs on which dossier the home's is */
    bool evidence_open;         /* a paper that the profile does not speak of may fill a heading */
} weighing;

/* Notes that the row hangs on the condition, where it is not settled; tells its truth. */
static rg_truth weigh(weighing *w, rg_condition condition) {
    rg_truth truth = rg_exact_truth(w->exact, condition);
    if (truth == RG_UNKNOWN)
        RG_PUSH(w->arena, &w->open, condition);
    return truth;
}

/* Both at once; what is false hangs on nothing. */
static rg_truth weigh_both(weighing *w, rg_condition a, rg_condition b) {
    rg_truth first = rg_exact_truth(w->exact, a), second = rg_exact_truth(w->exact, b);
    if (first == RG_FALSE || second == RG_FALSE)
        return RG_FALSE;
    weigh(w, a);
    weigh(w, b);
    return first == RG_TRUE && second == RG_TRUE ? RG_TRUE : RG_UNKNOWN;
}

static void push_text(weighing *w, rg_text text, bool remark) {
    rg_section_row *row = w->row;
    size_t count = remark ? row->remarks.count : row->missing.count;
    const rg_text *all = remark ? row->remarks.items : row->missing.items;
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].en, text.en) == 0)
            return;
    if (!*text.en)
        return;
    if (remark)
        RG_PUSH(w->arena, &row->remarks, text);
    else
        RG_PUSH(w->arena, &row->missing, text);
}

static void push_from(weighing *w, const rg_dossier_section *section) {
    for (size_t i = 0; i < w->row->from.count; i++)
        if (w->row->from.items[i] == section)
            return;
    RG_PUSH(w->arena, &w->row->from, section);
}

static const char *paper_name(const rg_record *record, const rg_evidence_fields *f) {
    const char *id = rg_field_text(record, f->id);
    return id ? id : rg_field_text(record, f->type);
}

static void push_held(weighing *w, const char *id) {
    for (size_t i = 0; i < w->row->held.count; i++)
        if (rg_same(w->row->held.items[i], id))
            return;
    RG_PUSH(w->arena, &w->row->held, id);
}

/* Whether a paper at hand fills the heading; the ids of those that do go to the row. */
static rg_truth hold_papers(weighing *w, const rg_heading *heading) {
    rg_evidence_fields f;
    if (!*heading->evidence || !rg_find_evidence(w->base, &f))
        return RG_FALSE;
    const rg_record_list *list = &w->facts->profile->lists[f.list];
    rg_truth held = rg_list_known(w->facts->profile, f.list) ? RG_FALSE : RG_UNKNOWN;
    for (size_t i = 0; i < list->records.count; i++) {
        const rg_record *record = &list->records.items[i];
        bool fits = false;
        for (const char *const *type = heading->evidence; *type && !fits; type++)
            fits = rg_same(*type, rg_field_text(record, f.type));
        if (!fits || !rg_paper_runs_on(record, &f, w->base->reader.as_of))
            continue;
        held = RG_TRUE;
        push_held(w, paper_name(record, &f));
    }
    return held;
}

static const rg_cover *cover_of(const rg_dossier *dossier, size_t heading) {
    for (size_t i = 0; i < dossier->covers.count; i++)
        if (dossier->covers.items[i].heading == heading)
            return &dossier->covers.items[i];
    return NULL;
}

typedef struct {
    level low, high;
} span;

/* Whether the section stands in the home file. What the choice of the dossier hangs on is known for all rows at once.
 */
static rg_truth weigh_presence(weighing *w, const rg_dossier *home, const rg_dossier_section *s,
                               const rg_section_heading *h) {
    if (rg_exact_truth(w->exact, s->present) == RG_FALSE)
        return RG_FALSE;
    rg_truth there = weigh_both(w, s->when, h->when);
    if (there == RG_FALSE || rg_exact_truth(w->exact, home->chosen) == RG_TRUE)
        return there;
    w->home_open = true;
    return RG_UNKNOWN;
}

/*
 * What one section at home holds of the heading: it widens the span by what it surely and by what it may hold. What is
 * there only on some occasion counts as there: what the occasion brought forth stands in it.
 */
static bool weigh_home_section(weighing *w, const rg_dossier *home, const rg_dossier_section *s, size_t heading,
                               span *held) {
    bool found = false;
    for (size_t i = 0; i < s->headings.count && !s->own; i++) {
        const rg_section_heading *h = &s->headings.items[i];
        rg_truth there = h->heading == heading ? weigh_presence(w, home, s, h) : RG_FALSE;
        if (there == RG_FALSE)
            continue;
        const rg_cover *cover = cover_of(home, heading);
        bool part = s->part != RG_PART_FILE || (cover && *cover->lacks.en) || home->axis->headings.items[heading].local;
        level reached = part ? SOME : WHOLE;
        held->high = reached > held->high ? reached : held->high;
        if (there == RG_TRUE)
            held->low = reached > held->low ? reached : held->low;
        push_from(w, s);
        found = true;
    }
    return found;
}

static span weigh_home(weighing *w, size_t heading) {
    span held = {NOTHING, NOTHING};
    for (size_t i = 0; i < w->walk->homes.count; i++) {
        const rg_dossier *home = w->walk->homes.items[i];
        bool found = false;
        for (size_t k = 0; k < home->sections.count && home->axis == w->walk->dossier->axis; k++)
            found = weigh_home_section(w, home, &home->sections.items[k], heading, &held) || found;
        const rg_cover *cover = found ? cover_of(home, heading) : NULL;
        if (cover) {
            push_text(w, cover->lacks, false);
            push_text(w, cover->remark, true);
        }
    }
    return held;
}

/* Whether the target wants more there than a file from elsewhere holds; the texts go to the row. */
static rg_truth weigh_additions(weighing *w, size_t heading) {
    const char *section = w->row->section->id;
    const rg_dossier *target = w->walk->dossier;
    rg_truth wants = RG_FALSE;
    for (size_t i = 0; i < target->additions.count; i++) {
        const rg_addition *a = &target->additions.items[i];
        bool there = false;
        for (size_t k = 0; k < a->count && !there; k++)
            there = a->headings[k] == heading;
        for (const char *const *id = a->sections; *id && !there; id++)
            there = strcmp(*id, section) == 0;
        rg_truth when = there ? weigh(w, a->when) : RG_FALSE;
        if (when == RG_FALSE)
            continue;
        push_text(w, a->text, false);
        wants = when == RG_TRUE || wants == RG_TRUE ? RG_TRUE : RG_UNKNOWN;
    }
    return wants;
}

/* As bits of the statuses that can come out: what the home holds, and whether more is wanted. */
static unsigned heading_statuses(span held, rg_truth wants_more) {
    unsigned bits = 0;
    for (level l = held.low; l <= held.high; l++) {
        if (l == NOTHING)
            bits |= 1U << RG_NEW_SECTION;
        if (l == SOME || (l == WHOLE && wants_more != RG_FALSE))
            bits |= 1U << RG_ADAPT_SECTION;
        if (l == WHOLE && wants_more != RG_TRUE)
            bits |= 1U << RG_CARRY_OVER;
    }
    return bits;
}

/* What two headings of one section make of it together: alike stays alike, anything else has to be adapted. */
static unsigned join(unsigned all, unsigned more) {
    if (!all)
        return more;
    unsigned out = 0;
    for (unsigned a = 0; a < RG_SECTION_STATUSES; a++)
        for (unsigned b = 0; b < RG_SECTION_STATUSES; b++)
            if (all >> a & 1 && more >> b & 1)
                out |= a == b ? 1U << a : 1U << RG_ADAPT_SECTION;
    return out;
}

static unsigned weigh_heading(weighing *w, size_t index) {
    span held = w->row->section->own ? (span){NOTHING, NOTHING} : weigh_home(w, index);
    rg_truth papers = hold_papers(w, &w->walk->dossier->axis->headings.items[index]);
    if (papers != RG_FALSE && held.high == NOTHING)
        held.high = SOME;
    if (papers == RG_TRUE && held.low == NOTHING)
        held.low = SOME;
    w->evidence_open = w->evidence_open || (papers == RG_UNKNOWN && held.low == NOTHING);
    return heading_statuses(held, weigh_additions(w, index));
}

static void tell_occasion(weighing *w, const rg_heading *heading, rg_text only) {
    push_text(w,
              (rg_text){rg_textf(w->arena, "%s: only %s", heading->title.en, only.en),
                        rg_textf(w->arena, "%s：%sに限る", heading->title.ja, only.ja)},
              true);
}

/* The statuses the headings leave possible; *nothing where it may be that none of them is asked. */
static unsigned weigh_headings(weighing *w, const rg_dossier_section *s, bool *nothing) {
    unsigned sure = 0, all = 0;
    bool occasions = false, may = false;
    for (size_t i = 0; i < s->headings.count; i++) {
        const rg_section_heading *h = &s->headings.items[i];
        const rg_heading *heading = &w->walk->dossier->axis->headings.items[h->heading];
        rg_truth asked = weigh_both(w, heading->when, h->when);
        if (asked == RG_FALSE)
            continue;
        if (*h->only.en) {
            tell_occasion(w, heading, h->only);
            occasions = true;
            continue;
        }
        unsigned bits = weigh_heading(w, h->heading);
        if (asked == RG_TRUE)
            sure = join(sure, bits);
        may = may || asked == RG_UNKNOWN;
        all = join(all, bits);
    }
    *nothing = !sure && (may || occasions);
    return sure | all;
}

static rg_subjects united(rg_subjects a, rg_subjects b, rg_arena *arena) {
    RG_LIST(size_t) all = {0};
    for (size_t i = 0; i < a.count; i++)
        RG_PUSH(arena, &all, a.items[i]);
    for (size_t i = 0; i < b.count; i++) {
        bool there = false;
        for (size_t k = 0; k < a.count && !there; k++)
            there = a.items[k] == b.items[i];
        if (!there)
            RG_PUSH(arena, &all, b.items[i]);
    }
    return (rg_subjects){all.items, all.count};
}

static void add_depends(weighing *w) {
    rg_section_row *row = w->row;
    rg_evidence_fields f;
    if (w->open.count)
        row->depends.count = rg_exact_depends(w->exact, w->open.items, w->open.count, &row->depends.items);
    if (w->home_open)
        row->depends = united(row->depends, w->walk->home_depends, w->arena);
    if (w->evidence_open && rg_find_evidence(w->base, &f)) {
        size_t *evidence = rg_alloc(w->arena, sizeof *evidence);
        *evidence = w->base->vocabulary->attributes.count + f.list;
        row->depends = united(row->depends, (rg_subjects){evidence, 1}, w->arena);
    }
}

static void settle(weighing *w, unsigned bits, bool open) {
    static const rg_section_status settled[] = {RG_CARRY_OVER, RG_ADAPT_SECTION, RG_NEW_SECTION};
    rg_section_row *row = w->row;
    row->status = RG_SECTION_UNDETERMINED;
    for (size_t i = 0; i < 3 && !open; i++)
        if (bits == 1U << settled[i])
            row->status = settled[i];
    if (row->status == RG_SECTION_UNDETERMINED)
        add_depends(w);
}

static void weigh_section(weighing *w, const rg_dossier_section *s) {
    rg_section_row row = {.section = s, .status = RG_SECTION_NOT_APPLICABLE};
    w->row = &row;
    w->open.count = 0;
    w->home_open = w->evidence_open = false;
    rg_truth wanted = weigh(w, s->when);
    bool nothing = false;
    unsigned bits = wanted == RG_FALSE ? 0 : weigh_headings(w, s, &nothing);
    if (bits || nothing) {
        push_text(w, s->only, true);
        settle(w, bits, nothing || wanted != RG_TRUE || *s->only.en);
    }
    w->walk->summary[row.status]++;
    RG_PUSH(w->arena, &w->walk->rows, row);
}

rg_dossier_choice rg_dossier_choose(rg_base *base, rg_exact *exact, rg_market *market, rg_arena *arena) {
    rg_dossier_choice out = {0};
    RG_LIST(rg_condition) open = {0};
    const rg_dossier_list *all = market ? rg_dossiers_of(base, market) : &out.dossiers;
    for (size_t i = 0; i < all->count; i++) {
        rg_truth chosen = rg_exact_truth(exact, all->items[i]->chosen);
        if (chosen != RG_FALSE)
            RG_PUSH(arena, &out.dossiers, all->items[i]);
        if (chosen == RG_UNKNOWN)
            RG_PUSH(arena, &open, all->items[i]->chosen);
    }
    if (open.count)
        out.depends.count = rg_exact_depends(exact, open.items, open.count, &out.depends.items);
    return out;
}

void rg_crosswalk_of(rg_base *base, rg_exact *exact, const rg_facts *facts, const rg_dossier_choice *home,
                     rg_market *target, rg_arena *arena, rg_crosswalk_list *out) {
    rg_exact_topic(exact, target);
    rg_dossier_choice choice = rg_dossier_choose(base, exact, target, arena);
    size_t count = choice.dossiers.count ? choice.dossiers.count : 1;
    for (size_t i = 0; i < count; i++) {
        rg_crosswalk *walk = rg_alloc(arena, sizeof *walk);
        walk->market = target;
        walk->homes = home->dossiers;
        walk->home_depends = home->depends;
        walk->depends = united(choice.depends, home->depends, arena);
        RG_PUSH(arena, out, walk);
        if (!choice.dossiers.count)
            continue;
        walk->dossier = choice.dossiers.items[i];
        walk->certain = rg_exact_truth(exact, walk->dossier->chosen) == RG_TRUE;
        weighing w = {.base = base, .exact = exact, .facts = facts, .arena = arena, .walk = walk};
        for (size_t k = 0; k < walk->dossier->sections.count; k++)
            weigh_section(&w, &walk->dossier->sections.items[k]);
    }
}
