#include "util/text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool rg_same(const char *a, const char *b) {
    return a && b && strcmp(a, b) == 0;
}

bool rg_starts_with(const char *text, const char *prefix) {
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Bytes of the character at `s` (1 to 4), or 0 when it is not valid; the code point goes to *point. */
static size_t decode(const unsigned char *s, size_t left, uint32_t *point) {
    if (s[0] < 0x80) {
        *point = s[0];
        return s[0] ? 1 : 0;
    }
    size_t size = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
    if (s[0] < 0xC2 || s[0] > 0xF4 || left < size)
        return 0;
    uint32_t value = s[0] & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (s[i] & 0x3Fu);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < least[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *point = value;
    return size;
}

size_t rg_utf8_valid(const char *text, size_t length) {
    size_t at = 0;
    while (at < length) {
        uint32_t point;
        size_t size = decode((const unsigned char *)text + at, length - at, &point);
        if (!size)
            break;
        at += size;
    }
    return at;
}

static bool is_wide(uint32_t c) {
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
           (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
}

size_t rg_columns(const char *text) {
    size_t columns = 0;
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        uint32_t point = '?';
        size_t size = decode((const unsigned char *)text + at, length - at, &point);
        columns += is_wide(point) ? 2 : 1;
        at += size ? size : 1;
    }
    return columns;
}

enum { LONGEST_NAME = 64 };

/* Edit distance with transpositions, up to `limit`; letter case is free. */
static size_t distance(const char *a, const char *b, size_t limit) {
    size_t n = strlen(a), m = strlen(b);
    if (n > LONGEST_NAME || m > LONGEST_NAME || (n > m ? n - m : m - n) > limit)
        return limit + 1;
    size_t row[3][LONGEST_NAME + 1];
    for (size_t j = 0; j <= m; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = row[i % 3], *before = row[(i + 2) % 3], *older = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
            size_t best = before[j - 1] + (x != y);
            if (before[j] + 1 < best)
                best = before[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) && y == tolower((unsigned char)a[i - 2]) &&
                older[j - 2] + 1 < best)
                best = older[j - 2] + 1;
            now[j] = best;
        }
    }
    return row[n % 3][m];
}

const char *rg_nearest(const char *wrong, const char *const *names, size_t count) {
    size_t limit = strlen(wrong) / 3 + 1;
    const char *best = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(wrong, names[i], limit);
        if (d <= limit && (!best || d < limit)) {
            best = names[i];
            limit = d;
        }
    }
    return best;
}

bool rg_parse_int(const char *text, int64_t *out) {
    if (!*text || isspace((unsigned char)*text))
        return false;
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (*end || errno)
        return false;
    *out = value;
    return true;
}

bool rg_parse_double(const char *text, double *out) {
    if (!*text || !(isdigit((unsigned char)*text) || *text == '-' || *text == '.'))
        return false;
    if (strspn(text, "0123456789.eE+-") != strlen(text))
        return false;
    char *end;
    double value = strtod(text, &end);
    if (*end || !isfinite(value))
        return false;
    *out = value;
    return true;
}

struct rg_map_slot {
    const char *name;
    long number;
};

rg_map rg_map_in(rg_arena *arena) {
    return (rg_map){.arena = arena};
}

/* FNV-1a, begun with the map's own address so that colliding names cannot be prepared. */
static size_t hash(const rg_map *map, const char *name) {
    uint64_t h = 1469598103934665603u ^ ((uintptr_t)map->arena >> 4);
    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * 1099511628211u;
    return (size_t)(h ^ h >> 29);
}

static struct rg_map_slot *find(const rg_map *map, const char *name) {
    size_t mask = map->capacity - 1;
    for (size_t i = hash(map, name) & mask;; i = (i + 1) & mask)
        if (!map->slots[i].name || strcmp(map->slots[i].name, name) == 0)
            return &map->slots[i];
}

long rg_map_get(const rg_map *map, const char *name) {
    if (!map->capacity)
        return -1;
    const struct rg_map_slot *slot = find(map, name);
    return slot->name ? slot->number : -1;
}

static struct rg_map_slot *slot_for(rg_map *map, const char *name) {
    if (2 * (map->count + 1) > map->capacity) {
        rg_map larger = {.arena = map->arena, .count = map->count, .capacity = map->capacity ? 2 * map->capacity : 32};
        larger.slots = rg_alloc_array(map->arena, larger.capacity, sizeof *larger.slots);
        for (size_t i = 0; i < map->capacity; i++)
            if (map->slots[i].name)
                *find(&larger, map->slots[i].name) = map->slots[i];
        *map = larger;
    }
    return find(map, name);
}

long rg_map_put(rg_map *map, const char *name, long number) {
    struct rg_map_slot *slot = slot_for(map, name);
    if (!slot->name) {
        *slot = (struct rg_map_slot){name, number};
        map->count++;
    }
    return slot->number;
}

void rg_map_set(rg_map *map, const char *name, long number) {
    struct rg_map_slot *slot = slot_for(map, name);
    if (!slot->name)
        map->count++;
    *slot = (struct rg_map_slot){name, number};
}
