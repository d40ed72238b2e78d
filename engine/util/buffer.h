/* Text that grows at its end, in an arena. */
#ifndef RG_UTIL_BUFFER_H
#define RG_UTIL_BUFFER_H

#include <stdarg.h>
#include <stdbool.h>

#include "util/arena.h"

typedef struct {
    rg_arena *arena;
    char *text; /* zero-terminated once anything was added */
    size_t length, capacity;
} rg_buffer;

/* An empty buffer whose text lives in `arena`. */
rg_buffer rg_buffer_in(rg_arena *arena);

void rg_add_bytes(rg_buffer *buffer, const char *bytes, size_t length);
void rg_add(rg_buffer *buffer, const char *text);
void rg_add_char(rg_buffer *buffer, char c);
void rg_addf(rg_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The text so far, "" when nothing was added; borrowed from the arena. */
const char *rg_buffer_text(const rg_buffer *buffer);

/*
 * The text with all that would be obeyed rather than shown (controls, marks that turn the direction of a text) made
 * visible, a tab as a blank; ends of lines stay where `lines`. `text` itself where there is nothing of the kind, else
 * a copy in `arena`.
 */
const char *rg_visible(rg_arena *arena, const char *text, bool lines);

/* A formatted text in `arena`. */
const char *rg_textf(rg_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *rg_vtextf(rg_arena *arena, const char *format, va_list args);

#endif
