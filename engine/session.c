#include "session.h"

bool rg_run_open(rg_run *run, rg_arena *arena, int32_t as_of, const char *const *folders, size_t count) {
    *run = (rg_run){.arena = arena, .diagnostics = rg_diagnostics_in(arena)};
    run->store = rg_store_shipped(arena);
    for (size_t i = 0; i < count; i++)
        rg_store_overlay(run->store, folders[i], &run->diagnostics);
    if (run->diagnostics.errors)
        return false;
    run->base = rg_base_new(arena, run->store, as_of, &run->diagnostics);
    return run->diagnostics.errors == 0;
}

/* Facts that no single constraint refuses may still leave no device that keeps all constraints. */
static bool is_consistent(rg_run *run) {
    const rg_vocabulary *v = run->base->vocabulary;
    bool open = false;
    for (size_t i = 0; i < v->constraints.count && !open; i++)
        open = rg_truth_of(run->facts, run->base->constraints[i].holds) == RG_UNKNOWN;
    if (!open || rg_exact_consistent(run->exact))
        return true;
    const size_t *clash;
    size_t count = rg_exact_clash(run->exact, &clash);
    for (size_t i = 0; i < count; i++)
        rg_report(&run->diagnostics, RG_ERROR, "contradiction", (rg_place){run->profile->path, 0, 0},
                  "no device can be like this; together with the others told here, this is broken: %s",
                  v->constraints.items[clash[i]].message.en);
    return false;
}

bool rg_run_evaluate(rg_run *run, rg_profile *profile) {
    run->profile = profile;
    run->facts = rg_facts_new(run->base, profile, run->arena, &run->diagnostics);
    if (!run->facts)
        return false;
    run->exact = rg_exact_new(run->facts, run->arena);
    return is_consistent(run);
}

bool rg_run_profile(rg_run *run, const char *path, const char *text, size_t length, bool complete) {
    const rg_document *document = rg_document_read(run->arena, path, text, length, &run->diagnostics);
    rg_profile *profile =
        document ? rg_profile_read(&run->base->reader, run->base->vocabulary, document, complete) : NULL;
    return profile && !run->diagnostics.errors && rg_run_evaluate(run, profile);
}
