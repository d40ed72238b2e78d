/* Every word a report says that is not a market's own, in the reader's language. */
#ifndef RG_REPORT_STRINGS_H
#define RG_REPORT_STRINGS_H

#include "load/reader.h"

typedef enum { RG_ENGLISH, RG_JAPANESE } rg_language;

typedef struct {
    rg_language language;
    const char *code; /* "en", "ja" */
    rg_arena *arena;
    rg_map keys;
    RG_LIST(const char *) texts;
} rg_strings;

/* The strings of rules/text/<language>.yaml and of the user's folders over it. */
const rg_strings *rg_strings_read(const rg_store *store, rg_language language, rg_arena *arena);

/* The text under `key`; the key itself where there is none, so that a gap is seen. */
const char *rg_say(const rg_strings *strings, const char *key);

/* The text under `key` with {0}, {1}, ... filled in; `count` texts follow. */
const char *rg_say_with(const rg_strings *strings, const char *key, size_t count, ...);

/* The text of a family's member: `code`, `unknown-key` has its text under `code.unknown_key`. */
const char *rg_say_of(const rg_strings *strings, const char *family, const char *member);

/* The half of a pair in the reader's language. */
const char *rg_pick(const rg_strings *strings, rg_text text);

#endif
