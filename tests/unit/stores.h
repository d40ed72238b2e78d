/* Stores of rule files that a test writes itself. */
#ifndef REGGAP_TESTS_STORES_H
#define REGGAP_TESTS_STORES_H

#include "load/reader.h"
#include "rows.h"
#include "util/buffer.h"

static rg_diagnostics told;
static rg_store *store;
static rg_reader reader;

/* An empty store, and a reader of it. */
static inline void open_store(void) {
    open_arena();
    told = rg_diagnostics_in(arena);
    store = rg_alloc(arena, sizeof *store);
    store->arena = arena;
    store->version = "test";
    reader = (rg_reader){.arena = arena, .store = store, .diagnostics = &told, .source_ids = rg_map_in(arena)};
    cr_assert(rg_date_parse("2026-11-23", &reader.as_of));
}

/* The root of a YAML document that stands in the file `here`. */
static inline const rg_node *yaml(const char *text) {
    const rg_document *document = rg_yaml_read(arena, "here", text, strlen(text), &told);
    cr_assert_not_null(document, "%s\n%s", text, first_told(&told));
    return rg_document_root(document);
}

static inline void add_file(const char *path, const char *text) {
    const rg_document *document = rg_document_read(arena, path, text, strlen(text), &told);
    cr_assert_not_null(document, "%s\n%s", text, first_told(&told));
    RG_PUSH(arena, &store->files, (rg_store_file){.path = path, .document = document});
}

static inline void expect_nothing_told(void) {
    cr_expect_eq(told.list.count, 0, "told: %s", first_told(&told));
}

#endif
