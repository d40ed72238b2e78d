/* The report as JSON: the answers it is made of, side by side. */
#include <string.h>

#include "report/effects.h"
#include "report/plan_report.h"
#include "report/report.h"

/* A whole answer, without its line end, as the value of a key. */
static void answer_whole(rg_json *j, const char *key, const char *answer) {
    size_t length = strlen(answer);
    rg_json_raw(j, key, answer, length && answer[length - 1] == '\n' ? length - 1 : length);
}

const char *rg_write_report(const rg_gap_report *r) {
    rg_buffer out = rg_buffer_in(r->run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, r->run, "report/1");
    rg_json_text(&json, "home", r->home ? r->home->code : NULL);
    rg_answer_subjects(&json, r->run, "open", rg_report_open(r, r->run->arena));
    answer_whole(&json, "compare", rg_write_compare(r->run, r->comparisons, r->count, r->home));
    answer_whole(&json, "plan", rg_write_plan(r->run, r->plan));
    answer_whole(&json, "dossier", rg_write_dossiers(r->run, r->walks, r->home));
    answer_whole(&json, "changes", rg_write_changes(r->run, r->changes, r->until));
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_buffer_text(&out);
}
