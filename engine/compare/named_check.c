/* Warnings about what a profile names in its evidence. */
#include "compare/evidence.h"
#include "util/buffer.h"

static const char *editions_known(rg_arena *arena, const rg_standard *q) {
    rg_buffer out = rg_buffer_in(arena);
    for (size_t i = 0; i < q->editions.count; i++)
        rg_addf(&out, "%s%s", i ? ", " : "", q->editions.items[i].id);
    return rg_buffer_text(&out);
}

static void warn(rg_base *base, const rg_record *record, const rg_named *n) {
    rg_reader *r = &base->reader;
    if (!n->standard) {
        const char *near = rg_standard_nearest(rg_standards_of(base), r->arena, n->text);
        rg_report(r->diagnostics, RG_WARNING, "unknown-standard", record->place, "unknown standard '%.*s'%s%s%s",
                  (int)rg_utf8_cut(n->text, 80), n->text, near ? " (did you mean '" : "", near ? near : "",
                  near ? "'?)" : "");
    } else if (n->unread) {
        rg_report(r->diagnostics, RG_WARNING, "unknown-edition", record->place,
                  "unknown edition '%.*s' of '%s' (known: %s)", (int)rg_utf8_cut(n->unread, 80), n->unread,
                  n->standard->name, editions_known(r->arena, n->standard));
    }
}

/* The type's standards, or NULL where its papers are not judged by one. */
static const char *const *standards_of(const rg_catalogue *c, const char *type) {
    for (size_t i = 0; i < c->evidence.count; i++)
        if (rg_same(c->evidence.items[i].id, type))
            return c->evidence.items[i].standards;
    return NULL;
}

void rg_check_named(rg_base *base, const rg_profile *profile) {
    rg_evidence_fields f;
    if (!rg_find_evidence(base, &f))
        return;
    const rg_catalogue *c = rg_catalogue_of(base);
    const rg_record_list *list = &profile->lists[f.list];
    for (size_t i = 0; i < list->records.count; i++) {
        const rg_record *record = &list->records.items[i];
        const char *const *usual = standards_of(c, rg_field_text(record, f.type));
        size_t count = 0;
        const rg_named *named = NULL;
        if (usual)
            named = rg_standards_named(rg_standards_of(base), base->arena, rg_field_text(record, f.standard),
                                       rg_field_text(record, f.edition), usual, &count);
        for (size_t k = 0; k < count; k++)
            warn(base, record, &named[k]);
    }
}
