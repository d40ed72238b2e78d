#include "load/tree.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "util/text.h"

const rg_node *rg_document_root(const rg_document *document) {
    return (const rg_node *)(document + 1);
}

const char *rg_document_path(const rg_document *document) {
    return (const char *)document + document->path;
}

const rg_node *rg_node_first(const rg_node *node) {
    return node && node->first ? node + node->first : NULL;
}

const rg_node *rg_node_next(const rg_node *node) {
    return node->next ? node + node->next : NULL;
}

const char *rg_node_key(const rg_node *node) {
    return node->key ? (const char *)node + node->key : "";
}

const char *rg_node_text(const rg_node *node) {
    return node->text ? (const char *)node + node->text : "";
}

bool rg_node_is(const rg_node *node, rg_node_kind kind) {
    return node && node->kind == kind;
}

const rg_node *rg_node_get(const rg_node *map, const char *key) {
    if (!rg_node_is(map, RG_MAP))
        return NULL;
    for (const rg_node *child = rg_node_first(map); child; child = rg_node_next(child))
        if (strcmp(rg_node_key(child), key) == 0)
            return child;
    return NULL;
}

bool rg_node_is_null(const rg_node *node) {
    if (!rg_node_is(node, RG_SCALAR) || !node->plain)
        return false;
    const char *text = rg_node_text(node);
    return !*text || rg_same(text, "null") || rg_same(text, "~");
}

static const rg_document *document_of(const rg_node *node) {
    return (const rg_document *)((const char *)node + node->document);
}

rg_place rg_node_place(const rg_node *node) {
    return (rg_place){rg_document_path(document_of(node)), node->line, node->column};
}

rg_place rg_node_key_place(const rg_node *node) {
    if (!node->key)
        return rg_node_place(node);
    return (rg_place){rg_document_path(document_of(node)), node->key_line, node->key_column};
}

typedef struct {
    size_t node, last; /* the open container and its last child, 0 while it has none */
    rg_map keys;       /* of an open map: key to place */
} open_node;

struct rg_tree_builder {
    rg_arena *arena;
    rg_diagnostics *diagnostics;
    const char *path;
    RG_LIST(rg_node) nodes;
    RG_LIST(char) pool; /* texts; a node's offsets count from its start, plus one */
    open_node open[RG_LIMIT_DEPTH];
    size_t depth;
    int32_t key;
    rg_place key_place;
    bool full;
};

rg_tree_builder *rg_tree_builder_new(rg_arena *arena, const char *path, rg_diagnostics *diagnostics) {
    rg_tree_builder *b = rg_alloc(arena, sizeof *b);
    b->arena = arena;
    b->path = path;
    b->diagnostics = diagnostics;
    return b;
}

static int32_t pool_text(rg_tree_builder *b, const char *text, size_t length) {
    size_t need = b->pool.count + length + 1;
    if (need > b->pool.capacity)
        rg_grow(b->arena, (void **)&b->pool.items, &b->pool.capacity, need, 1);
    int32_t offset = (int32_t)b->pool.count;
    if (length)
        memcpy(b->pool.items + offset, text, length);
    b->pool.items[offset + (int32_t)length] = '\0';
    b->pool.count = need;
    return offset + 1;
}

static bool fail(rg_tree_builder *b, const char *code, rg_place place, const char *message) {
    if (!b->full)
        rg_report(b->diagnostics, RG_ERROR, code, place, "%s", message);
    b->full = true;
    return false;
}

static bool text_is_good(rg_tree_builder *b, const char *text, size_t length, rg_place place) {
    if (length > RG_LIMIT_SCALAR)
        return fail(b, "limit-scalar", place, "a text longer than 64 KiB");
    if (rg_utf8_valid(text, length) != length)
        return fail(b, "encoding", place, "not valid UTF-8, or a zero byte in a text");
    return true;
}

