/* Pages as Markdown: texts are escaped so that none of them is taken for markup. */
#include <string.h>

#include "report/page.h"

static void add_escaped(rg_buffer *out, const char *text, bool in_table) {
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '\n')
            rg_add(out, in_table ? "<br>" : "  \n");
        else if (c == '<')
            rg_add(out, "&lt;");
        else if (c == '>')
            rg_add(out, "&gt;");
        else if (c == '&')
            rg_add(out, "&amp;");
        else if (c < 0x20 || c == 0x7F)
            rg_addf(out, "\\\\x%02x", c);
        else if (strchr("\\`*_[]|#~!", c))
            rg_addf(out, "\\%c", c);
        else
            rg_add_char(out, (char)c);
    }
}

static void add_row(rg_buffer *out, const rg_cells *row, size_t columns) {
    for (size_t c = 0; c < columns; c++) {
        rg_add(out, c ? " | " : "| ");
        if (c < row->count)
            add_escaped(out, row->cells[c].text, true);
    }
    rg_add(out, " |\n");
}

static void add_table(rg_buffer *out, const rg_block *b) {
    if (b->text) {
        add_escaped(out, b->text, false);
        rg_add(out, "\n\n");
    }
    add_row(out, &b->head, b->head.count);
    for (size_t c = 0; c < b->head.count; c++)
        rg_add(out, c ? " --- |" : "| --- |");
    rg_add_char(out, '\n');
    for (size_t r = 0; r < b->rows.count; r++)
        add_row(out, &b->rows.items[r], b->head.count);
}

void rg_page_as_markdown(const rg_page *page, rg_buffer *out) {
    for (size_t i = 0; i < page->blocks.count; i++) {
        const rg_block *b = &page->blocks.items[i];
        if (i)
            rg_add_char(out, '\n');
        switch (b->kind) {
        case RG_HEADING:
            for (int k = 0; k < b->level; k++)
                rg_add_char(out, '#');
            rg_add_char(out, ' ');
            add_escaped(out, b->text, true);
            rg_add_char(out, '\n');
            break;
        case RG_NOTICE:
            rg_add(out, "> ");
            add_escaped(out, b->text, true);
            rg_add_char(out, '\n');
            break;
        case RG_PARAGRAPH:
            add_escaped(out, b->text, false);
            rg_add_char(out, '\n');
            break;
        case RG_TABLE: add_table(out, b); break;
        case RG_LIST_OF:
            for (size_t r = 0; r < b->rows.count; r++) {
                rg_add(out, "- ");
                add_escaped(out, b->rows.items[r].cells[0].text, true);
                rg_add_char(out, '\n');
            }
            break;
        }
    }
}
