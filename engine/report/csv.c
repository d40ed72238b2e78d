#include "report/csv.h"

#include <string.h>

/* A spreadsheet takes what begins with one of these for a formula; a quote before it makes it text. */
static bool is_formula(const char *text) {
    return *text && strchr("=+-@\t\r\n", *text) != NULL;
}

void rg_csv_cell(rg_csv *r, const char *text) {
    if (r->follows)
        rg_add_char(r->out, ',');
    r->follows = true;
    rg_add_char(r->out, '"');
    if (is_formula(text))
        rg_add_char(r->out, '\'');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"')
            rg_add(r->out, "\"\"");
        else if (c == '\n')
            rg_add(r->out, "; ");
        else if (c >= 0x20 && c != 0x7F)
            rg_add_char(r->out, (char)c);
    }
    rg_add_char(r->out, '"');
}

void rg_csv_end_row(rg_csv *r) {
    rg_add(r->out, "\r\n");
    r->follows = false;
}
