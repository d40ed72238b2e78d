/* What a market makes of an edition on a day. */
#include <string.h>

#include "compare/standards.h"

unsigned rg_worth_and(unsigned a, unsigned b) {
    unsigned out = 0;
    for (unsigned x = RG_WORTH_MET; x <= RG_WORTH_NONE; x <<= 1)
        for (unsigned y = RG_WORTH_MET; y <= RG_WORTH_NONE; y <<= 1)
            if (a & x && b & y)
                out |= x > y ? x : y;
    return out;
}

/* The one entry of the market itself or, where there is none, of the market it extends. */
static const char *speaks_for(const rg_standard *q, const rg_market *market) {
    for (size_t i = 0; i < q->acceptance.count; i++)
        if (rg_same(q->acceptance.items[i].market, market->code))
            return market->code;
    return market->parent ? market->parent : market->code;
}

const rg_standard_market *rg_standard_market_of(const rg_standards *s, const rg_market *market) {
    const char *codes[] = {market->code, market->parent};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; codes[k] && i < s->markets.count; i++)
            if (rg_same(s->markets.items[i].market, codes[k]))
                return &s->markets.items[i];
    return NULL;
}

static bool has_begun(const rg_acceptance *a, int32_t day) {
    return a->from <= day;
}

static bool has_ended(const rg_acceptance *a, int32_t day) {
    return day > (a->end == RG_ENDS_SOMETIME ? a->at_latest : a->until);
}

uint32_t rg_standard_taken(const rg_standard *q, const rg_market *market, int32_t day, const rg_acceptance **by) {
    const char *code = speaks_for(q, market);
    uint32_t bits = 0;
    *by = NULL;
    for (size_t i = 0; i < q->acceptance.count; i++) {
        const rg_acceptance *a = &q->acceptance.items[i];
        if (!rg_same(a->market, code) || !has_begun(a, day) || has_ended(a, day))
            continue;
        *by = a->editions > bits ? a : *by;
        bits |= a->editions;
    }
    return bits;
}

static size_t highest(uint32_t bits) {
    size_t at = 0;
    while (bits >> at > 1)
        at++;
    return at;
}

/* The newest edition that is printed on the day. */
static size_t printed(const rg_standard *q, int32_t day) {
    size_t newest = 0;
    for (size_t i = 0; i < q->editions.count; i++)
        if (q->editions.items[i].published <= day)
            newest = i;
    return newest;
}

typedef struct {
    const rg_standards *s;
    const rg_standard *q;
    const rg_market *market;
    const rg_standard_market *stands;
    rg_standard_mode mode;
    int32_t day;
    rg_arena *arena;
} question;

static rg_text both(const char *text) {
    return (rg_text){text, text};
}

static rg_text day_text(rg_arena *arena, int32_t day) {
    char date[11];
    rg_date_format(day, date);
    return both(rg_copy_text(arena, date, 10));
}

static const char *name_of(const question *k, size_t edition) {
    return k->q->editions.items[edition].name;
}

static rg_standing answer(const question *k, unsigned worth, const char *message, size_t edition, size_t other,
                          int32_t day) {
    rg_text holes[] = {both(name_of(k, edition)), both(name_of(k, other)), day_text(k->arena, day)};
    rg_text said = rg_standard_say(k->s, k->arena, message, 3, holes);
    rg_text none = {"", ""};
    return (rg_standing){worth, worth == RG_WORTH_MET ? none : said, worth == RG_WORTH_MET ? said : none, NULL};
}

static rg_standing met(void) {
    return (rg_standing){RG_WORTH_MET, {"", ""}, {"", ""}, NULL};
}

