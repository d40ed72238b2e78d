/* classification.yaml: scope, terms, code tables, schemes and their rules. */
#include <string.h>

#include "logic/market.h"
#include "util/buffer.h"

static const char FILE_NAME[] = "classification.yaml", KIND[] = "classification/1";

static rg_program *program_of(rg_base *base) {
    return base->program;
}

/* ---- terms ---- */

static void add_term(rg_base *base, rg_market *m, rg_item item, const char *plain_id) {
    rg_read_keys(&base->reader, item.node, "id title when cite verified note");
    rg_term term = {.item = item, .title = rg_read_text(&base->reader, item.node, "title", true)};
    rg_read_basis(&base->reader, item.node, m->code);
    long index = (long)m->terms.count;
    rg_map_set(&m->term_ids, item.id, index);
    rg_map_put(&m->term_ids, plain_id, index);
    RG_PUSH(base->arena, &m->terms, term);
}

static void read_terms(rg_base *base, rg_market *m) {
    rg_items items = {0};
    rg_market_items(base, m, &items, FILE_NAME, KIND, "terms", "id", false);
    for (size_t i = 0; i < items.count; i++)
        add_term(base, m, items.items[i], items.items[i].id);
}

/* ---- scope ---- */

static void read_scope(rg_base *base, rg_market *m) {
    static const char *const names[] = {"in", "out", "borderline"};
    rg_reader *r = &base->reader;
    rg_items items = {0};
    rg_market_items(base, m, &items, FILE_NAME, KIND, "scope", "id", false);
    rg_condition before = RG_ALWAYS_FALSE, ends[3] = {RG_ALWAYS_FALSE, RG_ALWAYS_FALSE, RG_ALWAYS_FALSE};
    for (size_t i = 0; i < items.count; i++) {
        const rg_item *item = &items.items[i];
        rg_read_keys(r, item->node, "id when scope reason cite verified note effective law status title");
        rg_compiler c = rg_market_compiler(base, m, item);
        rg_scope_rule rule = {.id = item->id, .basis = rg_read_basis(r, item->node, m->code)};
        const char *scope = rg_read_word(r, item->node, "scope", true);
        size_t kind = 0;
        while (kind < 3 && !rg_same(scope, names[kind]))
            kind++;
        if (kind == 3) {
            rg_wrong_name(r, "unknown-value", rg_node_place(item->node), "scope", scope ? scope : "", names, 3);
            continue;
        }
        rule.scope = (rg_scope)kind;
        rule.reason = rg_read_text(r, item->node, "reason", true);
        rule.when = rg_compile(&c, rg_node_get(item->node, "when"));
        if (!rg_read_in_force(r, item->node))
            continue;
        rule.decides = rg_step_and(program_of(base), rule.when, rg_step_not(program_of(base), before));
        before = rg_step_or(program_of(base), before, rule.when);
        ends[kind] = rg_step_or(program_of(base), ends[kind], rule.decides);
        RG_PUSH(base->arena, &m->scope_rules, rule);
    }
    m->out_of_scope = ends[RG_SCOPE_OUT];
    m->borderline = ends[RG_SCOPE_BORDERLINE];
    m->in_scope = rg_step_not(program_of(base), rg_step_or(program_of(base), m->out_of_scope, m->borderline));
}

/* ---- tables ---- */

static void read_columns(rg_reader *r, const rg_node *list, rg_table *table) {
    RG_LIST(rg_column) columns = {0};
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        rg_read_keys(r, node, "id values text title");
        rg_column column = {.id = rg_read_word(r, node, "id", true)};
        const rg_node *values = rg_node_get(node, "values");
        if (values) {
            const rg_node *const *nodes = rg_read_list(r, values, &column.count);
            column.values = rg_alloc_array(r->arena, column.count + 1, sizeof *column.values);
            for (size_t i = 0; i < column.count; i++)
                column.values[i] = rg_node_text(nodes[i]);
        }
        if (column.id)
            RG_PUSH(r->arena, &columns, column);
    }
    table->columns = columns.items;
    table->count = columns.count;
}

