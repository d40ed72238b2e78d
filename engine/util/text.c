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
    while (*prefix && *text == *prefix) {
        text++;
        prefix++;
    }
    return !*prefix;
}

bool rg_ends_with(const char *text, const char *end) {
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
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

size_t rg_utf8_cut(const char *text, size_t most) {
    size_t length = strlen(text);
    if (length <= most)
        return length;
    while (most && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--;
    return most;
}

typedef struct {
    uint32_t first, last;
} code_range;

static bool in_ranges(const code_range *ranges, size_t count, uint32_t c) {
    for (size_t i = 0; i < count && ranges[i].first <= c; i++)
        if (c <= ranges[i].last)
            return true;
    return false;
}

/* Unicode's East Asian Width W and F, in blocks. */
static const code_range WIDE[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x2E80, 0x303E},
    {0x3041, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},
    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18AFF}, {0x1AFF0, 0x1B2FF},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
};

/* Marks that stand on or under the character before them, and characters without any width. */
static const code_range NO_WIDTH[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
};

static size_t width_of(uint32_t c) {
    if (in_ranges(NO_WIDTH, sizeof NO_WIDTH / sizeof *NO_WIDTH, c))
        return 0;
    return in_ranges(WIDE, sizeof WIDE / sizeof *WIDE, c) ? 2 : 1;
}

size_t rg_columns(const char *text) {
    size_t columns = 0;
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        uint32_t point = '?';
        size_t size = decode((const unsigned char *)text + at, length - at, &point);
        columns += width_of(point);
        at += size ? size : 1;
    }
    return columns;
}

enum { LONGEST_NAME = 64 };

typedef size_t distance_row[LONGEST_NAME + 1];

/* Cost of making `i` characters of `a` into `j` of `b`, from the rows of i - 1 and i - 2. */
static size_t cell(const char *a, const char *b, size_t i, size_t j, const size_t *now, const size_t *before,
                   const size_t *older) {
    int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
    size_t best = before[j - 1] + (x != y);
    if (before[j] + 1 < best)
        best = before[j] + 1;
    if (now[j - 1] + 1 < best)
        best = now[j - 1] + 1;
    bool swapped = i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) && y == tolower((unsigned char)a[i - 2]);
    return swapped && older[j - 2] + 1 < best ? older[j - 2] + 1 : best;
}

/* Edit distance with transpositions, up to `limit`; letter case is free. */
static size_t distance(const char *a, const char *b, size_t limit) {
    size_t n = strlen(a), m = strlen(b);
    if (n > LONGEST_NAME || m > LONGEST_NAME || (n > m ? n - m : m - n) > limit)
        return limit + 1;
    distance_row rows[3] = {{0}};
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++)
            now[j] = cell(a, b, i, j, now, rows[(i + 2) % 3], rows[(i + 1) % 3]);
    }
    return rows[n % 3][m];
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
