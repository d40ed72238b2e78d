/* The crosswalk of dossiers as a page. */
#include "report/answers.h"
#include "report/pages.h"

static const rg_tone STATUS_TONES[] = {RG_GOOD, RG_PARTLY, RG_BAD, RG_OPEN_POINT, RG_QUIET};

static rg_cell cell(const char *text) {
    return (rg_cell){.text = text, .tone = RG_PLAIN};
}

static const char *status_word(const rg_strings *s, rg_section_status status) {
    static const char *const keys[] = {"section.carry_over", "section.adapt", "section.new", "section.undetermined",
                                       "section.not_applicable"};
    return rg_say(s, keys[status]);
}

static const char *phrase_names(const rg_strings *s, const rg_dossier_list *dossiers) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < dossiers->count; i++)
        rg_addf(&out, "%s%s", i ? rg_say(s, "list.or") : "", rg_pick(s, dossiers->items[i]->name));
    return rg_buffer_text(&out);
}

static void add_line(rg_buffer *out, const char *line) {
    rg_addf(out, "%s%s", out->length ? "\n" : "", line);
}

/* The law's own number or letter stands before the title; an id that is only a word of ours does not. */
static const char *phrase_title(const rg_strings *s, const rg_dossier_section *section) {
    const char *title = rg_pick(s, section->title);
    bool word = section->id[0] >= 'a' && section->id[0] <= 'z' && section->id[1];
    return word ? title : rg_textf(s->arena, "%s %s", section->id, title);
}

static const char *phrase_from(const rg_strings *s, const rg_section_row *row) {
    static const char *const parts[] = {"", "dossier.part_form", "dossier.part_kept"};
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < row->from.count; i++) {
        const rg_dossier_section *from = row->from.items[i];
        const char *part = parts[from->part];
        add_line(&out, rg_textf(s->arena, "%s%s", phrase_title(s, from), *part ? rg_say(s, part) : ""));
    }
    return rg_buffer_text(&out);
}

static const char *phrase_missing(const rg_run *run, const rg_strings *s, const rg_section_row *row) {
    rg_buffer out = rg_buffer_in(s->arena), held = rg_buffer_in(s->arena);
    for (size_t i = 0; i < row->held.count; i++)
        rg_addf(&held, "%s%s", i ? rg_say(s, "list.comma") : "", row->held.items[i]);
    if (held.length)
        add_line(&out, rg_say_with(s, "compare.held", 1, rg_buffer_text(&held)));
    for (size_t i = 0; i < row->missing.count; i++)
        add_line(&out, rg_say_with(s, "dossier.add", 1, rg_pick(s, row->missing.items[i])));
    for (size_t i = 0; i < row->remarks.count; i++)
        add_line(&out, rg_say_with(s, "dossier.remark", 1, rg_pick(s, row->remarks.items[i])));
    if (row->depends.count)
        add_line(&out, rg_say_with(s, "compare.depends", 1, rg_phrase_subjects(run, s, row->depends)));
    return rg_buffer_text(&out);
}

static void add_row(rg_page *page, const rg_run *run, const rg_strings *s, const rg_section_row *row) {
    const rg_dossier_section *section = row->section;
    rg_cell cells[] = {
        {phrase_title(s, section), RG_STRONG},
        cell(rg_pick(s, section->wants)),
        {status_word(s, row->status), STATUS_TONES[row->status]},
        cell(phrase_from(s, row)),
        cell(phrase_missing(run, s, row)),
        cell(rg_phrase_cites(page, &section->basis)),
    };
    rg_page_row(page, cells, 6);
}

static void add_sections(rg_page *page, const rg_run *run, const rg_strings *s, const rg_crosswalk *walk, bool folded) {
    const char *heads[] = {rg_say(s, "head.section"),
                           rg_say(s, "head.wants"),
                           rg_say(s, "head.status"),
                           rg_say(s, "head.home_section"),
                           rg_say(s, "head.held"),
                           rg_say(s, "head.cite"),
                           NULL};
    size_t quiet = walk->summary[RG_SECTION_NOT_APPLICABLE];
    size_t told = walk->rows.count - quiet;
    if (told)
        rg_page_folded_table(
            page, folded ? rg_say_with(s, "dossier.sections", 1, rg_textf(s->arena, "%zu", told)) : NULL, heads);
    for (size_t i = 0; i < walk->rows.count; i++)
        if (walk->rows.items[i].status != RG_SECTION_NOT_APPLICABLE)
            add_row(page, run, s, &walk->rows.items[i]);
    if (!quiet)
        return;
    const char *short_heads[] = {heads[0], heads[1], heads[5], NULL};
    rg_page_folded_table(page, rg_say_with(s, "dossier.quiet", 1, rg_textf(s->arena, "%zu", quiet)), short_heads);
    for (size_t i = 0; i < walk->rows.count; i++) {
        const rg_dossier_section *section = walk->rows.items[i].section;
        rg_cell cells[] = {cell(phrase_title(s, section)), cell(rg_pick(s, section->wants)),
                           cell(rg_phrase_cites(page, &section->basis))};
        if (walk->rows.items[i].status == RG_SECTION_NOT_APPLICABLE)
            rg_page_row(page, cells, 3);
    }
}