static bool add_node(rg_tree_builder *b, rg_node node, rg_place place) {
    if (b->nodes.count >= RG_LIMIT_NODES)
        return fail(b, "limit-nodes", place, "more than 1000000 values in one file");
    node.line = place.line;
    node.column = place.column;
    size_t index = b->nodes.count;
    if (b->depth) {
        open_node *parent = &b->open[b->depth - 1];
        rg_node *container = &b->nodes.items[parent->node];
        if (parent->last)
            b->nodes.items[parent->last].next = (int32_t)(index - parent->last);
        else
            container->first = (int32_t)(index - parent->node);
        container->count++;
        parent->last = index;
        if (container->kind == RG_MAP) {
            node.key = b->key;
            node.key_line = b->key_place.line;
            node.key_column = b->key_place.column;
        }
    }
    RG_PUSH(b->arena, &b->nodes, node);
    return true;
}

bool rg_tree_open(rg_tree_builder *b, rg_node_kind kind, rg_place place) {
    if (b->depth == RG_LIMIT_DEPTH)
        return fail(b, "limit-depth", place, "nested deeper than 64 levels");
    size_t index = b->nodes.count;
    if (!add_node(b, (rg_node){.kind = (uint8_t)kind}, place))
        return false;
    b->open[b->depth++] = (open_node){.node = index, .keys = rg_map_in(b->arena)};
    return true;
}

bool rg_tree_scalar(rg_tree_builder *b, const char *text, size_t length, bool plain, rg_place place) {
    if (!text_is_good(b, text, length, place))
        return false;
    int32_t offset = pool_text(b, text, length);
    return add_node(b, (rg_node){.kind = RG_SCALAR, .plain = plain, .text = offset}, place);
}

bool rg_tree_key(rg_tree_builder *b, const char *text, size_t length, rg_place place) {
    if (!text_is_good(b, text, length, place))
        return false;
    open_node *parent = &b->open[b->depth - 1];
    b->key = pool_text(b, text, length);
    b->key_place = place;
    long now = (long)place.line << 32 | (long)place.column;
    char *name = rg_copy_text(b->arena, text, length);
    long before = rg_map_put(&parent->keys, name, now);
    if (before != now) {
        rg_place other = {b->path, (uint32_t)(before >> 32), (uint32_t)before};
        rg_report_two(b->diagnostics, "duplicate-key", place, other,
                      "duplicate key '%.*s' (it stands in line %u already)", (int)rg_utf8_cut(name, 60), name,
                      other.line);
    }
    return true;
}

void rg_tree_close(rg_tree_builder *b) {
    b->depth--;
}

size_t rg_tree_depth(const rg_tree_builder *b) {
    return b->depth;
}

const rg_document *rg_tree_finish(rg_tree_builder *b) {
    if (b->full || !b->nodes.count)
        return NULL;
    int32_t path = pool_text(b, b->path, strlen(b->path));
    size_t nodes_size = b->nodes.count * sizeof(rg_node);
    size_t bytes = sizeof(rg_document) + nodes_size + b->pool.count;
    bytes = (bytes + 15) & ~(size_t)15;
    rg_document *document = rg_alloc(b->arena, bytes);
    rg_node *nodes = (rg_node *)(document + 1);
    char *pool = (char *)(nodes + b->nodes.count);
    memcpy(nodes, b->nodes.items, nodes_size);
    memcpy(pool, b->pool.items, b->pool.count);
    document->bytes = bytes;
    document->count = (uint32_t)b->nodes.count;
    document->path = (int32_t)(pool + path - 1 - (char *)document);
    for (size_t i = 0; i < b->nodes.count; i++) {
        rg_node *node = &nodes[i];
        node->document = (int32_t)((char *)document - (char *)node);
        if (node->key)
            node->key = (int32_t)(pool + node->key - 1 - (char *)node);
        if (node->text)
            node->text = (int32_t)(pool + node->text - 1 - (char *)node);
    }
    return document;
}

const rg_document *rg_document_read(rg_arena *arena, const char *path, const char *text, size_t length,
                                    rg_diagnostics *diagnostics) {
    size_t at = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length && isspace((unsigned char)text[at]))
        at++;
    if (at < length && (text[at] == '{' || text[at] == '['))
        return rg_json_read(arena, path, text, length, diagnostics);
    return rg_yaml_read(arena, path, text, length, diagnostics);
}
