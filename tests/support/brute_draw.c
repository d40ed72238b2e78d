/* Which devices are tried: near the market's own cases, with attributes open that its conditions hang on. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "support/brute.h"
#include "util/buffer.h"

/* ---- what the conditions speak of ---- */

typedef struct {
    bench *b;
    uint64_t (*masks)[128]; /* by attribute: the sets of values that conditions ask for; of a number, its bounds */
    size_t *mask_counts;
} survey;

static void add_mask(survey *s, size_t attribute, uint64_t mask) {
    for (size_t i = 0; i < s->mask_counts[attribute]; i++)
        if (s->masks[attribute][i] == mask)
            return;
    cr_assert(s->mask_counts[attribute] < 128);
    s->masks[attribute][s->mask_counts[attribute]++] = mask;
}

static uint64_t names_mask(const plain_attribute *a, const rg_node *node) {
    uint64_t mask = rg_node_is(node, RG_SCALAR) ? plain_bit(a, rg_node_text(node)) : 0;
    for (const rg_node *one = rg_node_first(node); one; one = rg_node_next(one))
        mask |= plain_bit(a, rg_node_text(one));
    return mask;
}

static void survey_set(survey *s, size_t attribute, const rg_node *node) {
    const plain_attribute *a = &s->b->plain->attributes[attribute];
    if (!rg_node_is(node, RG_MAP))
        add_mask(s, attribute, names_mask(a, node));
    for (const rg_node *child = rg_node_first(node); rg_node_is(node, RG_MAP) && child; child = rg_node_next(child)) {
        uint64_t mask = strcmp(rg_node_key(child), "empty") == 0 ? ~UINT64_C(0) : names_mask(a, child);
        bool each = strcmp(rg_node_key(child), "has_all") == 0;
        for (unsigned i = 0; each && i < a->count; i++)
            if (mask >> i & 1)
                add_mask(s, attribute, UINT64_C(1) << i);
        if (!each)
            add_mask(s, attribute, mask);
    }
}

static void survey_number(survey *s, size_t attribute, const rg_node *node) {
    if (rg_node_is(node, RG_SCALAR))
        add_mask(s, attribute, strtoull(rg_node_text(node), NULL, 10));
    for (const rg_node *bound = rg_node_first(node); bound; bound = rg_node_next(bound))
        add_mask(s, attribute, strtoull(rg_node_text(bound), NULL, 10));
}

static void survey_condition(void *context, const rg_node *when) {
    survey *s = context;
    for (const rg_node *node = rg_node_first(when); node; node = rg_node_next(node)) {
        const char *key = rg_node_key(node);
        if (!*key || strcmp(key, "all") == 0 || strcmp(key, "any") == 0 || strcmp(key, "not") == 0) {
            survey_condition(s, node);
            continue;
        }
        for (size_t i = 0; i < s->b->plain->count; i++)
            if (strcmp(s->b->plain->attributes[i].id, key) == 0) {
                s->b->relevant[i] = true;
                if (s->b->plain->attributes[i].type == P_SET)
                    survey_set(s, i, node);
                if (s->b->plain->attributes[i].type == P_INT)
                    survey_number(s, i, node);
            }
    }
}

static size_t relevant_count(const bench *b) {
    size_t count = 0;
    for (size_t i = 0; i < b->plain->count; i++)
        count += b->relevant[i];
    return count;
}

/* Conditions of the market, then, as long as that adds any, when these are asked and what constrains them. */
static void survey_all(survey *s) {
    bench *b = s->b;
    plain_market_conditions(b->rules, survey_condition, s);
    for (size_t i = 0; i < b->plain->constraint_count; i++) {
        survey_condition(s, rg_node_get(b->plain->constraints[i], "when"));
        survey_condition(s, rg_node_get(b->plain->constraints[i], "then"));
    }
    for (size_t before = 0; before != relevant_count(b);) {
        before = relevant_count(b);
        for (size_t i = 0; i < b->plain->count; i++)
            if (b->relevant[i])
                survey_condition(s, b->plain->attributes[i].asked_when);
    }
}

/* ---- what each attribute may be ---- */

static void add_choice(bench *b, size_t attribute, plain_value value) {
    choices *c = &b->choices[attribute];
    if (c->count < MOST_CHOICES)
        c->values[c->count++] = value;
}

