#include "util/diagnostics.h"

#include <string.h>

#include "util/buffer.h"

rg_diagnostics rg_diagnostics_in(rg_arena *arena) {
    return (rg_diagnostics){.arena = arena};
}

static void add(rg_diagnostics *d, rg_diagnostic what, const char *format, va_list args) {
    what.message = rg_vtextf(d->arena, format, args);
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

void rg_report_shown(rg_diagnostics *d, rg_severity severity, const char *code, rg_place place, const char *witness,
                     const char *format, ...) {
    va_list args;
    va_start(args, format);
    add(d, (rg_diagnostic){.severity = severity, .code = code, .place = place, .witness = witness}, format, args);
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
    if (d->list.count < 2)
        return;
    rg_diagnostic *items = d->list.items;
    merge_sort(items, rg_alloc_array(d->arena, d->list.count, sizeof *items), d->list.count);
    size_t kept = 1;
    for (size_t i = 1; i < d->list.count; i++) {
        const rg_diagnostic *last = &items[kept - 1], *one = &items[i];
        if (one->place.line && by_place(last, one) == 0 && strcmp(last->message, one->message) == 0) {
            d->errors -= one->severity == RG_ERROR;
            d->warnings -= one->severity == RG_WARNING;
        } else {
            items[kept++] = *one;
        }
    }
    d->list.count = kept;
}
