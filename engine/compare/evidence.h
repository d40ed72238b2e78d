/* The papers and approvals a profile lists. */
#ifndef RG_COMPARE_EVIDENCE_H
#define RG_COMPARE_EVIDENCE_H

#include "compare/compare.h"

/* Where the fields of a paper stand in its record; -1 of a vocabulary that has no such field. */
typedef struct {
    size_t list; /* of the profile: the evidence */
    long id, type, standard, edition, issued, expires, languages, markets, covers, accredited, changed;
} rg_evidence_fields;

/* False where the vocabulary knows no evidence. */
bool rg_find_evidence(const rg_base *base, rg_evidence_fields *fields);

/* The text of a field, or NULL where it is not given. */
const char *rg_field_text(const rg_record *record, long field);

/* Whether the text is one of `wanted` (ended by NULL, or NULL: none). */
bool rg_one_of(const char *const *wanted, const char *text);

/* Whether a member of the record's set is one of `wanted` (ended by NULL, or NULL: none). */
bool rg_field_has(const char *const *wanted, const rg_record *record, long field);

/* Whether the paper was issued by the day and has not expired on it. */
bool rg_paper_runs_on(const rg_record *record, const rg_evidence_fields *fields, int32_t day);

/*
 * Whether a valid approval of the market is held; false for no market. With `this_device`, one that is said to be of a
 * device that is not identical, or of another intended use, does not count.
 */
rg_truth rg_approved_in(const rg_base *base, const rg_facts *facts, const rg_market *market, bool this_device);

#endif
