/* What is wrong in rule sets, in the form that editors and review tools read: SARIF 2.1.0. */
#ifndef RG_REPORT_SARIF_H
#define RG_REPORT_SARIF_H

#include "report/strings.h"
#include "util/buffer.h"

/*
 * One run of the tool as a SARIF log: every code that a finding can bear as a rule, and the findings, which must be
 * sorted. `rules_version` is that of the shipped rule sets. The text lives in the arena of `strings`.
 */
rg_buffer rg_write_sarif(const rg_strings *strings, const rg_diagnostics *findings, const char *rules_version);

#endif
