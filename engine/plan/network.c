#include "plan/network.h"

enum { SATURDAY_AND_SUNDAY = 1 << 5 | 1 << 6 };

/* 0 is Monday; 1970-01-01 was a Thursday. */
static unsigned weekday(int32_t day) {
    return (unsigned)(((day + 3) % 7 + 7) % 7);
}

/* The first holiday from `day` on. */
static size_t next_holiday(const rg_calendar *calendar, int32_t day) {
    size_t low = 0, high = calendar ? calendar->count : 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (calendar->holidays[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int32_t rg_working_days(const rg_calendar *calendar, int32_t from, int32_t days) {
    uint8_t weekend = calendar ? calendar->weekend : SATURDAY_AND_SUNDAY;
    size_t holidays = calendar ? calendar->count : 0, h = next_holiday(calendar, from);
    int32_t day = from;
    unsigned of_week = weekday(from);
    for (; days > 0 && day <= RG_DATE_MAX; day++) {
        bool holiday = h < holidays && calendar->holidays[h] == day;
        days -= !holiday && !(weekend >> of_week & 1);
        h += holiday;
        of_week = of_week == 6 ? 0 : of_week + 1;
    }
    return days > 0 || day > RG_DATE_MAX ? -1 : day - from;
}

static int32_t duration(const rg_activity *a, int32_t from) {
    return a->working ? rg_working_days(a->calendar, from, a->days) : a->days;
}

bool rg_network_forward(const rg_activity *activities, size_t count, int32_t start, rg_times *times, int32_t *finish) {
    *finish = 0;
    for (size_t i = 0; i < count; i++) {
        const rg_activity *a = &activities[i];
        int32_t begin = 0;
        for (size_t k = 0; k < a->after_count; k++)
            if (times[rg_before(a, k)].finish > begin)
                begin = times[rg_before(a, k)].finish;
        int32_t days = duration(a, start + begin);
        if (days < 0 || days > RG_DATE_MAX - start - begin)
            return false;
        times[i].start = begin;
        times[i].finish = begin + days;
        if (times[i].finish > *finish)
            *finish = times[i].finish;
    }
    return true;
}

void rg_network_backward(const rg_activity *activities, size_t count, int32_t finish, rg_times *times) {
    for (size_t i = 0; i < count; i++)
        times[i].latest_finish = finish;
    for (size_t i = count; i-- > 0;) {
        const rg_activity *a = &activities[i];
        times[i].latest_start = times[i].latest_finish - (times[i].finish - times[i].start);
        for (size_t k = 0; k < a->after_count; k++) {
            rg_times *before = &times[rg_before(a, k)];
            if (before->latest_finish > times[i].latest_start)
                before->latest_finish = times[i].latest_start;
        }
    }
}

typedef struct {
    const rg_activity *activities;
    const rg_times *times;
    const bool *left_out;
} chain;

static bool without_float(const chain *c, size_t i) {
    return !(c->left_out && c->left_out[i]) && c->times[i].start == c->times[i].latest_start;
}

/* The activity before `i` that it begins right after; `i` itself where there is none. */
static size_t link_before(const chain *c, size_t i) {
    const rg_activity *a = &c->activities[i];
    size_t found = i;
    for (size_t k = 0; k < a->after_count; k++) {
        size_t before = rg_before(a, k);
        if (without_float(c, before) && c->times[before].finish == c->times[i].start && (found == i || before < found))
            found = before;
    }
    return found;
}

/* What takes no time may follow the activity that ends the project. */
static size_t last_behind(const chain *c, size_t count, size_t at) {
    for (size_t i = at + 1; i < count; i++)
        for (size_t k = 0; without_float(c, i) && k < c->activities[i].after_count; k++)
            if (rg_before(&c->activities[i], k) == at) {
                at = i;
                break;
            }
    return at;
}

size_t rg_network_critical(const rg_activity *activities, size_t count, const rg_times *times, const bool *left_out,
                           uint32_t *path) {
    chain c = {activities, times, left_out};
    int32_t finish = 0;
    for (size_t i = 0; i < count; i++)
        finish = times[i].finish > finish ? times[i].finish : finish;
    size_t at = 0, length = 0;
    while (at < count && !(without_float(&c, at) && times[at].finish == finish))
        at++;
    if (at == count || finish == 0)
        return 0;
    at = last_behind(&c, count, at);
    for (size_t before; (before = link_before(&c, at)) != at; at = before)
        path[length++] = (uint32_t)at;
    path[length++] = (uint32_t)at;
    for (size_t i = 0; i < length / 2; i++) {
        uint32_t swap = path[i];
        path[i] = path[length - 1 - i];
        path[length - 1 - i] = swap;
    }
    return length;
}
