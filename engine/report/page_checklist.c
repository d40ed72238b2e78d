/* The checklist as a page, and as JSON. */
#include "report/answers.h"
#include "report/checklist.h"
#include "report/pages.h"

static const rg_tone SECTION_TONES[] = {RG_GOOD, RG_PARTLY, RG_BAD, RG_OPEN_POINT, RG_QUIET};

static rg_cell cell(const char *text) {
    return (rg_cell){.text = text, .tone = RG_PLAIN};
}

static void add_line(rg_buffer *out, const char *line) {
    rg_addf(out, "%s%s", out->length && *line ? "\n" : "", line);
}

static const char *type_title(const rg_run *run, const rg_strings *s, const char *type) {
    const rg_catalogue *c = run->base->catalogue;
    for (size_t i = 0; i < c->evidence.count; i++)
        if (rg_same(c->evidence.items[i].id, type))
            return rg_pick(s, c->evidence.items[i].title);
    return type;
}

/* What it can be made from: papers at hand, sections of the home file, else the papers that would fill it. */
static const char *phrase_from(const rg_run *run, const rg_strings *s, const rg_paper *paper) {
    rg_buffer out = rg_buffer_in(s->arena), types = rg_buffer_in(s->arena);
    size_t held = paper->section ? paper->section->held.count : paper->row->held.count;
    for (size_t i = 0; i < held; i++)
        add_line(&out, rg_say_with(s, "compare.held", 1,
                                   paper->section ? paper->section->held.items[i] : paper->row->held.items[i]));
    for (size_t i = 0; paper->section && i < paper->section->from.count; i++)
        add_line(&out, rg_say_with(s, "checklist.home", 2, paper->section->from.items[i]->id,
                                   rg_pick(s, paper->section->from.items[i]->title)));
    for (const char *const *type = paper->types; !out.length && *type; type++)
        rg_addf(&types, "%s%s", types.length ? rg_say(s, "list.comma") : "", type_title(run, s, *type));
    if (types.length)
        add_line(&out, rg_say_with(s, "checklist.to_make", 1, rg_buffer_text(&types)));
    return out.length ? rg_buffer_text(&out) : rg_say(s, "checklist.new");
}

static const char *phrase_to_do(const rg_run *run, const rg_strings *s, const rg_paper *paper) {
    rg_buffer out = rg_buffer_in(s->arena);
    if (!paper->section)
        return rg_phrase_held(run, s, paper->row);
    const rg_section_row *row = paper->section;
    for (size_t i = 0; i < row->missing.count; i++)
        add_line(&out, rg_say_with(s, "dossier.add", 1, rg_pick(s, row->missing.items[i])));
    for (size_t i = 0; i < row->remarks.count; i++)
        add_line(&out, rg_say_with(s, "dossier.remark", 1, rg_pick(s, row->remarks.items[i])));
    if (row->depends.count)
        add_line(&out, rg_say_with(s, "compare.depends", 1, rg_phrase_subjects(run, s, row->depends)));
    return rg_buffer_text(&out);
}

/* The languages a requirement on languages names; "" where it names none. */
static const char *phrase_languages(const rg_strings *s, const rg_checklist *list, const char *requirement) {
    const rg_row *row = rg_checklist_row(list, requirement);
    const rg_entry *entry = row ? row->target.entry : NULL;
    for (size_t i = 0; entry && i < row->requirement->count; i++)
        if (rg_same(row->requirement->parameters[i].id, "languages") && entry->values[i].given)
            return rg_phrase_value(s, &row->requirement->parameters[i], &entry->values[i]);
    return "";
}

static const char *phrase_language(const rg_strings *s, const rg_checklist *list, const rg_paper *paper) {
    const char *text = "";
    for (const char *const *type = paper->types; *type && !*text; type++)
        if (rg_same(*type, "labelling") || rg_same(*type, "instructions_for_use"))
            text = phrase_languages(s, list, "label.language_professional");
    text = *text ? text : phrase_languages(s, list, "techdoc.language");
    return *text ? text : "-";
}

static const char *phrase_owners(const rg_strings *s, const rg_paper *paper) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i <= RG_BY_AUTHORITY; i++)
        if (paper->owners >> i & 1)
            rg_addf(&out, "%s%s", out.length ? rg_say(s, "list.comma") : "",
                    rg_say(s, rg_textf(s->arena, "owner.%s", RG_OWNER_NAMES[i])));
    return rg_buffer_text(&out);
}

