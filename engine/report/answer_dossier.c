/* The crosswalk of dossiers as JSON. */
#include "report/answers.h"

const char *const RG_SECTION_STATUS_NAMES[] = {"carry_over", "adapt", "new", "undetermined", "not_applicable"};
static const char *const PART_NAMES[] = {"file", "form", "kept"};

static void answer_name(rg_json *j, const char *key, const rg_dossier *dossier) {
    if (!dossier) {
        rg_json_null(j, key);
        return;
    }
    rg_json_object(j, key);
    rg_json_text(j, "id", dossier->id);
    rg_answer_text(j, "name", dossier->name);
    rg_json_text(j, "axis", dossier->axis->id);
    rg_json_end_object(j);
}

static void answer_texts(rg_json *j, const char *key, const rg_text *texts, size_t count) {
    rg_json_array(j, key);
    for (size_t i = 0; i < count; i++)
        rg_answer_text(j, NULL, texts[i]);
    rg_json_end_array(j);
}

static void answer_section(rg_json *j, const rg_run *run, const rg_axis *axis, const rg_section_row *row) {
    const rg_dossier_section *s = row->section;
    rg_json_object(j, NULL);
    rg_json_text(j, "id", s->id);
    rg_answer_text(j, "title", s->title);
    rg_answer_text(j, "wants", s->wants);
    rg_json_text(j, "part", PART_NAMES[s->part]);
    rg_json_array(j, "axis");
    for (size_t i = 0; i < s->headings.count; i++)
        rg_json_text(j, NULL, axis->headings.items[s->headings.items[i].heading].id);
    rg_json_end_array(j);
    rg_json_text(j, "status", RG_SECTION_STATUS_NAMES[row->status]);
    rg_json_array(j, "from");
    for (size_t i = 0; i < row->from.count; i++) {
        rg_json_object(j, NULL);
        rg_json_text(j, "id", row->from.items[i]->id);
        rg_answer_text(j, "title", row->from.items[i]->title);
        rg_json_text(j, "part", PART_NAMES[row->from.items[i]->part]);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
    rg_json_array(j, "held");
    for (size_t i = 0; i < row->held.count; i++)
        rg_json_text(j, NULL, row->held.items[i]);
    rg_json_end_array(j);
    answer_texts(j, "missing", row->missing.items, row->missing.count);
    answer_texts(j, "remarks", row->remarks.items, row->remarks.count);
    rg_answer_subjects(j, run, "depends_on", row->depends);
    rg_answer_cites(j, &s->basis);
    rg_json_bool(j, "verified", s->basis.verified != RG_NOT_VERIFIED);
    rg_json_end_object(j);
}

static void answer_dossier_texts(rg_json *j, const rg_dossier *d) {
    rg_answer_text(j, "language", d->language);
    if (*d->filing.en)
        rg_answer_text(j, "filing", d->filing);
    if (*d->legal.en)
        rg_answer_text(j, "legal", d->legal);
    rg_answer_cites(j, &d->basis);
}

static void answer_walk(rg_json *j, const rg_run *run, const rg_crosswalk *walk) {
    const rg_dossier *d = walk->dossier;
    rg_json_object(j, NULL);
    rg_json_text(j, "market", walk->market->code);
    answer_name(j, "home_dossier", walk->homes.count == 1 ? walk->homes.items[0] : NULL);
    if (walk->homes.count > 1) {
        rg_json_array(j, "home_possible");
        for (size_t i = 0; i < walk->homes.count; i++)
            answer_name(j, NULL, walk->homes.items[i]);
        rg_json_end_array(j);
    }
    answer_name(j, "dossier", d);
    rg_json_text(j, "status", !d ? "none" : walk->certain ? "determined" : "possible");
    rg_answer_subjects(j, run, "depends_on", walk->depends);
    if (d)
        answer_dossier_texts(j, d);
    rg_json_array(j, "sections");
    for (size_t i = 0; i < walk->rows.count; i++)
        answer_section(j, run, d->axis, &walk->rows.items[i]);
    rg_json_end_array(j);
    rg_json_object(j, "summary");
    for (size_t i = 0; i < RG_SECTION_STATUSES; i++)
        rg_json_int(j, RG_SECTION_STATUS_NAMES[i], (int64_t)walk->summary[i]);
    rg_json_end_object(j);
    rg_json_end_object(j);
}

const char *rg_write_dossiers(rg_run *run, const rg_crosswalk_list *walks, const rg_market *home) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "dossier/1");
    rg_json_text(&json, "home", home ? home->code : NULL);
    rg_answer_assumed(&json, run);
    rg_json_array(&json, "markets");
    for (size_t i = 0; i < walks->count; i++)
        answer_walk(&json, run, walks->items[i]);
    rg_json_end_array(&json);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_buffer_text(&out);
}
