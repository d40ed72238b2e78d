/* Pages as Markdown: texts are escaped so that none of them is taken for markup. */
#include <string.h>

#include "report/chart.h"
#include "report/page.h"

/* What at the beginning of a line would begin a list, a rule, a heading or a block of code. */
static const char *add_line_start(rg_buffer *out, const char *text) {
    size_t blanks = strspn(text, " ");
    if (blanks >= 4) {
        rg_add(out, "&nbsp;");
        return text + blanks;
    }
    rg_add_bytes(out, text, blanks);
    text += blanks;
    size_t digits = strspn(text, "0123456789");
    if (*text == '-' || *text == '+' || *text == '=') {
        rg_addf(out, "\\%c", *text);
        return text + 1;
    }
    if (digits && (text[digits] == '.' || text[digits] == ')')) {
        rg_add_bytes(out, text, digits);
        rg_addf(out, "\\%c", text[digits]);
        return text + digits + 1;
    }
    return text;
}

static void add_escaped(rg_buffer *out, const char *text, bool in_table) {
    if (!in_table)
        text = add_line_start(out, text);
    while (*text) {
        char c = *text++;
        if (c == '\n') {
            rg_add(out, in_table ? "<br>" : "  \n");
            text = in_table ? text : add_line_start(out, text);
        } else if (c == '<') {
            rg_add(out, "&lt;");
        } else if (c == '>') {
            rg_add(out, "&gt;");
        } else if (c == '&') {
            rg_add(out, "&amp;");
        } else if (strchr("\\`*_[]|#~!", c)) {
            rg_addf(out, "\\%c", c);
        } else {
            rg_add_char(out, c);
        }
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
            add_escaped(out, add_line_start(out, b->text), true);
            rg_add_char(out, '\n');
            break;
        case RG_PARAGRAPH:
            add_escaped(out, b->text, false);
            rg_add_char(out, '\n');
            break;
        case RG_TABLE: add_table(out, b); break;
        case RG_CHART: rg_chart_as_mermaid(b->chart, out); break;
        case RG_LIST_OF:
            for (size_t r = 0; r < b->rows.count; r++) {
                rg_add(out, "- ");
                add_escaped(out, add_line_start(out, b->rows.items[r].cells[0].text), true);
                rg_add_char(out, '\n');
            }
            break;
        }
    }
}