/* Members that every condition treats alike are one kind; each kind is in the set or not. */
static void set_choices(const survey *s, size_t attribute) {
    const plain_attribute *a = &s->b->plain->attributes[attribute];
    uint64_t kinds[64];
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++) {
        bool alike = false;
        for (size_t k = 0; k < count && !alike; k++) {
            alike = true;
            for (size_t n = 0; n < s->mask_counts[attribute]; n++) {
                uint64_t mask = s->masks[attribute][n];
                alike = alike && (mask >> i & 1) == ((mask & kinds[k]) != 0);
            }
        }
        if (!alike)
            kinds[count++] = UINT64_C(1) << i;
    }
    for (size_t subset = 0; subset < (UINT64_C(1) << count) && subset < MOST_CHOICES + 1; subset++) {
        plain_value value = {.known = true};
        for (size_t k = 0; k < count; k++)
            value.mask |= subset >> k & 1 ? kinds[k] : 0;
        if (s->b->choices[attribute].count == MOST_CHOICES) {
            s->b->choices[attribute].count = 0; /* too many to try them all */
            return;
        }
        add_choice(s->b, attribute, value);
    }
}

/* Each bound that a condition names, and its neighbours. */
static void number_choices(const survey *s, size_t attribute) {
    for (size_t i = 0; i < s->mask_counts[attribute]; i++)
        for (int64_t step = -1; step <= 1; step++) {
            int64_t number = (int64_t)s->masks[attribute][i] + step;
            bool known = number < 0;
            for (size_t k = 0; k < s->b->choices[attribute].count && !known; k++)
                known = s->b->choices[attribute].values[k].number == number;
            if (!known)
                add_choice(s->b, attribute, (plain_value){.known = true, .number = number});
        }
}

static void list_choices(const survey *s, size_t attribute) {
    bench *b = s->b;
    const plain_attribute *a = &b->plain->attributes[attribute];
    b->choices[attribute].values = rg_alloc_array(b->w.arena, MOST_CHOICES, sizeof(plain_value));
    if (a->type == P_SET)
        set_choices(s, attribute);
    else if (a->type == P_INT)
        number_choices(s, attribute);
    else
        for (size_t i = 0; i < a->count; i++)
            add_choice(b, attribute, (plain_value){.known = true, .mask = UINT64_C(1) << i});
    if (!a->has_neutral && a->asked_when && a->type != P_TEXT && a->type != P_CODE)
        add_choice(b, attribute, (plain_value){.none = true});
}

void bench_open(bench *b, const char *code, const char *as_of) {
    *b = (bench){.code = code};
    world_open_shipped(&b->w, as_of);
    b->market = world_market(&b->w, code);
    world_assert_clean(&b->w);
    b->plain = plain_world_new(b->w.arena, b->w.store, as_of);
    b->rules = plain_market_new(b->plain, code);
    size_t count = b->plain->count;
    b->relevant = rg_alloc_array(b->w.arena, count, sizeof *b->relevant);
    b->choices = rg_alloc_array(b->w.arena, count, sizeof *b->choices);
    survey s = {.b = b};
    s.masks = rg_alloc_array(b->w.arena, count, sizeof *s.masks);
    s.mask_counts = rg_alloc_array(b->w.arena, count, sizeof *s.mask_counts);
    survey_all(&s);
    for (size_t i = 0; i < count; i++)
        if (b->relevant[i])
            list_choices(&s, i);
    const char *path = rg_textf(b->w.arena, "jurisdictions/%s/cases.yaml", code);
    b->cases = rg_node_get(rg_document_root(rg_store_next(b->w.store, path, NULL)->document), "cases");
}

void bench_close(bench *b) {
    world_close(&b->w);
}

/* ---- a device ---- */

static bool is_open(const riddle *r, size_t attribute) {
    for (size_t i = 0; i < r->open_count; i++)
        if (r->open[i] == attribute)
            return true;
    return false;
}

