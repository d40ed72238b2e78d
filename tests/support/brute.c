#include "support/brute.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* A completion by the digits of its number: one digit an open attribute. */
typedef struct {
    uint32_t number, decision;
    uint32_t asked; /* a bit an open attribute */
    uint32_t key;
} completion;

typedef struct {
    riddle *r;
    solution *s;
    completion *list;
    size_t count, capacity;
    size_t weight[MOST_OPEN + 1]; /* of each digit; the last is the number of all ways */
    rg_profile profile;           /* for the compiled program: a copy that is filled in */
    rg_stated *stated;
    rg_arena *arena; /* of the compiled program's answers, thrown away now and then */
    long scheme;     /* that classifies the completion */
} work;

static size_t digit(const work *k, size_t number, size_t open) {
    return number / k->weight[open] % k->r->b->choices[k->r->open[open]].count;
}

/* ---- admissible or not ---- */

static bool is_neutral(const plain_attribute *a, const plain_value *v) {
    return a->has_neutral ? v->known && v->mask == a->neutral : v->none;
}

/* An attribute that is not asked has its neutral value or none; one that is asked has a value. */
static bool asked_rightly(const riddle *r, uint32_t *asked) {
    *asked = 0;
    for (size_t i = 0; i < r->open_count; i++) {
        bool is_asked = plain_asked(&r->device, r->open[i]) == YES;
        const plain_value *v = &r->device.values[r->open[i]];
        if (is_asked ? v->none : !is_neutral(&r->b->plain->attributes[r->open[i]], v))
            return false;
        *asked |= (uint32_t)is_asked << i;
    }
    return true;
}

static bool constraints_hold(const riddle *r) {
    for (size_t i = 0; i < r->b->plain->constraint_count; i++) {
        const rg_node *c = r->b->plain->constraints[i];
        if (plain_truth(&r->device, rg_node_get(c, "when")) == YES &&
            plain_truth(&r->device, rg_node_get(c, "then")) != YES)
            return false;
    }
    return true;
}

/* ---- one completion ---- */

static size_t decision_number(solution *s, const plain_decision *d) {
    size_t i = 0;
    while (i < s->decision_count && memcmp(&s->decisions[i], d, sizeof *d) != 0)
        i++;
    cr_assert(i < MOST_DECISIONS);
    if (i == s->decision_count)
        s->decisions[s->decision_count++] = *d;
    return i;
}

static void note_routes(work *k, bool in_scope, answer *open) {
    plain_market *m = k->r->b->rules;
    plain_device *d = &k->r->device;
    solution *s = k->s;
    d->route = -1;
    for (size_t i = 0; i < m->route_count; i++) {
        const plain_route *route = &m->routes[i];
        open[i] = in_scope ? plain_truth(d, route->when) : NO;
        bool possible = in_scope && route->possible_when && plain_truth(d, route->possible_when) == YES;
        if (open[i] == YES && !route->add_on && d->route < 0)
            d->route = (long)i;
        s->open_always[i] = s->open_always[i] && open[i] == YES;
        s->open_ever[i] = s->open_ever[i] || open[i] == YES;
        s->possible_ever[i] = s->possible_ever[i] || possible;
    }
    for (size_t i = 0; i < m->route_count; i++)
        s->best_always[i] = s->best_always[i] && d->route == (long)i;
    for (size_t i = 0; i < m->subclass_count; i++) {
        const rg_node *of = rg_node_get(m->subclasses[i], "of"), *when = rg_node_get(m->subclasses[i], "when");
        bool is = d->class_index >= 0 && d->class_index == plain_label(m, rg_node_text(of));
        s->subclass_always[i] = s->subclass_always[i] && is && plain_truth(d, when) == YES;
    }
}

static bool leaves_open(const plain_decision *d) {
    return d->ranges[0] || d->ranges[1] || d->ranges[2];
}

