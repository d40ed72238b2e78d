#include <criterion/criterion.h>
#include <string.h>

#include "support/plain_market.h"

static const char *word_under(const rg_node *map, const char *key) {
    const rg_node *node = rg_node_get(map, key);
    return node ? rg_node_text(node) : NULL;
}

static bool same(const char *a, const char *b) {
    return a && b && strcmp(a, b) == 0;
}

/* ---- deciding ---- */

answer plain_in_scope(const plain_market *m, const plain_device *d) {
    for (size_t i = 0; i < m->scope_count; i++) {
        answer one = plain_truth(d, rg_node_get(m->scope[i], "when"));
        if (one != NO)
            return one == MAYBE ? MAYBE : same(word_under(m->scope[i], "scope"), "in") ? YES : NO;
    }
    return YES;
}

long plain_scheme_of(const plain_market *m, const plain_device *d) {
    size_t product = plain_attribute_at(m->world, "product_type");
    const plain_attribute *a = &m->world->attributes[product];
    for (size_t i = 0; i < m->scheme_count; i++) {
        const plain_scheme *s = &m->schemes[i];
        if (s->product && !(d->values[product].mask & plain_bit(a, s->product)))
            continue;
        if (plain_truth(d, s->when) == YES)
            return (long)i;
    }
    return -1;
}

void plain_fires(const plain_scheme *s, const plain_device *d, bool *fires) {
    bool any = false;
    for (size_t i = 0; i < s->count; i++) {
        fires[i] = plain_truth(d, rg_node_get(s->rules[i].node, "when")) == YES;
        any = any || (fires[i] && !s->rules[i].otherwise);
    }
    for (size_t i = 0; i < s->count; i++)
        fires[i] = fires[i] && !(s->rules[i].otherwise && any);
}

static size_t cell_length(const char *at) {
    return strcspn(at, "\t\r\n");
}

static bool cell_is(const char *at, const char *text) {
    return cell_length(at) == strlen(text) && strncmp(at, text, strlen(text)) == 0;
}

static const char *cell_at(const char *line, size_t column) {
    for (; column > 0; column--) {
        line += cell_length(line);
        line += *line == '\t';
    }
    return line;
}

static size_t column_of(const char *table, const char *name) {
    size_t column = 0;
    while (!cell_is(cell_at(table, column), name))
        column++;
    return column;
}

/* The row of the table with this code, or NULL. */
static const char *row_of(const char *table, const char *code) {
    size_t column = column_of(table, "code");
    for (const char *line = strchr(table, '\n'); line && line[1]; line = strchr(line + 1, '\n'))
        if (cell_is(cell_at(line + 1, column), code))
            return line + 1;
    return NULL;
}

static const char *device_row(const plain_device *d, plain_table *table) {
    const plain_value *code = &d->values[table->code];
    if (code->known && code->text != table->last_code) {
        table->last_code = code->text;
        table->last_row = row_of(table->text, code->text);
    }
    return code->known ? table->last_row : NULL;
}

bool plain_listed(const plain_scheme *s, const plain_device *d) {
    return s->table && device_row(d, s->table);
}

static void decide_by_rules(const plain_market *m, const plain_scheme *s, const bool *fires, plain_decision *out) {
    for (size_t i = 0; i < s->count; i++) {
        const plain_rule *rule = &s->rules[i];
        if (!fires[i])
            continue;
        bool open = rule->classes & (rule->classes - 1);
        if (open)
            out->ranges[i / 64] |= UINT64_C(1) << i % 64;
        for (long k = 0; !open && k < (long)m->class_count; k++)
            if (rule->classes >> k & 1 && (out->fixed < 0 || s->first || s->rank[k] > s->rank[out->fixed]))
                out->fixed = k;
        if (s->first)
            return;
    }
    /* A range that lies below what is sure changes nothing. */
    for (size_t i = 0; i < s->count && out->fixed >= 0; i++) {
        bool above = false;
        for (size_t k = 0; k < m->class_count; k++)
            above = above || (s->rules[i].classes >> k & 1 && s->rank[k] > s->rank[out->fixed]);
        if (!above)
            out->ranges[i / 64] &= ~(UINT64_C(1) << i % 64);
    }
}

plain_decision plain_decide(const plain_market *m, const plain_device *d, long scheme, const bool *fires) {
    plain_decision out;
    memset(&out, 0, sizeof out); /* decisions are compared as bytes */
    out.fixed = -1;
    out.scheme = -1;
    if (plain_in_scope(m, d) != YES)
        return out;
    out.scheme = scheme;
    if (scheme < 0)
        return out;
    const plain_scheme *s = &m->schemes[scheme];
    const char *row = s->table ? device_row(d, s->table) : NULL;
    if (!row) {
        decide_by_rules(m, s, fires, &out);
        return out;
    }
    out.listed = true;
    const char *cell = cell_at(row, column_of(s->table->text, s->column));
    for (size_t k = 0; k < m->class_count; k++)
        if (cell_is(cell, m->labels[k]))
            out.fixed = (long)k;
    return out;
}