/* Neutral throughout, but for what the case states. */
static void take_case(riddle *r, const rg_node *node) {
    static const char *const parts[] = {"codes", "attributes", "safety", "company"};
    plain_world *plain = r->b->plain;
    r->device = plain_device_new(plain);
    r->device.complete = r->device.lists_stated = true;
    r->device.market = r->b->rules;
    for (size_t i = 0; i < plain->count; i++) {
        const plain_attribute *a = &plain->attributes[i];
        if (a->type != P_CODE)
            r->device.values[i] = (plain_value){.known = a->has_neutral, .none = !a->has_neutral, .mask = a->neutral};
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        plain_state(&r->device, rg_node_get(node, parts[i]));
    plain_state(&r->device, node ? rg_node_get(node, "attributes") : NULL);
    for (size_t i = 0; i < plain->record_count; i++)
        r->device.lists[i] = rg_node_get(node, rg_node_text(rg_node_get(plain->records[i], "id")));
}

static size_t random_relevant(bench *b, rng *random) {
    size_t i = rng_below(random, b->plain->count);
    while (!b->relevant[i] || b->choices[i].count < 2)
        i = (i + 1) % b->plain->count;
    return i;
}

/* Gives the attributes of a broken constraint the first values it allows. */
static void mend(riddle *r, const rg_node *then) {
    plain_world *plain = r->b->plain;
    for (const rg_node *node = rg_node_first(then); node; node = rg_node_next(node)) {
        size_t i = plain_attribute_at(plain, rg_node_key(node));
        const plain_attribute *a = &plain->attributes[i];
        uint64_t mask = rg_node_is(node, RG_MAP) ? 0 : names_mask(a, node);
        r->device.values[i] = (plain_value){.known = true, .mask = mask & (~mask + 1)};
    }
}

/* False where the constraints cannot be kept by mending one after the other. */
static bool keep_constraints(riddle *r) {
    for (size_t tries = 0; tries < 8; tries++) {
        bool broken = false;
        for (size_t i = 0; i < r->b->plain->constraint_count; i++) {
            const rg_node *c = r->b->plain->constraints[i];
            if (plain_truth(&r->device, rg_node_get(c, "when")) != YES ||
                plain_truth(&r->device, rg_node_get(c, "then")) != NO)
                continue;
            mend(r, rg_node_get(c, "then"));
            broken = true;
        }
        if (!broken)
            return true;
    }
    return false;
}

/* Opens attributes while the ways to complete the device stay within the limit; what differs from neutral first. */
static void open_some(riddle *r, rng *random, size_t limit) {
    bench *b = r->b;
    size_t wanted = 3 + rng_below(random, 7), ways = 1;
    for (size_t i = 0; i < b->plain->count && r->open_count < MOST_OPEN; i++)
        if (b->relevant[i] && r->device.values[i].none && b->choices[i].count > 1) {
            r->open[r->open_count++] = i; /* nothing can be stated of it */
            ways *= b->choices[i].count;
        }
    for (size_t tries = 0; tries < 60 && r->open_count < wanted && r->open_count < MOST_OPEN; tries++) {
        size_t i = random_relevant(b, random);
        bool neutral = r->device.values[i].mask == b->plain->attributes[i].neutral;
        if (is_open(r, i) || (neutral && rng_chance(random, 60)) || ways * b->choices[i].count > limit)
            continue;
        ways *= b->choices[i].count;
        r->open[r->open_count++] = i;
    }
}

static void add_value(rg_buffer *out, const plain_attribute *a, const plain_value *v) {
    if (a->type == P_INT) {
        rg_addf(out, "%lld", (long long)v->number);
    } else if (v->text) {
        rg_addf(out, "\"%s\"", v->text);
    } else {
        size_t count = 0;
        rg_add(out, a->type == P_SET ? "[" : "");
        for (size_t i = 0; i < a->count; i++)
            if (v->mask >> i & 1)
                rg_addf(out, "%s\"%s\"", count++ ? ", " : "", a->values[i]);
        rg_add(out, a->type == P_SET ? "]" : "");
    }
}

static void add_section(riddle *r, rg_buffer *out, const char *section) {
    const plain_world *plain = r->b->plain;
    size_t count = 0;
    for (size_t i = 0; i < plain->count; i++) {
        const plain_attribute *a = &plain->attributes[i];
        const plain_value *v = &r->device.values[i];
        if (strcmp(a->section, section) != 0)
            continue;
        bool open = is_open(r, i);
        bool neutral = a->has_neutral && v->known && v->mask == a->neutral;
        /* A complete profile need not state what is neutral, and an incomplete one leaves out what is open. */
        bool unsaid = r->device.complete ? neutral && !open : open || (!r->b->relevant[i] && a->type != P_CODE);
        if (unsaid || (!v->known && !open))
            continue;
        rg_addf(out, "%s%s: ", count++ ? ", " : "", a->id);
        if (open)
            rg_add(out, "null");
        else
            add_value(out, a, v);
    }
}

static void add_field(rg_buffer *out, const rg_node *field) {
    rg_addf(out, "%s: ", rg_node_key(field));
    if (rg_node_is(field, RG_SCALAR)) {
        rg_addf(out, "\"%s\"", rg_node_text(field));
        return;
    }
    rg_add(out, "[");
    for (const rg_node *member = rg_node_first(field); member; member = rg_node_next(member))
        rg_addf(out, "%s\"%s\"", member == rg_node_first(field) ? "" : ", ", rg_node_text(member));
    rg_add(out, "]");
}

static void add_lists(const riddle *r, rg_buffer *out) {
    for (size_t i = 0; i < r->b->plain->record_count; i++) {
        const rg_node *list = r->device.lists[i];
        if (rg_node_get(r->b->plain->records[i], "section"))
            continue;
        rg_addf(out, "%s: [", rg_node_text(rg_node_get(r->b->plain->records[i], "id")));
        for (const rg_node *record = rg_node_first(list); record; record = rg_node_next(record)) {
            rg_add(out, record == rg_node_first(list) ? "{" : ", {");
            for (const rg_node *field = rg_node_first(record); field; field = rg_node_next(field)) {
                rg_add(out, field == rg_node_first(record) ? "" : ", ");
                add_field(out, field);
            }
            rg_add(out, "}");
        }
        rg_add(out, "]\n");
    }
}

void riddle_write(riddle *r) {
    static const char *const sections[] = {"attributes", "safety", "company"};
    rg_buffer out = rg_buffer_in(r->b->w.arena);
    rg_addf(&out, "complete: %s\ndevice: {codes: {", r->device.complete ? "true" : "false");
    add_section(r, &out, "codes");
    rg_add(&out, "}}\n");
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        rg_addf(&out, "%s: {", sections[i]);
        add_section(r, &out, sections[i]);
        rg_add(&out, "}\n");
    }
    add_lists(r, &out);
    r->body = rg_buffer_text(&out);
}

