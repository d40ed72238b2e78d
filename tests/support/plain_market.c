#include "support/plain_market.h"

#include <criterion/criterion.h>
#include <string.h>

#include "util/buffer.h"

static const char *word_under(const rg_node *map, const char *key) {
    const rg_node *node = rg_node_get(map, key);
    return node ? rg_node_text(node) : NULL;
}

static bool same(const char *a, const char *b) {
    return a && b && strcmp(a, b) == 0;
}

long plain_label(const plain_market *m, const char *label) {
    for (size_t i = 0; i < m->class_count; i++)
        if (same(m->labels[i], label))
            return (long)i;
    return -1;
}

static const rg_node *file_root(plain_world *world, const char *path) {
    const rg_store_file *file = rg_store_next(world->store, path, NULL);
    return file ? rg_document_root(file->document) : NULL;
}

/* ---- reading ---- */

/* `ghtf.r1` under the scheme's own name. */
static const char *renamed(plain_world *world, const char *id, const char *base, const char *scheme) {
    size_t length = strlen(base);
    if (strncmp(id, base, length) != 0 || id[length] != '.')
        return id;
    return rg_textf(world->arena, "%s%s", scheme, id + length);
}

static void add_term(plain_market *m, const char *id, const rg_node *node) {
    cr_assert(m->term_count < PLAIN_TERMS);
    m->term_ids[m->term_count] = id;
    m->term_nodes[m->term_count++] = rg_node_get(node, "when");
}

static void add_terms(plain_market *m, const rg_node *list) {
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node))
        add_term(m, word_under(node, "id"), node);
}

static uint64_t class_bits(const plain_market *m, const rg_node *node, const rg_node *class_map) {
    const rg_node *one = rg_node_is(node, RG_SCALAR) ? node : rg_node_first(node);
    uint64_t mask = 0;
    for (; one; one = rg_node_is(node, RG_SCALAR) ? NULL : rg_node_next(one)) {
        const char *mapped = word_under(class_map, rg_node_text(one));
        long index = plain_label(m, mapped ? mapped : rg_node_text(one));
        cr_assert(index >= 0, "no class '%s'", rg_node_text(one));
        mask |= UINT64_C(1) << index;
    }
    return mask;
}

static plain_rule rule_of(const plain_market *m, const rg_node *node, const char *id, const rg_node *class_map) {
    return (plain_rule){.id = id,
                        .node = node,
                        .classes = class_bits(m, rg_node_get(node, "class"), class_map),
                        .otherwise = same(word_under(node, "otherwise"), "true")};
}

static size_t rule_at(const plain_scheme *s, const char *id) {
    size_t i = 0;
    while (i < s->count && !same(s->rules[i].id, id))
        i++;
    return i;
}

static void read_base(plain_market *m, plain_scheme *s, const rg_node *node, const char *base) {
    const rg_node *root = file_root(m->world, rg_textf(m->world->arena, "rules/classification/%s.yaml", base));
    const rg_node *rules = rg_node_get(root, "rules"), *terms = rg_node_get(root, "terms");
    add_terms(m, terms);
    for (const rg_node *term = rg_node_first(terms); term; term = rg_node_next(term))
        add_term(m, renamed(m->world, word_under(term, "id"), base, s->id), term);
    for (const rg_node *rule = rg_node_first(rules); rule; rule = rg_node_next(rule))
        s->rules[s->count++] =
            rule_of(m, rule, renamed(m->world, word_under(rule, "id"), base, s->id), rg_node_get(node, "class_map"));
}

static void read_rules(plain_market *m, plain_scheme *s, const rg_node *node) {
    const char *base = word_under(node, "extends");
    if (base)
        read_base(m, s, node, base);
    const rg_node *rules = rg_node_get(node, "rules"), *drops = rg_node_get(node, "drops");
    for (const rg_node *rule = rg_node_first(rules); rule; rule = rg_node_next(rule)) {
        const char *overrides = word_under(rule, "overrides");
        size_t at = overrides ? rule_at(s, renamed(m->world, overrides, base ? base : "", s->id)) : s->count;
        cr_assert(at < PLAIN_RULES);
        s->rules[at] = rule_of(m, rule, word_under(rule, "id"), NULL);
        s->count += at == s->count;
    }
    size_t kept = 0;
    for (size_t i = 0; i < s->count; i++) {
        bool dropped = !plain_in_force(m->world, s->rules[i].node);
        for (const rg_node *drop = rg_node_first(drops); drop; drop = rg_node_next(drop))
            dropped = dropped || same(renamed(m->world, rg_node_text(drop), base ? base : "", s->id), s->rules[i].id);
        if (!dropped)
            s->rules[kept++] = s->rules[i];
    }
    s->count = kept;
}

