/*
 * A document as a tree of nodes that keep their place in the file.
 *
 * All references inside a document are relative to where they stand, so a document is one block of memory that means
 * the same wherever it lies: parsed at run time, or built into the program.
 */
#ifndef RG_LOAD_TREE_H
#define RG_LOAD_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/diagnostics.h"

typedef enum { RG_SCALAR, RG_MAP, RG_SEQUENCE } rg_node_kind;

typedef struct {
    int32_t document; /* bytes from the node to its document */
    int32_t key;      /* bytes from the node to its key in the map around it; 0: it has none */
    int32_t text;     /* bytes from the node to its text, of a scalar */
    int32_t first;    /* nodes from this one to its first child; 0: none */
    int32_t next;     /* nodes from this one to the next child of its parent; 0: the last */
    uint32_t count;   /* children */
    uint32_t line, column, key_line, key_column;
    uint8_t kind;
    uint8_t plain; /* a scalar without quotes */
    uint16_t unused;
} rg_node;

typedef struct {
    uint64_t bytes; /* of the whole block */
    int32_t path;   /* bytes from the document to its path */
    uint32_t count; /* nodes; the first is the root, and follows this header */
} rg_document;

/* Limits on what is read; each has a diagnostic of its own. */
enum { RG_LIMIT_DEPTH = 64, RG_LIMIT_NODES = 1000000, RG_LIMIT_SCALAR = 64 * 1024, RG_LIMIT_FILE = 32 * 1024 * 1024 };

const rg_node *rg_document_root(const rg_document *document);
const char *rg_document_path(const rg_document *document);

/* Children of a map or sequence, in the order of the file; NULL after the last. */
const rg_node *rg_node_first(const rg_node *node);
const rg_node *rg_node_next(const rg_node *node);

/* The key of a map's entry, the text of a scalar; borrowed from the document, "" where there is none. */
const char *rg_node_key(const rg_node *node);
const char *rg_node_text(const rg_node *node);

/* The entry of a map under `key`, or NULL; NULL for anything that is no map, NULL included. */
const rg_node *rg_node_get(const rg_node *map, const char *key);

bool rg_node_is(const rg_node *node, rg_node_kind kind);

/* A plain scalar that means nothing is said: empty, `null` or `~`. */
bool rg_node_is_null(const rg_node *node);

rg_place rg_node_place(const rg_node *node);
rg_place rg_node_key_place(const rg_node *node);

/*
 * Reads YAML (one document of plain maps, sequences and scalars) or, where the text begins with `{` or `[`, JSON.
 * The document lives in `arena`. NULL when `text` is not well formed or breaks a limit; `diagnostics` say where.
 * Duplicate keys are errors too, but the document is there, so that what else is wrong can be told with them.
 */
const rg_document *rg_yaml_read(rg_arena *arena, const char *path, const char *text, size_t length,
                                rg_diagnostics *diagnostics);
const rg_document *rg_json_read(rg_arena *arena, const char *path, const char *text, size_t length,
                                rg_diagnostics *diagnostics);
const rg_document *rg_document_read(rg_arena *arena, const char *path, const char *text, size_t length,
                                    rg_diagnostics *diagnostics);

/* Builds a document from above to below; used by the readers. */
typedef struct rg_tree_builder rg_tree_builder;

rg_tree_builder *rg_tree_builder_new(rg_arena *arena, const char *path, rg_diagnostics *diagnostics);

/* Opens a map or sequence, or adds a scalar (kind RG_SCALAR). False when a limit is broken (then it was reported). */
bool rg_tree_open(rg_tree_builder *builder, rg_node_kind kind, rg_place place);
bool rg_tree_scalar(rg_tree_builder *builder, const char *text, size_t length, bool plain, rg_place place);

/* Names the next child of the open map. */
bool rg_tree_key(rg_tree_builder *builder, const char *text, size_t length, rg_place place);
void rg_tree_close(rg_tree_builder *builder);
size_t rg_tree_depth(const rg_tree_builder *builder);

/* The finished document, or NULL when a limit was broken. A duplicate key is an error, but the tree can be read on. */
const rg_document *rg_tree_finish(rg_tree_builder *builder);

#endif
