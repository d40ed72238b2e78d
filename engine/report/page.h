/*
 * A report as a list of blocks, between the results and the formats: what is said stands here once, and each format
 * (text, Markdown, HTML) writes the same blocks in its own way, with its own escapes.
 */
#ifndef RG_REPORT_PAGE_H
#define RG_REPORT_PAGE_H

#include "report/strings.h"
#include "util/buffer.h"

typedef enum { RG_HEADING, RG_PARAGRAPH, RG_TABLE, RG_LIST_OF, RG_NOTICE, RG_CHART } rg_block_kind;

/* What a cell's colour and letter say; never by colour alone. */
typedef enum { RG_PLAIN, RG_GOOD, RG_PARTLY, RG_BAD, RG_OPEN_POINT, RG_QUIET, RG_STRONG } rg_tone;

typedef struct {
    const char *text;
    rg_tone tone;
} rg_cell;

typedef struct {
    rg_cell *cells;
    size_t count;
} rg_cells;

/* One bar of a chart, in days. */
typedef struct {
    const char *group; /* bars of one group stand together */
    const char *label;
    const char *mark; /* a word beside the bar that says what its colour says, or "" */
    int32_t start, finish;
    int32_t latest; /* how far the finish may slip; not before it */
    rg_tone tone;
} rg_bar;

typedef struct rg_chart {
    const char *title, *description;
    const char *legend; /* what the drawing of a page means */
    int32_t from, until;
    RG_LIST(rg_bar) bars;
} rg_chart;

typedef struct {
    rg_block_kind kind;
    int level; /* of a heading, from 1 */
    const char *text;
    rg_cells head;
    RG_LIST(rg_cells) rows; /* of a table; of a list: one cell a row */
    bool folds;             /* a table that HTML shows folded, under `text` */
    bool breaks;            /* a heading that begins a new page, where there are pages */
    rg_chart *chart;
} rg_block;

typedef struct {
    rg_arena *arena;
    const rg_strings *strings;
    const char *title;
    RG_LIST(rg_block) blocks;
    RG_LIST(const rg_source *) sources; /* cited so far, each once */
    bool brief;                         /* too short to need a list of contents */
    bool breaks;                        /* the next heading begins a new page */
    int shift;                          /* added to the levels of headings, while a page is put together from others */
} rg_page;

rg_page *rg_page_new(rg_arena *arena, const rg_strings *strings, const char *title);

void rg_page_heading(rg_page *page, int level, const char *text);
/* Lets the next heading begin a new page, in the forms that have pages. */
void rg_page_break(rg_page *page);
void rg_page_paragraph(rg_page *page, const char *text);
void rg_page_notice(rg_page *page, const char *text);

/* Begins a table; `heads` is ended by NULL. Rows are added to it until the next block. */
void rg_page_table(rg_page *page, const char *const *heads);

/* As rg_page_table, to be shown folded under a line of text. */
void rg_page_folded_table(rg_page *page, const char *line, const char *const *heads);
void rg_page_row(rg_page *page, const rg_cell *cells, size_t count);

/* Notes that the page cites a source. */
void rg_page_cite(rg_page *page, const rg_source *source);

/* Begins a chart of the days from `from` to `until`; a terminal shows its description alone. */
rg_chart *rg_page_chart(rg_page *page, const char *title, const char *description, const char *legend, int32_t from,
                        int32_t until);
void rg_page_bar(rg_page *page, rg_chart *chart, rg_bar bar);

/* Begins a list, or goes on with the one that was begun last. */
void rg_page_item(rg_page *page, const char *text);

void rg_page_as_text(const rg_page *page, rg_buffer *out, bool colours);
void rg_page_as_markdown(const rg_page *page, rg_buffer *out);
void rg_page_as_html(const rg_page *page, rg_buffer *out);

#endif
