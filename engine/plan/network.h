/* The critical path method over plain arrays: no rules, no market, only who waits for whom and how long each takes. */
#ifndef RG_PLAN_NETWORK_H
#define RG_PLAN_NETWORK_H

#include "logic/market.h"

/*
 * One activity. `after` holds the places of what must be finished before it begins, each below its own place; a place
 * from `first` up is read `shift` further on, so that the lists of several markets can stand behind each other as they
 * are.
 */
typedef struct {
    const uint32_t *after;
    size_t after_count;
    uint32_t first, shift;
    int32_t days;
    bool working;                /* `days` are working days */
    const rg_calendar *calendar; /* of those; NULL: Monday to Friday */
} rg_activity;

/* In calendar days from the start of the project; what takes 5 days from the start on finishes at 5. */
typedef struct {
    int32_t start, finish;               /* earliest */
    int32_t latest_start, latest_finish; /* without moving the end of the project */
} rg_times;

/*
 * The calendar days that `days` working days take from the day `from` on; they end with the last day that is worked.
 * -1 when they end after the last day there is (RG_DATE_MAX).
 */
int32_t rg_working_days(const rg_calendar *calendar, int32_t from, int32_t days);

/* The place of the k-th activity `a` waits for. */
static inline uint32_t rg_before(const rg_activity *a, size_t k) {
    return a->after[k] < a->first ? a->after[k] : a->after[k] + a->shift;
}

/*
 * Earliest times of all activities for a project that starts on the day `start`, and its finish. Allocates nothing.
 * False when it runs past RG_DATE_MAX; then the times mean nothing.
 */
bool rg_network_forward(const rg_activity *activities, size_t count, int32_t start, rg_times *times, int32_t *finish);

/* Latest times for a project that finishes at `finish`, with the durations the forward pass found. */
void rg_network_backward(const rg_activity *activities, size_t count, int32_t finish, rg_times *times);

/*
 * One chain of activities without float that is as long as the project, from its first to its last; of several the one
 * that stands first in the array. `path` has room for all; the length is returned, 0 where nothing takes any time.
 * Activities that are `left_out` (may be NULL) are no part of it.
 */
size_t rg_network_critical(const rg_activity *activities, size_t count, const rg_times *times, const bool *left_out,
                           uint32_t *path);

#endif
