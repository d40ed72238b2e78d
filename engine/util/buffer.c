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

char *rg_vtextf(rg_arena *arena, const char *format, va_list args) {
    rg_buffer buffer = rg_buffer_in(arena);
    add_formatted(&buffer, format, args);
    return buffer.text ? buffer.text : rg_copy_text(arena, "", 0);
}

const char *rg_textf(rg_arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *text = rg_vtextf(arena, format, args);
    va_end(args);
    return text;
}

/* Bytes of the character that begins here; 0 where none does. */
static size_t character_length(const unsigned char *s) {
    size_t length = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : s[0] < 0xF5 ? 4 : 0;
    for (size_t i = 1; i < length; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

/* Bytes of what is not shown but obeyed: controls, marks that turn the direction of a text, stray bytes. */
static size_t hidden_length(const unsigned char *s, bool lines) {
    if (!character_length(s))
        return 1;
    if ((s[0] < 0x20 && !(lines && s[0] == '\n')) || s[0] == 0x7F)
        return 1;
    if (s[0] == 0xC2 && s[1] >= 0x80 && s[1] < 0xA0)
        return 2;
    bool turns = s[0] == 0xE2 &&
                 ((s[1] == 0x80 && s[2] >= 0xAA && s[2] <= 0xAE) || (s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9));
    return turns ? 3 : 0;
}

const char *rg_visible(rg_arena *arena, const char *text, bool lines) {
    const unsigned char *s = (const unsigned char *)text;
    size_t clean = 0;
    while (s[clean] && !hidden_length(s + clean, lines))
        clean += character_length(s + clean);
    if (!s[clean])
        return text;
    rg_buffer out = rg_buffer_in(arena);
    for (size_t length; *s; s += length) {
        length = hidden_length(s, lines);
        if (!length) {
            length = character_length(s);
            rg_add_bytes(&out, (const char *)s, length);
        } else if (*s == '\t') {
            rg_add_char(&out, ' ');
        } else if (length == 3) {
            rg_addf(&out, "\\u%04x", (unsigned)(s[0] & 0x0F) << 12 | (unsigned)(s[1] & 0x3F) << 6 | (s[2] & 0x3Fu));
        } else {
            rg_addf(&out, "\\x%02x", length == 2 ? s[1] : s[0]);
        }
    }
    return rg_buffer_text(&out);
}