/* An entry is open: what it says. */
static rg_standing by_entry(const question *k, const rg_acceptance *a, size_t edition, size_t newest) {
    rg_standing out = met();
    if (!a->full) {
        out.worth = RG_WORTH_PART;
        out.missing = a->missing;
    } else if (a->end == RG_ENDS_SOMETIME && k->day > a->at_least) {
        out = answer(k, RG_WORTH_MET | RG_WORTH_PART, "end_unknown", edition, newest, a->at_least);
    } else if (a->end == RG_ENDS_SOMETIME) {
        out = answer(k, RG_WORTH_MET, "end_not_found", edition, newest, k->day);
    } else if (a->end == RG_ENDS) {
        out = answer(k, RG_WORTH_MET, "until", edition, newest, a->until);
    } else if (a->mode == RG_PRESUMED) {
        out = answer(k, RG_WORTH_MET, "presumption", edition, newest, k->day);
    }
    out.by = a;
    return out;
}

/* Newer than all that the market has written down. */
static rg_standing newer(const question *k, size_t edition, size_t taken) {
    switch (k->mode) {
    case RG_RECOGNISED: return answer(k, RG_WORTH_PART, "newer_recognised", edition, taken, k->day);
    case RG_PRESUMED: return answer(k, RG_WORTH_MET, "newer_presumption", edition, taken, k->day);
    case RG_MANDATORY: return answer(k, RG_WORTH_MET, "newer_mandatory", edition, taken, k->day);
    default: return met();
    }
}

/* Nothing is written of the standard, or the market weighs editions freely: the newest print counts. */
static rg_standing by_print(const question *k, size_t edition) {
    size_t newest = printed(k->q, k->day);
    if (edition >= newest)
        return k->mode == RG_PRESUMED     ? answer(k, RG_WORTH_MET, "state_of_the_art", edition, newest, k->day)
               : k->mode == RG_RECOGNISED ? answer(k, RG_WORTH_MET, "unlisted", edition, newest, k->day)
                                          : met();
    long months = k->stands ? k->stands->older_months : 0;
    int32_t print = k->q->editions.items[newest].published;
    int32_t last = print == RG_DATE_MIN ? RG_DATE_MIN : rg_date_add_months(print, months);
    bool before = edition + 1 == newest && k->day <= last;
    int32_t latest = rg_date_add_months(k->q->editions.items[newest].published_by, months);
    bool perhaps = edition + 1 == newest && !before && print != RG_DATE_MIN && k->day <= latest;
    if (perhaps && k->mode != RG_PRESUMED)
        return answer(k, RG_WORTH_MET | RG_WORTH_PART, "print_not_dated", edition, newest, last);
    if (before && k->mode == RG_RECOGNISED)
        return answer(k, RG_WORTH_MET | RG_WORTH_PART, "unlisted_older", edition, newest, last);
    if (before && k->mode != RG_PRESUMED)
        return answer(k, RG_WORTH_MET, "previous", edition, newest, last);
    return answer(k, RG_WORTH_PART, "older", edition, newest, k->day);
}

/* What the market makes of the edition alone, whoever's text it is. */
static rg_standing of_edition(question *k, size_t edition) {
    const rg_acceptance *newest_entry, *ended = NULL;
    uint32_t taken = rg_standard_taken(k->q, k->market, k->day, &newest_entry);
    const char *code = speaks_for(k->q, k->market);
    k->mode = newest_entry ? newest_entry->mode : k->stands ? k->stands->mode : RG_CONSIDERED;
    for (size_t i = 0; i < k->q->acceptance.count; i++) {
        const rg_acceptance *a = &k->q->acceptance.items[i];
        if (!rg_same(a->market, code) || !(a->editions >> edition & 1) || !has_begun(a, k->day))
            continue;
        if (!has_ended(a, k->day))
            return by_entry(k, a, edition, taken ? highest(taken) : edition);
        ended = !ended || a->until > ended->until ? a : ended;
    }
    size_t other = taken ? highest(taken) : printed(k->q, k->day);
    if (ended) {
        bool known = ended->end == RG_ENDS;
        rg_standing out = answer(k, RG_WORTH_PART, known ? "ended" : "older", edition, other, ended->until);
        out.by = ended;
        return out;
    }
    if (!taken || k->mode == RG_CONSIDERED)
        return by_print(k, edition);
    if (edition > other)
        return newer(k, edition, other);
    rg_standing out = answer(k, RG_WORTH_PART, "older", edition, other, k->day);
    out.by = newest_entry;
    return out;
}

