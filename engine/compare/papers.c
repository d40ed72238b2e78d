/* What each paper at hand is worth for a requirement: kind, date, scope, standard and edition. */
#include <string.h>

#include "compare/evidence.h"
#include "util/buffer.h"

typedef struct {
    const rg_base *base;
    const rg_standards *standards;
    rg_exact *exact;
    const rg_facts *facts;
    const rg_outcome *outcome;
    const rg_market *market;
    rg_evidence_fields fields;
    rg_row *row;
    rg_arena *arena;
} bench;

/* One paper on it. */
typedef struct {
    const rg_record *record;
    const char *id;
    const rg_evidence_type *type;
    const rg_named *named;
    size_t count;
    bool here; /* it names the target market */
} paper;

/* What it is worth, and what is to be said of it. */
typedef struct {
    unsigned worth;
    RG_LIST(rg_text) missing;
    RG_LIST(rg_text) notes;
} judgement;

static const char *text_of(const paper *p, long field) {
    return rg_field_text(p->record, field);
}

static rg_text same(const char *text) {
    return (rg_text){text, text};
}

static const rg_evidence_type *type_named(const rg_base *base, const char *id) {
    const rg_catalogue *c = base->catalogue;
    for (size_t i = 0; i < c->evidence.count; i++)
        if (rg_same(c->evidence.items[i].id, id))
            return &c->evidence.items[i];
    return NULL;
}

/*
 * A certificate of a named standard that is silent on the edition: bodies issue none to an edition three years after
 * the next one is out, so the day of issue rules older ones out.
 */
static const rg_named *ruled_out(const bench *b, const rg_named *named, int32_t issued) {
    enum { MOST_OVERLAP_MONTHS = 36 };
    rg_named *n = rg_alloc(b->arena, sizeof *n);
    *n = *named;
    for (size_t i = 0; n->standard && i + 1 < n->standard->editions.count; i++) {
        int32_t next = n->standard->editions.items[i + 1].published_by;
        uint32_t newer = n->editions & ~((UINT32_C(2) << i) - 1);
        if (next != RG_DATE_MIN && newer && issued > rg_date_add_months(next, MOST_OVERLAP_MONTHS))
            n->editions = newer;
    }
    return n;
}

static paper read_paper(const bench *b, const rg_record *record) {
    const rg_evidence_fields *f = &b->fields;
    const char *here[] = {b->market->code, NULL};
    paper p = {.record = record, .type = type_named(b->base, rg_field_text(record, f->type))};
    p.id = text_of(&p, f->id) ? text_of(&p, f->id) : text_of(&p, f->type);
    p.here = rg_field_has(here, record, f->markets);
    const rg_evidence_type *t = p.type;
    if (t && t->standards && (t->standard_needed || text_of(&p, f->standard) || text_of(&p, f->edition)))
        p.named = rg_standards_named(b->standards, b->arena, text_of(&p, f->standard), text_of(&p, f->edition),
                                     t->standards, &p.count);
    if (p.count == 1 && !t->report && !p.named->said && !p.named->unread && text_of(&p, f->standard) &&
        text_of(&p, f->issued))
        p.named = ruled_out(b, p.named, (int32_t)record->numbers[f->issued]);
    return p;
}

/* ---- whether a satisfier speaks of the paper ---- */

/* A field that is not given is not what is asked, if the profile is complete; else it may be. */
static rg_truth asked_field(const bench *b, bool asked, bool given, bool fits) {
    if (!asked || (given && fits))
        return RG_TRUE;
    return given || b->facts->profile->complete ? RG_FALSE : RG_UNKNOWN;
}

