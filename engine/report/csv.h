/* Tables for spreadsheets and project tools (RFC 4180). */
#ifndef RG_REPORT_CSV_H
#define RG_REPORT_CSV_H

#include "util/buffer.h"

typedef struct {
    rg_buffer *out;
    bool follows; /* a cell stands before in the row */
} rg_csv;

/* A cell: always quoted, on one line, and never taken for a formula. */
void rg_csv_cell(rg_csv *csv, const char *text);
void rg_csv_end_row(rg_csv *csv);

#endif
