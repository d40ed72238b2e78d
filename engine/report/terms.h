/* The glossary, written. */
#ifndef RG_REPORT_TERMS_H
#define RG_REPORT_TERMS_H

#include "compare/glossary.h"
#include "report/page.h"
#include "session.h"

/* The whole answer, with a line end. */
const char *rg_write_glossary(const rg_run *run, const rg_glossary *terms);

rg_page *rg_page_glossary(const rg_run *run, const rg_strings *strings, const rg_glossary *terms);

#endif