/* ---- what the law leaves open ---- */

static bool has_range(const plain_decision *d, size_t rule) {
    return d->ranges[rule / 64] >> rule % 64 & 1;
}

/* The class under one way to fill in the open rules: `chosen` is a class by rule. */
static long class_under(const plain_market *m, const plain_decision *d, const long *chosen) {
    const plain_scheme *s = d->scheme >= 0 ? &m->schemes[d->scheme] : NULL;
    long best = d->fixed;
    for (size_t i = 0; s && i < s->count; i++)
        if (has_range(d, i) && (best < 0 || s->rank[chosen[i]] > s->rank[best]))
            best = chosen[i];
    return best;
}

typedef struct {
    const plain_market *m;
    const plain_decision *a, *b;
    uint64_t classes;
    bool differ;
    long chosen[2][PLAIN_RULES];
} choosing;

/* Tries all ways to fill in the open rules, from rule `at` of scheme `which` (of a, then of b) on. */
static void choose(choosing *c, int which, size_t at) {
    const plain_decision *d = which == 0 ? c->a : c->b;
    const plain_scheme *s = d->scheme >= 0 ? &c->m->schemes[d->scheme] : NULL;
    bool one_scheme = c->a->scheme == c->b->scheme;
    while (s && at < s->count && !has_range(d, at) && !(one_scheme && has_range(c->b, at)))
        at++;
    if (s && at < s->count) {
        for (long k = 0; k < (long)c->m->class_count; k++)
            if (s->rules[at].classes >> k & 1) {
                c->chosen[which][at] = k;
                choose(c, which, at + 1);
            }
        return;
    }
    if (which == 0 && !one_scheme) {
        choose(c, 1, 0);
        return;
    }
    long first = class_under(c->m, c->a, c->chosen[0]);
    long second = class_under(c->m, c->b, c->chosen[one_scheme ? 0 : 1]);
    c->classes |= first >= 0 ? UINT64_C(1) << first : 0;
    c->differ = c->differ || first != second;
}

uint64_t plain_classes(const plain_market *m, const plain_decision *d) {
    choosing c = {.m = m, .a = d, .b = d};
    choose(&c, 0, 0);
    return c.classes;
}

bool plain_differ(const plain_market *m, const plain_decision *a, const plain_decision *b) {
    choosing c = {.m = m, .a = a, .b = b};
    choose(&c, 0, 0);
    return c.differ;
}

/* ---- words of a market's conditions ---- */

static answer term_truth(const plain_device *d, const char *id) {
    const plain_market *m = d->market;
    for (size_t i = 0; i < m->term_count; i++)
        if (same(m->term_ids[i], id))
            return plain_truth(d, m->term_nodes[i]);
    cr_assert_fail("no term '%s'", id);
    return MAYBE;
}

static answer subclass_truth(const plain_device *d, const char *id) {
    const plain_market *m = d->market;
    for (size_t i = 0; i < m->subclass_count; i++)
        if (same(word_under(m->subclasses[i], "id"), id)) {
            if (d->class_index != plain_label(m, word_under(m->subclasses[i], "of")))
                return NO;
            return plain_truth(d, rg_node_get(m->subclasses[i], "when"));
        }
    cr_assert_fail("no sub-class '%s'", id);
    return MAYBE;
}

static answer table_truth(const plain_device *d, const rg_node *node) {
    const rg_node *name = rg_node_is(node, RG_MAP) ? rg_node_get(node, "table") : node;
    plain_table *table = d->market->tables;
    while (!same(table->id, rg_node_text(name)))
        table++;
    const char *row = device_row(d, table);
    if (!row || !rg_node_is(node, RG_MAP))
        return row ? YES : NO;
    answer result = YES;
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
        if (child == name)
            continue;
        const char *cell = cell_at(row, column_of(table->text, rg_node_key(child)));
        bool found = rg_node_is(child, RG_SCALAR) && cell_is(cell, rg_node_text(child));
        for (const rg_node *one = rg_node_first(child); one; one = rg_node_next(one))
            found = found || cell_is(cell, rg_node_text(one));
        result = found ? result : NO;
    }
    return result;
}

static answer one_word(const plain_device *d, const char *key, const char *name) {
    if (same(key, "term"))
        return term_truth(d, name);
    if (same(key, "class"))
        return d->class_index == plain_label(d->market, name) ? YES : NO;
    if (same(key, "subclass"))
        return subclass_truth(d, name);
    cr_assert_str_eq(key, "route");
    return d->route >= 0 && same(d->market->routes[d->route].id, name) ? YES : NO;
}

answer plain_market_word(const plain_device *d, const rg_node *node) {
    const char *key = rg_node_key(node);
    cr_assert(d->market, "'%s' without a market", key);
    if (same(key, "in_table"))
        return table_truth(d, node);
    if (rg_node_is(node, RG_SCALAR))
        return one_word(d, key, rg_node_text(node));
    answer result = NO;
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
        result = plain_or(result, one_word(d, key, rg_node_text(child)));
    return result;
}
