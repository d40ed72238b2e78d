/* Pages for a terminal: wrapped to 100 columns; columns are counted as a terminal does. */
#include <string.h>

#include "report/page.h"

enum { WIDTH = 100 };

static const char *const TONES[] = {"", "\x1b[32m", "\x1b[33m", "\x1b[31m", "\x1b[35m", "\x1b[2m", "\x1b[1m"};

/* Bytes of the character at `text`; a control character is taken alone. */
static size_t character(const char *text) {
    size_t size = 1;
    while (((unsigned char)text[size] & 0xC0) == 0x80)
        size++;
    return size;
}

static size_t columns_of(const char *text, size_t length) {
    char one[5] = {0};
    memcpy(one, text, length < 4 ? length : 4);
    return rg_columns(one);
}

/* Length of the next line of at most `width` columns: broken at blanks, or between wide characters. */
static size_t line_length(const char *text, size_t width) {
    size_t columns = 0, last_break = 0, at = 0;
    while (text[at] && text[at] != '\n') {
        size_t size = character(text + at), wide = columns_of(text + at, size);
        if (columns + wide > width)
            return text[at] == ' ' ? at : last_break ? last_break : at ? at : size;
        columns += wide;
        at += size;
        /* A combining mark stays with its character. */
        bool marked = text[at] && columns_of(text + at, character(text + at)) == 0;
        if ((text[at - 1] == ' ' || wide > 1) && !marked)
            last_break = at;
    }
    return at;
}

/* Over what ends a line: a line end, or the blanks it was broken at. */
static const char *next_line(const char *text, size_t length) {
    text += length;
    if (*text == '\n')
        return text + 1;
    return text + strspn(text, " ");
}

static void add_wrapped(rg_buffer *out, const char *text, size_t indent, const char *first) {
    rg_add(out, first);
    for (bool begin = true; *text || begin; begin = false) {
        if (!begin)
            rg_addf(out, "%*s", (int)indent, "");
        size_t length = line_length(text, WIDTH - indent);
        size_t shown = length;
        while (shown && text[shown - 1] == ' ')
            shown--;
        rg_add_bytes(out, text, shown);
        rg_add_char(out, '\n');
        text = next_line(text, length);
    }
}

static void add_padded(rg_buffer *out, const char *text, size_t length, size_t width) {
    size_t columns = rg_columns(rg_copy_text(out->arena, text, length));
    rg_add_bytes(out, text, length);
    rg_addf(out, "%*s", (int)(columns < width ? width - columns : 0), "");
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Column widths: what the cells need, cut from the widest until all fit. */
static void fit_widths(const rg_block *b, size_t *widths, size_t columns) {
    size_t total = 0;
    for (size_t c = 0; c < columns; c++) {
        widths[c] = rg_columns(b->head.cells[c].text);
        for (size_t r = 0; r < b->rows.count; r++)
            if (c < b->rows.items[r].count && rg_columns(b->rows.items[r].cells[c].text) > widths[c])
                widths[c] = rg_columns(b->rows.items[r].cells[c].text);
        total += widths[c] + 2;
    }
    while (total > WIDTH) {
        size_t widest = 0;
        for (size_t c = 1; c < columns; c++)
            widest = widths[c] > widths[widest] ? c : widest;
        if (widths[widest] <= 8)
            return;
        size_t cut = least(total - WIDTH, widths[widest] / 8 + 1);
        widths[widest] -= cut;
        total -= cut;
    }
}

static void add_row(rg_buffer *out, const rg_cells *row, const size_t *widths, size_t columns, bool colours) {
    const char **rest = rg_alloc_array(out->arena, columns + 1, sizeof *rest);
    bool more = true;
    for (size_t c = 0; c < columns; c++)
        rest[c] = c < row->count ? row->cells[c].text : "";
    while (more) {
        more = false;
        for (size_t c = 0; c < columns; c++) {
            size_t length = line_length(rest[c], widths[c]), shown = length;
            while (shown && rest[c][shown - 1] == ' ')
                shown--;
            const char *tone = colours && c < row->count ? TONES[row->cells[c].tone] : "";
            rg_add(out, tone);
            add_padded(out, rest[c], shown, c + 1 == columns ? 0 : widths[c]);
            rg_add(out, *tone ? "\x1b[0m" : "");
            rg_add(out, c + 1 == columns ? "" : "  ");
            rest[c] = next_line(rest[c], length);
            more = more || *rest[c];
        }
        while (out->length && out->text[out->length - 1] == ' ')
            out->text[--out->length] = '\0';
        rg_add_char(out, '\n');
    }
}

static void add_table(rg_buffer *out, const rg_block *b, bool colours) {
    size_t columns = b->head.count;
    size_t *widths = rg_alloc_array(out->arena, columns + 1, sizeof *widths);
    fit_widths(b, widths, columns);
    rg_cells head = b->head;
    for (size_t c = 0; c < head.count; c++)
        head.cells[c].tone = RG_STRONG;
    if (b->text)
        add_wrapped(out, b->text, 0, "");
    add_row(out, &head, widths, columns, colours);
    for (size_t c = 0; c < columns; c++) {
        for (size_t i = 0; i < widths[c]; i++)
            rg_add_char(out, '-');
        rg_add(out, c + 1 == columns ? "\n" : "  ");
    }
    for (size_t r = 0; r < b->rows.count; r++)
        add_row(out, &b->rows.items[r], widths, columns, colours);
}

void rg_page_as_text(const rg_page *page, rg_buffer *out, bool colours) {
    for (size_t i = 0; i < page->blocks.count; i++) {
        const rg_block *b = &page->blocks.items[i];
        if (i)
            rg_add_char(out, '\n');
        switch (b->kind) {
        case RG_HEADING:
            rg_add(out, colours ? TONES[RG_STRONG] : "");
            add_wrapped(out, b->text, 0, "");
            rg_add(out, colours ? "\x1b[0m" : "");
            if (b->level == 1) {
                for (size_t k = 0; k < least(rg_columns(b->text), WIDTH); k++)
                    rg_add_char(out, '=');
                rg_add_char(out, '\n');
            }
            break;
        case RG_PARAGRAPH:
        case RG_CHART:
        case RG_NOTICE: add_wrapped(out, b->text, 0, ""); break;
        case RG_TABLE: add_table(out, b, colours); break;
        case RG_LIST_OF:
            for (size_t r = 0; r < b->rows.count; r++)
                add_wrapped(out, b->rows.items[r].cells[0].text, 2, "- ");
            break;
        }
    }
}
