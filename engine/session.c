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

bool rg_run_evaluate(rg_run *run, rg_profile *profile) {
    run->profile = profile;
    run->facts = rg_facts_new(run->base, profile, run->arena, &run->diagnostics);
    if (!run->facts)
        return false;
    run->exact = rg_exact_new(run->facts, run->arena);
    return true;
}

bool rg_run_profile(rg_run *run, const char *path, const char *text, size_t length, bool complete) {
    const rg_document *document = rg_document_read(run->arena, path, text, length, &run->diagnostics);
    rg_profile *profile =
        document ? rg_profile_read(&run->base->reader, run->base->vocabulary, document, complete) : NULL;
    return profile && !run->diagnostics.errors && rg_run_evaluate(run, profile);
}
