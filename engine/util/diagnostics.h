/* What is wrong, and where: a list that grows while input is read, so that all mistakes are told at once. */
#ifndef RG_UTIL_DIAGNOSTICS_H
#define RG_UTIL_DIAGNOSTICS_H

#include <stdbool.h>
#include <stdint.h>

#include "util/arena.h"

typedef enum { RG_NOTE, RG_WARNING, RG_ERROR } rg_severity;

/* A place in a file; line and column count from 1, 0 where there is none. The path is borrowed. */
typedef struct {
    const char *path;
    uint32_t line, column;
} rg_place;

typedef struct {
    rg_severity severity;
    const char *code; /* stable, for programs */
    rg_place place;
    rg_place other; /* a second place that the message speaks of; path NULL where there is none */
    const char *message;
    const char *witness; /* a profile, as JSON, that shows it, or NULL */
} rg_diagnostic;

typedef struct {
    rg_arena *arena;
    RG_LIST(rg_diagnostic) list;
    size_t errors, warnings;
} rg_diagnostics;

/* An empty list whose messages live in `arena`. */
rg_diagnostics rg_diagnostics_in(rg_arena *arena);

void rg_report(rg_diagnostics *diagnostics, rg_severity severity, const char *code, rg_place place, const char *format,
               ...) __attribute__((format(printf, 5, 6)));

/* As rg_report, with the second place the message names. */
void rg_report_two(rg_diagnostics *diagnostics, const char *code, rg_place place, rg_place other, const char *format,
                   ...) __attribute__((format(printf, 5, 6)));

/* As rg_report, with a profile that shows it, which may be NULL. */
void rg_report_shown(rg_diagnostics *diagnostics, rg_severity severity, const char *code, rg_place place,
                     const char *witness, const char *format, ...) __attribute__((format(printf, 6, 7)));

/*
 * Puts the list into the order of file, line and column; equal places keep their order. What was found twice, because
 * a file was read for several questions, is told once.
 */
void rg_diagnostics_sort(rg_diagnostics *diagnostics);

#endif
