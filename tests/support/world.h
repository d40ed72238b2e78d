/* A rule base written in the test itself, or the shipped one, and a device put before it. */
#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include "session.h"

#define TODAY "2026-11-23"

/* A file of the store: YAML, or plain text where the path ends in `.tsv`. */
typedef struct {
    const char *path, *text;
} world_file;

typedef struct {
    rg_arena *arena;
    rg_store *store;
    rg_diagnostics diagnostics;
    rg_base *base;
    rg_profile *profile;
    rg_facts *facts;
    rg_exact *exact;
} world;

/* Opens a rule base of these files as of a day; mistakes in them are left in the diagnostics. */
void world_open(world *w, const char *as_of, const world_file *files, size_t count);

/* Opens the shipped rules. */
void world_open_shipped(world *w, const char *as_of);
void world_close(world *w);

/* The day as the engine counts it. */
int32_t world_day(const char *text);

/* The market; the test fails where there is none. */
rg_market *world_market(world *w, const char *code);

/* Reads and evaluates a profile without its first line (`reggap: profile/1`). False where anything is wrong. */
bool world_profile(world *w, const char *body);

/* What the market's rules say of the profile; the test fails where anything was reported. */
const rg_outcome *world_outcome(world *w, const char *market, const char *body);

/* The difference and the verdicts for the profile; `home` may be NULL. The test fails where anything was reported. */
const rg_comparison *world_compare(world *w, const char *home, const char *target, const char *body);

/* The comparison's row of a requirement; the test fails where there is none. */
const rg_row *world_row(const rg_comparison *c, const char *requirement);

/* All that was reported, in order, a line each: `path:line:column: error: message [code]`. */
const char *world_messages(world *w);

/* Fails the test when an error was reported. */
void world_assert_clean(world *w);

/* Parses a text of the test; the test fails where it is not well formed. */
const rg_node *world_yaml(world *w, const char *path, const char *text);

/* A condition without a market, as a vocabulary's constraint would have it. */
rg_condition world_condition(world *w, const char *text);

/* ---- answers in words, in the arena of the world ---- */

/* `IIa`, `I|IIa on duration|contact`, `I|II in law`, `none`; ` estimated` after it where it is. */
const char *class_words(world *w, const rg_outcome *o);

/* `in`, `out by m.s1`, `borderline by m.s2`, `unknown`. */
const char *scope_words(world *w, const rg_outcome *o);

/* `m.r1! m.r2 m.r3?`: `!` decides, `?` may fire. */
const char *rule_words(world *w, const rg_outcome *o);

/* `*m.a m.b m.c?`: `*` recommended, `?` only possible. */
const char *route_words(world *w, const rg_outcome *o);
const char *subclass_words(world *w, const rg_outcome *o);
const char *subject_words(world *w, rg_subjects subjects);

const char *difference_word(rg_difference difference);
const char *verdict_word(rg_verdict verdict);

/* `true`, `false`, `unknown`. */
const char *truth_word(rg_truth truth);

#endif
