/* The critical path method on hand-made networks, and working days by the calendar. */
#include <string.h>

#include "plan/network.h"
#include "support/rows.h"
#include "support/world.h"

enum { MOST = 16 };

/* One activity of a textbook's table: its name, what it waits for, how long it takes, and the published times. */
typedef struct {
    char name;
    const char *after;
    int days, start, finish, latest_start, latest_finish;
} published;

typedef struct {
    const char *title;
    const published *rows;
    size_t count;
    int finish;
    const char *path;
} network;

/* Hillier and Lieberman, Introduction to Operations Research: the Reliable Construction Co. project (44 weeks). */
static const published RELIABLE[] = {
    {'A', "", 2, 0, 2, 0, 2},       {'B', "A", 4, 2, 6, 2, 6},      {'C', "B", 10, 6, 16, 6, 16},
    {'D', "C", 6, 16, 22, 20, 26},  {'E', "C", 4, 16, 20, 16, 20},  {'F', "E", 5, 20, 25, 20, 25},
    {'G', "D", 7, 22, 29, 26, 33},  {'H', "EG", 9, 29, 38, 33, 42}, {'I', "C", 7, 16, 23, 18, 25},
    {'J', "FI", 8, 25, 33, 25, 33}, {'K', "J", 4, 33, 37, 34, 38},  {'L', "J", 5, 33, 38, 33, 38},
    {'M', "H", 2, 38, 40, 42, 44},  {'N', "KL", 6, 38, 44, 38, 44},
};

/* Heizer and Render, Operations Management: Milwaukee Paper (15 weeks). */
static const published MILWAUKEE[] = {
    {'A', "", 2, 0, 2, 0, 2},     {'B', "", 3, 0, 3, 1, 4},       {'C', "A", 2, 2, 4, 2, 4},
    {'D', "AB", 4, 3, 7, 4, 8},   {'E', "C", 4, 4, 8, 4, 8},      {'F', "C", 3, 4, 7, 10, 13},
    {'G', "DE", 5, 8, 13, 8, 13}, {'H', "FG", 2, 13, 15, 13, 15},
};

/* Worked by hand: nothing waits for anything; a step of no length; two equal paths, of which the first is told. */
static const published APART[] = {{'A', "", 3, 0, 3, 2, 5}, {'B', "", 5, 0, 5, 0, 5}};
static const published NOTHING[] = {{'A', "", 4, 0, 4, 0, 4}, {'B', "A", 0, 4, 4, 4, 4}, {'C', "B", 1, 4, 5, 4, 5}};
static const published EQUAL[] = {
    {'A', "", 1, 0, 1, 0, 1}, {'B', "A", 2, 1, 3, 1, 3}, {'C', "A", 2, 1, 3, 1, 3}, {'D', "BC", 1, 3, 4, 3, 4}};

#define NETWORK(title, rows, finish, path)                                                                             \
    { title, rows, sizeof(rows) / sizeof *(rows), finish, path }

static const network NETWORKS[] = {
    NETWORK("Reliable Construction", RELIABLE, 44, "ABCEFJLN"),
    NETWORK("Milwaukee Paper", MILWAUKEE, 15, "ACEGH"),
    NETWORK("apart", APART, 5, "B"),
    NETWORK("no length", NOTHING, 5, "ABC"),
    NETWORK("equal paths", EQUAL, 4, "ABD"),
};

typedef struct {
    uint32_t after[MOST][MOST];
    rg_activity activities[MOST];
} built;

static void build(built *b, const published *rows, size_t count) {
    memset(b, 0, sizeof *b);
    for (size_t i = 0; i < count; i++) {
        rg_activity *a = &b->activities[i];
        for (const char *name = rows[i].after; *name; name++)
            for (size_t k = 0; k < i; k++)
                if (rows[k].name == *name)
                    b->after[i][a->after_count++] = (uint32_t)k;
        a->after = b->after[i];
        a->days = rows[i].days;
        a->first = MOST;
    }
}

ROWS(network, published_times, NETWORKS) {
    const network *n = &NETWORKS[*row];
    built b;
    rg_times times[MOST];
    int32_t finish;
    uint32_t path[MOST];
    build(&b, n->rows, n->count);
    cr_assert(rg_network_forward(b.activities, n->count, world_day("2027-01-04"), times, &finish), "%s", n->title);
    cr_expect_eq(finish, n->finish, "%s: %d", n->title, finish);
    rg_network_backward(b.activities, n->count, finish, times);
    for (size_t i = 0; i < n->count; i++) {
        const published *p = &n->rows[i];
        cr_expect_eq(times[i].start, p->start, "%s %c start %d", n->title, p->name, times[i].start);
        cr_expect_eq(times[i].finish, p->finish, "%s %c finish %d", n->title, p->name, times[i].finish);
        cr_expect_eq(times[i].latest_start, p->latest_start, "%s %c latest start %d", n->title, p->name,
                     times[i].latest_start);
        cr_expect_eq(times[i].latest_finish, p->latest_finish, "%s %c latest finish %d", n->title, p->name,
                     times[i].latest_finish);
    }
    size_t length = rg_network_critical(b.activities, n->count, times, NULL, path);
    cr_assert_eq(length, strlen(n->path), "%s: %zu", n->title, length);
    for (size_t i = 0; i < length; i++)
        cr_expect_eq(n->rows[path[i]].name, n->path[i], "%s, place %zu", n->title, i);
}

