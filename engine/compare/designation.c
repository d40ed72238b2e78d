#include "compare/designation.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What stands in a text outside ASCII, and what it is read as. */
static const struct {
    const char *from, *to;
} FOLDS[] = {
    {"\xE2\x80\x90", "-"},
    {"\xE2\x80\x91", "-"},
    {"\xE2\x80\x92", "-"},
    {"\xE2\x80\x93", "-"},
    {"\xE2\x80\x94", "-"},
    {"\xE2\x88\x92", "-"},
    {"\xE3\x80\x80", " "},
    {"\xC2\xA0", " "},
    {"\xE3\x80\x81", ";"},
    {"\xE7\x89\x88", " ED "},
    {"\xE7\xAC\xAC", " "},
    {"\xE5\xB9\xB4", " "},
    {"\xE8\xBF\xBD\xE8\xA3\x9C", " A"},
};

/* Full-width ASCII, U+FF01 to U+FF5E, is EF BC 81 to EF BD 9E. */
static int full_width(const unsigned char *at) {
    if (at[0] != 0xEF || (at[1] != 0xBC && at[1] != 0xBD) || !at[2])
        return 0;
    int code = (at[1] == 0xBC ? 0 : 0x40) + (at[2] - 0x80) + 0x20;
    return code > 0x20 && code < 0x7F ? code : 0;
}

static size_t add_folded(rg_buffer *out, const char *at) {
    for (size_t i = 0; i < sizeof FOLDS / sizeof *FOLDS; i++)
        if (rg_starts_with(at, FOLDS[i].from)) {
            rg_add(out, FOLDS[i].to);
            return strlen(FOLDS[i].from);
        }
    int wide = full_width((const unsigned char *)at);
    if (wide) {
        rg_add_char(out, (char)toupper(wide));
        return 3;
    }
    unsigned char c = (unsigned char)*at;
    rg_add_char(out, c < 0x80 ? (c == '_' ? '-' : (char)toupper(c)) : ' ');
    return 1;
}

const char *rg_designation_fold(rg_arena *arena, const char *text) {
    rg_buffer out = rg_buffer_in(arena);
    for (const char *at = text; *at;)
        at += add_folded(&out, at);
    return rg_buffer_text(&out);
}

static bool is_year(const char *at, size_t length) {
    return length == 4 && ((at[0] == '1' && at[1] == '9') || (at[0] == '2' && at[1] == '0'));
}

static size_t digits(const char *at) {
    size_t length = 0;
    while (isdigit((unsigned char)at[length]))
        length++;
    return length;
}

/* Length of the number: groups of digits joined by `-` or `.`; a last group that is a year belongs to the edition. */
static size_t number_length(const char *at) {
    size_t length = digits(at);
    while (at[length] == '-' || at[length] == '.') {
        size_t more = digits(at + length + 1), end = length + 1 + more;
        if (!more || (is_year(at + length + 1, more) && at[end] != '-'))
            break;
        length = end;
    }
    return length;
}

rg_designation rg_designation_read(rg_arena *arena, const char *text) {
    const char *at = rg_designation_fold(arena, text);
    rg_buffer words = rg_buffer_in(arena);
    bool apart = false;
    for (; *at && !isdigit((unsigned char)*at); at++) {
        if (!isalpha((unsigned char)*at)) {
            apart = words.length > 0;
            continue;
        }
        if (apart)
            rg_add_char(&words, ' ');
        apart = false;
        rg_add_char(&words, *at);
    }
    size_t length = number_length(at);
    return (rg_designation){.words = rg_buffer_text(&words),
                            .number = rg_copy_text(arena, at, length),
                            .rest = rg_copy_text(arena, at + length, strlen(at + length))};
}

const char *rg_designation_key(rg_arena *arena, const rg_designation *d) {
    rg_buffer out = rg_buffer_in(arena);
    for (const char *at = d->words; *at; at++)
        if (*at != ' ')
            rg_add_char(&out, *at);
    rg_add(&out, d->number);
    return rg_buffer_text(&out);
}

/* ---- editions ---- */

typedef enum { NOTHING, AMENDMENT, CORRIGENDUM } rg_pending;

typedef struct {
    char year[5], last[5];  /* of the base, and of the last amendment */
    char id[16];            /* edition number */
    unsigned small;         /* highest amendment of the international text */
    unsigned long national; /* bit n: amendment n, from 10 on */
    rg_pending pending;     /* a word waits for its number */
    rg_pending dated;       /* the next year belongs to it */
} edition_parts;

static rg_pending kind_of_word(const char *word, size_t length) {
    static const char *const amendments[] = {"A", "AM", "AMD", "AMDT", "AMEND", "AMENDMENT", "EM", "EMENDA", "ADD"};
    static const char *const corrigenda[] = {"AC", "COR", "CORR", "CORRIGENDUM", "C", "ISH"};
    for (size_t i = 0; i < sizeof amendments / sizeof *amendments; i++)
        if (strlen(amendments[i]) == length && strncmp(word, amendments[i], length) == 0)
            return AMENDMENT;
    for (size_t i = 0; i < sizeof corrigenda / sizeof *corrigenda; i++)
        if (strlen(corrigenda[i]) == length && strncmp(word, corrigenda[i], length) == 0)
            return CORRIGENDUM;
    return NOTHING;
}