static void add_summary(rg_page *page, const rg_strings *s, const rg_crosswalk_list *walks) {
    const char *heads[8] = {rg_say(s, "head.market"), rg_say(s, "head.dossier")};
    for (size_t k = 0; k < RG_SECTION_STATUSES; k++)
        heads[2 + k] = status_word(s, (rg_section_status)k);
    rg_page_heading(page, 2, rg_say(s, "compare.summary"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < walks->count; i++) {
        const rg_crosswalk *walk = walks->items[i];
        rg_cell cells[7] = {
            cell(rg_pick(s, walk->market->name)),
            {walk->dossier ? rg_pick(s, walk->dossier->name) : rg_say(s, "route.unsettled"), RG_STRONG}};
        for (size_t k = 0; k < RG_SECTION_STATUSES; k++)
            cells[2 + k] = (rg_cell){rg_textf(s->arena, "%zu", walk->summary[k]), STATUS_TONES[k]};
        rg_page_row(page, cells, 7);
    }
}

static void add_walk(rg_page *page, const rg_run *run, const rg_strings *s, const rg_crosswalk *walk, bool folded) {
    const rg_dossier *d = walk->dossier;
    if (!d) {
        rg_page_heading(page, 2, rg_pick(s, walk->market->name));
        rg_page_paragraph(page, rg_say(s, "dossier.none"));
        return;
    }
    rg_page_heading(page, 2, rg_say_with(s, "classify.market", 2, rg_pick(s, walk->market->name), rg_pick(s, d->name)));
    if (!walk->certain && walk->depends.count)
        rg_page_paragraph(page, rg_say_with(s, "dossier.possible", 1, rg_phrase_subjects(run, s, walk->depends)));
    else if (!walk->certain)
        rg_page_paragraph(page, rg_say(s, "dossier.possible_route"));
    rg_page_item(page, rg_say_with(s, "dossier.language", 1, rg_pick(s, d->language)));
    if (*d->filing.en)
        rg_page_item(page, rg_say_with(s, "dossier.filing", 1, rg_pick(s, d->filing)));
    if (*d->legal.en)
        rg_page_item(page, rg_say_with(s, "dossier.legal", 1, rg_pick(s, d->legal)));
    rg_page_item(page, rg_say_with(s, "dossier.source", 1, rg_phrase_cites(page, &d->basis)));
    if (*d->basis.note.en)
        rg_page_paragraph(page, rg_pick(s, d->basis.note));
    add_sections(page, run, s, walk, folded);
}

void rg_page_add_dossiers(rg_page *page, const rg_run *run, const rg_strings *s, const rg_crosswalk_list *walks,
                          const rg_market *home, bool folded) {
    const rg_dossier_list *homes = walks->count ? &walks->items[0]->homes : NULL;
    if (home && homes && homes->count)
        rg_page_paragraph(page, rg_say_with(s, homes->count == 1 ? "dossier.home" : "dossier.home_open", 2,
                                            rg_pick(s, home->name), phrase_names(s, homes)));
    else
        rg_page_paragraph(page, rg_say(s, "dossier.no_home"));
    add_summary(page, s, walks);
    rg_page_paragraph(page, rg_say(s, "dossier.legend"));
    for (size_t i = 0; i < walks->count; i++)
        add_walk(page, run, s, walks->items[i], folded);
}

rg_page *rg_page_dossiers(rg_run *run, const rg_strings *s, const rg_crosswalk_list *walks, const rg_market *home) {
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "dossier.title", 1, rg_pick(s, run->profile->name)));
    rg_page_add_frame(page, run, s);
    rg_page_add_dossiers(page, run, s, walks, home, false);
    rg_page_add_end(page, run, s);
    return page;
}
