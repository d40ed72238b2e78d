#include "util/diagnostics.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

rg_diagnostics rg_diagnostics_in(rg_arena *arena) {
    return (rg_diagnostics){.arena = arena};
}

static void add(rg_diagnostics *d, rg_diagnostic what, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *message = rg_alloc(d->arena, (size_t)(length > 0 ? length : 0) + 1);
    vsnprintf(message, (size_t)(length > 0 ? length : 0) + 1, format, again);
    va_end(again);
    what.message = message;
    d->errors += what.severity == RG_ERROR;
    d->warnings += what.severity == RG_WARNING;
    RG_PUSH(d->arena, &d->list, what);
}

void rg_report(rg_diagnostics *d, rg_severity severity, const char *code, rg_place place, const char *format, ...) {
    va_list args;
    va_start(args, format);
    add(d, (rg_diagnostic){.severity = severity, .code = code, .place = place}, format, args);
    va_end(args);
}

void rg_report_two(rg_diagnostics *d, const char *code, rg_place place, rg_place other, const char *format, ...) {
    va_list args;
    va_start(args, format);
    add(d, (rg_diagnostic){.severity = RG_ERROR, .code = code, .place = place, .other = other}, format, args);
    va_end(args);
}

static int by_place(const rg_diagnostic *x, const rg_diagnostic *y) {
    int order = strcmp(x->place.path ? x->place.path : "", y->place.path ? y->place.path : "");
    if (!order)
        order = (x->place.line > y->place.line) - (x->place.line < y->place.line);
    if (!order)
        order = (x->place.column > y->place.column) - (x->place.column < y->place.column);
    return order;
}

/* Merges the sorted halves of items[0..count) through `room`; equal places keep their order. */
static void merge_sort(rg_diagnostic *items, rg_diagnostic *room, size_t count) {
    if (count < 2)
        return;
    size_t half = count / 2, a = 0, b = half;
    merge_sort(items, room, half);
    merge_sort(items + half, room + half, count - half);
    for (size_t i = 0; i < count; i++) {
        bool left = b == count || (a < half && by_place(&items[a], &items[b]) <= 0);
        room[i] = left ? items[a++] : items[b++];
    }
    memcpy(items, room, count * sizeof *items);
}

void rg_diagnostics_sort(rg_diagnostics *d) {
    if (d->list.count > 1)
        merge_sort(d->list.items, rg_alloc_array(d->arena, d->list.count, sizeof *d->list.items), d->list.count);
}
