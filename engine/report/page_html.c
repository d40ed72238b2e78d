/* Pages as one self-contained HTML file: no script, nothing fetched, light and dark, ready to print. */
#include <string.h>

#include "report/chart.h"
#include "report/page.h"

static const char STYLE[] =
    ":root{color-scheme:light dark;--ink:#1c2430;--paper:#fff;--line:#c9d1dc;--soft:#f2f5f9;--quiet:#5a6676;"
    "--good:#0b6b3a;--partly:#8a5a00;--bad:#b3261e;--open:#6b3fa0}"
    "@media (prefers-color-scheme:dark){:root{--ink:#e6ebf2;--paper:#12161c;--line:#3a4452;--soft:#1b222b;"
    "--quiet:#9aa7b8;--good:#6fd09b;--partly:#f0c060;--bad:#ff9a90;--open:#c9a6f5}}"
    "*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);line-height:1.55;"
    "font-family:system-ui,\"Hiragino Sans\",\"Noto Sans CJK JP\",\"Noto Sans JP\",\"Yu Gothic\",Meiryo,sans-serif}"
    "main{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{font-size:1.6rem;line-height:1.25}"
    "h2{font-size:1.25rem;margin-top:2.2rem;border-bottom:2px solid var(--line);padding-bottom:.25rem}"
    "h3{font-size:1.05rem;margin-top:1.6rem}p,li{max-width:62rem;overflow-wrap:anywhere}"
    ".wide{overflow-x:auto;margin:.6rem 0}table{border-collapse:collapse;width:100%;font-size:.9rem}"
    "th,td{border:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top;"
    "overflow-wrap:break-word;min-width:4rem}table.many{min-width:56rem}"
    "@media print{table.many{min-width:0}}"
    "thead "
    "th{background:var(--soft)}.good{color:var(--good);font-weight:600}.partly{color:var(--partly);font-weight:600}"
    ".bad{color:var(--bad);font-weight:600}.open{color:var(--open);font-weight:600}.quiet{color:var(--quiet)}"
    ".strong{font-weight:700}.notice{border-left:4px solid var(--open);background:var(--soft);padding:.6rem .9rem}"
    "svg.chart{display:block;font-size:12px}svg.chart text{fill:var(--ink)}svg.chart .quiet{fill:var(--quiet)}"
    "svg.chart .grid{stroke:var(--line)}svg.chart .float{stroke:var(--quiet);stroke-dasharray:3 3}"
    "svg.chart .bar{fill:var(--soft);stroke:var(--ink)}svg.chart .bar.bad{fill:var(--bad);stroke:var(--bad)}"
    "svg.chart .bar.open{stroke:var(--open);stroke-dasharray:5 3;stroke-width:2}svg.chart .group{font-weight:700}"
    "summary{cursor:pointer;padding:.4rem 0}td{white-space:pre-line}.date{white-space:nowrap}"
    "@page{size:A4;margin:16mm 12mm;@bottom-center{content:counter(page) \" / \" counter(pages);font-size:8pt}}"
    "@media print{body{font-size:9pt}main{padding:0;max-width:none}"
    "table{font-size:7.5pt}thead{display:table-header-group}tr,h2,h3{break-inside:avoid}h2,h3{break-after:avoid}"
    ".page{break-before:page;margin-top:0}}";

static const char *const CLASSES[] = {"", "good", "partly", "bad", "open", "quiet", "strong"};

void rg_add_html(rg_buffer *out, const char *text) {
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '<')
            rg_add(out, "&lt;");
        else if (c == '>')
            rg_add(out, "&gt;");
        else if (c == '&')
            rg_add(out, "&amp;");
        else if (c == '"')
            rg_add(out, "&quot;");
        else
            rg_add_char(out, (char)c);
    }
}

/* As rg_add_html, for a text that may be broken into lines: a date is kept in one. */
static void add_broken(rg_buffer *out, const char *text) {
    enum { DATE = 10 };
    char date[DATE + 1] = {0};
    int32_t day;
    const char *from = text;
    for (const char *at = text; *at; at++) {
        strncpy(date, at, DATE);
        if (!rg_date_parse(date, &day))
            continue;
        rg_add_html(out, rg_copy_text(out->arena, from, (size_t)(at - from)));
        rg_addf(out, "<span class=\"date\">%s</span>", date);
        from = at + DATE;
        at = from - 1;
    }
    rg_add_html(out, from);
}

static void add_element(rg_buffer *out, const char *open, const char *text, const char *close) {
    rg_add(out, open);
    rg_add_html(out, text);
    rg_add(out, close);
}

static void add_row(rg_buffer *out, const rg_cells *row) {
    rg_add(out, "<tr>");
    for (size_t c = 0; c < row->count; c++) {
        const char *class = CLASSES[row->cells[c].tone];
        const char *tag = c ? "td" : "th";
        rg_addf(out, "<%s%s", tag, c ? "" : " scope=\"row\"");
        if (*class)
            rg_addf(out, " class=\"%s\"", class);
        rg_add_char(out, '>');
        add_broken(out, row->cells[c].text);
        rg_addf(out, "</%s>", tag);
    }
    rg_add(out, "</tr>\n");
}

static void add_table(rg_buffer *out, const rg_block *b) {
    if (b->folds)
        add_element(out, "<details><summary>", b->text, "</summary>");
    /* Many columns keep a readable width on a small screen and are scrolled. */
    rg_addf(out, "<div class=\"wide\" tabindex=\"0\"><table%s><thead><tr>", b->head.count > 4 ? " class=\"many\"" : "");
    for (size_t c = 0; c < b->head.count; c++)
        add_element(out, "<th scope=\"col\">", b->head.cells[c].text, "</th>");
    rg_add(out, "</tr></thead><tbody>\n");
    for (size_t r = 0; r < b->rows.count; r++)
        add_row(out, &b->rows.items[r]);
    rg_add(out, "</tbody></table></div>\n");
    if (b->folds)
        rg_add(out, "</details>\n");
}

static void add_block(rg_buffer *out, const rg_block *b, size_t number) {
    switch (b->kind) {
    case RG_HEADING:
        rg_addf(out, "<h%d%s>", b->level, b->breaks ? " class=\"page\"" : "");
        rg_add_html(out, b->text);
        rg_addf(out, "</h%d>\n", b->level);
        return;
    case RG_PARAGRAPH: add_element(out, "<p>", b->text, "</p>\n"); return;
    case RG_NOTICE: add_element(out, "<p class=\"notice\" role=\"note\">", b->text, "</p>\n"); return;
    case RG_TABLE: add_table(out, b); return;
    case RG_CHART:
        rg_chart_as_svg(b->chart, number, out);
        add_element(out, "<p>", b->chart->legend, "</p>\n");
        return;
    case RG_LIST_OF:
        rg_add(out, "<ul>\n");
        for (size_t r = 0; r < b->rows.count; r++)
            add_element(out, "<li>", b->rows.items[r].cells[0].text, "</li>\n");
        rg_add(out, "</ul>\n");
        return;
    }
}

void rg_page_as_html(const rg_page *page, rg_buffer *out) {
    rg_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", page->strings->code);
    rg_add(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    rg_add(out,
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    add_element(out, "<title>", page->title, "</title>\n");
    rg_addf(out, "<style>%s</style>\n</head>\n<body>\n<main>\n", STYLE);
    for (size_t i = 0; i < page->blocks.count; i++)
        add_block(out, &page->blocks.items[i], i);
    rg_add(out, "</main>\n</body>\n</html>\n");
}