bool riddle_draw(bench *b, uint64_t seed, size_t limit, riddle *out) {
    rng random = rng_of(seed);
    *out = (riddle){.b = b, .seed = seed};
    const rg_node *node = rg_node_first(b->cases);
    for (size_t skip = rng_below(&random, b->cases->count); skip > 0; skip--)
        node = rg_node_next(node);
    take_case(out, node);
    for (size_t changes = rng_below(&random, 4); changes > 0; changes--) {
        size_t i = random_relevant(b, &random);
        const plain_value *value = &b->choices[i].values[rng_below(&random, b->choices[i].count)];
        if (value->known)
            out->device.values[i] = *value;
    }
    if (!keep_constraints(out))
        return false;
    open_some(out, &random, limit);
    /* An approval that leaves a field out would be unknown, not open. */
    out->device.complete = rng_chance(&random, 70) || rg_node_get(node, "approvals") || rg_node_get(node, "evidence");
    /* An incomplete profile leaves a text open unless it is given. */
    for (size_t i = 0; i < b->plain->count; i++)
        if (b->relevant[i] && b->plain->attributes[i].type == P_TEXT && !out->device.values[i].known)
            out->device.values[i] = (plain_value){.known = true, .text = rng_chance(&random, 50) ? "JP" : "DE"};
    riddle_write(out);
    return true;
}

void riddle_of(bench *b, const char *body, const char *open, riddle *out) {
    *out = (riddle){.b = b};
    const rg_node *profile = world_yaml(&b->w, "device.yaml", body);
    take_case(out, profile);
    plain_state(&out->device, rg_node_get(rg_node_get(profile, "device"), "codes"));
    for (const char *at = open; *at;) {
        size_t length = strcspn(at, " ");
        out->open[out->open_count++] = plain_attribute_at(b->plain, rg_copy_text(b->w.arena, at, length));
        at += length + (at[length] == ' ');
    }
    riddle_write(out);
}