static void read_tables(rg_base *base, rg_market *m) {
    rg_reader *r = &base->reader;
    rg_items items = {0};
    rg_market_items(base, m, &items, FILE_NAME, KIND, "tables", "id", false);
    for (size_t i = 0; i < items.count; i++) {
        const rg_item *item = &items.items[i];
        rg_read_keys(r, item->node, "id title code file columns cite verified note");
        const char *code = rg_read_word(r, item->node, "code", true);
        const char *file = rg_read_word(r, item->node, "file", true);
        long slot = code ? rg_attribute_index(base->vocabulary, code) : -1;
        if (slot < 0 || !file) {
            rg_report(r->diagnostics, RG_ERROR, "table", rg_node_place(item->node), "'code' must be a code attribute");
            continue;
        }
        rg_table table = {.id = item->id,
                          .title = rg_read_text(r, item->node, "title", true),
                          .code = (size_t)slot,
                          .path = rg_textf(r->arena, "jurisdictions/%s/%s", item->to ? m->parent : m->code, file),
                          .basis = rg_read_basis(r, item->node, m->code)};
        read_columns(r, rg_node_get(item->node, "columns"), &table);
        RG_PUSH(base->arena, &base->tables, table);
    }
}

static long table_index(const rg_base *base, const char *id) {
    for (size_t i = 0; i < base->tables.count; i++)
        if (rg_same(base->tables.items[i].id, id))
            return (long)i;
    return -1;
}

static rg_condition in_column(rg_base *base, size_t table, const rg_node *node) {
    const rg_table *t = &base->tables.items[table];
    size_t column = 0, count;
    while (column < t->count && !rg_same(t->columns[column].id, rg_node_key(node)))
        column++;
    if (column == t->count || !t->columns[column].values) {
        rg_wrong_name(&base->reader, "unknown-column", rg_node_key_place(node), "column", rg_node_key(node), NULL, 0);
        return RG_ALWAYS_FALSE;
    }
    const rg_column *c = &t->columns[column];
    const rg_node *const *list = rg_read_list(&base->reader, node, &count);
    rg_test test = {.kind = RG_TEST_TABLE, .node = node, .subject = table, .column = column, .count = 1};
    for (size_t i = 0; i < count; i++) {
        size_t value = 0;
        while (value < c->count && strcmp(c->values[value], rg_node_text(list[i])) != 0)
            value++;
        if (value == c->count)
            rg_wrong_name(&base->reader, "unknown-value", rg_node_place(list[i]), "value of a column",
                          rg_node_text(list[i]), c->values, c->count);
        else
            test.mask |= UINT64_C(1) << value;
    }
    return rg_step_test(base->program, test);
}

static rg_condition in_table(rg_base *base, const rg_compiler *compiler, const rg_node *node) {
    const rg_node *name = rg_node_is(node, RG_MAP) ? rg_node_get(node, "table") : node;
    const char *id = name ? rg_node_text(name) : "";
    long index = table_index(base, compiler->item ? rg_item_name(&base->reader, compiler->item, id) : id);
    if (index < 0)
        index = table_index(base, id);
    if (index < 0) {
        rg_wrong_name(&base->reader, "unknown-table", rg_node_place(node), "table", id, NULL, 0);
        return RG_ALWAYS_FALSE;
    }
    rg_test there = {.kind = RG_TEST_TABLE, .node = node, .subject = (size_t)index};
    rg_condition all = rg_step_test(base->program, there);
    if (rg_node_is(node, RG_MAP))
        for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
            if (!rg_same(rg_node_key(child), "table"))
                all = rg_step_and(base->program, all, in_column(base, (size_t)index, child));
    return all;
}

/* ---- rules ---- */

static uint64_t read_classes(rg_base *base, rg_market *m, const rg_node *map, const char *key, const rg_node *scheme) {
    const rg_node *node = rg_node_get(map, key), *class_map = scheme ? rg_node_get(scheme, "class_map") : NULL;
    size_t count;
    uint64_t mask = 0;
    const rg_node *const *list = rg_read_list(&base->reader, node, &count);
    for (size_t i = 0; i < count; i++) {
        const rg_node *mapped = rg_node_get(class_map, rg_node_text(list[i]));
        const char *label = mapped ? rg_node_text(mapped) : rg_node_text(list[i]);
        long index = rg_class_index(m, label);
        if (index < 0)
            rg_wrong_name(&base->reader, "unknown-class", rg_node_place(list[i]), "class", label, NULL, 0);
        else
            mask |= UINT64_C(1) << index;
    }
    if (!mask && !count)
        rg_report(base->reader.diagnostics, RG_ERROR, "missing-key", rg_node_place(map), "'%s' is missing", key);
    return mask;
}

