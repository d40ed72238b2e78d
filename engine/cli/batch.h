/* Lines in, lines out, in the same order, through several threads. */
#ifndef RG_CLI_BATCH_H
#define RG_CLI_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "load/tree.h"

/* The longest line is as long as the longest file. */
enum { RG_MOST_JOBS = 256, RG_BATCH_LONGEST_LINE = RG_LIMIT_FILE };

/*
 * Makes the answer to one line, in memory that stays until the next line of the same worker; the answer ends with a
 * line end. `worker` is the state that rg_batch_work.begin made for the thread.
 */
typedef struct {
    void *(*begin)(void *context);
    const char *(*answer)(void *worker, uint64_t number, const char *line, size_t length, size_t *answer_length);
    void (*end)(void *worker);
    void *context;
} rg_batch_work;

typedef struct {
    uint64_t lines;              /* answered and written */
    bool interrupted;            /* by SIGINT or SIGTERM: what was read before is answered all the same */
    int read_error, write_error; /* errno, or 0 */
    bool no_memory;
} rg_batch_result;

/*
 * Answers all lines of `in` on `out` with `jobs` threads. At most a fixed number of lines is held at a time, so memory
 * does not grow with the input. Blank lines are counted and passed over. `progress` is told every half second, or NULL.
 */
rg_batch_result rg_batch_run(FILE *in, FILE *out, size_t jobs, const rg_batch_work *work,
                             void (*progress)(void *context, uint64_t lines, double seconds), void *progress_context);

#endif