static void take_year(edition_parts *p, const char *at) {
    rg_pending owner = p->pending != NOTHING ? p->pending : p->dated;
    if (owner == AMENDMENT && p->pending == AMENDMENT && !p->small)
        p->small = 1; /* an amendment without a number is the first */
    if (owner == AMENDMENT && !p->national)
        memcpy(p->last, at, 4);
    else if (owner == NOTHING && !*p->year)
        memcpy(p->year, at, 4);
    p->pending = p->dated = NOTHING;
}

static void take_number(edition_parts *p, const char *at, size_t length) {
    if (is_year(at, length)) {
        take_year(p, at);
        return;
    }
    long n = length < 3 ? strtol(at, NULL, 10) : 0;
    if (p->pending == AMENDMENT && n > 0 && n < 10)
        p->small = n > (long)p->small ? (unsigned)n : p->small;
    else if (p->pending == AMENDMENT && n >= 10 && n < 32)
        p->national |= 1UL << n;
    else if (p->pending == NOTHING && p->dated == NOTHING && !*p->id && length < 3)
        memcpy(p->id, at, length);
    if (p->pending != NOTHING)
        p->dated = p->pending;
    p->pending = NOTHING;
}

static edition_parts parts_of(const char *text) {
    edition_parts p = {0};
    for (const char *at = text; *at;) {
        size_t length = digits(at), word = 0;
        while (isalpha((unsigned char)at[word]))
            word++;
        if (length) {
            size_t point = at[length] == '.' && length < 3 ? digits(at + length + 1) : 0;
            if (point == 1) {
                memset(p.id, 0, sizeof p.id);
                memcpy(p.id, at, length + 2);
                length += 2;
            } else if (length == 4 || at == text || at[-1] != '-') { /* not the month of a date */
                take_number(&p, at, length);
            }
        } else if (word) {
            rg_pending kind = kind_of_word(at, word);
            if (kind != NOTHING) {
                p.pending = kind;
                p.dated = NOTHING;
            }
        }
        at += length ? length : word ? word : 1;
    }
    if (p.pending == AMENDMENT && !p.small && !p.national)
        p.small = 1;
    return p;
}

rg_edition_key rg_edition_read(rg_arena *arena, const char *text) {
    edition_parts p = parts_of(rg_designation_fold(arena, text));
    rg_edition_key key = {.exact = "", .plain = "", .year = rg_copy_text(arena, p.last, strlen(p.last)), .ordinal = ""};
    if (*p.id && !strchr(p.id, '.') && p.small) {
        key.exact = key.plain = rg_textf(arena, "#%s.%u", p.id, p.small);
    } else if (strchr(p.id, '.')) {
        key.exact = key.plain = rg_textf(arena, "#%s", p.id);
    } else if (*p.year) {
        rg_buffer out = rg_buffer_in(arena);
        rg_add(&out, p.year);
        if (p.small)
            rg_addf(&out, "+%u", p.small);
        key.plain = rg_copy_text(arena, out.text, out.length);
        for (int i = 10; i < 32; i++)
            if (p.national >> i & 1)
                rg_addf(&out, "+%d", i);
        key.exact = rg_buffer_text(&out);
    } else if (*p.id) {
        key.ordinal = rg_copy_text(arena, p.id, strlen(p.id));
    } else if (*key.year) {
        key.exact = key.plain = key.year;
    }
    return key;
}

/* ---- several in one text ---- */

/* Whether an amendment or corrigendum is named here: it belongs to the designation before it. */
static bool goes_on(const char *at) {
    size_t word = 0;
    while (*at == ' ')
        at++;
    while (isalpha((unsigned char)at[word]))
        word++;
    return word && kind_of_word(at, word) != NOTHING;
}

/* Length of what parts two designations here, or 0. */
static size_t separator(const char *at) {
    static const char *const marks[] = {" AND ", " / ", ";", ",", "&", "\n"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (rg_starts_with(at, marks[i]))
            return goes_on(at + strlen(marks[i])) ? 0 : strlen(marks[i]);
    return 0;
}

const char *const *rg_designation_split(rg_arena *arena, const char *text, size_t *count) {
    RG_LIST(const char *) list = {0};
    const char *folded = rg_designation_fold(arena, text), *begin = folded, *at = folded;
    for (;; at++) {
        size_t length = *at ? separator(at) : 0;
        if (*at && !length)
            continue;
        while (begin < at && *begin == ' ')
            begin++;
        if (begin < at)
            RG_PUSH(arena, &list, rg_copy_text(arena, begin, (size_t)(at - begin)));
        if (!*at)
            break;
        begin = at + length;
        at = begin - 1;
    }
    *count = list.count;
    return list.items;
}