static rg_truth asked_standard(const bench *b, const rg_satisfier *s, const paper *p) {
    const char *said = text_of(p, b->fields.standard);
    if (!s->known_standards)
        return asked_field(b, s->standards, said, rg_one_of(s->standards, said));
    bool unknown = !said;
    for (size_t i = 0; i < p->count; i++) {
        const rg_standard *q = p->named[i].standard;
        if (q && said && rg_one_of(s->standards, q->id))
            return RG_TRUE;
        unknown = unknown || !q;
    }
    /* An edition alone, or a name nobody knows, leaves open which standard it is. */
    return unknown ? RG_UNKNOWN : RG_FALSE;
}

static rg_truth satisfies(const bench *b, const rg_satisfier *s, const paper *p) {
    const rg_evidence_fields *f = &b->fields;
    const char *edition = text_of(p, f->edition);
    rg_truth parts[] = {
        asked_standard(b, s, p),
        asked_field(b, s->editions, edition, rg_one_of(s->editions, edition)),
        asked_field(b, s->languages, text_of(p, f->languages), rg_field_has(s->languages, p->record, f->languages)),
        asked_field(b, s->markets, text_of(p, f->markets), rg_field_has(s->markets, p->record, f->markets)),
        /* A paper that names no market is made for the home market. */
        asked_field(b, s->here, true, p->here),
    };
    rg_truth all = RG_TRUE;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        all = parts[i] == RG_FALSE || all == RG_FALSE ? RG_FALSE : parts[i] == RG_UNKNOWN ? RG_UNKNOWN : all;
    return all;
}

/* ---- what the paper is worth by itself ---- */

static void weigh(const bench *b, judgement *j, unsigned worth, rg_text missing) {
    j->worth = rg_worth_and(j->worth, worth);
    if (*missing.en)
        RG_PUSH(b->arena, &j->missing, missing);
}

static rg_text say(const bench *b, const char *message, rg_text first, rg_text second) {
    return rg_standard_say(b->standards, b->arena, message, 2, (rg_text[]){first, second});
}

static rg_text date_text(const bench *b, int32_t day) {
    char date[11];
    rg_date_format(day, date);
    return same(rg_copy_text(b->arena, date, 10));
}

/* The day on which a filing made today is usually decided. */
static int32_t review_end(const bench *b) {
    const rg_outcome *o = b->outcome;
    long days = o->routes.count && o->routes.items[0].recommended ? o->routes.items[0].pathway->days[1] : 0;
    return b->base->reader.as_of + (int32_t)(days > 0 ? days : 0);
}

static void weigh_dates(const bench *b, const paper *p, judgement *j) {
    const rg_evidence_fields *f = &b->fields;
    int32_t day = b->base->reader.as_of;
    bool ends = text_of(p, f->expires) != NULL;
    if (!rg_paper_runs_on(p->record, f, day)) {
        bool old = ends && p->record->numbers[f->expires] < day;
        rg_text said = {rg_textf(b->arena, "'%s' is not valid on this date", p->id),
                        rg_textf(b->arena, "「%s」はこの日に有効ではない", p->id)};
        weigh(b, j, old && p->type && p->type->report ? RG_WORTH_PART : RG_WORTH_NONE, said);
        return;
    }
    const rg_standard_market *m = rg_standard_market_of(b->standards, b->market);
    if (ends && m && m->through_review && p->type && p->type->standards && !p->type->report &&
        p->record->numbers[f->expires] < review_end(b))
        weigh(b, j, RG_WORTH_PART, say(b, "renew", same(p->id), date_text(b, (int32_t)p->record->numbers[f->expires])));
    if (text_of(p, f->changed) && text_of(p, f->issued) &&
        p->record->numbers[f->changed] > p->record->numbers[f->issued])
        weigh(b, j, RG_WORTH_PART,
              say(b, "changed", same(p->id), date_text(b, (int32_t)p->record->numbers[f->changed])));
}

/* Whether the market makes an accredited laboratory compulsory in this row. */
static bool asks_accreditation(const rg_row *row) {
    const rg_requirement *q = row->requirement;
    const rg_entry *entry = row->target.entry;
    for (size_t i = 0; entry && i < q->count; i++)
        if (rg_same(q->parameters[i].id, "accredited_lab") && entry->values[i].given && !entry->values[i].unknown)
            return q->parameters[i].count && entry->values[i].mask >> (q->parameters[i].count - 1) & 1;
    return false;
}

