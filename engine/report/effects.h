/* What changes, written: by a change of the device (`whatif`) or by a day (`changes`). */
#ifndef RG_REPORT_EFFECTS_H
#define RG_REPORT_EFFECTS_H

#include "plan/changes.h"
#include "report/page.h"
#include "session.h"

/* Whole answers as the contracts fix them, with a line end. */
const char *rg_write_whatif(const rg_run *run, const rg_effects *effects);
const char *rg_write_changes(const rg_run *run, const rg_comings *comings, int32_t until);

rg_page *rg_page_whatif(const rg_run *run, const rg_strings *strings, const rg_effects *effects);
/* The changes, a table a day, as a part of another page. */
void rg_page_add_changes(rg_page *page, const rg_comings *comings, int32_t until);
rg_page *rg_page_changes(const rg_run *run, const rg_strings *strings, const rg_comings *comings, int32_t until);

#endif