static bool is_own(const rg_standard_body *body, const rg_market *market) {
    for (const char *const *code = body ? body->markets : NULL; code && *code; code++)
        if (rg_same(*code, market->code))
            return true;
    return false;
}

/* The twin in whose words the paper was made, or the one the market itself has of the edition. */
static const rg_twin *twin_with(const rg_standard *q, size_t edition, const rg_standard_body *body,
                                const rg_market *own_of) {
    for (size_t i = 0; i < q->twins.count; i++) {
        const rg_twin *t = &q->twins.items[i];
        if (t->edition == edition && (own_of ? is_own(t->body, own_of) : t->body == body))
            return t;
    }
    return NULL;
}

/* A text with national changes counts in full only where it is at home. */
static rg_standing with_twin(const question *k, rg_standing s, const rg_named *n, size_t edition, bool here) {
    if (here || is_own(n->body, k->market))
        return s;
    const rg_twin *own = twin_with(k->q, edition, NULL, k->market);
    const rg_twin *its = n->body ? twin_with(k->q, edition, n->body, NULL) : NULL;
    const rg_twin *apart = own && own->degree != RG_IDENTICAL ? own : its && its->degree != RG_IDENTICAL ? its : NULL;
    if (!apart)
        return s;
    rg_text holes[] = {both(its ? (n->said ? n->text : its->name) : name_of(k, edition)),
                       both(apart == own ? own->name : name_of(k, edition)), apart->differences};
    rg_text more = rg_standard_say(k->s, k->arena, "modified", 3, holes);
    s.worth = rg_worth_and(s.worth, RG_WORTH_PART);
    s.missing = *s.missing.en ? rg_standard_say(k->s, k->arena, "two", 2, (rg_text[]){s.missing, more}) : more;
    return s;
}

static rg_text edition_names(const question *k, uint32_t bits) {
    rg_buffer out = rg_buffer_in(k->arena);
    for (size_t i = 0; i < k->q->editions.count; i++)
        if (bits >> i & 1)
            rg_addf(&out, "%s%s", out.length ? ", " : "", name_of(k, i));
    return both(rg_buffer_text(&out));
}

rg_standing rg_standard_standing(const rg_standards *s, const rg_named *named, const rg_market *market, bool here,
                                 int32_t day, rg_arena *arena) {
    question k = {.s = s,
                  .q = named->standard,
                  .market = market,
                  .stands = rg_standard_market_of(s, market),
                  .day = day,
                  .arena = arena};
    rg_standing out = {0};
    uint32_t good = 0;
    for (size_t i = 0; i < k.q->editions.count; i++) {
        if (!(named->editions >> i & 1))
            continue;
        rg_standing one = with_twin(&k, of_edition(&k, i), named, i, here);
        good |= one.worth == RG_WORTH_MET ? UINT32_C(1) << i : 0;
        out = out.worth ? (rg_standing){out.worth | one.worth, one.missing, one.note, one.by} : one;
    }
    bool several = (named->editions & (named->editions - 1)) != 0;
    if (!several || out.worth == RG_WORTH_MET)
        return out;
    /* It hangs on an edition that is not said, or every one of them falls short. */
    rg_text holes[] = {both(named->unread ? named->unread : named->text), both(k.q->name), edition_names(&k, good)};
    const char *message = named->unread ? "edition_not_known" : good ? "edition_not_said" : "no_edition_counts";
    out.missing = rg_standard_say(s, arena, message, 3, holes);
    return out;
}
