/* Whole files in, whole files out. */
#ifndef RG_UTIL_FILE_H
#define RG_UTIL_FILE_H

#include <stdbool.h>

#include "util/diagnostics.h"

/* The bytes of the file, zero-terminated, in `arena`; NULL with a diagnostic when it cannot be read or is too large. */
char *rg_file_read(rg_arena *arena, const char *path, size_t limit, size_t *length, rg_diagnostics *diagnostics);

/*
 * Writes beside `path` and renames over it, so that there is the old file or the new one, never half of one.
 * False with a diagnostic when that fails; then nothing is left behind.
 */
bool rg_file_replace(rg_arena *arena, const char *path, const char *bytes, size_t length, rg_diagnostics *diagnostics);

/* Calls `found` with each regular file below `directory`, in the order of their names; links are not followed. */
bool rg_file_walk(rg_arena *arena, const char *directory, void (*found)(void *context, const char *path), void *context,
                  rg_diagnostics *diagnostics);

#endif