static rg_cites cite_as(rg_base *base, const rg_market *m, const rg_node *scheme, const rg_rule *rule) {
    const rg_node *node = rg_node_get(scheme, "cite_as");
    if (!node)
        return rule->basis.cites;
    rg_read_keys(&base->reader, node, "source at");
    const char *source = rg_read_word(&base->reader, node, "source", true);
    const char *at = rg_read_word(&base->reader, node, "at", false);
    long index = source ? rg_map_get(&base->reader.source_ids, rg_textf(base->arena, "%s/%s", m->code, source)) : -1;
    if (index < 0)
        return rule->basis.cites;
    const char *hole = at ? strstr(at, "{number}") : NULL;
    rg_cite *cite = rg_alloc(base->arena, sizeof *cite);
    cite->source = base->reader.sources.items[index];
    cite->at = hole ? rg_textf(base->arena, "%.*s%s%s", (int)(hole - at), at, rule->number, hole + 8) : at ? at : "";
    return (rg_cites){cite, 1};
}

static rg_rule read_rule(rg_base *base, rg_market *m, const rg_node *scheme, const rg_item *item) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, item->node,
                 "id number title when class otherwise overrides cite verified effective note reason status");
    const char *number = rg_read_word(r, item->node, "number", false);
    rg_rule rule = {.id = item->id, .number = number ? number : "", .item = *item, .choice = -1};
    rule.title = rg_read_text(r, item->node, "title", true);
    rule.reason = rg_read_text(r, item->node, "reason", false);
    rule.otherwise = rg_read_bool(r, item->node, "otherwise", false);
    rule.basis = rg_read_basis(r, item->node, m->code);
    bool inherited = item->from && !rg_node_get(item->node, "overrides");
    rule.classes = read_classes(base, m, item->node, "class", inherited ? scheme : NULL);
    if (rule.classes & (rule.classes - 1))
        rule.choice = (long)rg_program_choice(program_of(base), rule.classes);
    return rule;
}

static long rule_position(const rg_scheme *s, const char *id) {
    for (size_t i = 0; i < s->rules.count; i++)
        if (strcmp(s->rules.items[i].id, id) == 0)
            return (long)i;
    return -1;
}

static void put_rule(rg_base *base, rg_scheme *s, rg_rule rule, const char *replaces) {
    long at = rule_position(s, replaces ? replaces : rule.id);
    if (replaces && at < 0)
        rg_report(base->reader.diagnostics, RG_ERROR, "unknown-rule", rule.basis.place,
                  "overrides '%s', which is no rule", replaces);
    if (at >= 0)
        s->rules.items[at] = rule;
    else
        RG_PUSH(base->arena, &s->rules, rule);
}

/* The rules and terms of a base of rules/classification/, under the scheme's name. */
static void inherit_base(rg_base *base, rg_market *m, rg_scheme *s, const rg_node *scheme, const char *name) {
    rg_reader *r = &base->reader;
    const char *path = rg_textf(r->arena, "rules/classification/%s.yaml", name);
    if (!rg_store_next(r->store, path, NULL))
        rg_report(r->diagnostics, RG_ERROR, "unknown-base", rg_node_place(scheme), "no rule base '%s'", name);
    rg_items rules = {0}, terms = {0};
    rg_read_items(r, &rules, path, "base/1", "rules", "id", false);
    rg_read_items(r, &terms, path, "base/1", "terms", "id", false);
    const char *from = rg_textf(r->arena, "%s.", name), *to = rg_textf(r->arena, "%s.", s->id);
    for (size_t i = 0; i < terms.count; i++) {
        rg_item item = terms.items[i];
        item.from = from;
        item.to = to;
        item.id = rg_item_name(r, &item, item.id);
        add_term(base, m, item, terms.items[i].id);
    }
    for (size_t i = 0; i < rules.count; i++) {
        rg_item item = rules.items[i];
        item.from = from;
        item.to = to;
        item.id = rg_item_name(r, &item, item.id);
        rg_rule rule = read_rule(base, m, scheme, &item);
        rule.basis.cites = cite_as(base, m, scheme, &rule);
        rule.other_names[0] = rules.items[i].id;
        RG_PUSH(base->arena, &s->rules, rule);
    }
}

