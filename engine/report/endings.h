/* What runs out, written. */
#ifndef RG_REPORT_ENDINGS_H
#define RG_REPORT_ENDINGS_H

#include "plan/expiry.h"
#include "report/page.h"
#include "session.h"

/* The whole answer, with a line end. */
const char *rg_write_expiry(const rg_run *run, const rg_endings *endings, int32_t until);

rg_page *rg_page_expiry(const rg_run *run, const rg_strings *strings, const rg_endings *endings, int32_t until);

#endif
