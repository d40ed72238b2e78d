/* Pages as workbooks. */
#include <string.h>

#include "report/xlsx.h"

/* A name Excel takes: at most 31 characters, none of []:*?/\, and no other sheet's; the number makes it its own. */
static const char *sheet_name(const rg_page *page, size_t number, const char *heading) {
    enum { MOST = 24 };
    rg_buffer out = rg_buffer_in(page->arena);
    size_t characters = 0;
    rg_addf(&out, "%zu ", number);
    for (const char *at = heading; *at; at++) {
        bool first = ((unsigned char)*at & 0xC0) != 0x80;
        if (first && characters++ == MOST)
            break;
        rg_add_char(&out, strchr("[]:*?/\\'", *at) || (unsigned char)*at < ' ' ? ' ' : *at);
    }
    return rg_buffer_text(&out);
}

/* As wide as what stands in it, within bounds. */
static double width_of(const rg_block *b, size_t column) {
    size_t widest = rg_columns(b->head.cells[column].text) + 3;
    for (size_t r = 0; r < b->rows.count; r++)
        if (column < b->rows.items[r].count) {
            size_t columns = rg_columns(b->rows.items[r].cells[column].text);
            widest = columns > widest ? columns : widest;
        }
    return widest < 5 ? 5 : widest > 44 ? 44 : (double)widest;
}

/* Not every program fits the height of a row to broken lines: so it is told. */
static void fit_row(lxw_worksheet *sheet, const rg_page *page, const rg_cells *row, const double *widths, size_t at) {
    enum { LINE = 15, MOST = 400 };
    size_t most = 1;
    for (size_t c = 0; c < row->count; c++) {
        size_t lines = 0;
        for (const char *text = row->cells[c].text; *text;) {
            size_t length = strcspn(text, "\n");
            size_t columns = rg_columns(rg_copy_text(page->arena, text, length));
            lines += 1 + (size_t)((double)columns * 1.1 / widths[c]);
            text += length + (text[length] == '\n');
        }
        most = lines > most ? lines : most;
    }
    worksheet_set_row(sheet, (lxw_row_t)at, most * LINE > MOST ? MOST : (double)(most * LINE), NULL);
}

static void add_table(const rg_workbook *w, const rg_page *page, const rg_block *b, const char *name) {
    lxw_worksheet *sheet = workbook_add_worksheet(w->book, name);
    double *widths = rg_alloc_array(page->arena, b->head.count + 1, sizeof *widths);
    if (!sheet)
        return;
    for (size_t c = 0; c < b->head.count; c++) {
        widths[c] = width_of(b, c);
        worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c, widths[c], NULL);
        rg_workbook_text(w, sheet, 0, c, b->head.cells[c].text, w->head);
    }
    for (size_t r = 0; r < b->rows.count; r++) {
        const rg_cells *row = &b->rows.items[r];
        fit_row(sheet, page, row, widths, r + 1);
        for (size_t c = 0; c < row->count; c++)
            rg_workbook_text(w, sheet, r + 1, c, row->cells[c].text, w->tones[row->cells[c].tone]);
    }
    rg_workbook_lay_out(sheet);
    rg_workbook_end_sheet(sheet, b->rows.count + 1, b->head.count);
}

static void add_text(const rg_workbook *w, const rg_page *page, lxw_worksheet *sheet, size_t row, rg_cell *cell) {
    static const double width = 110;
    fit_row(sheet, page, &(rg_cells){cell, 1}, &width, row);
    rg_workbook_text(w, sheet, row, 0, cell->text, w->tones[cell->tone]);
}

static void add_texts(const rg_workbook *w, const rg_page *page, lxw_worksheet *sheet) {
    size_t row = 0;
    worksheet_set_column(sheet, 0, 0, 110, NULL);
    for (size_t i = 0; i < page->blocks.count; i++) {
        const rg_block *b = &page->blocks.items[i];
        rg_cell whole = {b->text, b->kind == RG_HEADING ? RG_STRONG : RG_PLAIN};
        if (b->kind == RG_LIST_OF)
            for (size_t r = 0; r < b->rows.count; r++)
                add_text(w, page, sheet, row++, b->rows.items[r].cells);
        else if (b->kind != RG_TABLE && b->text)
            add_text(w, page, sheet, row++, &whole);
    }
}

bool rg_page_as_xlsx(const rg_page *page, rg_buffer *out, rg_diagnostics *diagnostics) {
    rg_workbook w;
    const char *heading = page->title;
    size_t number = 1;
    if (!rg_workbook_open(&w, page->strings, page->title)) {
        rg_report(diagnostics, RG_ERROR, "file", (rg_place){"", 0, 0}, "there is no room for the workbook");
        return false;
    }
    add_texts(&w, page, workbook_add_worksheet(w.book, sheet_name(page, number, page->title)));
    for (size_t i = 0; i < page->blocks.count; i++) {
        const rg_block *b = &page->blocks.items[i];
        if (b->kind == RG_HEADING)
            heading = b->text;
        else if (b->kind == RG_TABLE)
            add_table(&w, page, b, sheet_name(page, ++number, heading));
    }
    return rg_workbook_close(&w, out, diagnostics);
}
