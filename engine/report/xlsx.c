#include "report/xlsx.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/file.h"

enum { LONGEST_CELL = 32000 }; /* Excel takes 32,767 characters */

static lxw_format *format_of(const rg_workbook *w) {
    lxw_format *f = workbook_add_format(w->book);
    format_set_text_wrap(f);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    format_set_font_name(f, w->s->language == RG_JAPANESE ? "Yu Gothic" : "Calibri");
    return f;
}

static void add_formats(rg_workbook *w) {
    static const uint32_t colours[] = {0x1C2430, 0x0B6B3A, 0x8A5A00, 0xB3261E, 0x6B3FA0, 0x5A6676, 0x1C2430};
    static const uint32_t fills[] = {0, 0xE3F4EA, 0xFFF2D6, 0xFCE4E2, 0xEFE6FA, 0, 0};
    w->text = format_of(w);
    w->head = format_of(w);
    format_set_bold(w->head);
    format_set_bg_color(w->head, 0xE4EAF2);
    w->date = format_of(w);
    format_set_num_format(w->date, "yyyy-mm-dd");
    w->number = format_of(w);
    w->money = format_of(w);
    format_set_num_format(w->money, "#,##0.##");
    for (size_t i = 0; i < sizeof w->tones / sizeof *w->tones; i++) {
        w->tones[i] = format_of(w);
        format_set_font_color(w->tones[i], colours[i]);
        if (fills[i])
            format_set_bg_color(w->tones[i], fills[i]);
        if (i == RG_STRONG)
            format_set_bold(w->tones[i]);
    }
}

bool rg_workbook_open(rg_workbook *w, const rg_strings *s, const char *title) {
    *w = (rg_workbook){.s = s, .path = "/tmp/reggap-XXXXXX"};
    int file = mkstemp(w->path);
    if (file < 0)
        return false;
    close(file);
    w->book = workbook_new(w->path);
    if (!w->book) {
        unlink(w->path);
        return false;
    }
    lxw_doc_properties properties = {0};
    properties.title = rg_copy_text(s->arena, title, strlen(title));
    properties.created = 315532800; /* 1980-01-01: the same report gives the same bytes */
    workbook_set_properties(w->book, &properties);
    add_formats(w);
    return true;
}

bool rg_workbook_close(rg_workbook *w, rg_buffer *out, rg_diagnostics *diagnostics) {
    size_t length = 0;
    bool written = workbook_close(w->book) == LXW_NO_ERROR;
    const char *bytes = written ? rg_file_read(w->s->arena, w->path, RG_LIMIT_FILE, &length, diagnostics) : NULL;
    unlink(w->path);
    if (bytes)
        rg_add_bytes(out, bytes, length);
    else
        rg_report(diagnostics, RG_ERROR, "file", (rg_place){"", 0, 0}, "the workbook cannot be written");
    return bytes != NULL;
}

void rg_workbook_text(const rg_workbook *w, lxw_worksheet *sheet, size_t row, size_t column, const char *text,
                      lxw_format *format) {
    size_t length = strlen(text);
    if (length > LONGEST_CELL)
        text = rg_copy_text(w->s->arena, text, rg_utf8_cut(text, LONGEST_CELL));
    worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column, text, format ? format : w->text);
}

void rg_workbook_lay_out(lxw_worksheet *sheet) {
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
}

void rg_workbook_end_sheet(lxw_worksheet *sheet, size_t rows, size_t columns) {
    if (rows > 1 && columns)
        worksheet_autofilter(sheet, 0, 0, (lxw_row_t)(rows - 1), (lxw_col_t)(columns - 1));
}
