#include "report/report.h"

/* Worst first. */
static const rg_verdict ORDER[] = {RG_GAP, RG_ADAPT, RG_UNDETERMINED, RG_MET};

rg_topic_figures rg_report_topic(const rg_comparison *c, const char *topic) {
    rg_topic_figures f = {.worst = RG_NOT_APPLICABLE};
    for (size_t i = 0; i < c->rows.count; i++)
        if (rg_same(c->rows.items[i].requirement->topic, topic))
            f.verdicts[c->rows.items[i].verdict]++;
    for (size_t i = sizeof ORDER / sizeof *ORDER; i-- > 0;)
        if (f.verdicts[ORDER[i]])
            f.worst = ORDER[i];
    return f;
}

const char *rg_phrase_topic(const rg_strings *s, const rg_topic_figures *f) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        const char *letter = rg_say(s, rg_textf(s->arena, "letter.%s", RG_VERDICT_NAMES[ORDER[i]]));
        if (f->verdicts[ORDER[i]])
            rg_addf(&out, "%s%s%zu", out.length ? " " : "", letter, f->verdicts[ORDER[i]]);
    }
    return out.length ? rg_buffer_text(&out) : "-";
}

void rg_report_verified(const rg_comparison *c, size_t *asked, size_t *verified) {
    *asked = *verified = 0;
    for (size_t i = 0; i < c->rows.count; i++) {
        const rg_row *row = &c->rows.items[i];
        if (row->target.required != RG_TRUE || !row->target.entry)
            continue;
        ++*asked;
        *verified += row->target.entry->basis.verified != RG_NOT_VERIFIED;
    }
}

const rg_planned *rg_report_obstacle(const rg_plan *plan, const rg_market *market) {
    const rg_planned *longest = NULL;
    for (size_t i = 0; i < plan->steps.count; i++) {
        const rg_planned *step = &plan->steps.items[i];
        if (step->task->market == market && step->status != RG_STEP_DONE &&
            (!longest || step->days[1] > longest->days[1]))
            longest = step;
    }
    return longest;
}

rg_subjects rg_report_open(const rg_gap_report *r, rg_arena *arena) {
    const rg_vocabulary *v = r->run->base->vocabulary;
    size_t most = v->attributes.count + v->records.count;
    bool *open = rg_alloc_array(arena, most + 1, sizeof *open);
    for (size_t m = 0; m < r->count; m++) {
        const rg_comparison *c = r->comparisons[m];
        for (size_t k = 0; k < c->outcome->depends.count; k++)
            open[c->outcome->depends.items[k]] = true;
        for (size_t i = 0; i < c->rows.count; i++)
            for (size_t k = 0; k < c->rows.items[i].depends.count; k++)
                open[c->rows.items[i].depends.items[k]] = true;
    }
    size_t *items = rg_alloc_array(arena, most + 1, sizeof *items), count = 0;
    for (size_t i = 0; i < most; i++)
        if (open[i])
            items[count++] = i;
    return (rg_subjects){items, count};
}
