/* Where rule files come from: what is built into the program, and folders of the user's laid over it. */
#ifndef RG_LOAD_STORE_H
#define RG_LOAD_STORE_H

#include "load/tree.h"

typedef struct {
    const char *path;            /* as in the project: "jurisdictions/eu/market.yaml" */
    const rg_document *document; /* of a YAML file */
    const char *text;            /* of any other file, zero-terminated */
    size_t length;
    bool user;
    const char *shown; /* the path as the user gave it, of a user's file */
} rg_store_file;

typedef struct {
    rg_arena *arena;
    RG_LIST(rg_store_file) files; /* shipped ones first, then the user's in the order of their folders */
    const char *version;          /* of the shipped rule sets: a date and a hash of all their bytes */
} rg_store;

/* The store of the shipped files alone. */
rg_store *rg_store_shipped(rg_arena *arena);

/*
 * Lays the folder over the store: its `rules/` and `jurisdictions/` are read. Mistakes are reported with the user's
 * own paths; false when the folder cannot be read or holds neither.
 */
bool rg_store_overlay(rg_store *store, const char *directory, rg_diagnostics *diagnostics);

/* The next file after `after` (NULL: from the beginning) with this path, or NULL. */
const rg_store_file *rg_store_next(const rg_store *store, const char *path, const rg_store_file *after);

/* What the packing program writes and rg_store_shipped reads. */
typedef struct {
    char magic[8];
    char version[32];
    uint64_t count;
} rg_pack_header;

typedef struct {
    uint64_t path, data, length; /* bytes from the header */
    uint64_t is_document;
} rg_pack_entry;

#define RG_PACK_MAGIC "rgpack1"

#endif
