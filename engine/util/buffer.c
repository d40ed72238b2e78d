#include "util/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

rg_buffer rg_buffer_in(rg_arena *arena) {
    return (rg_buffer){.arena = arena};
}

static void reserve(rg_buffer *buffer, size_t more) {
    if (more >= SIZE_MAX - buffer->length)
        longjmp(*rg_arena_recovery(buffer->arena), 1);
    size_t need = buffer->length + more + 1;
    if (need > buffer->capacity)
        rg_grow(buffer->arena, (void **)&buffer->text, &buffer->capacity, need, 1);
}

void rg_add_bytes(rg_buffer *buffer, const char *bytes, size_t length) {
    reserve(buffer, length);
    if (length)
        memcpy(buffer->text + buffer->length, bytes, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void rg_add(rg_buffer *buffer, const char *text) {
    rg_add_bytes(buffer, text, strlen(text));
}

void rg_add_char(rg_buffer *buffer, char c) {
    rg_add_bytes(buffer, &c, 1);
}

static void add_formatted(rg_buffer *buffer, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    if (length > 0) {
        reserve(buffer, (size_t)length);
        vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

void rg_addf(rg_buffer *buffer, const char *format, ...) {
    va_list args;
    va_start(args, format);
    add_formatted(buffer, format, args);
    va_end(args);
}

const char *rg_buffer_text(const rg_buffer *buffer) {
    return buffer->text ? buffer->text : "";
}

const char *rg_textf(rg_arena *arena, const char *format, ...) {
    rg_buffer buffer = rg_buffer_in(arena);
    va_list args;
    va_start(args, format);
    add_formatted(&buffer, format, args);
    va_end(args);
    return rg_buffer_text(&buffer);
}
