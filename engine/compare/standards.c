#include "compare/standards.h"

#include <ctype.h>
#include <string.h>

#define FOLDER "rules/standards/"
#define KIND "standards/1"

static const char *const MODES[] = {"consideration", "recognised", "presumption", "mandatory"};
static const char *const DEGREES[] = {"idt", "mod", "neq"};

static size_t read_one_of(rg_reader *r, const rg_node *map, const char *key, const char *const *names, size_t count) {
    const char *word = rg_read_word(r, map, key, true);
    for (size_t i = 0; word && i < count; i++)
        if (strcmp(names[i], word) == 0)
            return i;
    if (word)
        rg_wrong_name(r, "unknown-value", rg_node_place(rg_node_get(map, key)), key, word, names, count);
    return 0;
}

static const char *const *read_words(rg_reader *r, const rg_node *map, const char *key) {
    size_t count;
    const rg_node *const *list = rg_read_list(r, rg_node_get(map, key), &count);
    const char **words = rg_alloc_array(r->arena, count + 1, sizeof *words);
    for (size_t i = 0; i < count; i++)
        words[i] = rg_node_text(list[i]);
    return words;
}

static void known_market(rg_base *base, const rg_node *node, const char *code) {
    const rg_vocabulary *v = base->vocabulary;
    for (size_t i = 0; i < v->market_count; i++)
        if (rg_same(v->markets[i], code))
            return;
    rg_wrong_name(&base->reader, "unknown-market", rg_node_place(node), "market", code, v->markets, v->market_count);
}

/* ---- markets, bodies, messages ---- */

static void read_market(rg_base *base, rg_standards *s, const rg_item *item) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, item->node, "market mode older_months through_review cite verified note");
    known_market(base, item->node, item->id);
    double months = 0;
    if (rg_read_number(r, item->node, "older_months", &months) && (months < 0 || months > 600))
        rg_report(r->diagnostics, RG_ERROR, "months", rg_node_place(item->node), "'older_months' must be 0 to 600");
    rg_standard_market m = {.market = item->id,
                            .mode = (rg_standard_mode)read_one_of(r, item->node, "mode", MODES, 4),
                            .older_months = (long)months,
                            .through_review = rg_read_bool(r, item->node, "through_review", false),
                            .basis = rg_read_basis(r, item->node, "")};
    RG_PUSH(base->arena, &s->markets, m);
}

static void read_body(rg_base *base, rg_standards *s, const rg_item *item) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, item->node, "id words markets own_years note");
    rg_standard_body body = {.id = item->id,
                             .words = read_words(r, item->node, "words"),
                             .markets = read_words(r, item->node, "markets"),
                             .own_years = rg_read_bool(r, item->node, "own_years", false)};
    for (const char *const *market = body.markets; *market; market++)
        known_market(base, item->node, *market);
    RG_PUSH(base->arena, &s->bodies, body);
}

static bool is_word(const char *at, size_t length, const char *word) {
    return strlen(word) == length && strncmp(at, word, length) == 0;
}

const rg_standard_body *rg_standard_body_of(const rg_standards *s, const char *words) {
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, " ");
        for (size_t i = 0; i < s->bodies.count; i++)
            for (const char *const *word = s->bodies.items[i].words; *word; word++)
                if (is_word(at, length, *word))
                    return &s->bodies.items[i];
        at += length + (at[length] == ' ');
    }
    return NULL;
}

rg_text rg_standard_say(const rg_standards *s, rg_arena *arena, const char *id, size_t count, const rg_text *holes) {
    long index = rg_map_get(&s->messages, id);
    rg_text text = index < 0 ? (rg_text){id, id} : s->texts.items[index];
    const char *out[2];
    for (int ja = 0; ja < 2; ja++) {
        rg_buffer b = rg_buffer_in(arena);
        for (const char *at = ja ? text.ja : text.en; *at; at++) {
            size_t hole = at[0] == '{' && isdigit((unsigned char)at[1]) && at[2] == '}' ? (size_t)(at[1] - '0') : 0;
            if (hole && hole <= count) {
                rg_add(&b, ja ? holes[hole - 1].ja : holes[hole - 1].en);
                at += 2;
            } else {
                rg_add_char(&b, *at);
            }
        }
        out[ja] = rg_buffer_text(&b);
    }
    return (rg_text){out[0], out[1]};
}

/* ---- one standard ---- */