/* The compiled program on the same completion; `open` by route where the class is sure, NULL where it is not. */
static void compare_compiled(work *k, const plain_decision *decision, uint64_t classes, const bool *fires,
                             const answer *open) {
    const bench *b = k->r->b;
    const rg_market *m = b->market;
    rg_diagnostics diagnostics = rg_diagnostics_in(k->arena);
    rg_facts *facts = rg_facts_new(b->w.base, &k->profile, k->arena, &diagnostics);
    cr_assert(facts, "seed %llu: an admissible completion is refused: %s\n%s", (unsigned long long)k->r->seed,
              diagnostics.list.items[0].message, k->r->body);
    for (size_t n = 0; n < m->schemes.count; n++)
        for (size_t i = 0; i < m->schemes.items[n].rules.count; i++) {
            bool expected = (long)n == k->scheme && fires[i];
            rg_truth got = rg_truth_of(facts, m->schemes.items[n].rules.items[i].fires);
            cr_assert_eq((int)got, (int)expected, "seed %llu: rule %s is %s of a completion\n%s",
                         (unsigned long long)k->r->seed, m->schemes.items[n].rules.items[i].id, truth_word(got),
                         k->r->body);
        }
    for (size_t i = 0; i < m->classes.count; i++) {
        rg_truth is = rg_truth_of(facts, m->classes.items[i].is);
        bool may = classes >> i & 1;
        bool right = is == RG_TRUE ? classes == UINT64_C(1) << i : is == RG_FALSE ? !may : leaves_open(decision);
        cr_assert(right, "seed %llu: class %s is %s of a completion, expected mask %llx\n%s",
                  (unsigned long long)k->r->seed, m->classes.items[i].label, truth_word(is),
                  (unsigned long long)classes, k->r->body);
    }
    for (size_t i = 0; open && i < m->pathways.count; i++)
        cr_assert_eq((int)rg_truth_of(facts, m->pathways.items[i].open), (int)open[i],
                     "seed %llu: route %s is %s of a completion, expected %s\n%s", (unsigned long long)k->r->seed,
                     m->pathways.items[i].id, truth_word(rg_truth_of(facts, m->pathways.items[i].open)),
                     truth_word((rg_truth)open[i]), k->r->body);
}

static void decide_completion(work *k, uint32_t number, uint32_t asked, bool compiled) {
    solution *s = k->s;
    plain_market *m = k->r->b->rules;
    plain_device *d = &k->r->device;
    bool fires[PLAIN_RULES] = {false};
    k->scheme = plain_scheme_of(m, d);
    if (k->scheme >= 0)
        plain_fires(&m->schemes[k->scheme], d, fires);
    for (size_t i = 0; i < PLAIN_RULES; i++)
        if (fires[i])
            s->fires[k->scheme][i]++;
    plain_decision decision = plain_decide(m, d, k->scheme, fires);
    uint64_t classes = plain_classes(m, &decision);
    bool in_scope = plain_in_scope(m, d) == YES;
    s->completions++;
    s->in_scope += in_scope;
    s->classes |= classes;
    s->unclassed = s->unclassed || !classes;
    s->estimated = s->estimated || (classes && m->schemes[decision.scheme].table && !decision.listed);
    answer open[PLAIN_ROUTES];
    d->class_index = -1;
    if (!classes)
        note_routes(k, in_scope, open);
    for (long i = 0; i < (long)m->class_count; i++) {
        d->class_index = i;
        if (classes >> i & 1)
            note_routes(k, in_scope, open);
    }
    if (compiled)
        compare_compiled(k, &decision, classes, fires, leaves_open(&decision) ? NULL : open);
    cr_assert(k->count < k->capacity);
    k->list[k->count++] = (completion){number, (uint32_t)decision_number(s, &decision), asked, 0};
}

/* ---- what the outcome hangs on ---- */

