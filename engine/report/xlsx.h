/* Workbooks (ISO/IEC 29500): what every one of them has in common. */
#ifndef RG_REPORT_XLSX_H
#define RG_REPORT_XLSX_H

#include <xlsxwriter.h>

#include "report/page.h"
#include "util/diagnostics.h"

typedef struct {
    const rg_strings *s;
    lxw_workbook *book;
    lxw_format *head, *text, *date, *number, *money, *tones[7];
    char path[20]; /* of the file it is written to before it is read back */
} rg_workbook;

/* A new workbook with this title and no date of its own; false where there is no room for its file. */
bool rg_workbook_open(rg_workbook *book, const rg_strings *strings, const char *title);

/* Writes it into `out`; the same sheets give the same bytes. False with a diagnostic. */
bool rg_workbook_close(rg_workbook *book, rg_buffer *out, rg_diagnostics *diagnostics);

/* A text is a text, whatever it begins with; `format` NULL is the plain one. */
void rg_workbook_text(const rg_workbook *book, lxw_worksheet *sheet, size_t row, size_t column, const char *text,
                      lxw_format *format);

/* Landscape A4, the first row and column stay in sight. */
void rg_workbook_lay_out(lxw_worksheet *sheet);

/* Filters over so many rows, the head included. */
void rg_workbook_end_sheet(lxw_worksheet *sheet, size_t rows, size_t columns);

/* The page as a workbook: what stands between its tables on the first sheet, each table on one of its own. */
bool rg_page_as_xlsx(const rg_page *page, rg_buffer *out, rg_diagnostics *diagnostics);

#endif