/* "2012", "2012-07" or "2012-07-01": the first day it may have been. */
static int32_t read_published(rg_reader *r, const rg_node *node) {
    const char *text = rg_read_word(r, node, "published", false);
    int32_t day;
    if (!text)
        return RG_DATE_MIN;
    size_t length = strlen(text);
    const char *whole = rg_textf(r->arena, "%s%s", text, length == 4 ? "-01-01" : length == 7 ? "-01" : "");
    if (rg_date_parse(whole, &day))
        return day;
    rg_report(r->diagnostics, RG_ERROR, "date", rg_node_place(rg_node_get(node, "published")),
              "'published' must be a year, a month or a date: 2012, 2012-07, 2012-07-13");
    return RG_DATE_MIN;
}

/* The last day of the year or month that is written. */
static int32_t last_of(const rg_node *published, int32_t first) {
    size_t length = published ? strlen(rg_node_text(published)) : 0;
    int months = length == 4 ? 12 : length == 7 ? 1 : 0;
    return months ? rg_date_add_months(first, months) - 1 : first;
}

static void name_edition(rg_base *base, rg_standard *q, const char *text, size_t edition, const rg_node *node) {
    rg_edition_key key = rg_edition_read(base->arena, text);
    if (!*key.exact) {
        rg_report(base->reader.diagnostics, RG_ERROR, "edition", rg_node_place(node), "'%s' names no edition", text);
        return;
    }
    if (rg_map_put(&q->names, key.exact, (long)edition) != (long)edition)
        rg_report(base->reader.diagnostics, RG_ERROR, "edition", rg_node_place(node),
                  "'%s' names another edition of '%s' already", text, q->id);
}

static void read_editions(rg_base *base, rg_standard *q, const rg_node *list) {
    rg_reader *r = &base->reader;
    RG_LIST(const char *) years = {0};
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        rg_read_keys(r, node, "id names published note");
        const char *id = rg_read_word(r, node, "id", true);
        if (!id || q->editions.count == RG_MOST_EDITIONS)
            continue;
        const char *const *names = read_words(r, node, "names");
        const char *shown = *names ? *names : id;
        rg_edition e = {.id = id, .published = read_published(r, node)};
        e.published_by = last_of(rg_node_get(node, "published"), e.published);
        e.name = rg_textf(r->arena, "%s:%s", q->name, shown);
        for (const char *const *name = names; *name; name++)
            name_edition(base, q, *name, q->editions.count, node);
        if (!*names || strchr(id, '.'))
            name_edition(base, q, id, q->editions.count, node);
        RG_PUSH(r->arena, &years, rg_edition_read(r->arena, shown).year);
        RG_PUSH(r->arena, &q->editions, e);
    }
    /* The year of its last amendment names an edition too, unless it names another. */
    for (size_t i = 0; i < years.count; i++)
        if (*years.items[i])
            rg_map_put(&q->names, years.items[i], (long)i);
}

static long edition_of(rg_reader *r, const rg_standard *q, const rg_node *node) {
    const char *id = rg_node_text(node);
    const char **names = rg_alloc_array(r->arena, q->editions.count + 1, sizeof *names);
    for (size_t i = 0; i < q->editions.count; i++) {
        names[i] = q->editions.items[i].id;
        if (rg_same(names[i], id))
            return (long)i;
    }
    rg_wrong_name(r, "unknown-edition", rg_node_place(node), "edition", id, names, q->editions.count);
    return -1;
}

static void enter_name(rg_standards *s, rg_arena *arena, const char *name, size_t index) {
    rg_designation d = rg_designation_read(arena, name);
    rg_map_put(&s->keys, rg_designation_key(arena, &d), (long)index);
    /* A number of few digits says nothing without its body. */
    if (strcspn(d.number, "-.") >= 4 && rg_map_put(&s->numbers, d.number, (long)index) != (long)index)
        rg_map_set(&s->numbers, d.number, -2);
}

