/* What the tests of trees share: a list of what was told, and a tree as a text. */
#ifndef REGGAP_TESTS_TREES_H
#define REGGAP_TESTS_TREES_H

#include "load/tree.h"
#include "rows.h"
#include "util/buffer.h"

static rg_diagnostics told;

static inline void open_list(void) {
    open_arena();
    told = rg_diagnostics_in(arena);
}

/* Maps as {key:value,...}, sequences as [item,...], plain text as it is and quoted text in single quotes. */
static inline void write_tree(rg_buffer *out, const rg_node *node) {
    const char *before = "";
    uint32_t count = 0;
    if (rg_node_is(node, RG_SCALAR)) {
        rg_addf(out, node->plain ? "%s" : "'%s'", rg_node_text(node));
        return;
    }
    rg_add_char(out, rg_node_is(node, RG_MAP) ? '{' : '[');
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child), count++) {
        rg_add(out, before);
        if (rg_node_is(node, RG_MAP))
            rg_addf(out, "%s:", rg_node_key(child));
        write_tree(out, child);
        before = ",";
    }
    rg_add_char(out, rg_node_is(node, RG_MAP) ? '}' : ']');
    cr_assert_eq(count, node->count, "%u children expected, %u said", count, node->count);
}

static inline const char *tree_of(const rg_document *document) {
    rg_buffer out = rg_buffer_in(arena);
    if (!document)
        return "(refused)";
    write_tree(&out, rg_document_root(document));
    return rg_buffer_text(&out);
}

#endif