static void add_papers(rg_page *page, const rg_run *run, const rg_strings *s, const rg_checklist *list, bool kept) {
    static const char *const keys[] = {"checklist.tick",     "checklist.paper", "head.wants",
                                       "checklist.from",     "checklist.add",   "head.owner",
                                       "checklist.language", "checklist.form",  "head.cite"};
    enum { COLUMNS = sizeof keys / sizeof *keys };
    const char *heads[COLUMNS + 1] = {0};
    bool begun = false;
    for (size_t i = 0; i < COLUMNS; i++)
        heads[i] = rg_say(s, keys[i]);
    for (size_t i = 0; i < list->papers.count; i++) {
        const rg_paper *p = &list->papers.items[i];
        if ((p->part == RG_PART_KEPT) != kept)
            continue;
        if (!begun) {
            rg_page_heading(page, 3, rg_say(s, kept ? "checklist.kept" : "checklist.filed"));
            rg_page_table(page, heads);
        }
        begun = true;
        const rg_basis *basis = p->section             ? &p->section->section->basis
                                : p->row->target.entry ? &p->row->target.entry->basis
                                                       : &p->row->requirement->basis;
        rg_tone tone = p->section ? SECTION_TONES[p->section->status]
                                  : SECTION_TONES[p->row->verdict == RG_MET ? 0 : p->row->verdict];
        rg_cell cells[COLUMNS] = {
            cell("☐"),
            {rg_textf(s->arena, "%s\n%s", p->id, rg_pick(s, p->title)), RG_STRONG},
            cell(rg_pick(s, p->wants)),
            {phrase_from(run, s, p), tone},
            cell(phrase_to_do(run, s, p)),
            cell(phrase_owners(s, p)),
            cell(phrase_language(s, list, p)),
            cell(p->form ? rg_pick(s, p->form->title)
                         : rg_say(s, list->walk->dossier && *list->walk->dossier->legal.en ? "checklist.above"
                                                                                           : "checklist.copy")),
            cell(rg_phrase_cites(page, basis))};
        rg_page_row(page, cells, COLUMNS);
    }
}

static void add_list(rg_page *page, const rg_run *run, const rg_strings *s, const rg_checklist *list) {
    const rg_dossier *d = list->walk->dossier;
    const char *market = rg_pick(s, list->walk->market->name);
    rg_page_heading(page, 2, d ? rg_say_with(s, "classify.market", 2, market, rg_pick(s, d->name)) : market);
    if (!d) {
        rg_page_paragraph(page, rg_say(s, "checklist.no_dossier"));
    } else {
        rg_page_item(page, rg_say_with(s, "dossier.language", 1, rg_pick(s, d->language)));
        if (*d->filing.en)
            rg_page_item(page, rg_say_with(s, "dossier.filing", 1, rg_pick(s, d->filing)));
        if (*d->legal.en)
            rg_page_item(page, rg_say_with(s, "dossier.legal", 1, rg_pick(s, d->legal)));
    }
    add_papers(page, run, s, list, false);
    add_papers(page, run, s, list, true);
}

rg_page *rg_page_checklists(rg_run *run, const rg_strings *s, const rg_checklist_list *lists, const rg_market *home) {
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "checklist.title", 1, rg_pick(s, run->profile->name)));
    rg_page_add_frame(page, run, s);
    if (home)
        rg_page_paragraph(page, rg_say_with(s, "compare.home", 1, rg_pick(s, home->name)));
    rg_page_paragraph(page, rg_say(s, "checklist.line"));
    for (size_t i = 0; i < lists->count; i++)
        add_list(page, run, s, &lists->items[i]);
    rg_page_add_end(page, run, s);
    return page;
}

static void answer_paper(rg_json *j, const rg_run *run, const rg_paper *p) {
    static const char *const parts[] = {"file", "form", "kept"};
    rg_json_object(j, NULL);
    rg_json_text(j, "id", p->id);
    rg_answer_text(j, "title", p->title);
    rg_answer_text(j, "wants", p->wants);
    rg_json_text(j, "part", parts[p->part]);
    if (p->section)
        rg_json_text(j, "status", RG_SECTION_STATUS_NAMES[p->section->status]);
    else
        rg_json_text(j, "verdict", RG_VERDICT_NAMES[p->row->verdict]);
    rg_json_array(j, "held");
    for (size_t i = 0; i < (p->section ? p->section->held.count : p->row->held.count); i++)
        rg_json_text(j, NULL, p->section ? p->section->held.items[i] : p->row->held.items[i]);
    rg_json_end_array(j);
    rg_json_array(j, "from");
    for (size_t i = 0; p->section && i < p->section->from.count; i++)
        rg_json_text(j, NULL, p->section->from.items[i]->id);
    rg_json_end_array(j);
    rg_json_array(j, "evidence");
    for (const char *const *type = p->types; *type; type++)
        rg_json_text(j, NULL, *type);
    rg_json_end_array(j);
    rg_json_array(j, "owners");
    for (size_t i = 0; i <= RG_BY_AUTHORITY; i++)
        if (p->owners >> i & 1)
            rg_json_text(j, NULL, RG_OWNER_NAMES[i]);
    rg_json_end_array(j);
    rg_json_text(j, "legalisation", p->form ? p->form->id : NULL);
    rg_answer_subjects(j, run, "depends_on", p->section ? p->section->depends : p->row->depends);
    rg_answer_cites(j, p->section             ? &p->section->section->basis
                       : p->row->target.entry ? &p->row->target.entry->basis
                                              : NULL);
    rg_json_end_object(j);
}

const char *rg_write_checklists(rg_run *run, const rg_checklist_list *lists, const rg_market *home) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "checklist/1");
    rg_answer_assumed(&json, run);
    rg_json_text(&json, "home", home ? home->code : NULL);
    rg_json_array(&json, "lists");
    for (size_t i = 0; i < lists->count; i++) {
        const rg_checklist *list = &lists->items[i];
        rg_json_object(&json, NULL);
        rg_json_text(&json, "market", list->walk->market->code);
        rg_json_text(&json, "dossier", list->walk->dossier ? list->walk->dossier->id : NULL);
        rg_json_bool(&json, "certain", list->walk->certain);
        rg_json_array(&json, "papers");
        for (size_t k = 0; k < list->papers.count; k++)
            answer_paper(&json, run, &list->papers.items[k]);
        rg_json_end_array(&json);
        rg_json_end_object(&json);
    }
    rg_json_end_array(&json);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_buffer_text(&out);
}