static void read_twins(rg_base *base, rg_standards *s, rg_standard *q, const rg_node *list) {
    rg_reader *r = &base->reader;
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        rg_read_keys(r, node, "name of degree differences cite verified note");
        const char *name = rg_read_word(r, node, "name", true);
        const rg_node *of = rg_node_get(node, "of");
        long edition = of ? edition_of(r, q, of) : -1;
        if (!of)
            rg_report(r->diagnostics, RG_ERROR, "missing-key", rg_node_place(node), "'of' is missing");
        if (!name || edition < 0)
            continue;
        rg_designation d = rg_designation_read(r->arena, name);
        rg_twin t = {.name = name, .edition = (size_t)edition, .body = rg_standard_body_of(s, d.words)};
        t.degree = (rg_degree)read_one_of(r, node, "degree", DEGREES, 3);
        t.differences = rg_read_text(r, node, "differences", t.degree != RG_IDENTICAL);
        t.basis = rg_read_basis(r, node, "");
        if (!t.body)
            rg_report(r->diagnostics, RG_ERROR, "unknown-body", rg_node_place(node), "'%s' names no known body", name);
        enter_name(s, r->arena, name, s->standards.count);
        rg_edition_key key = rg_edition_read(r->arena, d.rest);
        const char *place = rg_textf(r->arena, "%s/%s/%s", q->id, t.body ? t.body->id : "", key.exact);
        if (rg_map_put(&s->twins, place, (long)q->twins.count) != (long)q->twins.count)
            rg_report(r->diagnostics, RG_ERROR, "duplicate-id", rg_node_place(node), "'%s' stands here twice", name);
        RG_PUSH(r->arena, &q->twins, t);
    }
}

/* ---- what markets take ---- */

static void read_end(rg_reader *r, const rg_node *node, rg_acceptance *a) {
    const rg_node *until = rg_node_get(node, "until");
    a->until = RG_DATE_MAX;
    a->end = !until ? RG_ENDLESS : rg_same(rg_node_text(until), "unknown") ? RG_ENDS_SOMETIME : RG_ENDS;
    if (a->end == RG_ENDS)
        a->until = rg_read_date(r, node, "until", RG_DATE_MAX);
    a->at_least = rg_read_date(r, node, "at_least", RG_DATE_MAX);
    a->at_latest = rg_read_date(r, node, "at_latest", RG_DATE_MAX);
    if (a->from > a->until || (a->at_least > a->at_latest))
        rg_report(r->diagnostics, RG_ERROR, "period", rg_node_place(node), "ends before it begins");
    if (a->end != RG_ENDS_SOMETIME && (rg_node_get(node, "at_least") || rg_node_get(node, "at_latest")))
        rg_report(r->diagnostics, RG_ERROR, "period", rg_node_place(node),
                  "'at_least' and 'at_latest' belong to 'until: unknown'");
}

static void overlaps(rg_reader *r, const rg_standard *q, const rg_acceptance *a) {
    for (size_t i = 0; i < q->acceptance.count; i++) {
        const rg_acceptance *b = &q->acceptance.items[i];
        if (rg_same(a->market, b->market) && a->editions & b->editions && a->from <= b->until && b->from <= a->until)
            rg_report_two(r->diagnostics, "overlap", a->basis.place, b->basis.place,
                          "the same edition of '%s' is judged twice for '%s' (line %u does it too)", q->id, a->market,
                          b->basis.place.line);
    }
}

static void read_acceptance(rg_base *base, rg_standard *q, const rg_node *list) {
    rg_reader *r = &base->reader;
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        rg_read_keys(r, node, "markets editions mode counts from until at_least at_latest missing cite verified note");
        rg_acceptance a = {.from = rg_read_date(r, node, "from", RG_DATE_MIN)};
        a.mode = (rg_standard_mode)read_one_of(r, node, "mode", MODES, 4);
        const char *counts = rg_read_word(r, node, "counts", true);
        a.full = rg_same(counts, "full");
        if (counts && !a.full && !rg_same(counts, "part"))
            rg_report(r->diagnostics, RG_ERROR, "unknown-value", rg_node_place(node), "'counts' is full or part");
        a.missing = rg_read_text(r, node, "missing", counts && !a.full);
        read_end(r, node, &a);
        a.basis = rg_read_basis(r, node, "");
        size_t count;
        const rg_node *const *editions = rg_read_list(r, rg_node_get(node, "editions"), &count);
        for (size_t i = 0; i < count; i++) {
            long edition = edition_of(r, q, editions[i]);
            a.editions |= edition < 0 ? 0 : UINT32_C(1) << edition;
        }
        const char *const *markets = read_words(r, node, "markets");
        if (!count || !*markets)
            rg_report(r->diagnostics, RG_ERROR, "missing-key", rg_node_place(node),
                      "'markets' or 'editions' is missing");
        for (; *markets; markets++) {
            known_market(base, node, *markets);
            a.market = *markets;
            overlaps(r, q, &a);
            RG_PUSH(r->arena, &q->acceptance, a);
        }
    }
}

