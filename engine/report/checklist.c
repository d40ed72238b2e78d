#include "report/checklist.h"

typedef struct {
    rg_run *run;
    const rg_catalogue *catalogue;
    rg_checklist *list;
    const rg_tasks *own, *shared;
} maker;

const rg_row *rg_checklist_row(const rg_checklist *list, const char *requirement) {
    const rg_comparison *c = list->comparison;
    for (size_t i = 0; i < c->rows.count; i++)
        if (rg_same(c->rows.items[i].requirement->id, requirement))
            return &c->rows.items[i];
    return NULL;
}

static bool is_asked(const maker *m, const char *requirement) {
    const rg_row *row = rg_checklist_row(m->list, requirement);
    return row && row->target.required == RG_TRUE;
}

static bool yields(const maker *m, const rg_task *task, const char *type) {
    for (size_t i = 0; i < task->yield_count; i++)
        if (task->yields[i] >= 0 && rg_same(m->catalogue->evidence.items[task->yields[i]].id, type))
            return true;
    return false;
}

static const rg_task *task_for(const maker *m, const rg_tasks *tasks, const char *type) {
    for (size_t i = 0; tasks && i < tasks->count; i++)
        if (yields(m, &tasks->items[i], type))
            return &tasks->items[i];
    return NULL;
}

/* Who does the steps that yield its parts; a form is filled in by whoever applies, and all else is the maker's. */
static unsigned owners_of(const maker *m, const char *const *types, rg_dossier_part part) {
    unsigned owners = 0;
    for (; *types; types++) {
        const rg_task *task = task_for(m, m->own, *types);
        task = task ? task : task_for(m, m->shared, *types);
        if (task && task->owner != RG_BY_AUTHORITY)
            owners |= 1u << task->owner;
    }
    if (part == RG_PART_FORM && is_asked(m, "party.local_representative"))
        owners |= 1u << RG_BY_LOCAL_REPRESENTATIVE;
    return owners ? owners : 1u << RG_BY_MAKER;
}

/* ---- legalisation ---- */

/* The words of the requirement on legalisation beside those of the papers, where the two differ. */
static const char *paper_type(const char *word) {
    static const char *const pairs[][2] = {{"power_of_attorney", "letter_of_authorisation"},
                                           {"qms_certificate", "iso13485_certificate"},
                                           {"contract", "importer_agreement"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (rg_same(word, pairs[i][0]))
            return pairs[i][1];
    return word;
}

static long parameter_index(const rg_requirement *q, const char *id) {
    for (size_t i = 0; i < q->count; i++)
        if (rg_same(q->parameters[i].id, id))
            return (long)i;
    return -1;
}

/* How papers of these types are legalised there, or NULL. */
static const rg_value *form_of(const maker *m, const char *const *types) {
    const rg_row *row = rg_checklist_row(m->list, "export.legalisation");
    if (!row || row->target.required != RG_TRUE || !row->target.entry)
        return NULL;
    const rg_requirement *q = row->requirement;
    long kind = parameter_index(q, "kind"), papers = parameter_index(q, "papers");
    if (kind < 0 || papers < 0)
        return NULL;
    const rg_parameter_value *values = row->target.entry->values;
    bool meant = false;
    for (; *types; types++)
        for (size_t i = 0; i < q->parameters[papers].count; i++)
            meant = meant ||
                    ((values[papers].mask >> i & 1) && rg_same(paper_type(q->parameters[papers].values[i].id), *types));
    for (size_t i = 0; meant && i < q->parameters[kind].count; i++)
        if (values[kind].mask >> i & 1)
            return &q->parameters[kind].values[i];
    return NULL;
}

/* ---- papers ---- */

static void add_paper(const maker *m, rg_paper paper) {
    paper.owners = owners_of(m, paper.types, paper.part);
    paper.form = form_of(m, paper.types);
    RG_PUSH(m->run->arena, &m->list->papers, paper);
}

static void add_sections(const maker *m) {
    const rg_crosswalk *walk = m->list->walk;
    rg_arena *arena = m->run->arena;
    for (size_t i = 0; i < walk->rows.count; i++) {
        const rg_section_row *row = &walk->rows.items[i];
        const rg_dossier_section *section = row->section;
        RG_LIST(const char *) types = {0};
        if (row->status == RG_SECTION_NOT_APPLICABLE)
            continue;
        for (size_t k = 0; k < section->headings.count; k++) {
            const rg_heading *heading = &walk->dossier->axis->headings.items[section->headings.items[k].heading];
            for (const char *const *type = heading->evidence; type && *type; type++)
                RG_PUSH(arena, &types, *type);
        }
        RG_PUSH(arena, &types, NULL);
        add_paper(m, (rg_paper){.section = row,
                                .id = section->id,
                                .title = section->title,
                                .wants = section->wants,
                                .part = section->part,
                                .types = types.items});
    }
}

/* Requirements that a paper shows, as far as the market asks them or may ask them of the device. */
static void add_rows(const maker *m) {
    const rg_comparison *c = m->list->comparison;
    rg_arena *arena = m->run->arena;
    for (size_t i = 0; i < c->rows.count; i++) {
        const rg_row *row = &c->rows.items[i];
        const rg_entry *entry = row->target.entry;
        RG_LIST(const char *) types = {0};
        if (row->target.required == RG_FALSE || row->verdict == RG_NOT_APPLICABLE)
            continue;
        const rg_satisfiers *by =
            entry && entry->satisfied_by_own ? &entry->satisfied_by : &row->requirement->satisfied_by;
        for (size_t k = 0; k < by->count; k++)
            RG_PUSH(arena, &types, by->items[k].type);
        if (!types.count)
            continue;
        RG_PUSH(arena, &types, NULL);
        add_paper(m, (rg_paper){.row = row,
                                .id = row->requirement->id,
                                .title = row->requirement->title,
                                .wants = row->requirement->definition,
                                .types = types.items});
    }
}

void rg_checklists_find(rg_run *run, const rg_crosswalk_list *walks, const rg_comparison *const *comparisons,
                        size_t count, rg_checklist_list *out) {
    for (size_t i = 0; i < walks->count; i++) {
        rg_checklist list = {.walk = walks->items[i]};
        for (size_t k = 0; k < count; k++)
            if (comparisons[k]->outcome->market == list.walk->market)
                list.comparison = comparisons[k];
        maker m = {.run = run,
                   .catalogue = run->base->catalogue,
                   .list = &list,
                   .own = list.walk->market->tasks,
                   .shared = rg_shared_tasks(run->base)};
        if (list.walk->dossier)
            add_sections(&m);
        else
            add_rows(&m);
        RG_PUSH(run->arena, out, list);
    }
}
