#include "report/page.h"

static const char *shown(const rg_page *page, const char *text) {
    return rg_visible(page->arena, text, true);
}

rg_page *rg_page_new(rg_arena *arena, const rg_strings *strings, const char *title) {
    rg_page *page = rg_alloc(arena, sizeof *page);
    page->arena = arena;
    page->strings = strings;
    page->title = shown(page, title);
    rg_page_heading(page, 1, title);
    return page;
}

static void add_block(rg_page *page, rg_block block) {
    block.text = block.text ? shown(page, block.text) : NULL;
    RG_PUSH(page->arena, &page->blocks, block);
}

void rg_page_heading(rg_page *page, int level, const char *text) {
    add_block(page, (rg_block){.kind = RG_HEADING, .level = level + page->shift, .text = text, .breaks = page->breaks});
    page->breaks = false;
}

void rg_page_break(rg_page *page) {
    page->breaks = true;
}

void rg_page_paragraph(rg_page *page, const char *text) {
    add_block(page, (rg_block){.kind = RG_PARAGRAPH, .text = text});
}

void rg_page_notice(rg_page *page, const char *text) {
    add_block(page, (rg_block){.kind = RG_NOTICE, .text = text});
}

void rg_page_folded_table(rg_page *page, const char *line, const char *const *heads) {
    rg_block block = {.kind = RG_TABLE, .text = line, .folds = line != NULL};
    while (heads[block.head.count])
        block.head.count++;
    block.head.cells = rg_alloc_array(page->arena, block.head.count + 1, sizeof *block.head.cells);
    for (size_t i = 0; i < block.head.count; i++)
        block.head.cells[i].text = shown(page, heads[i]);
    add_block(page, block);
}

void rg_page_table(rg_page *page, const char *const *heads) {
    rg_page_folded_table(page, NULL, heads);
}

void rg_page_row(rg_page *page, const rg_cell *cells, size_t count) {
    rg_block *block = &page->blocks.items[page->blocks.count - 1];
    rg_cells row = {.cells = rg_alloc_array(page->arena, count + 1, sizeof *row.cells), .count = count};
    for (size_t i = 0; i < count; i++)
        row.cells[i] = (rg_cell){shown(page, cells[i].text), cells[i].tone};
    RG_PUSH(page->arena, &block->rows, row);
}

rg_chart *rg_page_chart(rg_page *page, const char *title, const char *description, const char *legend, int32_t from,
                        int32_t until) {
    rg_chart *chart = rg_alloc(page->arena, sizeof *chart);
    chart->title = shown(page, title);
    chart->description = shown(page, description);
    chart->legend = shown(page, legend);
    chart->from = from;
    chart->until = until;
    add_block(page, (rg_block){.kind = RG_CHART, .text = description, .chart = chart});
    return chart;
}

void rg_page_bar(rg_page *page, rg_chart *chart, rg_bar bar) {
    bar.group = shown(page, bar.group);
    bar.label = shown(page, bar.label);
    bar.mark = shown(page, bar.mark);
    RG_PUSH(page->arena, &chart->bars, bar);
}

void rg_page_item(rg_page *page, const char *text) {
    if (!page->blocks.count || page->blocks.items[page->blocks.count - 1].kind != RG_LIST_OF)
        add_block(page, (rg_block){.kind = RG_LIST_OF});
    rg_page_row(page, &(rg_cell){.text = text}, 1);
}

void rg_page_cite(rg_page *page, const rg_source *source) {
    for (size_t i = 0; i < page->sources.count; i++)
        if (page->sources.items[i] == source)
            return;
    RG_PUSH(page->arena, &page->sources, source);
}