static void read_standard(rg_base *base, rg_standards *s, const rg_item *item) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, item->node, "id name also title subject when editions twins acceptance cite verified note");
    const char *name = rg_read_word(r, item->node, "name", true),
               *subject = rg_read_word(r, item->node, "subject", true);
    rg_standard q = {.id = item->id, .name = name ? name : item->id, .subject = subject ? subject : ""};
    q.title = rg_read_text(r, item->node, "title", true);
    q.basis = rg_read_basis(r, item->node, "");
    rg_compiler compiler = {.reader = r, .vocabulary = base->vocabulary, .program = base->program};
    q.made_for = rg_compile(&compiler, rg_node_get(item->node, "when"));
    q.names = rg_map_in(r->arena);
    rg_map_put(&s->ids, q.id, (long)s->standards.count);
    enter_name(s, r->arena, q.name, s->standards.count);
    enter_name(s, r->arena, q.id, s->standards.count);
    for (const char *const *also = read_words(r, item->node, "also"); *also; also++)
        enter_name(s, r->arena, *also, s->standards.count);
    read_editions(base, &q, rg_node_get(item->node, "editions"));
    if (!q.editions.count)
        rg_report(r->diagnostics, RG_ERROR, "missing-key", q.basis.place, "'editions' is missing or empty");
    read_twins(base, s, &q, rg_node_get(item->node, "twins"));
    read_acceptance(base, &q, rg_node_get(item->node, "acceptance"));
    RG_PUSH(r->arena, &s->standards, q);
}

/* ---- the files ---- */

static void read_lists(rg_base *base, rg_items lists[4]) {
    static const char *const names[] = {"bodies", "markets", "messages", "standards"};
    static const char *const keys[] = {"id", "market", "id", "id"};
    rg_map done = rg_map_in(base->arena);
    const rg_store *store = base->reader.store;
    for (size_t i = 0; i < store->files.count; i++) {
        const char *path = store->files.items[i].path;
        if (!rg_starts_with(path, FOLDER) || rg_map_get(&done, path) >= 0)
            continue;
        rg_map_put(&done, path, 1);
        for (size_t k = 0; k < 4; k++)
            rg_read_items(&base->reader, &lists[k], path, KIND, names[k], keys[k], false);
    }
}

const rg_standards *rg_standards_of(rg_base *base) {
    if (base->standards)
        return base->standards;
    rg_arena *arena = base->arena;
    rg_standards *s = base->standards = rg_alloc(arena, sizeof *s);
    rg_map *maps[] = {&s->ids, &s->keys, &s->numbers, &s->twins, &s->messages};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        *maps[i] = rg_map_in(arena);
    rg_items lists[4] = {0};
    read_lists(base, lists);
    for (size_t i = 0; i < lists[0].count; i++)
        read_body(base, s, &lists[0].items[i]);
    for (size_t i = 0; i < lists[1].count; i++)
        read_market(base, s, &lists[1].items[i]);
    for (size_t i = 0; i < lists[2].count; i++) {
        rg_read_keys(&base->reader, lists[2].items[i].node, "id text");
        rg_map_put(&s->messages, lists[2].items[i].id, (long)s->texts.count);
        RG_PUSH(arena, &s->texts, rg_read_text(&base->reader, lists[2].items[i].node, "text", true));
    }
    for (size_t i = 0; i < lists[3].count; i++)
        read_standard(base, s, &lists[3].items[i]);
    return s;
}

static void want_cite(rg_base *base, const rg_basis *basis, const char *what, const char *id) {
    if (!basis->cites.count)
        rg_report(base->reader.diagnostics, RG_WARNING, "no-cite", basis->place, "%s '%s' cites nothing", what, id);
}

void rg_standards_check(rg_base *base) {
    const rg_standards *s = rg_standards_of(base);
    for (size_t i = 0; i < s->markets.count; i++)
        want_cite(base, &s->markets.items[i].basis, "market", s->markets.items[i].market);
    for (size_t i = 0; i < s->standards.count; i++) {
        const rg_standard *q = &s->standards.items[i];
        want_cite(base, &q->basis, "standard", q->id);
        for (size_t k = 0; k < q->acceptance.count; k++)
            want_cite(base, &q->acceptance.items[k].basis, "acceptance of standard", q->id);
    }
}