static void drop_rules(rg_base *base, rg_scheme *s, const rg_item *scheme, const char *base_name) {
    size_t count;
    const rg_node *node = rg_node_get(scheme->node, "drops");
    const rg_node *const *list = rg_read_list(&base->reader, node, &count);
    for (size_t i = 0; i < count; i++) {
        rg_item renamed = {.from = rg_textf(base->arena, "%s.", base_name ? base_name : ""),
                           .to = rg_textf(base->arena, "%s.", s->id)};
        long at = rule_position(s, rg_item_name(&base->reader, base_name ? &renamed : scheme, rg_node_text(list[i])));
        if (at < 0) {
            rg_wrong_name(&base->reader, "unknown-rule", rg_node_place(list[i]), "rule", rg_node_text(list[i]), NULL,
                          0);
            continue;
        }
        for (size_t k = (size_t)at; k + 1 < s->rules.count; k++)
            s->rules.items[k] = s->rules.items[k + 1];
        s->rules.count--;
    }
}

static void own_rules(rg_base *base, rg_market *m, rg_scheme *s, const rg_item *layer, const char *base_name) {
    rg_reader *r = &base->reader;
    const rg_node *list = rg_node_get(layer->node, "rules");
    rg_map seen = rg_map_in(r->arena);
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        const char *id = rg_read_word(r, node, "id", true);
        if (!id)
            continue;
        rg_item item = {.node = node, .from = layer->from, .to = layer->to};
        item.id = rg_item_name(r, &item, id);
        if (rg_map_put(&seen, item.id, node->line) != (long)node->line)
            rg_report(r->diagnostics, RG_ERROR, "duplicate-id", rg_node_place(node), "duplicate id '%s'", id);
        const char *written = rg_read_word(r, node, "overrides", false), *replaces = written;
        if (replaces && base_name) {
            rg_item renamed = {.from = rg_textf(r->arena, "%s.", base_name), .to = rg_textf(r->arena, "%s.", s->id)};
            replaces = rg_item_name(r, &renamed, replaces);
        }
        rg_rule rule = read_rule(base, m, layer->node, &item);
        rule.other_names[0] = written;
        rule.other_names[1] = replaces;
        put_rule(base, s, rule, replaces);
    }
}

/* ---- schemes ---- */

/* A scheme may be laid over by a later file: its rules by id, its other keys one by one. */
typedef struct {
    const char *id;
    RG_LIST(rg_item) layers;
} layered;

typedef RG_LIST(layered) layered_list;

static void gather_schemes(rg_base *base, const rg_market *m, const char *code, layered_list *out) {
    rg_reader *r = &base->reader;
    const char *path = rg_textf(r->arena, "jurisdictions/%s/%s", code, FILE_NAME);
    bool inherited = strcmp(code, m->code) != 0;
    for (const rg_store_file *file = NULL; (file = rg_store_next(r->store, path, file));) {
        const rg_node *root = rg_document_root(file->document);
        rg_read_keys(r, root, "reggap market scope terms tables schemes");
        const rg_node *list = rg_node_get(root, "schemes");
        for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
            rg_item item = {.node = node, .id = rg_read_word(r, node, "id", true)};
            if (!item.id)
                continue;
            if (inherited) {
                item.from = rg_textf(r->arena, "%s.", code);
                item.to = rg_textf(r->arena, "%s.", m->code);
                item.id = rg_item_name(r, &item, item.id);
            }
            size_t i = 0;
            while (i < out->count && strcmp(out->items[i].id, item.id) != 0)
                i++;
            if (i == out->count)
                RG_PUSH(r->arena, out, (layered){.id = item.id});
            RG_PUSH(r->arena, &out->items[i].layers, item);
        }
    }
}

/* The newest layer's value of a key. */
static const rg_node *layered_get(const layered *l, const char *key) {
    for (size_t i = l->layers.count; i-- > 0;) {
        const rg_node *node = rg_node_get(l->layers.items[i].node, key);
        if (node)
            return node;
    }
    return NULL;
}

/* The newest layer that has the key, for readers that want the map around it. */
static const rg_node *layer_with(const layered *l, const char *key) {
    for (size_t i = l->layers.count; i-- > 0;)
        if (rg_node_get(l->layers.items[i].node, key))
            return l->layers.items[i].node;
    return l->layers.items[l->layers.count - 1].node;
}