/* Places from `first` up are read `shift` further on: the second list stands behind the first as it is. */
Test(network, shifted_places) {
    static const uint32_t own[] = {0, 1};
    rg_activity a[] = {{.days = 2, .first = 1},
                       {.days = 3, .first = 1},
                       {.days = 5, .first = 1, .shift = 1},
                       {.after = own, .after_count = 2, .days = 1, .first = 1, .shift = 1}};
    rg_times times[4];
    int32_t finish;
    cr_assert(rg_network_forward(a, 4, 0, times, &finish));
    cr_expect_eq(times[3].start, 5, "it waits for the third, not for the second: %d", times[3].start);
    cr_expect_eq(finish, 6);
}

/* ---- working days ---- */

typedef struct {
    const char *from;
    int days, expected;
    int calendar; /* 0 none, 1 Saturday and Sunday, 2 Friday and Saturday with holidays, 3 Friday alone, 4 no weekend */
} working_row;

/* 2027-01-04 is a Monday. With Friday and Saturday free, 2027-01-10 (Sunday) and 2027-01-13 (Wednesday) are holidays.
 */
static const working_row WORKING[] = {
    {"2027-01-04", 0, 0, 0},   {"2027-01-04", 1, 1, 0},         {"2027-01-04", 5, 5, 0}, {"2027-01-04", 6, 8, 0},
    {"2027-01-04", 10, 12, 0}, {"2027-01-09", 1, 3, 0},         {"2027-01-10", 1, 2, 1}, {"2027-01-08", 1, 1, 1},
    {"2027-01-08", 2, 4, 1},   {"2027-01-04", 4, 4, 2},         {"2027-01-04", 5, 8, 2}, {"2027-01-08", 1, 4, 2},
    {"2027-01-04", 7, 11, 2},  {"2027-01-13", 1, 2, 2},         {"2027-01-04", 4, 4, 3}, {"2027-01-04", 5, 6, 3},
    {"2027-01-04", 30, 30, 4}, {"2027-01-04", 260, 362, 0},     {"9999-12-27", 4, 4, 0}, {"9999-12-27", 5, -1, 0},
    {"9999-12-31", 1, -1, 0},  {"2027-01-04", 36524, 51132, 0},
};

ROWS(network, working_days, WORKING) {
    const working_row *r = &WORKING[*row];
    int32_t holidays[] = {world_day("2027-01-10"), world_day("2027-01-13")};
    rg_calendar calendars[] = {{0},
                               {.weekend = 1 << 5 | 1 << 6},
                               {.weekend = 1 << 4 | 1 << 5, .holidays = holidays, .count = 2},
                               {.weekend = 1 << 4},
                               {0}};
    int32_t got = rg_working_days(r->calendar ? &calendars[r->calendar] : NULL, world_day(r->from), r->days);
    cr_expect_eq(got, r->expected, "%d working days from %s: %d", r->days, r->from, got);
}

/* The duration is that at the earliest start: begun on a Thursday, two working days reach over Friday and Saturday. */
Test(network, working_days_of_a_chain) {
    rg_calendar gulf = {.weekend = 1 << 4 | 1 << 5};
    static const uint32_t after[] = {0};
    rg_activity a[] = {{.days = 3, .first = 9},
                       {.after = after, .after_count = 1, .days = 2, .first = 9, .working = true, .calendar = &gulf}};
    rg_times times[2];
    int32_t finish;
    cr_assert(rg_network_forward(a, 2, world_day("2027-01-04"), times, &finish));
    cr_expect_eq(times[1].start, 3);
    cr_expect_eq(finish, 7, "Thursday 7 January and Sunday 10 January are worked: %d", finish);
    rg_network_backward(a, 2, finish, times);
    cr_expect_eq(times[0].latest_start, 0);
    cr_expect_eq(times[1].latest_start, 3);
}

Test(network, beyond_the_last_day) {
    static const uint32_t after[] = {0};
    rg_activity a[] = {{.days = 36524, .first = 9}, {.after = after, .after_count = 1, .days = 36524, .first = 9}};
    rg_times times[2];
    int32_t finish;
    cr_expect(rg_network_forward(a, 2, RG_DATE_MAX - 2 * 36524, times, &finish));
    cr_expect_eq(finish, 2 * 36524);
    cr_expect_not(rg_network_forward(a, 2, RG_DATE_MAX - 2 * 36524 + 1, times, &finish));
    cr_expect_not(rg_network_forward(a, 2, RG_DATE_MAX, times, &finish));
}
