/* Official code lists, read as their publishers give them into the table of a user's own rules. */
#ifndef RG_LOAD_IMPORT_H
#define RG_LOAD_IMPORT_H

#include "load/reader.h"

/* The columns a table wants, and what a tested one may hold (NULL: any text). */
typedef struct {
    const char *id;
    const char *const *values;
    size_t count;
} rg_import_column;

typedef struct {
    const char *text; /* the table, tab-separated, with a header */
    size_t length, rows, skipped;
} rg_imported;

/* The entry of jurisdictions/<market>/imports.yaml with this id, or NULL; its market goes to *market. */
const rg_node *rg_import_find(rg_reader *reader, const char *const *markets, size_t count, const char *id,
                              const char **market);

/*
 * Reads `text` by the first of the import's formats that fits it. False, with diagnostics, when none does or the file
 * is broken. Values that the table does not know are left empty, with a warning; rows without a code are skipped.
 */
bool rg_import_read(rg_reader *reader, const rg_node *import, const char *path, const char *text, size_t length,
                    const rg_import_column *columns, size_t count, rg_imported *out);

#endif