static void weigh_scope(const bench *b, const paper *p, judgement *j) {
    const char *covers = text_of(p, b->fields.covers), *accredited = text_of(p, b->fields.accredited);
    bool report = p->type && p->type->report;
    if (rg_same(covers, "none"))
        weigh(b, j, RG_WORTH_NONE, say(b, "not_covered", same(p->id), same("")));
    else if (rg_same(covers, "part"))
        weigh(b, j, RG_WORTH_PART, say(b, "extend", same(p->id), same("")));
    if (!rg_same(accredited, "false") || !p->type || !p->type->standards)
        return;
    if (!report)
        weigh(b, j, RG_WORTH_NONE, say(b, "body_not_accredited", same(p->id), same("")));
    else if (asks_accreditation(b->row))
        weigh(b, j, RG_WORTH_PART, say(b, "laboratory_not_accredited", same(p->id), same("")));
}

static bool is_about(const paper *p, const rg_standard *q) {
    return rg_one_of(p->type->subjects, q->subject);
}

/* One of the standards the paper names. */
static void weigh_standard(const bench *b, const paper *p, const rg_named *n, bool any_fits, judgement *j) {
    rg_reading reading = {.paper = p->id, .named = n};
    if (!n->standard && !p->type->standard_needed) {
        reading.worth = RG_WORTH_MET; /* it would stand without a standard as well */
    } else if (!n->standard) {
        const char *near = rg_standard_nearest(b->standards, b->arena, n->text);
        reading.worth = RG_WORTH_MET | RG_WORTH_PART | RG_WORTH_NONE;
        weigh(b, j, reading.worth,
              near ? say(b, "unknown_standard_near", same(n->text), same(near))
                   : say(b, "unknown_standard", same(n->text), same(p->id)));
    } else if (!is_about(p, n->standard)) {
        reading.worth = RG_WORTH_NONE;
        if (!any_fits)
            weigh(b, j, RG_WORTH_NONE, say(b, "other_subject", same(n->text), n->standard->title));
    } else {
        rg_standing s = rg_standard_standing(b->standards, n, b->market, p->here, b->base->reader.as_of, b->arena);
        reading.worth = s.worth;
        reading.by = s.by;
        weigh(b, j, s.worth, s.missing);
        if (*s.note.en)
            RG_PUSH(b->arena, &j->notes, s.note);
    }
    RG_PUSH(b->arena, &b->row->readings, reading);
}

/* A report to the standard of other equipment (of the laboratory, of the patient's side) alone shows a part at most. */
static void weigh_kind_of_device(const bench *b, const paper *p, judgement *j) {
    const rg_named *other = NULL;
    rg_truth fits = RG_FALSE;
    for (size_t i = 0; i < p->count && fits != RG_TRUE; i++) {
        const rg_standard *q = p->named[i].standard;
        rg_truth one = !q ? RG_TRUE : is_about(p, q) ? rg_exact_truth(b->exact, q->made_for) : RG_FALSE;
        fits = one == RG_FALSE ? fits : one;
        other = q && is_about(p, q) && one != RG_TRUE ? &p->named[i] : other;
    }
    if (!other || fits == RG_TRUE)
        return;
    unsigned worth = RG_WORTH_PART | (fits == RG_UNKNOWN ? RG_WORTH_MET : 0);
    weigh(b, j, worth, say(b, "other_equipment", same(other->text), other->standard->title));
    for (size_t i = 0; i < p->count; i++)
        b->row->readings.items[b->row->readings.count - 1 - i].worth =
            rg_worth_and(b->row->readings.items[b->row->readings.count - 1 - i].worth, worth);
}

