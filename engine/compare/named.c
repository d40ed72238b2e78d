/* Which standard and edition a paper names. */
#include <string.h>

#include "compare/standards.h"

static uint32_t all_editions(const rg_standard *q) {
    return q->editions.count >= RG_MOST_EDITIONS ? UINT32_MAX : (UINT32_C(1) << q->editions.count) - 1;
}

static const rg_standard *at_index(const rg_standards *s, long index) {
    return index < 0 ? NULL : &s->standards.items[index];
}

static const rg_standard *standard_of(const rg_standards *s, rg_arena *arena, const char *text,
                                      const rg_designation *d) {
    const rg_standard *found = at_index(s, rg_map_get(&s->ids, text));
    if (!found)
        found = at_index(s, rg_map_get(&s->keys, rg_designation_key(arena, d)));
    return found ? found : at_index(s, rg_map_get(&s->numbers, d->number));
}

/* The edition a key names in the international text, or -1. */
static long international(const rg_standard *q, const rg_edition_key *key) {
    long edition = *key->exact ? rg_map_get(&q->names, key->exact) : -1;
    return edition < 0 && *key->plain ? rg_map_get(&q->names, key->plain) : edition;
}

static const rg_twin *twin_of(const rg_standards *s, rg_arena *arena, const rg_standard *q, const rg_standard_body *b,
                              const rg_edition_key *key) {
    const char *const keys[] = {key->exact, key->plain};
    for (size_t i = 0; b && i < 2; i++) {
        long index = *keys[i] ? rg_map_get(&s->twins, rg_textf(arena, "%s/%s/%s", q->id, b->id, keys[i])) : -1;
        if (index >= 0)
            return &q->twins.items[index];
    }
    return NULL;
}

/* The editions of which only the number is given: "3rd edition" may be 3.0, 3.1 or 3.2. */
static uint32_t by_ordinal(const rg_standard *q, const char *ordinal) {
    uint32_t bits = 0;
    size_t length = strlen(ordinal);
    for (size_t i = 0; length && i < q->editions.count; i++) {
        const char *id = q->editions.items[i].id;
        if (strncmp(id, ordinal, length) == 0 && id[length] == '.')
            bits |= UINT32_C(1) << i;
    }
    return bits;
}

/* The editions a written one may be; 0 where it is none that is known. */
static uint32_t editions_of(const rg_standards *s, rg_arena *arena, const rg_standard *q, const rg_standard_body *body,
                            const char *text) {
    rg_edition_key key = rg_edition_read(arena, text);
    const rg_twin *twin = twin_of(s, arena, q, body, &key);
    if (twin)
        return UINT32_C(1) << twin->edition;
    long edition = body && body->own_years && *key.exact != '#' ? -1 : international(q, &key);
    return edition >= 0 ? UINT32_C(1) << edition : by_ordinal(q, key.ordinal);
}

/* An edition without a standard: the twins may know it where the international text does not. */
static uint32_t editions_of_any(const rg_standards *s, rg_arena *arena, const rg_standard *q, const char *text) {
    uint32_t bits = editions_of(s, arena, q, NULL, text);
    for (size_t i = 0; !bits && i < s->bodies.count; i++) {
        rg_edition_key key = rg_edition_read(arena, text);
        const rg_twin *twin = twin_of(s, arena, q, &s->bodies.items[i], &key);
        bits |= twin ? UINT32_C(1) << twin->edition : 0;
    }
    return bits;
}

static bool says_something(const char *text) {
    for (; *text; text++)
        if ((*text >= '0' && *text <= '9') || (*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z'))
            return true;
    return false;
}

static void settle(rg_named *n, uint32_t bits, const char *text) {
    n->editions = bits ? bits : all_editions(n->standard);
    n->said = bits != 0;
    n->unread = bits ? NULL : text;
}

/* One designation, and the edition written beside it (NULL: none). */
static rg_named name_one(const rg_standards *s, rg_arena *arena, const char *text, const char *edition) {
    rg_designation d = rg_designation_read(arena, text);
    rg_named n = {.text = text, .standard = standard_of(s, arena, text, &d)};
    if (!n.standard)
        return n;
    n.body = rg_standard_body_of(s, d.words);
    n.editions = all_editions(n.standard);
    uint32_t inside = 0, beside = 0;
    bool in_text = says_something(d.rest) && *rg_edition_read(arena, d.rest).exact;
    if (in_text)
        inside = editions_of(s, arena, n.standard, n.body, d.rest);
    if (edition)
        beside = editions_of(s, arena, n.standard, n.body, edition);
    if (edition && !beside) {
        /* Someone may have written the whole designation into the edition. */
        rg_designation other = rg_designation_read(arena, edition);
        if (standard_of(s, arena, edition, &other) == n.standard)
            beside = editions_of(s, arena, n.standard, rg_standard_body_of(s, other.words), other.rest);
    }
    if (inside && beside)
        settle(&n, inside & beside ? inside & beside : inside | beside, NULL);
    else if (inside || beside || in_text || edition)
        settle(&n, inside | beside, edition ? edition : d.rest);
    return n;
}

/* Nothing but an edition, or not even that: one of the standards papers of this type are made to. */
static rg_named name_usual(const rg_standards *s, rg_arena *arena, const char *edition, const char *const *usual) {
    rg_named first = {.text = ""};
    for (; *usual; usual++) {
        long index = rg_map_get(&s->ids, *usual);
        if (index < 0)
            continue;
        rg_named n = {.text = s->standards.items[index].name, .standard = &s->standards.items[index]};
        n.editions = all_editions(n.standard);
        uint32_t bits = edition ? editions_of_any(s, arena, n.standard, edition) : 0;
        if (edition)
            settle(&n, bits, edition);
        if (bits)
            return n;
        if (!first.standard)
            first = n;
    }
    return first;
}

const rg_named *rg_standards_named(const rg_standards *s, rg_arena *arena, const char *standard, const char *edition,
                                   const char *const *usual, size_t *count) {
    RG_LIST(rg_named) list = {0};
    size_t pieces = 0;
    bool named = standard && says_something(rg_designation_fold(arena, standard));
    const char *const *texts = named ? rg_designation_split(arena, standard, &pieces) : NULL;
    edition = edition && says_something(rg_designation_fold(arena, edition)) ? edition : NULL;
    for (size_t i = 0; i < pieces; i++)
        RG_PUSH(arena, &list, name_one(s, arena, texts[i], edition));
    if (!pieces && usual && *usual) {
        rg_named n = name_usual(s, arena, edition, usual);
        if (n.standard)
            RG_PUSH(arena, &list, n);
    }
    *count = list.count;
    return list.items;
}

const char *rg_standard_nearest(const rg_standards *s, rg_arena *arena, const char *text) {
    rg_designation d = rg_designation_read(arena, text);
    RG_LIST(const char *) names = {0};
    for (size_t i = 0; i < s->standards.count; i++) {
        RG_PUSH(arena, &names, s->standards.items[i].name);
        for (size_t k = 0; k < s->standards.items[i].twins.count; k++) {
            const char *twin = s->standards.items[i].twins.items[k].name;
            RG_PUSH(arena, &names, rg_copy_text(arena, twin, strcspn(twin, ":")));
        }
    }
    return rg_nearest(rg_textf(arena, "%s%s%s", d.words, *d.words ? " " : "", d.number), names.items, names.count);
}
