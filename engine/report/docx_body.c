#include <string.h>

#include "report/chart.h"
#include "report/docx.h"

/* ---- styles ---- */

#define PARAGRAPH_STYLE(id, name, properties, run)                                                                     \
    {                                                                                                                  \
        id, "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name                                 \
            "\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>" properties "</w:pPr><w:rPr>" run                    \
            "</w:rPr></w:style>"                                                                                       \
    }
#define HEADING_STYLE(id, name, level, size, before)                                                                   \
    {                                                                                                                  \
        id, "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name                                 \
            "\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing "   \
            "w:before=\"" before "\" w:after=\"80\"/><w:outlineLvl w:val=\"" level                                     \
            "\"/></w:pPr><w:rPr><w:b/><w:color w:val=\"1F3A5F\"/><w:sz w:val=\"" size "\"/></w:rPr></w:style>"         \
    }

/* Outline levels count from 0, heading styles from 1. */
const rg_docx_style RG_DOCX_STYLES[] = {
    {"Normal",
     "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>"
     "<w:pPr><w:spacing w:after=\"100\"/></w:pPr></w:style>"},
    PARAGRAPH_STYLE("Title", "Title", "<w:spacing w:before=\"240\" w:after=\"240\"/>",
                    "<w:b/><w:color w:val=\"1F3A5F\"/><w:sz w:val=\"44\"/>"),
    HEADING_STYLE("Heading1", "heading 1", "0", "30", "400"),
    HEADING_STYLE("Heading2", "heading 2", "1", "24", "280"),
    HEADING_STYLE("Heading3", "heading 3", "2", "21", "200"),
    PARAGRAPH_STYLE("ReggapCell", "Reggap Cell", "<w:spacing w:after=\"0\"/>", "<w:sz w:val=\"16\"/>"),
    PARAGRAPH_STYLE("ReggapNotice", "Reggap Notice",
                    "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"6\" w:color=\"6B3FA0\"/></w:pBdr><w:shd "
                    "w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F5F9\"/>",
                    ""),
    PARAGRAPH_STYLE("ReggapItem", "Reggap Item", "<w:ind w:left=\"360\" w:hanging=\"200\"/><w:spacing w:after=\"40\"/>",
                    ""),
    PARAGRAPH_STYLE("ReggapContents", "Reggap Contents", "<w:spacing w:after=\"20\"/>", ""),
};
const size_t RG_DOCX_STYLE_COUNT = sizeof RG_DOCX_STYLES / sizeof *RG_DOCX_STYLES;

/* ---- runs and paragraphs ---- */

typedef struct {
    const char *colour; /* "" as the paragraph's */
    bool bold;
} run_look;

static const run_look LOOKS[] = {{"", false},      {"0B6B3A", true},  {"8A5A00", true}, {"B3261E", true},
                                 {"6B3FA0", true}, {"5A6676", false}, {"", true}};

/* A text as runs: its line ends stay line ends. */
static void add_runs(rg_buffer *out, const char *text, run_look look) {
    while (*text) {
        size_t length = strcspn(text, "\n");
        rg_add(out, "<w:r><w:rPr>");
        if (look.bold)
            rg_add(out, "<w:b/>");
        if (*look.colour)
            rg_addf(out, "<w:color w:val=\"%s\"/>", look.colour);
        rg_add(out, "</w:rPr><w:t xml:space=\"preserve\">");
        rg_add_html(out, rg_copy_text(out->arena, text, length));
        rg_add(out, "</w:t>");
        text += length;
        if (*text == '\n') {
            rg_add(out, "<w:br/>");
            text++;
        }
        rg_add(out, "</w:r>");
    }
}

static void add_paragraph(rg_buffer *out, const char *style, const char *text, run_look look) {
    rg_addf(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
    add_runs(out, text, look);
    rg_add(out, "</w:p>\n");
}

/* The page's first heading is the title; the others are one level up in the outline of the document. */
static void add_heading(rg_buffer *out, const rg_block *b, size_t number) {
    if (b->level <= 1) {
        add_paragraph(out, "Title", b->text, LOOKS[RG_PLAIN]);
        return;
    }
    rg_addf(out, "<w:p><w:pPr><w:pStyle w:val=\"Heading%d\"/>%s</w:pPr><w:bookmarkStart w:id=\"%zu\" w:name=\"h%zu\"/>",
            b->level - 1 > 3 ? 3 : b->level - 1, b->breaks ? "<w:pageBreakBefore/>" : "", number, number);
    add_runs(out, b->text, LOOKS[RG_PLAIN]);
    rg_addf(out, "<w:bookmarkEnd w:id=\"%zu\"/></w:p>\n", number);
}

/* ---- tables ---- */

enum { PAGE_WIDTH = 9920, CHART_SLOTS = 30, CHART_LABEL = 3920 };

static void begin_table(rg_buffer *out, const int *widths, size_t count) {
    rg_add(out, "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>");
    static const char *const edges[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
        rg_addf(out, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C9D1DC\"/>", edges[i]);
    rg_add(out,
           "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right "
           "w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
    for (size_t i = 0; i < count; i++)
        rg_addf(out, "<w:gridCol w:w=\"%d\"/>", widths[i]);
    rg_add(out, "</w:tblGrid>\n");
}

/* A table is always followed by a paragraph, which Word asks for. */
static void end_table(rg_buffer *out) {
    rg_add(out, "</w:tbl><w:p><w:pPr><w:spacing w:after=\"60\"/></w:pPr></w:p>\n");
}

static void add_cell(rg_buffer *out, int width, const char *fill, const char *text, run_look look) {
    rg_addf(out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", width);
    if (fill)
        rg_addf(out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/>", fill);
    rg_add(out, "</w:tcPr>");
    add_paragraph(out, "ReggapCell", text, look);
    rg_add(out, "</w:tc>");
}

/* A column is as wide as what stands in it, within bounds: the square root keeps long texts from taking all. */
static int *column_widths(const rg_block *b, rg_arena *arena) {
    size_t count = b->head.count;
    int *widths = rg_alloc_array(arena, count + 1, sizeof *widths);
    double *want = rg_alloc_array(arena, count + 1, sizeof *want), all = 0;
    for (size_t c = 0; c < count; c++) {
        size_t longest = rg_columns(b->head.cells[c].text);
        for (size_t r = 0; r < b->rows.count; r++) {
            size_t columns = c < b->rows.items[r].count ? rg_columns(b->rows.items[r].cells[c].text) : 0;
            longest = columns > longest ? columns : longest;
        }
        double room = 1;
        while (room * room < (double)longest)
            room++;
        want[c] = room < 3 ? 3 : room > 18 ? 18 : room;
        all += want[c];
    }
    for (size_t c = 0; c < count; c++)
        widths[c] = (int)(PAGE_WIDTH * want[c] / all);
    return widths;
}

static void add_table(rg_buffer *out, const rg_block *b) {
    const int *widths = column_widths(b, out->arena);
    if (b->folds)
        add_paragraph(out, "Normal", b->text, LOOKS[RG_PLAIN]);
    begin_table(out, widths, b->head.count);
    rg_add(out, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (size_t c = 0; c < b->head.count; c++)
        add_cell(out, widths[c], "E4EAF2", b->head.cells[c].text, LOOKS[RG_STRONG]);
    rg_add(out, "</w:tr>\n");
    for (size_t r = 0; r < b->rows.count; r++) {
        const rg_cells *row = &b->rows.items[r];
        rg_add(out, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (size_t c = 0; c < b->head.count; c++)
            add_cell(out, widths[c], NULL, c < row->count ? row->cells[c].text : "",
                     LOOKS[c < row->count ? row->cells[c].tone : RG_PLAIN]);
        rg_add(out, "</w:tr>\n");
    }
    end_table(out);
}

/* ---- charts: a table whose shaded cells are the bars, so that every program shows them ---- */

static int32_t slot_day(const rg_chart *chart, int slot) {
    return chart->from + (int32_t)((int64_t)(chart->until - chart->from) * slot / CHART_SLOTS);
}

static const char *bar_fill(const rg_bar *bar) {
    static const char *const fills[] = {"7C93B2", "0B6B3A", "8A5A00", "B3261E", "B79ADB", "9AA7B8", "1F3A5F"};
    return fills[bar->tone];
}

static void add_chart(rg_buffer *out, const rg_chart *chart) {
    int widths[CHART_SLOTS + 1] = {CHART_LABEL};
    for (size_t i = 1; i <= CHART_SLOTS; i++)
        widths[i] = (PAGE_WIDTH - CHART_LABEL) / CHART_SLOTS;
    char from[11], until[11];
    rg_date_format(chart->from, from);
    rg_date_format(chart->until, until);
    add_paragraph(out, "Normal", chart->description, LOOKS[RG_PLAIN]);
    begin_table(out, widths, CHART_SLOTS + 1);
    rg_add(out, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    add_cell(out, CHART_LABEL, "E4EAF2", chart->title, LOOKS[RG_STRONG]);
    rg_addf(out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:gridSpan w:val=\"%d\"/></w:tcPr>",
            widths[1] * CHART_SLOTS, CHART_SLOTS);
    add_paragraph(out, "ReggapCell", rg_textf(out->arena, "%s – %s", from, until), LOOKS[RG_PLAIN]);
    rg_add(out, "</w:tc></w:tr>\n");
    const char *group = NULL;
    for (size_t i = 0; i < chart->bars.count; i++) {
        const rg_bar *bar = &chart->bars.items[i];
        if (!group || strcmp(group, bar->group) != 0) {
            rg_addf(out,
                    "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:gridSpan "
                    "w:val=\"%d\"/></w:tcPr>",
                    PAGE_WIDTH, CHART_SLOTS + 1);
            add_paragraph(out, "ReggapCell", bar->group, LOOKS[RG_STRONG]);
            rg_add(out, "</w:tc></w:tr>\n");
        }
        group = bar->group;
        rg_add(out, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        add_cell(out, CHART_LABEL, NULL,
                 *bar->mark ? rg_textf(out->arena, "%s (%s)", bar->label, bar->mark) : bar->label,
                 LOOKS[*bar->mark ? RG_STRONG : RG_PLAIN]);
        for (int slot = 0; slot < CHART_SLOTS; slot++) {
            bool on = bar->start < slot_day(chart, slot + 1) && bar->finish > slot_day(chart, slot);
            add_cell(out, widths[1], on ? bar_fill(bar) : NULL, "", LOOKS[RG_PLAIN]);
        }
        rg_add(out, "</w:tr>\n");
    }
    end_table(out);
    add_paragraph(out, "Normal", chart->legend, LOOKS[RG_PLAIN]);
}

/* ---- contents, and all of it ---- */

/* Filled already, with links; Word puts page numbers into the field when it is updated. */
static void add_contents(rg_buffer *out, const rg_page *page) {
    bool begun = false;
    for (size_t i = 0; i < page->blocks.count; i++) {
        const rg_block *b = &page->blocks.items[i];
        if (b->kind != RG_HEADING || b->level != 2)
            continue;
        rg_add(out, "<w:p><w:pPr><w:pStyle w:val=\"ReggapContents\"/></w:pPr>");
        if (!begun)
            rg_add(out,
                   "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o "
                   "\"1-1\" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>");
        begun = true;
        rg_addf(out, "<w:hyperlink w:anchor=\"h%zu\">", i);
        add_runs(out, b->text, LOOKS[RG_PLAIN]);
        rg_add(out, "</w:hyperlink></w:p>\n");
    }
    if (begun)
        rg_add(out, "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\n");
}

void rg_docx_body(const rg_page *page, rg_buffer *out) {
    for (size_t i = 0; i < page->blocks.count; i++) {
        const rg_block *b = &page->blocks.items[i];
        switch (b->kind) {
        case RG_HEADING:
            add_heading(out, b, i);
            if (i == 0 && !page->brief)
                add_contents(out, page);
            break;
        case RG_PARAGRAPH: add_paragraph(out, "Normal", b->text, LOOKS[RG_PLAIN]); break;
        case RG_NOTICE: add_paragraph(out, "ReggapNotice", b->text, LOOKS[RG_PLAIN]); break;
        case RG_TABLE: add_table(out, b); break;
        case RG_CHART: add_chart(out, b->chart); break;
        case RG_LIST_OF:
            for (size_t r = 0; r < b->rows.count; r++)
                add_paragraph(out, "ReggapItem", rg_textf(out->arena, "• %s", b->rows.items[r].cells[0].text),
                              LOOKS[RG_PLAIN]);
            break;
        }
    }
}
