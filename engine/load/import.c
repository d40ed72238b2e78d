#include "load/import.h"

#include <ctype.h>
#include <iconv.h>
#include <string.h>

#include "util/buffer.h"

enum { MOST_COLUMNS = 64, MOST_WARNINGS = 20 };

const rg_node *rg_import_find(rg_reader *r, const char *const *markets, size_t count, const char *id,
                              const char **market) {
    for (size_t i = 0; i < count; i++) {
        rg_items items = {0};
        rg_read_items(r, &items, rg_textf(r->arena, "jurisdictions/%s/imports.yaml", markets[i]), "imports/1",
                      "imports", "id", false);
        for (size_t k = 0; k < items.count; k++)
            if (strcmp(items.items[k].id, id) == 0) {
                *market = markets[i];
                return items.items[k].node;
            }
    }
    return NULL;
}

typedef struct {
    rg_reader *reader;
    const rg_node *import;
    const char *path;
    const rg_import_column *columns;
    size_t count;
    rg_buffer out;
    rg_map codes; /* to the line they stand in */
    rg_imported *result;
    size_t warnings;
} import;

static void warn(import *m, uint32_t line, const char *what, const char *value) {
    if (++m->warnings <= MOST_WARNINGS)
        rg_report(m->reader->diagnostics, RG_WARNING, "import", (rg_place){m->path, line, 1}, "%s '%.*s'", what,
                  (int)rg_utf8_cut(value, 60), value);
}

static bool is_value(const rg_import_column *column, const char *text) {
    for (size_t i = 0; i < column->count; i++)
        if (strcmp(column->values[i], text) == 0)
            return true;
    return !column->values;
}

/* The table's value for a text of the source, by the import's `map`; "" where the table knows none. */
static const char *mapped(import *m, const rg_import_column *column, const char *text, uint32_t line) {
    const rg_node *map = rg_node_get(rg_node_get(m->import, "map"), column->id);
    const rg_node *node = rg_node_get(map, text);
    const char *value = node ? rg_node_text(node) : text;
    if (is_value(column, value))
        return value;
    if (*text)
        warn(m, line, rg_textf(m->reader->arena, "no value of column '%s':", column->id), text);
    return "";
}

static void add_cell(rg_buffer *out, const char *text) {
    for (; *text; text++)
        rg_add_char(out, (unsigned char)*text < 0x20 ? ' ' : *text);
}

/* One row: the code, and a text for each column, NULL where the source has none. */
static void add_row(import *m, const char *code, const char *const *cells, uint32_t line) {
    bool good = *code != '\0';
    for (const char *at = code; *at; at++)
        good = good && isalnum((unsigned char)*at);
    if (!good) {
        m->result->skipped++;
        return;
    }
    if (rg_map_put(&m->codes, code, (long)line) != (long)line) {
        warn(m, line, "the code stands in the file twice, the first row counts:", code);
        m->result->skipped++;
        return;
    }
    add_cell(&m->out, code);
    for (size_t i = 0; i < m->count; i++) {
        rg_add_char(&m->out, '\t');
        if (cells[i])
            add_cell(&m->out, mapped(m, &m->columns[i], cells[i], line));
    }
    rg_add_char(&m->out, '\n');
    m->result->rows++;
}

/* ---- delimited text ---- */

typedef struct {
    const char *at, *end;
    char delimiter;
    uint32_t line;
    uint32_t unclosed; /* the line of a quote without an end, or 0 */
    uint32_t zero;     /* the line of a zero byte, or 0 */
} cursor;

static const char *next_cell(rg_arena *arena, cursor *c, bool *last) {
    rg_buffer cell = rg_buffer_in(arena);
    bool quoted = c->delimiter == ',' && c->at < c->end && *c->at == '"';
    uint32_t begun = c->line;
    c->at += quoted;
    for (; c->at < c->end; c->at++) {
        c->line += *c->at == '\n';
        c->zero = *c->at || c->zero ? c->zero : c->line;
        if (quoted && *c->at == '"') {
            bool doubled = c->at + 1 < c->end && c->at[1] == '"';
            if (!doubled) {
                quoted = false;
                continue;
            }
            c->at++;
        } else if (!quoted && (*c->at == c->delimiter || *c->at == '\n')) {
            break;
        }
        if (quoted || *c->at != '\r')
            rg_add_char(&cell, *c->at);
    }
    if (quoted)
        c->unclosed = begun;
    *last = c->at >= c->end || *c->at == '\n';
    c->at += c->at < c->end;
    return rg_buffer_text(&cell);
}

