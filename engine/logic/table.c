/* Official code tables: tab-separated text, looked up by the code in the column `code`. */
#include <string.h>

#include "logic/classification.h"
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

/* ---- reading the description of a table, and conditions on it ---- */

static void read_columns(rg_reader *r, const rg_node *list, rg_table *table) {
    RG_LIST(rg_column) columns = {0};
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        rg_read_keys(r, node, "id values text title");
        rg_column column = {.id = rg_read_word(r, node, "id", true)};
        const rg_node *values = rg_node_get(node, "values");
        if (values) {
            const rg_node *const *nodes = rg_read_list(r, values, &column.count);
            column.values = rg_alloc_array(r->arena, column.count + 1, sizeof *column.values);
            for (size_t i = 0; i < column.count; i++)
                column.values[i] = rg_node_text(nodes[i]);
        }
        if (column.id)
            RG_PUSH(r->arena, &columns, column);
    }
    table->columns = columns.items;
    table->count = columns.count;
}

static void check_cell(rg_reader *r, const rg_column *column, span cell, rg_place place) {
    if (!column->values || cell.at == cell.end)
        return;
    for (size_t i = 0; i < column->count; i++)
        if (span_is(cell, column->values[i]))
            return;
    rg_wrong_name(r, "unknown-value", place, rg_textf(r->arena, "value of column '%s':", column->id),
                  rg_copy_text(r->arena, cell.at, (size_t)(cell.end - cell.at)), column->values, column->count);
}

/* All rows of a user's table; those that are shipped were looked at before. */
static void check_rows(rg_reader *r, const rg_table *table, const rg_store_file *file) {
    span rest = {file->text, file->text + file->length}, line = {0};
    long *positions = rg_alloc_array(r->arena, table->count + 1, sizeof *positions);
    long code;
    uint32_t number = 1;
    if (!next_line(&rest, &line) || !read_header(line, table, positions, &code)) {
        rg_report(r->diagnostics, RG_ERROR, "table", (rg_place){file->shown, 1, 1}, "no column 'code' in the heading");
        return;
    }
    while (next_line(&rest, &line)) {
        number++;
        for (long at = 0; line.at < line.end; at++) {
            span cell = next_cell(&line);
            for (size_t i = 0; i < table->count; i++)
                if (positions[i] == at)
                    check_cell(r, &table->columns[i], cell, (rg_place){file->shown, number, 1});
        }
    }
}

static void check_files(rg_reader *r, const rg_table *table, rg_place place) {
    bool found = false;
    for (const rg_store_file *file = NULL; (file = rg_store_next(r->store, table->path, file));) {
        found = found || file->text;
        if (file->text && file->user)
            check_rows(r, table, file);
    }
    if (!found)
        rg_report(r->diagnostics, RG_ERROR, "table", place, "no file '%s'", table->path);
}

void rg_tables_read(rg_base *base, rg_market *m) {
    rg_reader *r = &base->reader;
    rg_items items = {0};
    rg_market_items(base, m, &items, RG_CLASSIFICATION_FILE, RG_CLASSIFICATION_KIND, "tables", "id", false);
    for (size_t i = 0; i < items.count; i++) {
        const rg_item *item = &items.items[i];
        rg_read_keys(r, item->node, "id title code file columns cite verified note");
        const char *code = rg_read_word(r, item->node, "code", true);
        const char *file = rg_read_word(r, item->node, "file", true);
        long slot = code ? rg_attribute_index(base->vocabulary, code) : -1;
        if (slot < 0 || base->vocabulary->attributes.items[slot].type != RG_CODE)
            rg_report(r->diagnostics, RG_ERROR, "table", rg_node_place(item->node), "'code' must be a code attribute");
        if (slot < 0 || !file)
            continue;
        rg_table table = {.id = item->id,
                          .title = rg_read_text(r, item->node, "title", true),
                          .code = (size_t)slot,
                          .path = rg_textf(r->arena, "jurisdictions/%s/%s", item->to ? m->parent : m->code, file),
                          .basis = rg_read_basis(r, item->node, m->code)};
        read_columns(r, rg_node_get(item->node, "columns"), &table);
        check_files(r, &table, rg_node_place(rg_node_get(item->node, "file")));
        RG_PUSH(base->arena, &base->tables, table);
    }
}

long rg_table_index(const rg_base *base, const char *id) {
    for (size_t i = 0; i < base->tables.count; i++)
        if (rg_same(base->tables.items[i].id, id))
            return (long)i;
    return -1;
}

static rg_condition in_column(rg_base *base, size_t table, const rg_node *node) {
    const rg_table *t = &base->tables.items[table];
    size_t column = 0, count;
    while (column < t->count && !rg_same(t->columns[column].id, rg_node_key(node)))
        column++;
    if (column == t->count || !t->columns[column].values) {
        rg_wrong_name(&base->reader, "unknown-column", rg_node_key_place(node), "column", rg_node_key(node), NULL, 0);
        return RG_ALWAYS_FALSE;
    }
    const rg_column *c = &t->columns[column];
    const rg_node *const *list = rg_read_list(&base->reader, node, &count);
    rg_test test = {.kind = RG_TEST_TABLE, .node = node, .subject = table, .column = column, .count = 1};
    for (size_t i = 0; i < count; i++) {
        size_t value = 0;
        while (value < c->count && strcmp(c->values[value], rg_node_text(list[i])) != 0)
            value++;
        if (value == c->count)
            rg_wrong_name(&base->reader, "unknown-value", rg_node_place(list[i]), "value of a column",
                          rg_node_text(list[i]), c->values, c->count);
        else
            test.mask |= UINT64_C(1) << value;
    }
    return rg_step_test(base->program, test);
}

rg_condition rg_in_table(rg_base *base, const rg_compiler *compiler, const rg_node *node) {
    const rg_node *name = rg_node_is(node, RG_MAP) ? rg_node_get(node, "table") : node;
    const char *id = name ? rg_node_text(name) : "";
    long index = rg_table_index(base, compiler->item ? rg_item_name(&base->reader, compiler->item, id) : id);
    if (index < 0)
        index = rg_table_index(base, id);
    if (index < 0) {
        rg_wrong_name(&base->reader, "unknown-table", rg_node_place(node), "table", id, NULL, 0);
        return RG_ALWAYS_FALSE;
    }
    rg_test there = {.kind = RG_TEST_TABLE, .node = node, .subject = (size_t)index};
    rg_condition all = rg_step_test(base->program, there);
    if (rg_node_is(node, RG_MAP))
        for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
            if (!rg_same(rg_node_key(child), "table"))
                all = rg_step_and(base->program, all, in_column(base, (size_t)index, child));
    return all;
}