static void add_classes(rg_base *base, rg_market *m, const layered *l) {
    size_t count;
    const rg_node *const *list = rg_read_list(&base->reader, layered_get(l, "classes"), &count);
    const rg_node *product = layered_get(l, "product_type");
    unsigned products = !product ? 3 : rg_same(rg_node_text(product), "ivd") ? 2 : 1;
    for (size_t i = 0; i < count; i++) {
        const char *label = rg_node_text(list[i]);
        long index = rg_class_index(m, label);
        if (index >= 0)
            m->classes.items[index].products |= products;
        else if (m->classes.count < RG_MOST_CLASSES)
            RG_PUSH(base->arena, &m->classes, (rg_class){.label = label, .is = RG_ALWAYS_FALSE, .products = products});
    }
    if (!count)
        rg_report(base->reader.diagnostics, RG_ERROR, "missing-key", rg_node_place(l->layers.items[0].node),
                  "'classes' is missing");
}

static void read_strategy(rg_base *base, const layered *l, rg_scheme *s) {
    static const char *const names[] = {"highest", "first", "table"};
    rg_reader *r = &base->reader;
    const char *word = rg_read_word(r, layer_with(l, "strategy"), "strategy", true);
    const char *estimate = rg_read_word(r, layer_with(l, "estimate"), "estimate", false);
    if (word && !rg_same(word, names[0]) && !rg_same(word, names[1]) && !rg_same(word, names[2]))
        rg_wrong_name(r, "unknown-value", rg_node_place(layered_get(l, "strategy")), "strategy", word, names, 3);
    bool table = rg_same(word, "table");
    s->strategy = rg_same(table ? estimate : word, "first") ? RG_FIRST : RG_HIGHEST;
    if (!table)
        return;
    const rg_node *name = layered_get(l, "table"), *column = layered_get(l, "column");
    long index = name ? table_index(base, rg_node_text(name)) : -1;
    if (index < 0) {
        rg_report(r->diagnostics, RG_ERROR, "unknown-table", s->basis.place, "'table' names no table of this market");
        return;
    }
    s->table_index = (size_t)index;
    s->table = &base->tables.items[index];
    const char *wanted = column ? rg_node_text(column) : "class";
    while (s->column < s->table->count && !rg_same(s->table->columns[s->column].id, wanted))
        s->column++;
    if (s->column == s->table->count || !s->table->columns[s->column].values) {
        rg_report(r->diagnostics, RG_ERROR, "unknown-column", s->basis.place, "'column' names no column with values");
        s->table = NULL;
    }
}

static void read_scheme(rg_base *base, rg_market *m, const layered *l) {
    rg_reader *r = &base->reader;
    for (size_t i = 0; i < l->layers.count; i++)
        rg_read_keys(r, l->layers.items[i].node,
                     "id product_type when title classes strategy table column estimate extends class_map cite_as "
                     "drops cite verified note subclasses rules");
    rg_scheme s = {.id = l->id, .title = rg_read_text(r, layer_with(l, "title"), "title", true)};
    s.basis = rg_read_basis(r, layer_with(l, "cite"), m->code);
    read_strategy(base, l, &s);
    s.classes = read_classes(base, m, layer_with(l, "classes"), "classes", NULL);
    const rg_node *extends = layered_get(l, "extends");
    const char *base_name = extends ? rg_node_text(extends) : NULL;
    if (base_name)
        inherit_base(base, m, &s, layer_with(l, "extends"), base_name);
    for (size_t i = 0; i < l->layers.count; i++) {
        own_rules(base, m, &s, &l->layers.items[i], base_name);
        drop_rules(base, &s, &l->layers.items[i], base_name);
    }
    size_t kept = 0;
    for (size_t i = 0; i < s.rules.count; i++)
        if (rg_read_in_force(r, s.rules.items[i].item.node))
            s.rules.items[kept++] = s.rules.items[i];
    s.rules.count = kept;
    RG_PUSH(base->arena, &m->schemes, s);
}

static rg_condition product_condition(rg_base *base, const rg_node *product) {
    long slot = rg_attribute_index(base->vocabulary, "product_type");
    if (!product || slot < 0)
        return RG_ALWAYS_TRUE;
    long value = rg_value_index(&base->vocabulary->attributes.items[slot], rg_node_text(product));
    if (value < 0) {
        rg_wrong_value(&base->reader, &base->vocabulary->attributes.items[slot], product);
        return RG_ALWAYS_FALSE;
    }
    return rg_step_value(base->program, (size_t)slot, UINT64_C(1) << value);
}

