#include "compare/evidence.h"

#include <string.h>

bool rg_find_evidence(const rg_base *base, rg_evidence_fields *f) {
    const rg_vocabulary *v = base->vocabulary;
    for (size_t i = 0; i < v->records.count; i++) {
        const rg_record_type *t = &v->records.items[i];
        if (strcmp(t->id, "evidence") != 0)
            continue;
        *f = (rg_evidence_fields){.list = i,
                                  .id = rg_field_index(t, "id"),
                                  .type = rg_field_index(t, "type"),
                                  .standard = rg_field_index(t, "standard"),
                                  .edition = rg_field_index(t, "edition"),
                                  .issued = rg_field_index(t, "issued"),
                                  .expires = rg_field_index(t, "expires"),
                                  .languages = rg_field_index(t, "languages"),
                                  .markets = rg_field_index(t, "markets"),
                                  .covers = rg_field_index(t, "covers"),
                                  .accredited = rg_field_index(t, "accredited"),
                                  .changed = rg_field_index(t, "changed")};
        return f->id >= 0 && f->type >= 0;
    }
    return false;
}

const char *rg_field_text(const rg_record *record, long field) {
    return field >= 0 ? record->texts[field] : NULL;
}

bool rg_one_of(const char *const *wanted, const char *text) {
    for (; wanted && *wanted; wanted++)
        if (rg_same(*wanted, text))
            return true;
    return false;
}

bool rg_field_has(const char *const *wanted, const rg_record *record, long field) {
    const char *const *members = field >= 0 ? record->lists[field] : NULL;
    for (; members && *members; members++)
        if (rg_one_of(wanted, *members))
            return true;
    return false;
}

bool rg_paper_runs_on(const rg_record *record, const rg_evidence_fields *f, int32_t day) {
    if (rg_field_text(record, f->issued) && record->numbers[f->issued] > day)
        return false;
    return !rg_field_text(record, f->expires) || record->numbers[f->expires] >= day;
}

/* Said of the approval of a variant, or of another use: it is not this device's. */
static bool of_other_device(const rg_record_type *type, const rg_record *record) {
    return rg_same(rg_field_text(record, rg_field_index(type, "identical_device")), "false") ||
           rg_same(rg_field_text(record, rg_field_index(type, "same_intended_use")), "false");
}

rg_truth rg_approved_in(const rg_base *base, const rg_facts *facts, const rg_market *market, bool this_device) {
    const rg_vocabulary *v = base->vocabulary;
    for (size_t i = 0; market && i < v->records.count; i++) {
        const rg_record_type *type = &v->records.items[i];
        if (strcmp(type->id, "approvals") != 0)
            continue;
        const char *codes[] = {market->code}, *valid[] = {"valid"};
        rg_field_test fields[] = {
            {.field = (size_t)rg_field_index(type, "market"), .values = codes, .count = 1},
            {.field = (size_t)rg_field_index(type, "status"), .values = valid, .count = 1},
        };
        rg_test test = {.kind = RG_TEST_RECORD, .subject = i, .fields = fields, .count = 2};
        const rg_record_list *list = &facts->profile->lists[i];
        rg_truth result = rg_list_known(facts->profile, i) ? RG_FALSE : RG_UNKNOWN;
        for (size_t k = 0; k < list->records.count && result != RG_TRUE; k++) {
            rg_truth one = rg_record_fits(facts, type, &list->records.items[k], &test);
            bool counts = one != RG_FALSE && !(this_device && of_other_device(type, &list->records.items[k]));
            result = counts ? one : result;
        }
        return result;
    }
    return RG_FALSE;
}