static void weigh_standards(const bench *b, const paper *p, judgement *j) {
    bool any_fits = false;
    for (size_t i = 0; i < p->count; i++)
        any_fits = any_fits || (p->named[i].standard && is_about(p, p->named[i].standard));
    for (size_t i = 0; i < p->count; i++)
        weigh_standard(b, p, &p->named[i], any_fits, j);
    weigh_kind_of_device(b, p, j);
}

static judgement judge(const bench *b, const paper *p, const rg_satisfier *s) {
    judgement j = {.worth = s->full ? RG_WORTH_MET : RG_WORTH_PART};
    if (!s->full && *s->missing.en)
        RG_PUSH(b->arena, &j.missing, s->missing);
    weigh_dates(b, p, &j);
    if (j.worth == RG_WORTH_NONE) {
        /* Nothing else is worth saying of a paper that has run out. */
        if (!s->full && j.missing.count > 1)
            j.missing.items[0] = j.missing.items[--j.missing.count];
        return j;
    }
    weigh_scope(b, p, &j);
    weigh_standards(b, p, &j);
    return j;
}

/* ---- the row ---- */

static void add_word(const char *word, rg_arena *arena, const char ***items, size_t *count, size_t *capacity) {
    for (size_t i = 0; i < *count; i++)
        if (rg_same((*items)[i], word))
            return;
    if (*count == *capacity)
        rg_grow(arena, (void **)items, capacity, *count + 1, sizeof **items);
    (*items)[(*count)++] = word;
}

static void add_text(rg_text text, rg_arena *arena, rg_text **items, size_t *count, size_t *capacity) {
    for (size_t i = 0; i < *count; i++)
        if (rg_same((*items)[i].en, text.en))
            return;
    if (*count == *capacity)
        rg_grow(arena, (void **)items, capacity, *count + 1, sizeof **items);
    (*items)[(*count)++] = text;
}

#define ADD_WORD(b, list, word) add_word(word, (b)->arena, &(list)->items, &(list)->count, &(list)->capacity)
#define ADD_TEXT(b, list, text) add_text(text, (b)->arena, &(list)->items, &(list)->count, &(list)->capacity)

/* One paper that counts in full settles the row; else what each lacks is told. */
static void enter(const bench *b, const paper *p, const judgement *j) {
    rg_row *row = b->row;
    if (j->worth == RG_WORTH_MET && row->verdict != RG_MET) {
        row->verdict = RG_MET;
        row->held.count = row->missing.count = row->notes.count = 0;
    }
    if (row->verdict == RG_MET && j->worth != RG_WORTH_MET)
        return;
    if (j->worth == RG_WORTH_PART)
        row->verdict = RG_ADAPT;
    if (j->worth == RG_WORTH_MET || j->worth == RG_WORTH_PART) {
        ADD_WORD(b, &row->held, p->id);
        for (size_t i = 0; i < j->notes.count; i++)
            ADD_TEXT(b, &row->notes, j->notes.items[i]);
    }
    for (size_t i = 0; j->worth != RG_WORTH_MET && i < j->missing.count; i++)
        ADD_TEXT(b, &row->missing, j->missing.items[i]);
}

static bool is_asked(const rg_satisfiers *satisfiers, const char *type) {
    for (size_t i = 0; i < satisfiers->count; i++)
        if (rg_same(satisfiers->items[i].type, type))
            return true;
    return false;
}

/* The first satisfier that fits a paper says what it is worth; what it may be worth besides is given back. */
static unsigned judge_paper(const bench *b, const rg_satisfiers *satisfiers, const rg_record *record) {
    if (!is_asked(satisfiers, rg_field_text(record, b->fields.type)))
        return 0;
    paper p = read_paper(b, record);
    unsigned maybe = 0;
    size_t readings = b->row->readings.count;
    for (size_t k = 0; k < satisfiers->count; k++) {
        const rg_satisfier *s = &satisfiers->items[k];
        if (!rg_same(s->type, text_of(&p, b->fields.type)))
            continue;
        rg_truth fits = satisfies(b, s, &p);
        if (fits == RG_FALSE)
            continue;
        b->row->readings.count = readings;
        judgement j = judge(b, &p, s);
        if (fits == RG_TRUE || j.worth == RG_WORTH_NONE) {
            enter(b, &p, &j);
            return maybe | j.worth;
        }
        maybe |= j.worth;
        if (s->known_standards)
            enter(b, &p, &(judgement){.worth = 0, .missing = j.missing});
    }
    return maybe;
}