/* A scheme classifies where its own condition holds and no scheme before it does. */
static void activate_schemes(rg_base *base, rg_market *m, const layered_list *list) {
    rg_condition before = RG_ALWAYS_FALSE;
    for (size_t i = 0; i < m->schemes.count; i++) {
        const layered *l = &list->items[i];
        rg_compiler c = rg_market_compiler(base, m, &l->layers.items[l->layers.count - 1]);
        rg_condition own = rg_step_and(base->program, product_condition(base, layered_get(l, "product_type")),
                                       rg_compile(&c, layered_get(l, "when")));
        m->schemes.items[i].active = rg_step_and(base->program, own, rg_step_not(base->program, before));
        before = rg_step_or(base->program, before, own);
    }
}

/* Rules fire by themselves; one marked `otherwise` only when no other rule of its scheme does. */
rg_condition rg_rule_condition(rg_base *base, rg_market *m, rg_scheme *s, rg_rule *rule) {
    if (rule->state == 2)
        return rule->fires;
    if (rule->state == 1) {
        rg_report(base->reader.diagnostics, RG_ERROR, "cycle", rule->basis.place, "rule '%s' depends on itself",
                  rule->id);
        return RG_ALWAYS_FALSE;
    }
    rule->state = 1;
    rg_compiler c = rg_market_compiler(base, m, &rule->item);
    rg_condition fires = rule->own = rg_compile(&c, rg_node_get(rule->item.node, "when"));
    for (size_t i = 0; rule->otherwise && i < s->rules.count; i++)
        if (!s->rules.items[i].otherwise)
            fires = rg_step_and(base->program, fires,
                                rg_step_not(base->program, rg_rule_condition(base, m, s, &s->rules.items[i])));
    rule->fires = rg_step_and(base->program, s->active, fires);
    rule->state = 2;
    return rule->fires;
}

/* The rule's part in class `k`: a range gives each of its classes under a choice the law leaves open. */
static rg_condition gives(rg_base *base, const rg_rule *rule, unsigned k) {
    if (!(rule->classes >> k & 1))
        return RG_ALWAYS_FALSE;
    if (rule->choice < 0)
        return rule->fires;
    return rg_step_and(base->program, rule->fires, rg_step_choice(base->program, (size_t)rule->choice, k));
}

static void decide_first(rg_base *base, rg_market *m, rg_scheme *s, rg_condition *classes) {
    rg_condition before = RG_ALWAYS_FALSE;
    for (size_t i = 0; i < s->rules.count; i++) {
        rg_rule *rule = &s->rules.items[i];
        rg_condition not_before = rg_step_not(base->program, before);
        rule->decides = rg_step_and(base->program, rule->fires, not_before);
        for (unsigned k = 0; k < m->classes.count; k++)
            classes[k] =
                rg_step_or(base->program, classes[k], rg_step_and(base->program, gives(base, rule, k), not_before));
        before = rg_step_or(base->program, before, rule->fires);
    }
}

static void decide_highest(rg_base *base, rg_market *m, rg_scheme *s, rg_condition *classes) {
    rg_condition higher = RG_ALWAYS_FALSE;
    for (unsigned k = (unsigned)m->classes.count; k-- > 0;) {
        rg_condition any = RG_ALWAYS_FALSE;
        for (size_t i = 0; i < s->rules.count; i++)
            any = rg_step_or(base->program, any, gives(base, &s->rules.items[i], k));
        classes[k] = rg_step_and(base->program, any, rg_step_not(base->program, higher));
        for (size_t i = 0; i < s->rules.count; i++) {
            rg_condition part = rg_step_and(base->program, gives(base, &s->rules.items[i], k), classes[k]);
            s->rules.items[i].decides = rg_step_or(base->program, s->rules.items[i].decides, part);
        }
        higher = rg_step_or(base->program, higher, any);
    }
}

