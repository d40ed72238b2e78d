/* Names, UTF-8 and small parsing. */
#ifndef RG_UTIL_TEXT_H
#define RG_UTIL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"

bool rg_same(const char *a, const char *b);
bool rg_starts_with(const char *text, const char *prefix);
bool rg_ends_with(const char *text, const char *end);

/* Length of the longest valid UTF-8 prefix without zero bytes; equals `length` when all of it is valid. */
size_t rg_utf8_valid(const char *text, size_t length);

/* Length of the text, or of so many of its whole characters as fit into `most` bytes. */
size_t rg_utf8_cut(const char *text, size_t most);

/* Columns the text takes on a terminal: East Asian wide characters count two, combining marks none. */
size_t rg_columns(const char *text);

/*
 * The name of `names` nearest to `wrong` by edit distance, or NULL when none is near enough to be meant.
 * Letters count alike in upper and lower case; `_`, `-` and a missing separator are near.
 */
const char *rg_nearest(const char *wrong, const char *const *names, size_t count);

/* `text` as a decimal number, all of it; false when it is not one or does not fit. */
bool rg_parse_int(const char *text, int64_t *out);
bool rg_parse_double(const char *text, double *out);

/* Map from names to numbers, in an arena. */
typedef struct {
    rg_arena *arena;
    struct rg_map_slot *slots;
    size_t count, capacity;
} rg_map;

rg_map rg_map_in(rg_arena *arena);

/* The number under `name`, or -1. */
long rg_map_get(const rg_map *map, const char *name);

/* Enters `name` (borrowed) unless it is there; returns the number that is there now. */
long rg_map_put(rg_map *map, const char *name, long number);

/* Enters or replaces. */
void rg_map_set(rg_map *map, const char *name, long number);

#endif