static size_t next_row(rg_arena *arena, cursor *c, const char **cells) {
    size_t count = 0;
    for (bool last = false; !last;) {
        const char *cell = next_cell(arena, c, &last);
        if (count < MOST_COLUMNS)
            cells[count++] = cell;
    }
    return count;
}

/* The position in the header of the heading, or of the first of several, that the format gives a column. */
static long find_heading(rg_reader *r, const rg_node *headings, const char *const *header, size_t count) {
    size_t names;
    const rg_node *const *list = rg_read_list(r, headings, &names);
    for (size_t i = 0; i < names; i++)
        for (size_t k = 0; k < count; k++)
            if (strcmp(header[k], rg_node_text(list[i])) == 0)
                return (long)k;
    return -1;
}

static char delimiter_of(const rg_node *format) {
    const rg_node *node = rg_node_get(format, "delimiter");
    const char *text = node ? rg_node_text(node) : ",";
    return rg_same(text, "tab") ? '\t' : *text;
}

static bool is_comment(const cursor *c, const rg_node *format) {
    const rg_node *node = rg_node_get(format, "comment");
    const char *mark = node ? rg_node_text(node) : NULL;
    size_t length = mark ? strlen(mark) : 0;
    return length && (size_t)(c->end - c->at) >= length && memcmp(c->at, mark, length) == 0;
}

static void skip_line(cursor *c) {
    while (c->at < c->end && *c->at != '\n')
        c->at++;
    c->at += c->at < c->end;
    c->line++;
}

static bool read_delimited(import *m, const rg_node *format, const char *text, size_t length) {
    rg_arena *arena = m->reader->arena;
    const rg_node *columns = rg_node_get(format, "columns");
    cursor c = {.at = text, .end = text + length, .delimiter = delimiter_of(format), .line = 1};
    while (c.at < c.end && is_comment(&c, format))
        skip_line(&c);
    const char *header[MOST_COLUMNS] = {0}, *cells[MOST_COLUMNS] = {0}, *wanted[MOST_COLUMNS];
    size_t headings = next_row(arena, &c, header);
    long code = find_heading(m->reader, rg_node_get(columns, "code"), header, headings);
    if (code < 0)
        return false;
    long positions[MOST_COLUMNS];
    for (size_t i = 0; i < m->count; i++)
        positions[i] = find_heading(m->reader, rg_node_get(columns, m->columns[i].id), header, headings);
    while (c.at < c.end) {
        uint32_t line = c.line;
        if (is_comment(&c, format)) {
            skip_line(&c);
            continue;
        }
        size_t count = next_row(arena, &c, cells);
        for (size_t i = 0; i < m->count; i++)
            wanted[i] = positions[i] >= 0 && (size_t)positions[i] < count ? cells[positions[i]] : NULL;
        if (count > 1)
            add_row(m, (size_t)code < count ? cells[code] : "", wanted, line);
    }
    if (c.zero)
        rg_report(m->reader->diagnostics, RG_ERROR, "import", (rg_place){m->path, c.zero, 1}, "a zero byte in a text");
    if (c.unclosed)
        rg_report(m->reader->diagnostics, RG_ERROR, "import", (rg_place){m->path, c.unclosed, 1},
                  "a quote that begins here has no end");
    return true;
}

/* ---- JSON ---- */

static const char *json_cell(const rg_node *row, const rg_node *name) {
    const rg_node *node = name ? rg_node_get(row, rg_node_text(name)) : NULL;
    return rg_node_is(node, RG_SCALAR) ? rg_node_text(node) : NULL;
}