static void decide(rg_base *base, rg_market *m, rg_scheme *s) {
    rg_condition classes[RG_MOST_CLASSES] = {RG_ALWAYS_FALSE};
    rg_program *p = base->program;
    for (size_t i = 0; i < s->rules.count; i++)
        rg_rule_condition(base, m, s, &s->rules.items[i]);
    if (s->strategy == RG_FIRST)
        decide_first(base, m, s, classes);
    else
        decide_highest(base, m, s, classes);
    rg_condition found = RG_ALWAYS_FALSE;
    if (s->table) {
        rg_test there = {.kind = RG_TEST_TABLE, .subject = s->table_index};
        found = rg_step_and(p, s->active, rg_step_test(p, there));
    }
    s->looked_up = found;
    for (unsigned k = 0; k < m->classes.count; k++) {
        rg_condition is = rg_step_and(p, classes[k], rg_step_not(p, found));
        const rg_column *column = s->table ? &s->table->columns[s->column] : NULL;
        for (size_t v = 0; column && v < column->count; v++)
            if (rg_same(column->values[v], m->classes.items[k].label)) {
                rg_test row = {.kind = RG_TEST_TABLE, .subject = s->table_index, .column = s->column, .count = 1};
                row.mask = UINT64_C(1) << v;
                is = rg_step_or(p, is, rg_step_and(p, found, rg_step_test(p, row)));
            }
        m->classes.items[k].is = rg_step_or(p, m->classes.items[k].is, rg_step_and(p, m->in_scope, is));
    }
    for (size_t i = 0; i < s->rules.count; i++)
        s->rules.items[i].decides = rg_step_and(p, s->rules.items[i].decides, rg_step_not(p, found));
}

static void read_subclasses(rg_base *base, rg_market *m, const layered *l) {
    rg_reader *r = &base->reader;
    const rg_node *list = layered_get(l, "subclasses");
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        rg_read_keys(r, node, "id of when title cite verified note");
        rg_compiler c = rg_market_compiler(base, m, &l->layers.items[l->layers.count - 1]);
        const char *of = rg_read_word(r, node, "of", true);
        long index = of ? rg_class_index(m, of) : -1;
        if (index < 0) {
            rg_report(r->diagnostics, RG_ERROR, "unknown-class", rg_node_place(node), "'of' names no class");
            continue;
        }
        rg_subclass sub = {.id = rg_read_word(r, node, "id", true), .of = (unsigned)index};
        sub.title = rg_read_text(r, node, "title", true);
        sub.basis = rg_read_basis(r, node, m->code);
        sub.when = rg_step_and(base->program, m->classes.items[index].is, rg_compile(&c, rg_node_get(node, "when")));
        if (sub.id)
            RG_PUSH(base->arena, &m->subclasses, sub);
    }
}

/* A rule goes by its id and, where it came from a base or took a rule's place, by that one's id too. */
static void enter_rule_names(rg_market *m, const rg_scheme *s, long scheme) {
    for (size_t k = 0; k < s->rules.count; k++) {
        const rg_rule *rule = &s->rules.items[k];
        rg_map_set(&m->rule_ids, rule->id, scheme << 16 | (long)k);
        for (size_t i = 0; i < 2; i++)
            if (rule->other_names[i])
                rg_map_put(&m->rule_ids, rule->other_names[i], scheme << 16 | (long)k);
    }
}

void rg_classification_read(rg_base *base, rg_market *m) {
    layered_list list = {0};
    read_terms(base, m);
    read_tables(base, m);
    if (m->parent)
        gather_schemes(base, m, m->parent, &list);
    gather_schemes(base, m, m->code, &list);
    for (size_t i = 0; i < list.count; i++)
        add_classes(base, m, &list.items[i]);
    for (size_t i = 0; i < list.count; i++)
        read_scheme(base, m, &list.items[i]);
    for (size_t i = 0; i < m->schemes.count; i++)
        enter_rule_names(m, &m->schemes.items[i], (long)i);
    activate_schemes(base, m, &list);
    read_scope(base, m);
    for (size_t i = 0; i < m->schemes.count; i++)
        decide(base, m, &m->schemes.items[i]);
    m->classes_ready = true;
    for (size_t i = 0; i < list.count; i++)
        read_subclasses(base, m, &list.items[i]);
}

/* ---- words of a market's conditions ---- */

static rg_condition unknown_name(rg_base *base, const rg_node *node, const char *what) {
    rg_wrong_name(&base->reader, "unknown-name", rg_node_place(node), what, rg_node_text(node), NULL, 0);
    return RG_ALWAYS_FALSE;
}

static rg_condition resolve_term(rg_base *base, rg_market *m, const rg_compiler *c, const rg_node *node) {
    const char *id = rg_node_text(node);
    long index = rg_map_get(&m->term_ids, c->item ? rg_item_name(&base->reader, c->item, id) : id);
    if (index < 0)
        index = rg_map_get(&m->term_ids, id);
    if (index < 0)
        return unknown_name(base, node, "term");
    rg_term *term = &m->terms.items[index];
    if (term->state == 1) {
        rg_report(base->reader.diagnostics, RG_ERROR, "cycle", rg_node_place(node), "term '%s' depends on itself", id);
        return RG_ALWAYS_FALSE;
    }
    if (term->state == 0) {
        term->state = 1;
        rg_compiler inner = rg_market_compiler(base, m, &term->item);
        rg_condition body = rg_compile(&inner, rg_node_get(term->item.node, "when"));
        m->terms.items[index].condition = rg_step_named(base->program, body, term->item.id, term->title);
        m->terms.items[index].state = 2;
    }
    return m->terms.items[index].condition;
}

