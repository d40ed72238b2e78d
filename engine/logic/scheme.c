/* Schemes: the ways a market classifies, from the layers of all files that speak of them. */
#include <string.h>

#include "logic/classification.h"
#include "util/buffer.h"

/* Whether the newest layer is of this file: then a further one is no layer but a slip. */
static bool stands_in(const rg_layered *l, const rg_store_file *file) {
    return rg_node_place(l->layers.items[l->layers.count - 1].node).path == rg_document_path(file->document);
}

void rg_schemes_gather(rg_base *base, const rg_market *m, const char *code, rg_layered_list *out) {
    rg_reader *r = &base->reader;
    const char *path = rg_textf(r->arena, "jurisdictions/%s/%s", code, RG_CLASSIFICATION_FILE);
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
            if (i < out->count && stands_in(&out->items[i], file))
                rg_report(r->diagnostics, RG_ERROR, "duplicate-id", rg_node_place(node), "duplicate id '%s'", item.id);
            if (i == out->count)
                RG_PUSH(r->arena, out, (rg_layered){.id = item.id});
            RG_PUSH(r->arena, &out->items[i].layers, item);
        }
    }
}

/* The newest layer's value of a key. */
const rg_node *rg_layered_get(const rg_layered *l, const char *key) {
    for (size_t i = l->layers.count; i-- > 0;) {
        const rg_node *node = rg_node_get(l->layers.items[i].node, key);
        if (node)
            return node;
    }
    return NULL;
}

/* The newest layer that has the key, for readers that want the map around it. */
static const rg_node *layer_with(const rg_layered *l, const char *key) {
    for (size_t i = l->layers.count; i-- > 0;)
        if (rg_node_get(l->layers.items[i].node, key))
            return l->layers.items[i].node;
    return l->layers.items[l->layers.count - 1].node;
}

void rg_scheme_classes(rg_base *base, rg_market *m, const rg_layered *l) {
    size_t count;
    const rg_node *const *list = rg_read_list(&base->reader, rg_layered_get(l, "classes"), &count);
    const rg_node *product = rg_layered_get(l, "product_type");
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

static void read_strategy(rg_base *base, const rg_layered *l, rg_scheme *s) {
    static const char *const names[] = {"highest", "first", "table"};
    rg_reader *r = &base->reader;
    const char *word = rg_read_word(r, layer_with(l, "strategy"), "strategy", true);
    const char *estimate = rg_read_word(r, layer_with(l, "estimate"), "estimate", false);
    if (word && !rg_same(word, names[0]) && !rg_same(word, names[1]) && !rg_same(word, names[2]))
        rg_wrong_name(r, "unknown-value", rg_node_place(rg_layered_get(l, "strategy")), "strategy", word, names, 3);
    bool table = rg_same(word, "table");
    s->strategy = rg_same(table ? estimate : word, "first") ? RG_FIRST : RG_HIGHEST;
    if (!table)
        return;
    const rg_node *name = rg_layered_get(l, "table"), *column = rg_layered_get(l, "column");
    long index = name ? rg_table_index(base, rg_node_text(name)) : -1;
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

void rg_scheme_read(rg_base *base, rg_market *m, const rg_layered *l) {
    rg_reader *r = &base->reader;
    for (size_t i = 0; i < l->layers.count; i++)
        rg_read_keys(r, l->layers.items[i].node,
                     "id product_type when title classes strategy table column estimate extends class_map cite_as "
                     "drops cite verified note subclasses rules prove");
    rg_scheme s = {.id = l->id, .title = rg_read_text(r, layer_with(l, "title"), "title", true)};
    s.basis = rg_read_basis(r, layer_with(l, "cite"), m->code);
    read_strategy(base, l, &s);
    s.classes = rg_classes_read(base, m, layer_with(l, "classes"), "classes", NULL);
    const rg_node *extends = rg_layered_get(l, "extends");
    const char *base_name = extends ? rg_node_text(extends) : NULL;
    if (base_name)
        rg_rules_inherit(base, m, &s, layer_with(l, "extends"), base_name);
    for (size_t i = 0; i < l->layers.count; i++) {
        rg_rules_own(base, m, &s, &l->layers.items[i], base_name);
        rg_rules_drop(base, &s, &l->layers.items[i], base_name);
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
void rg_schemes_activate(rg_base *base, rg_market *m, const rg_layered_list *list) {
    rg_condition before = RG_ALWAYS_FALSE;
    for (size_t i = 0; i < m->schemes.count; i++) {
        const rg_layered *l = &list->items[i];
        rg_compiler c = rg_market_compiler(base, m, &l->layers.items[l->layers.count - 1]);
        rg_condition own = rg_step_and(base->program, product_condition(base, rg_layered_get(l, "product_type")),
                                       rg_compile(&c, rg_layered_get(l, "when")));
        m->schemes.items[i].active = rg_step_and(base->program, own, rg_step_not(base->program, before));
        before = rg_step_or(base->program, before, own);
    }
}
