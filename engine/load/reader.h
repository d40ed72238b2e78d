/* Reading typed things out of trees, with a diagnostic for whatever is not as it should be. */
#ifndef RG_LOAD_READER_H
#define RG_LOAD_READER_H

#include "load/store.h"
#include "util/date.h"
#include "util/text.h"

/* A text in both languages; never NULL once read. */
typedef struct {
    const char *en, *ja;
} rg_text;

typedef struct {
    const char *id;
    rg_text title;
    const char *publisher, *url, *kind, *date; /* "" where not given */
} rg_source;

typedef struct {
    const rg_source *source;
    const char *at; /* the place in it */
} rg_cite;

typedef struct {
    const rg_cite *items;
    size_t count;
} rg_cites;

/* Both ends included. */
typedef struct {
    int32_t from, until;
} rg_period;

#define RG_NOT_VERIFIED INT32_MIN

/* What a stated fact rests on. */
typedef struct {
    rg_cites cites;
    int32_t verified; /* the day it was seen in the source, or RG_NOT_VERIFIED */
    rg_text note;     /* "" where there is none */
    rg_period effective;
    bool in_force; /* on the day of evaluation */
    rg_place place;
    const rg_node *prove; /* which findings of `check --prove` the entry excepts itself from, or NULL */
} rg_basis;

/* What `check --prove` may find of an entry, and so what an entry may except itself from, with a reason. */
#define RG_PROVED                                                                                                      \
    "no-class no-scheme rule-never rule-beaten rule-order no-route route-never requirement-never requirement-always "  \
    "step-never"

typedef struct {
    rg_arena *arena;
    const rg_store *store;
    rg_diagnostics *diagnostics;
    int32_t as_of;
    RG_LIST(const rg_source *) sources;
    rg_map source_ids; /* "eu/mdr" of a market's own, "/imdrf_n12" of the shared ones */
} rg_reader;

/* An entry of a list that several files may hold: a later file's entry of the same id takes the earlier one's place. */
typedef struct {
    const rg_node *node;
    const char *id;
    const char *from, *to; /* an inherited entry: this prefix of its ids reads as that one; NULL otherwise */
} rg_item;

typedef struct {
    rg_item *items;
    size_t count, capacity;
    rg_map places; /* by id: where it stands */
} rg_items;

/* Reports unless every key of the map is one of `known` (words parted by blanks). NULL nodes are fine. */
void rg_read_keys(rg_reader *r, const rg_node *map, const char *known);

/* Reports that a value is wrong; `names` may be NULL, else the nearest of them is offered. */
void rg_wrong_name(rg_reader *r, const char *code, rg_place place, const char *what, const char *wrong,
                   const char *const *names, size_t count);

/* The text of a scalar under `key`; NULL and, if `needed`, a diagnostic where there is none. */
const char *rg_read_word(rg_reader *r, const rg_node *map, const char *key, bool needed);

/* A pair {en, ja} under `key`; both must be there. ("" and "") where the key is missing and not `needed`. */
rg_text rg_read_text(rg_reader *r, const rg_node *map, const char *key, bool needed);

/* The index of the word under `key` in `names`; -1, with a diagnostic, where it is missing or none of them. */
long rg_read_choice(rg_reader *r, const rg_node *map, const char *key, const char *const *names, size_t count);

bool rg_read_bool(rg_reader *r, const rg_node *map, const char *key, bool otherwise);
int32_t rg_read_date(rg_reader *r, const rg_node *map, const char *key, int32_t otherwise);
bool rg_read_number(rg_reader *r, const rg_node *map, const char *key, double *out);

/* cite, verified, note, effective of an entry of `market` ("" for the shared files). */
rg_basis rg_read_basis(rg_reader *r, const rg_node *entry, const char *market);

/* Whether the entry's `effective` covers the date of evaluation and its `status` is not retired. */
bool rg_read_in_force(rg_reader *r, const rg_node *entry);

/* All sources of rules/sources.yaml (market "") or of a market. */
void rg_read_sources(rg_reader *r, const char *market);

/* Makes the sources of `market` known to `heir` too, where it has none of the same id. */
void rg_read_sources_as(rg_reader *r, const char *market, const char *heir);

/*
 * The entries under `list` of all files with this path, by the id under `id_key`. `kind` is what the file's `reggap`
 * key must say. With `groups`, several entries of one file may share an id; a later file replaces them together.
 */
void rg_read_items(rg_reader *r, rg_items *items, const char *path, const char *kind, const char *list,
                   const char *id_key, bool groups);

/* Text of the item's ids after its prefix was exchanged. */
const char *rg_item_name(rg_reader *r, const rg_item *item, const char *name);

/* The scalar texts of a node that is a scalar or a sequence of scalars; the count goes to *count. */
const rg_node *const *rg_read_list(rg_reader *r, const rg_node *node, size_t *count);

#endif
