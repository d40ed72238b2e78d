/* The working week and the holidays of a market. */
#include <stdlib.h>

#include "logic/market.h"

static const char *const WEEKDAYS[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

enum { WHOLE_WEEK = 0x7F };

static uint8_t read_weekend(rg_reader *r, const rg_node *node) {
    size_t count;
    const rg_node *const *list = rg_read_list(r, node, &count);
    uint8_t weekend = 0;
    for (size_t i = 0; i < count; i++) {
        size_t day = 0;
        while (day < 7 && !rg_same(WEEKDAYS[day], rg_node_text(list[i])))
            day++;
        if (day < 7)
            weekend |= (uint8_t)(1u << day);
        else
            rg_wrong_name(r, "unknown-value", rg_node_place(list[i]), "weekday", rg_node_text(list[i]), WEEKDAYS, 7);
    }
    if (weekend == WHOLE_WEEK)
        rg_report(r->diagnostics, RG_ERROR, "calendar", rg_node_place(node), "no day of the week is left to work on");
    return weekend == WHOLE_WEEK ? 0 : weekend;
}

static int by_day(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

const rg_calendar *rg_calendar_read(rg_base *base, const rg_market *m, const rg_node *node) {
    rg_reader *r = &base->reader;
    if (!node)
        return NULL;
    rg_read_keys(r, node, "weekend holidays cite verified note effective");
    rg_calendar *calendar = rg_alloc(base->arena, sizeof *calendar);
    calendar->weekend = read_weekend(r, rg_node_get(node, "weekend"));
    calendar->basis = rg_read_basis(r, node, m->code);
    const rg_node *list = rg_node_get(node, "holidays");
    int32_t *days = rg_alloc_array(base->arena, (list ? list->count : 0) + 1, sizeof *days);
    size_t count = 0;
    for (const rg_node *day = rg_node_first(list); day; day = rg_node_next(day)) {
        rg_read_keys(r, day, "date name cite verified note");
        rg_read_text(r, day, "name", true);
        rg_read_basis(r, day, m->code);
        int32_t date = rg_read_date(r, day, "date", RG_DATE_MIN - 1);
        if (date >= RG_DATE_MIN)
            days[count++] = date;
        else if (!rg_node_get(day, "date"))
            rg_report(r->diagnostics, RG_ERROR, "missing-key", rg_node_place(day), "'date' is missing");
    }
    qsort(days, count, sizeof *days, by_day);
    for (size_t i = 0; i < count; i++)
        if (!calendar->count || days[calendar->count - 1] != days[i])
            days[calendar->count++] = days[i];
    calendar->holidays = days;
    return calendar;
}
