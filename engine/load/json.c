/*
 * JSON through cJSON, which decides what is well formed. cJSON keeps no places, so a second, simple walk goes along
 * the text of the accepted document and notes where each value and key begins.
 */
#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "load/tree.h"
#include "util/text.h"

typedef struct {
    rg_tree_builder *builder;
    const char *path, *at;
    uint32_t line, column;
} walker;

static void step(walker *w) {
    if (*w->at == '\n') {
        w->line++;
        w->column = 1;
    } else if (((unsigned char)*w->at & 0xC0) != 0x80) {
        w->column++;
    }
    w->at++;
}

/* To the beginning of the next key or value: over white space and punctuation between them. */
static rg_place next_place(walker *w) {
    while (*w->at && (isspace((unsigned char)*w->at) || strchr(",:]}", *w->at)))
        step(w);
    return (rg_place){w->path, w->line, w->column};
}

/* Over a text; false where it is none the standard allows. *zero becomes true where it holds a zero byte. */
static bool pass_string(walker *w, bool *zero) {
    step(w);
    while (*w->at && *w->at != '"') {
        if ((unsigned char)*w->at < 0x20)
            return false;
        if (*w->at == '\\' && w->at[1] == 'u' && strspn(w->at + 2, "0123456789abcdefABCDEF") < 4)
            return false;
        *zero = *zero || strncmp(w->at, "\\u0000", 6) == 0;
        if (*w->at == '\\')
            step(w);
        if (*w->at)
            step(w);
    }
    if (*w->at)
        step(w);
    return true;
}

/* Over one string, number or word, or into a container. */
static void pass_token(walker *w) {
    bool zero = false;
    if (*w->at == '"') {
        pass_string(w, &zero);
    } else if (*w->at == '{' || *w->at == '[') {
        step(w);
    } else {
        while (*w->at && !isspace((unsigned char)*w->at) && !strchr(",:]}", *w->at))
            step(w);
    }
}

static bool add_scalar(walker *w, const cJSON *item, const char *begin, rg_place place) {
    if (cJSON_IsString(item))
        return rg_tree_scalar(w->builder, item->valuestring, strlen(item->valuestring), false, place);
    /* Numbers and words keep the text they were written with. */
    return rg_tree_scalar(w->builder, begin, (size_t)(w->at - begin), true, place);
}

static bool add_value(walker *w, const cJSON *item) {
    rg_place place = next_place(w);
    const char *begin = w->at;
    pass_token(w);
    if (!cJSON_IsObject(item) && !cJSON_IsArray(item))
        return add_scalar(w, item, begin, place);
    if (!rg_tree_open(w->builder, cJSON_IsObject(item) ? RG_MAP : RG_SEQUENCE, place))
        return false;
    const cJSON *child;
    cJSON_ArrayForEach(child, item) {
        if (cJSON_IsObject(item)) {
            rg_place key_place = next_place(w);
            pass_token(w);
            if (!rg_tree_key(w->builder, child->string, strlen(child->string), key_place))
                return false;
        }
        if (!add_value(w, child))
            return false;
    }
    rg_tree_close(w->builder);
    return true;
}

/* Over one number as RFC 8259 writes it; false when it is none. */
static bool pass_number(walker *w) {
    const char *at = w->at + (*w->at == '-');
    size_t digits = strspn(at, "0123456789");
    if (!digits || (*at == '0' && digits > 1))
        return false;
    at += digits;
    if (*at == '.') {
        digits = strspn(++at, "0123456789");
        at += digits;
    }
    if (digits && (*at == 'e' || *at == 'E')) {
        at += 1 + (at[1] == '-' || at[1] == '+');
        digits = strspn(at, "0123456789");
        at += digits;
    }
    if (!digits || (*at && !strchr(" \t\r\n,:]}", *at)))
        return false;
    while (w->at < at)
        step(w);
    return true;
}

/* What the container around the next token allows it to be. */
typedef struct {
    char kinds[RG_LIMIT_DEPTH + 2];
    size_t depth;
    bool key_due, key_must, colon_due, value_done;
} nesting;

static bool close_container(nesting *n, char c, bool must) {
    bool fits = n->depth && n->kinds[n->depth] == (c == '}' ? '{' : '[');
    n->depth -= n->depth > 0;
    n->value_done = true;
    return fits && !must;
}

