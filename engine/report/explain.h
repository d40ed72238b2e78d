/* Why a class comes out and why others do not, at three depths: a sentence, the rules, the whole tree. */
#ifndef RG_REPORT_EXPLAIN_H
#define RG_REPORT_EXPLAIN_H

#include "report/json.h"
#include "report/pages.h"

typedef enum { RG_SENTENCE, RG_RULES, RG_TREE } rg_depth;

/* `rule` NULL: all rules. */
rg_page *rg_page_explanation(rg_run *run, const rg_strings *strings, const rg_outcome *const *outcomes, size_t count,
                             rg_depth depth, const char *rule);
void rg_answer_explanation(rg_json *json, rg_run *run, const rg_strings *strings, const rg_outcome *outcome,
                           rg_depth depth, const char *rule);

#endif