static void add_table(plain_market *m, const rg_node *node) {
    const char *path = rg_textf(m->world->arena, "jurisdictions/%s/%s", m->code, word_under(node, "file"));
    m->tables[m->table_count++] = (plain_table){.id = word_under(node, "id"),
                                                .text = rg_store_next(m->world->store, path, NULL)->text,
                                                .code = plain_attribute_at(m->world, word_under(node, "code"))};
}

static void read_table(plain_market *m, plain_scheme *s, const rg_node *node) {
    const char *wanted = word_under(node, "table");
    for (size_t i = 0; i < m->table_count; i++) {
        if (!same(m->tables[i].id, wanted))
            continue;
        s->table = &m->tables[i];
        s->column = word_under(node, "column") ? word_under(node, "column") : "class";
    }
}

static void read_scheme(plain_market *m, const rg_node *node) {
    plain_scheme *s = &m->schemes[m->scheme_count++];
    s->id = word_under(node, "id");
    s->product = word_under(node, "product_type");
    s->when = rg_node_get(node, "when");
    const char *strategy = word_under(node, "strategy");
    s->first = same(same(strategy, "table") ? word_under(node, "estimate") : strategy, "first");
    const rg_node *classes = rg_node_get(node, "classes");
    unsigned rank = 1;
    for (const rg_node *one = rg_node_first(classes); one; one = rg_node_next(one))
        s->rank[plain_label(m, rg_node_text(one))] = rank++;
    if (same(strategy, "table"))
        read_table(m, s, node);
    read_rules(m, s, node);
}

static void read_labels(plain_market *m, const rg_node *schemes) {
    for (const rg_node *scheme = rg_node_first(schemes); scheme; scheme = rg_node_next(scheme)) {
        const rg_node *classes = rg_node_get(scheme, "classes"), *subs = rg_node_get(scheme, "subclasses");
        for (const rg_node *one = rg_node_first(classes); one; one = rg_node_next(one))
            if (plain_label(m, rg_node_text(one)) < 0)
                m->labels[m->class_count++] = rg_node_text(one);
        for (const rg_node *sub = rg_node_first(subs); sub; sub = rg_node_next(sub))
            m->subclasses[m->subclass_count++] = sub;
    }
}

static void read_routes(plain_market *m, const rg_node *list) {
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        if (!plain_in_force(m->world, node))
            continue;
        cr_assert(m->route_count < PLAIN_ROUTES);
        m->routes[m->route_count++] = (plain_route){.id = word_under(node, "id"),
                                                    .when = rg_node_get(node, "when"),
                                                    .possible_when = rg_node_get(node, "possible_when"),
                                                    .add_on = same(word_under(node, "kind"), "add_on")};
    }
}

plain_market *plain_market_new(plain_world *world, const char *code) {
    plain_market *m = rg_alloc(world->arena, sizeof *m);
    m->world = world;
    m->code = code;
    const rg_node *root = file_root(world, rg_textf(world->arena, "jurisdictions/%s/classification.yaml", code));
    const rg_node *scope = rg_node_get(root, "scope"), *tables = rg_node_get(root, "tables");
    const rg_node *schemes = rg_node_get(root, "schemes");
    for (const rg_node *node = rg_node_first(scope); node; node = rg_node_next(node))
        if (plain_in_force(world, node))
            m->scope[m->scope_count++] = node;
    for (const rg_node *node = rg_node_first(tables); node; node = rg_node_next(node))
        add_table(m, node);
    add_terms(m, rg_node_get(root, "terms"));
    read_labels(m, schemes);
    for (const rg_node *node = rg_node_first(schemes); node; node = rg_node_next(node))
        read_scheme(m, node);
    root = file_root(world, rg_textf(world->arena, "jurisdictions/%s/pathways.yaml", code));
    read_routes(m, rg_node_get(root, "pathways"));
    return m;
}

void plain_market_conditions(const plain_market *m, void (*found)(void *context, const rg_node *when), void *context) {
    for (size_t i = 0; i < m->scope_count; i++)
        found(context, rg_node_get(m->scope[i], "when"));
    for (size_t i = 0; i < m->term_count; i++)
        found(context, m->term_nodes[i]);
    for (size_t i = 0; i < m->subclass_count; i++)
        found(context, rg_node_get(m->subclasses[i], "when"));
    for (size_t i = 0; i < m->scheme_count; i++) {
        found(context, m->schemes[i].when);
        for (size_t k = 0; k < m->schemes[i].count; k++)
            found(context, rg_node_get(m->schemes[i].rules[k].node, "when"));
    }
    for (size_t i = 0; i < m->route_count; i++) {
        found(context, m->routes[i].when);
        found(context, m->routes[i].possible_when);
    }
}