void rg_judge_papers(const rg_base *base, rg_exact *e, const rg_facts *facts, const rg_outcome *outcome,
                     const rg_satisfiers *satisfiers, rg_row *row, rg_arena *arena) {
    bench b = {.base = base,
               .standards = base->standards,
               .exact = e,
               .facts = facts,
               .outcome = outcome,
               .market = outcome->market,
               .row = row,
               .arena = arena};
    if (!rg_find_evidence(base, &b.fields))
        return;
    const rg_record_list *list = &facts->profile->lists[b.fields.list];
    row->verdict = rg_list_known(facts->profile, b.fields.list) ? RG_GAP : RG_UNDETERMINED;
    for (size_t i = 0; i < satisfiers->count; i++)
        if (satisfiers->items[i].full)
            ADD_WORD(&b, &row->accepted, satisfiers->items[i].type);
    unsigned maybe = 0;
    for (size_t i = 0; i < list->records.count; i++)
        maybe |= judge_paper(&b, satisfiers, &list->records.items[i]);
    /* A paper of open worth leaves the row open where it may be worth more than what is settled. */
    bool more = maybe & RG_WORTH_MET || (row->verdict == RG_GAP && maybe & RG_WORTH_PART);
    if (more && row->verdict != RG_MET)
        row->verdict = RG_UNDETERMINED;
}

/* ---- which editions count ---- */

static uint32_t good_editions(const bench *b, const rg_standard *q, const rg_market *market) {
    uint32_t bits = 0;
    for (size_t i = 0; market && i < q->editions.count; i++) {
        if (q->editions.items[i].published > b->base->reader.as_of)
            continue;
        rg_named named = {.text = q->name, .standard = q, .editions = UINT32_C(1) << i, .said = true};
        rg_standing s = rg_standard_standing(b->standards, &named, market, true, b->base->reader.as_of, b->arena);
        bits |= s.worth & RG_WORTH_MET ? UINT32_C(1) << i : 0;
    }
    return bits;
}

static void add_standard(const bench *b, const rg_standard *q, const rg_market *home) {
    rg_row *row = b->row;
    for (size_t i = 0; i < row->standards.count; i++)
        if (row->standards.items[i].standard == q)
            return;
    rg_row_standard one = {.standard = q, .home = good_editions(b, q, home), .target = good_editions(b, q, b->market)};
    rg_standard_taken(q, b->market, b->base->reader.as_of, &one.by);
    RG_PUSH(b->arena, &row->standards, one);
}

void rg_row_standards(const rg_base *base, const rg_market *home, const rg_market *target,
                      const rg_satisfiers *satisfiers, rg_row *row, rg_arena *arena) {
    const rg_standards *all = base->standards;
    bench b = {.base = base, .standards = all, .market = target, .row = row, .arena = arena};
    for (size_t i = 0; i < row->readings.count; i++)
        if (row->readings.items[i].named->standard)
            add_standard(&b, row->readings.items[i].named->standard, home);
    for (size_t i = 0; i < satisfiers->count; i++) {
        const rg_satisfier *s = &satisfiers->items[i];
        const rg_evidence_type *type = type_named(base, s->type);
        if (!type || !type->standards || !type->standard_needed)
            continue;
        const char *id = s->known_standards ? *s->standards : *type->standards;
        long index = id ? rg_map_get(&all->ids, id) : -1;
        if (index >= 0)
            add_standard(&b, &all->standards.items[index], home);
    }
}
