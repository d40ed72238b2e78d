/*
 * How long it takes to say what can still come out, in one process, worst cases looked for by random search.
 *
 * usage: bench_unknowns [TRIES [SEED]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "compare/compare.h"
#include "logic/question.h"
#include "session.h"

typedef struct {
    rg_run run;
    rg_market *markets[64];
    size_t count;
    unsigned long long random;
} bench;

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* xorshift64*: the same profiles on every machine from the same seed. */
static size_t draw(bench *b, size_t below) {
    b->random ^= b->random >> 12;
    b->random ^= b->random << 25;
    b->random ^= b->random >> 27;
    return (size_t)((b->random * 2685821657736338717ULL >> 33) % below);
}

static bool has_values(const rg_attribute *a) {
    return a->section == RG_ATTRIBUTES && (a->type == RG_BOOL || a->type == RG_ENUM || a->type == RG_SET);
}

/* A complete profile with random values in a third of the attributes and `open` of them said to be unknown. */
static rg_profile *random_profile(bench *b, rg_arena *arena, size_t open, bool four_values) {
    const rg_vocabulary *v = b->run.base->vocabulary;
    rg_profile *p = rg_alloc(arena, sizeof *p);
    *p = (rg_profile){
        .path = "random", .name = {"", ""}, .description = {"", ""}, .intended_use = {"", ""}, .complete = true};
    p->stated = rg_alloc_array(arena, v->attributes.count + 1, sizeof *p->stated);
    p->lists = rg_alloc_array(arena, v->records.count + 1, sizeof *p->lists);
    for (size_t i = 0; i < v->attributes.count; i++) {
        const rg_attribute *a = &v->attributes.items[i];
        if (!has_values(a) || (draw(b, 3) && rg_attribute_index(v, "product_type") != (long)i))
            continue;
        p->stated[i].stated = true;
        p->stated[i].mask = UINT64_C(1) << draw(b, a->count);
    }
    for (size_t left = open, tries = 0; left && tries < 10000; tries++) {
        size_t i = draw(b, v->attributes.count);
        const rg_attribute *a = &v->attributes.items[i];
        if (!has_values(a) || p->stated[i].null || (four_values && a->count < 4))
            continue;
        p->stated[i] = (rg_stated){.null = true};
        left--;
    }
    return p;
}

typedef struct {
    double classes, question;
} times;

static bool measure(bench *b, const rg_profile *profile, rg_arena *arena, size_t markets, times *out) {
    rg_diagnostics quiet = rg_diagnostics_in(arena);
    double begin = now_ms();
    rg_facts *facts = rg_facts_new(b->run.base, profile, arena, &quiet);
    if (!facts)
        return false;
    rg_exact *exact = rg_exact_new(facts, arena);
    if (!rg_exact_consistent(exact))
        return false;
    for (size_t i = 0; i < markets; i++)
        rg_outcome_of(exact, facts, b->markets[i], arena);
    out->classes = now_ms() - begin;
    begin = now_ms();
    rg_agenda agenda = {0};
    for (size_t i = 0; i < markets; i++)
        rg_agenda_add(&agenda, b->markets[i], arena);
    rg_question_next(rg_exact_new(facts, arena), facts, &agenda, NULL, arena);
    out->question = now_ms() - begin;
    return true;
}

static int by_time(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void row(bench *b, const char *name, size_t open, bool four_values, size_t markets, size_t tries) {
    double *classes = calloc(tries, sizeof *classes), *questions = calloc(tries, sizeof *questions);
    size_t done = 0;
    for (size_t t = 0; t < 20 * tries && done < tries; t++) {
        rg_arena *arena = rg_arena_new();
        times one;
        if (measure(b, random_profile(b, arena, open, four_values), arena, markets, &one)) {
            classes[done] = one.classes;
            questions[done++] = one.question;
        }
        rg_arena_free(arena);
    }
    qsort(classes, done, sizeof *classes, by_time);
    qsort(questions, done, sizeof *questions, by_time);
    if (done)
        printf("| %s | %zu | %zu | %.2f | %.2f | %.2f | %.2f |\n", name, markets, done, classes[done / 2],
               classes[done - 1], questions[done / 2], questions[done - 1]);
    free(classes);
    free(questions);
}

int main(int count, char **words) {
    size_t tries = count > 1 ? strtoul(words[1], NULL, 10) : 300;
    bench b = {.random = count > 2 ? strtoull(words[2], NULL, 10) : 20261123};
    rg_arena *arena = rg_arena_new();
    if (!arena || setjmp(*rg_arena_recovery(arena)))
        return 1;
    int32_t day;
    rg_date_parse("2026-11-23", &day);
    if (!rg_run_open(&b.run, arena, day, NULL, 0))
        return 1;
    const rg_vocabulary *v = b.run.base->vocabulary;
    for (size_t i = 0; i < v->market_count && i < 64; i++)
        b.markets[b.count++] = rg_base_market(b.run.base, v->markets[i]);
    rg_questions_prepare(b.run.base);
    printf("seed %llu\n\n| open attributes | markets | profiles | outcomes: median ms | worst ms | next question: "
           "median ms "
           "| worst ms |\n| --- | --- | --- | --- | --- | --- | --- |\n",
           b.random);
    row(&b, "none", 0, false, b.count, tries);
    row(&b, "5 of four values or more", 5, true, b.count < 10 ? b.count : 10, tries);
    row(&b, "25", 25, false, b.count, tries);
    rg_arena_free(arena);
    return 0;
}
