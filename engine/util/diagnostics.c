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

static int by_place(const void *a, const void *b) {
    const rg_diagnostic *x = a, *y = b;
    int order = strcmp(x->place.path ? x->place.path : "", y->place.path ? y->place.path : "");
    if (!order)
        order = (x->place.line > y->place.line) - (x->place.line < y->place.line);
    if (!order)
        order = (x->place.column > y->place.column) - (x->place.column < y->place.column);
    return order;
}

void rg_diagnostics_sort(rg_diagnostics *d) {
    /* Insertion keeps equal places in order; lists are short and nearly sorted as they come. */
    for (size_t i = 1; i < d->list.count; i++) {
        rg_diagnostic item = d->list.items[i];
        size_t j = i;
        for (; j > 0 && by_place(&d->list.items[j - 1], &item) > 0; j--)
            d->list.items[j] = d->list.items[j - 1];
        d->list.items[j] = item;
    }
}
