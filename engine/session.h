/* One run of the engine: rule base, profile and answers, with one owner of all memory. */
#ifndef RG_SESSION_H
#define RG_SESSION_H

#include "compare/compare.h"

typedef struct {
    rg_arena *arena;
    rg_store *store;
    rg_diagnostics diagnostics;
    rg_base *base;
    rg_profile *profile;
    rg_facts *facts;
    rg_exact *exact;
} rg_run;

/* Shipped rules, and the user's folders over them, as of a day. False when there are errors. */
bool rg_run_open(rg_run *run, rg_arena *arena, int32_t as_of, const char *const *folders, size_t count);

/* Reads and evaluates a profile; all markets that are asked must be loaded. False when there are errors. */
bool rg_run_profile(rg_run *run, const char *path, const char *text, size_t length, bool complete);

/* Evaluates a profile that was read already. */
bool rg_run_evaluate(rg_run *run, rg_profile *profile);

#endif