static int by_key(const void *a, const void *b) {
    const completion *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* They agree on all but the attribute, and on what is asked in one of them only because of it. */
static bool agree_but_for(const work *k, size_t open, const completion *a, const completion *b) {
    for (size_t i = 0; i < k->r->open_count; i++)
        if (i != open && digit(k, a->number, i) != digit(k, b->number, i) && !((a->asked ^ b->asked) >> i & 1))
            return false;
    return true;
}

static bool group_differs(const work *k, size_t open, const completion *group, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (group[i].decision != group[j].decision && agree_but_for(k, open, &group[i], &group[j]) &&
                plain_differ(k->r->b->rules, &k->s->decisions[group[i].decision], &k->s->decisions[group[j].decision]))
                return true;
    return false;
}

/* Completions that may be partners have the same digits but for this one and those that are not always asked. */
static bool hangs_on(work *k, size_t open) {
    uint32_t ever = 0, always = ~UINT32_C(0);
    for (size_t i = 0; i < k->count; i++) {
        ever |= k->list[i].asked;
        always &= k->list[i].asked;
    }
    for (size_t i = 0; i < k->count; i++) {
        k->list[i].key = k->list[i].number;
        for (size_t n = 0; n < k->r->open_count; n++)
            if (n == open || (ever & ~always) >> n & 1)
                k->list[i].key -= (uint32_t)(digit(k, k->list[i].number, n) * k->weight[n]);
    }
    qsort(k->list, k->count, sizeof *k->list, by_key);
    for (size_t begin = 0, end; begin < k->count; begin = end) {
        end = begin + 1;
        while (end < k->count && k->list[end].key == k->list[begin].key)
            end++;
        if (group_differs(k, open, k->list + begin, end - begin))
            return true;
    }
    return false;
}

/* ---- all completions ---- */

static void read_profile(work *k) {
    bench *b = k->r->b;
    cr_assert(world_profile(&b->w, k->r->body), "seed %llu: %s\n%s", (unsigned long long)k->r->seed,
              world_messages(&b->w), k->r->body);
    size_t count = b->w.base->vocabulary->attributes.count;
    k->profile = *b->w.profile;
    k->stated = rg_alloc_array(b->w.arena, count, sizeof *k->stated);
    memcpy(k->stated, b->w.profile->stated, count * sizeof *k->stated);
    k->profile.stated = k->stated;
}

static void fill_in(work *k, size_t number) {
    riddle *r = k->r;
    for (size_t i = 0; i < r->open_count; i++)
        r->device.values[r->open[i]] = r->b->choices[r->open[i]].values[digit(k, number, i)];
}

/* What is not asked is left unsaid, as a maker would leave it. */
static void fill_in_profile(work *k, uint32_t asked) {
    riddle *r = k->r;
    for (size_t i = 0; i < r->open_count; i++) {
        const plain_value *v = &r->device.values[r->open[i]];
        k->stated[r->open[i]] = (rg_stated){.stated = asked >> i & 1, .mask = v->mask, .number = v->number};
    }
}

static void begin(work *k, riddle *r, solution *s) {
    memset(s, 0, sizeof *s);
    for (size_t i = 0; i < PLAIN_ROUTES; i++)
        s->open_always[i] = s->best_always[i] = true;
    for (size_t i = 0; i < 32; i++)
        s->subclass_always[i] = true;
    *k = (work){.r = r, .s = s, .weight = {1}};
    for (size_t i = 0; i < r->open_count; i++)
        k->weight[i + 1] = k->weight[i] * r->b->choices[r->open[i]].count;
    k->capacity = k->weight[r->open_count];
    cr_assert(k->capacity > 0 && k->capacity <= 1000000, "%zu ways", k->capacity);
    k->list = malloc((k->capacity + 1) * sizeof *k->list);
    cr_assert(k->list);
}

/* Moves to place `last` of the open attributes one that is known to be asked or not while all up to it are unknown. */
static bool settle_last(riddle *r, size_t last) {
    plain_value hidden[MOST_OPEN];
    bool found = false;
    for (size_t i = 0; i <= last; i++) {
        hidden[i] = r->device.values[r->open[i]];
        r->device.values[r->open[i]] = (plain_value){0};
    }
    size_t at = last + 1;
    while (at > 0 && !found)
        found = plain_asked(&r->device, r->open[--at]) != MAYBE;
    for (size_t i = 0; i <= last; i++)
        r->device.values[r->open[i]] = hidden[i];
    size_t swap = r->open[last];
    r->open[last] = r->open[at];
    r->open[at] = swap;
    return found;
}

bool riddle_complete(riddle *r) {
    solution *s = rg_alloc(r->b->w.arena, sizeof *s);
    work k;
    begin(&k, r, s);
    bool found = false;
    for (size_t number = 0; number < k.capacity && !found; number++) {
        uint32_t asked;
        fill_in(&k, k.capacity - 1 - number);
        found = asked_rightly(r, &asked) && constraints_hold(r);
    }
    free(k.list);
    for (size_t last = r->open_count; last > 0 && found; last--)
        found = settle_last(r, last - 1);
    return found;
}

void riddle_solve(riddle *r, bool compiled, solution *out) {
    work k;
    begin(&k, r, out);
    read_profile(&k);
    for (size_t number = 0; number < k.capacity; number++) {
        uint32_t asked;
        fill_in(&k, number);
        if (!asked_rightly(r, &asked) || !constraints_hold(r))
            continue;
        if (compiled) {
            fill_in_profile(&k, asked);
            k.arena = k.arena ? k.arena : rg_arena_new();
        }
        decide_completion(&k, (uint32_t)number, asked, compiled);
        if (k.arena && number % 64 == 63) {
            rg_arena_free(k.arena);
            k.arena = NULL;
        }
    }
    for (size_t i = 0; i < r->open_count; i++)
        out->depends[i] = hangs_on(&k, i);
    rg_arena_free(k.arena);
    free(k.list);
}