/* Whether a token that begins with `c` may stand here. */
static bool enter(nesting *n, char c) {
    bool key = n->key_due, must = n->key_must, colon = n->colon_due, done = n->value_done;
    n->key_due = n->key_must = n->colon_due = n->value_done = false;
    if (colon || c == ':')
        return colon && c == ':';
    if (c == '}' || c == ']')
        return close_container(n, c, must);
    if (c == ',') {
        n->key_due = n->key_must = n->depth && n->kinds[n->depth] == '{';
        return done && n->depth;
    }
    if (done)
        return false;
    if (key) {
        n->colon_due = true;
        return c == '"';
    }
    n->value_done = c != '{' && c != '[';
    if (!n->value_done)
        n->kinds[++n->depth] = c;
    n->key_due = c == '{';
    return true;
}

/*
 * What cJSON takes and the standard does not: other white space, control characters in texts, numbers with leading
 * zeros or no digits; and nesting beyond our limit, for which cJSON gives no place. False after a diagnostic.
 */
static bool is_strict(walker w, rg_diagnostics *diagnostics) {
    nesting n = {0};
    while (*w.at) {
        rg_place place = {w.path, w.line, w.column};
        bool zero = false, good;
        if (strchr(" \t\r\n", *w.at)) {
            step(&w);
            continue;
        }
        good = enter(&n, *w.at);
        if (good && *w.at == '"') {
            good = pass_string(&w, &zero);
        } else if (good && (*w.at == '-' || isdigit((unsigned char)*w.at))) {
            good = pass_number(&w);
        } else if (good) {
            /* A word is one token; cJSON knows which words there are. */
            good = isalpha((unsigned char)*w.at) || strchr("{}[],:", *w.at);
            do
                step(&w);
            while (isalnum((unsigned char)w.at[-1]) && isalnum((unsigned char)*w.at));
        }
        if (n.depth > RG_LIMIT_DEPTH) {
            rg_report(diagnostics, RG_ERROR, "limit-depth", place, "nested deeper than 64 levels");
            return false;
        }
        if (!good || zero) {
            rg_report(diagnostics, RG_ERROR, zero ? "encoding" : "json-syntax", place,
                      zero ? "not valid UTF-8, or a zero byte in a text" : "not JSON from here on");
            return false;
        }
    }
    if (!n.depth && n.value_done)
        return true;
    rg_report(diagnostics, RG_ERROR, "json-syntax", (rg_place){w.path, w.line, w.column}, "not JSON from here on");
    return false;
}

static rg_place place_at(walker w, const char *target) {
    while (*w.at && w.at < target)
        step(&w);
    return (rg_place){w.path, w.line, w.column};
}

static void release_json(void *json) {
    cJSON_Delete(json);
}

const rg_document *rg_json_read(rg_arena *arena, const char *path, const char *text, size_t length,
                                rg_diagnostics *diagnostics) {
    if (length > RG_LIMIT_FILE) {
        rg_report(diagnostics, RG_ERROR, "limit-file", (rg_place){path, 0, 0}, "the file is larger than 32 MiB");
        return NULL;
    }
    size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    const char *copy = rg_copy_text(arena, text + mark, length - mark);
    walker w = {.path = path, .at = copy, .line = 1, .column = 1};
    if (rg_utf8_valid(copy, length - mark) != length - mark) {
        rg_report(diagnostics, RG_ERROR, "encoding", place_at(w, copy + rg_utf8_valid(copy, length - mark)),
                  "not valid UTF-8, or a zero byte in a text");
        return NULL;
    }
    if (!is_strict(w, diagnostics))
        return NULL;
    const char *end = NULL;
    cJSON *json = cJSON_ParseWithOpts(copy, &end, true);
    if (!json) {
        /* Nothing but blanks to come: the text ends too early. */
        const char *at = end ? end : copy;
        at += at[strspn(at, " \t\r\n")] ? 0 : strlen(at);
        rg_report(diagnostics, RG_ERROR, "json-syntax", place_at(w, at), "not JSON from here on");
        return NULL;
    }
    rg_arena_defer(arena, release_json, json);
    w.builder = rg_tree_builder_new(arena, path, diagnostics);
    return add_value(&w, json) ? rg_tree_finish(w.builder) : NULL;
}
