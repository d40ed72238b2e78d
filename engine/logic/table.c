/* Official code tables: tab-separated text, looked up by the code in the column `code`. */
#include <string.h>

#include "logic/market.h"
#include "util/buffer.h"

typedef struct {
    const char *at, *end;
} span;

static bool next_line(span *rest, span *line) {
    if (rest->at >= rest->end)
        return false;
    const char *end = memchr(rest->at, '\n', (size_t)(rest->end - rest->at));
    line->at = rest->at;
    line->end = end ? end : rest->end;
    rest->at = end ? end + 1 : rest->end;
    if (line->end > line->at && line->end[-1] == '\r')
        line->end--;
    return true;
}

static span next_cell(span *line) {
    span cell = {line->at, line->end};
    const char *tab = line->at < line->end ? memchr(line->at, '\t', (size_t)(line->end - line->at)) : NULL;
    if (tab) {
        cell.end = tab;
        line->at = tab + 1;
    } else {
        line->at = line->end;
    }
    return cell;
}

static bool span_is(span s, const char *text) {
    size_t length = strlen(text);
    return (size_t)(s.end - s.at) == length && memcmp(s.at, text, length) == 0;
}

/* The position of each wanted column in the header; the code's goes to *code. False without a code column. */
static bool read_header(span header, const rg_table *table, long *positions, long *code) {
    *code = -1;
    for (size_t i = 0; i < table->count; i++)
        positions[i] = -1;
    for (long at = 0; header.at < header.end; at++) {
        span cell = next_cell(&header);
        if (span_is(cell, "code"))
            *code = at;
        for (size_t i = 0; i < table->count; i++)
            if (span_is(cell, table->columns[i].id))
                positions[i] = at;
    }
    return *code >= 0;
}

static const char **read_row(span line, const rg_table *table, const long *positions, rg_arena *arena) {
    const char **row = rg_alloc_array(arena, table->count + 1, sizeof *row);
    for (size_t i = 0; i < table->count; i++)
        row[i] = "";
    for (long at = 0; line.at < line.end; at++) {
        span cell = next_cell(&line);
        for (size_t i = 0; i < table->count; i++)
            if (positions[i] == at)
                row[i] = rg_copy_text(arena, cell.at, (size_t)(cell.end - cell.at));
    }
    return row;
}

static const char **find_row(const rg_store_file *file, const rg_table *table, const char *code, rg_arena *arena) {
    span rest = {file->text, file->text + file->length}, line;
    long *positions = rg_alloc_array(arena, table->count + 1, sizeof *positions);
    long code_at;
    if (!next_line(&rest, &line) || !read_header(line, table, positions, &code_at))
        return NULL;
    while (next_line(&rest, &line)) {
        span cells = line, cell = {line.at, line.at};
        for (long at = 0; at <= code_at; at++)
            cell = next_cell(&cells);
        if (span_is(cell, code))
            return read_row(line, table, positions, arena);
    }
    return NULL;
}

const char **rg_table_row(const rg_base *base, const rg_table *table, const char *code, rg_arena *arena) {
    const char **row = NULL;
    /* A user's table lies over the shipped one, code by code. */
    for (const rg_store_file *file = NULL; (file = rg_store_next(base->reader.store, table->path, file));) {
        const char **found = file->text ? find_row(file, table, code, arena) : NULL;
        row = found ? found : row;
    }
    return row;
}