static rg_condition resolve_rule(rg_base *base, rg_market *m, const rg_compiler *c, const rg_node *node) {
    const char *id = rg_node_text(node);
    const char *name = c->item ? rg_item_name(&base->reader, c->item, id) : id;
    long at = rg_map_get(&m->rule_ids, name);
    if (at < 0)
        at = rg_map_get(&m->rule_ids, id);
    if (at < 0)
        return unknown_name(base, node, "rule");
    rg_scheme *s = &m->schemes.items[at >> 16];
    rg_rule *rule = &s->rules.items[at & 0xFFFF];
    return rg_step_named(base->program, rg_rule_condition(base, m, s, rule), rule->id, rule->title);
}

static rg_condition resolve_class(rg_base *base, rg_market *m, const rg_node *node) {
    long index = rg_class_index(m, rg_node_text(node));
    if (index < 0)
        return unknown_name(base, node, "class");
    if (!m->classes_ready) {
        rg_report(base->reader.diagnostics, RG_ERROR, "cycle", rg_node_place(node),
                  "the class cannot be asked while it is being decided");
        return RG_ALWAYS_FALSE;
    }
    const char *label = m->classes.items[index].label;
    return rg_step_named(base->program, m->classes.items[index].is,
                         rg_textf(base->arena, "%s: class %s", m->code, label),
                         (rg_text){rg_textf(base->arena, "class %s", label), rg_textf(base->arena, "クラス%s", label)});
}

static rg_condition resolve_subclass(rg_base *base, rg_market *m, const rg_node *node) {
    for (size_t i = 0; i < m->subclasses.count; i++)
        if (rg_same(m->subclasses.items[i].id, rg_node_text(node)))
            return m->subclasses.items[i].when;
    return unknown_name(base, node, "sub-class");
}

static rg_condition resolve_route(rg_base *base, rg_market *m, const rg_compiler *c, const rg_node *node) {
    const char *id = rg_node_text(node);
    long index = rg_map_get(&m->pathway_ids, c->item ? rg_item_name(&base->reader, c->item, id) : id);
    if (index < 0)
        return unknown_name(base, node, "route");
    const rg_pathway *pathway = &m->pathways.items[index];
    return rg_step_named(base->program, pathway->recommended, pathway->id, pathway->name);
}

static rg_condition resolve_class_in(rg_base *base, const rg_node *node) {
    rg_read_keys(&base->reader, node, "market class");
    const char *code = rg_read_word(&base->reader, node, "market", true);
    rg_market *other = code ? rg_base_market(base, code) : NULL;
    if (!other)
        return unknown_name(base, rg_node_get(node, "market") ? rg_node_get(node, "market") : node, "market");
    size_t count;
    const rg_node *const *list = rg_read_list(&base->reader, rg_node_get(node, "class"), &count);
    rg_condition any = RG_ALWAYS_FALSE;
    for (size_t i = 0; i < count; i++)
        any = rg_step_or(base->program, any, resolve_class(base, other, list[i]));
    return any;
}

rg_condition rg_market_resolve(rg_compiler *c, const rg_node *node) {
    rg_base *base = c->base;
    rg_market *m = c->market;
    const char *key = rg_node_key(node);
    if (rg_same(key, "in_table"))
        return in_table(base, c, node);
    if (rg_same(key, "class_in"))
        return resolve_class_in(base, node);
    size_t count;
    rg_condition any = RG_ALWAYS_FALSE;
    const rg_node *const *list = rg_read_list(&base->reader, node, &count);
    for (size_t i = 0; i < count; i++) {
        rg_condition one = rg_same(key, "term")       ? resolve_term(base, m, c, list[i])
                           : rg_same(key, "rule")     ? resolve_rule(base, m, c, list[i])
                           : rg_same(key, "class")    ? resolve_class(base, m, list[i])
                           : rg_same(key, "subclass") ? resolve_subclass(base, m, list[i])
                                                      : resolve_route(base, m, c, list[i]);
        any = rg_step_or(base->program, any, one);
    }
    return any;
}