static bool read_json(import *m, const rg_node *format, const rg_document *document) {
    const rg_node *rows = rg_document_root(document), *name = rg_node_get(format, "rows");
    const rg_node *columns = rg_node_get(format, "columns");
    if (name && rg_node_is(rows, RG_MAP))
        rows = rg_node_get(rows, rg_node_text(name));
    if (!rg_node_is(rows, RG_SEQUENCE))
        return false;
    const char *wanted[MOST_COLUMNS];
    for (const rg_node *row = rg_node_first(rows); row; row = rg_node_next(row)) {
        const char *code = json_cell(row, rg_node_get(columns, "code"));
        for (size_t i = 0; i < m->count; i++)
            wanted[i] = json_cell(row, rg_node_get(columns, m->columns[i].id));
        add_row(m, code ? code : "", wanted, row->line);
    }
    return true;
}

/* ---- */

static void release_converter(void *converter) {
    iconv_close(converter);
}

/* Text that is not UTF-8 is taken for the encoding the import names, else for that of Western Windows. */
static const char *to_utf8(rg_reader *r, const rg_node *entry, const char *text, size_t *length) {
    if (rg_utf8_valid(text, *length) == *length)
        return text;
    const rg_node *encoding = rg_node_get(entry, "encoding");
    iconv_t converter = iconv_open("UTF-8", encoding ? rg_node_text(encoding) : "WINDOWS-1252");
    if (converter == (iconv_t)-1)
        return NULL;
    rg_arena_defer(r->arena, release_converter, converter);
    size_t room = *length * 4 + 16, left = room, rest = *length;
    char *out = rg_alloc(r->arena, room), *to = out, *from = (char *)text;
    while (rest) {
        if (iconv(converter, &from, &rest, &to, &left) != (size_t)-1)
            break;
        /* A byte the encoding does not know is shown as a question mark. */
        *to++ = '?';
        left--;
        from++;
        rest--;
    }
    *length = room - left;
    return out;
}

bool rg_import_read(rg_reader *r, const rg_node *entry, const char *path, const char *text, size_t length,
                    const rg_import_column *columns, size_t count, rg_imported *out) {
import m = {.reader = r, .import = entry, .path = path, .columns = columns, .count = count, .result = out };
    m.out = rg_buffer_in(r->arena);
    m.codes = rg_map_in(r->arena);
    *out = (rg_imported){0};
    size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    text += mark;
    length -= mark;
    const char *utf8 = to_utf8(r, entry, text, &length);
    size_t blank = utf8 ? strspn(utf8, " \t\r\n") : 0;
    bool json = utf8 && blank < length && (utf8[blank] == '{' || utf8[blank] == '[');
    const rg_document *document = json ? rg_json_read(r->arena, path, utf8, length, r->diagnostics) : NULL;
    if (!utf8 || count > MOST_COLUMNS || (json && !document))
        return false;
    rg_add(&m.out, "code");
    for (size_t i = 0; i < count; i++)
        rg_addf(&m.out, "\t%s", columns[i].id);
    rg_add_char(&m.out, '\n');
    bool fits = false;
    const rg_node *formats = rg_node_get(entry, "formats");
    for (const rg_node *format = rg_node_first(formats); format && !fits; format = rg_node_next(format)) {
        const rg_node *kind = rg_node_get(format, "kind");
        if (json == (kind && rg_same(rg_node_text(kind), "json")))
            fits = json ? read_json(&m, format, document) : read_delimited(&m, format, utf8, length);
    }
    if (!fits || !out->rows)
        rg_report(r->diagnostics, RG_ERROR, "import", (rg_place){path, 1, 1},
                  fits ? "no row with a code"
                       : "none of the known forms of this list: the heading of the code is missing");
    if (m.warnings > MOST_WARNINGS)
        rg_report(r->diagnostics, RG_WARNING, "import", (rg_place){path, 0, 0}, "%zu warnings more",
                  m.warnings - MOST_WARNINGS);
    out->text = rg_buffer_text(&m.out);
    out->length = m.out.length;
    return fits && out->rows;
}
