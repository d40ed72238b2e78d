#include "report/terms.h"

#include "report/answers.h"
#include "report/pages.h"

const char *rg_write_glossary(const rg_run *run, const rg_glossary *terms) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "glossary/1");
    rg_json_array(&json, "terms");
    for (size_t i = 0; i < terms->count; i++) {
        const rg_term_entry *t = &terms->items[i];
        rg_json_object(&json, NULL);
        rg_json_text(&json, "id", t->id);
        rg_json_text(&json, "market", t->market ? t->market->code : NULL);
        rg_json_text(&json, "term", t->term);
        rg_json_text(&json, "language", t->language);
        rg_answer_text(&json, "title", t->title);
        rg_answer_text(&json, "meaning", t->meaning);
        rg_answer_cites(&json, &t->basis);
        rg_json_end_object(&json);
    }
    rg_json_end_array(&json);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_buffer_text(&out);
}

rg_page *rg_page_glossary(const rg_run *run, const rg_strings *s, const rg_glossary *terms) {
    static const char *const keys[] = {"head.market",    "terms.local",   "terms.english",
                                       "terms.japanese", "terms.meaning", "head.cite"};
    enum { COLUMNS = sizeof keys / sizeof *keys };
    rg_page *page = rg_page_new(s->arena, s, rg_say(s, "terms.title"));
    const char *heads[COLUMNS + 1] = {0};
    for (size_t i = 0; i < COLUMNS; i++)
        heads[i] = rg_say(s, keys[i]);
    rg_page_add_frame(page, run, s);
    if (!terms->count)
        rg_page_paragraph(page, rg_say(s, "terms.none"));
    else
        rg_page_table(page, heads);
    for (size_t i = 0; i < terms->count; i++) {
        const rg_term_entry *t = &terms->items[i];
        const char *texts[COLUMNS] = {t->market ? rg_pick(s, t->market->name) : "-",
                                      t->term,
                                      t->title.en,
                                      t->title.ja,
                                      rg_pick(s, t->meaning),
                                      rg_phrase_cites(page, &t->basis)};
        rg_cell cells[COLUMNS] = {0};
        for (size_t k = 0; k < COLUMNS; k++)
            cells[k] = (rg_cell){texts[k], k == 1 ? RG_STRONG : RG_PLAIN};
        rg_page_row(page, cells, COLUMNS);
    }
    rg_page_add_end(page, run, s);
    return page;
}
