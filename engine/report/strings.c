#include "report/strings.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "util/buffer.h"

const rg_strings *rg_strings_read(const rg_store *store, rg_language language, rg_arena *arena) {
    rg_strings *s = rg_alloc(arena, sizeof *s);
    s->arena = arena;
    s->language = language;
    s->code = language == RG_JAPANESE ? "ja" : "en";
    s->keys = rg_map_in(arena);
    const char *path = rg_textf(arena, "rules/text/%s.yaml", s->code);
    for (const rg_store_file *file = NULL; (file = rg_store_next(store, path, file));) {
        const rg_node *map = rg_node_get(rg_document_root(file->document), "strings");
        for (const rg_node *node = rg_node_first(map); node; node = rg_node_next(node)) {
            rg_map_set(&s->keys, rg_node_key(node), (long)s->texts.count);
            RG_PUSH(arena, &s->texts, rg_node_text(node));
        }
    }
    return s;
}

const char *rg_say(const rg_strings *s, const char *key) {
    long index = rg_map_get(&s->keys, key);
    return index < 0 ? key : s->texts.items[index];
}

const char *rg_say_of(const rg_strings *s, const char *family, const char *member) {
    const char *joined = rg_textf(s->arena, "%s.%s", family, member);
    char *key = rg_copy_text(s->arena, joined, strlen(joined));
    for (char *at = key; *at; at++)
        *at = *at == '-' ? '_' : *at;
    return rg_say(s, key);
}

enum { MOST_HOLES = 6 };

const char *rg_say_with(const rg_strings *s, const char *key, size_t count, ...) {
    const char *fill[MOST_HOLES] = {0};
    va_list args;
    va_start(args, count);
    for (size_t i = 0; i < count && i < MOST_HOLES; i++)
        fill[i] = va_arg(args, const char *);
    va_end(args);
    rg_buffer out = rg_buffer_in(s->arena);
    for (const char *at = rg_say(s, key); *at; at++) {
        size_t hole =
            at[0] == '{' && isdigit((unsigned char)at[1]) && at[2] == '}' ? (size_t)(at[1] - '0') : MOST_HOLES;
        if (hole < MOST_HOLES && fill[hole]) {
            rg_add(&out, fill[hole]);
            at += 2;
        } else {
            rg_add_char(&out, *at);
        }
    }
    return rg_buffer_text(&out);
}

const char *rg_pick(const rg_strings *s, rg_text text) {
    return s->language == RG_JAPANESE ? text.ja : text.en;
}
