#include "support/plain.h"

#include <criterion/criterion.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

answer plain_not(answer a) {
    return a == MAYBE ? MAYBE : a == YES ? NO : YES;
}

answer plain_and(answer a, answer b) {
    if (a == NO || b == NO)
        return NO;
    return a == YES && b == YES ? YES : MAYBE;
}

answer plain_or(answer a, answer b) {
    return plain_not(plain_and(plain_not(a), plain_not(b)));
}

static answer decided(bool holds) {
    return holds ? YES : NO;
}

/* ---- names ---- */

enum { WORD_ALL = 1, WORD_ANY, WORD_NOT, WORD_ATTRIBUTE, WORD_RECORD, WORD_MARKET, WORD_MASK };

plain_note *plain_note_of(plain_world *world, const rg_node *node) {
    size_t at = ((uintptr_t)node >> 3) * UINT64_C(0x9E3779B97F4A7C15) >> 40;
    for (;; at++) {
        plain_note *note = &world->notes[at % PLAIN_NOTES];
        if (!note->node || note->node == node)
            return note;
    }
}

size_t plain_attribute_at(const plain_world *world, const char *id) {
    size_t i = 0;
    while (i < world->count && strcmp(world->attributes[i].id, id) != 0)
        i++;
    cr_assert(i < world->count, "no attribute '%s'", id);
    return i;
}

uint64_t plain_bit(const plain_attribute *attribute, const char *id) {
    for (size_t i = 0; i < attribute->count; i++)
        if (strcmp(attribute->values[i], id) == 0)
            return UINT64_C(1) << i;
    cr_assert(attribute->type == P_SET && strcmp(id, "none") == 0, "'%s' is no value of '%s'", id, attribute->id);
    return 0;
}

static uint64_t bits_of(const plain_attribute *attribute, const rg_node *node) {
    uint64_t mask = 0;
    if (rg_node_is(node, RG_SCALAR))
        return plain_bit(attribute, rg_node_text(node));
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
        mask |= plain_bit(attribute, rg_node_text(child));
    return mask;
}

static void find_word(plain_world *world, const rg_node *node, plain_note *note) {
    static const char *const market_words[] = {"term", "rule", "class", "class_in", "subclass", "route", "in_table"};
    const char *key = rg_node_key(node);
    for (size_t i = 0; i < sizeof market_words / sizeof *market_words; i++)
        if (strcmp(key, market_words[i]) == 0)
            note->word = WORD_MARKET;
    for (size_t i = 0; i < world->record_count; i++) {
        const rg_node *condition = rg_node_get(world->records[i], "condition");
        if (condition && strcmp(rg_node_text(condition), key) == 0) {
            note->word = WORD_RECORD;
            note->index = i;
        }
    }
    if (strcmp(key, "all") == 0)
        note->word = WORD_ALL;
    else if (strcmp(key, "any") == 0)
        note->word = WORD_ANY;
    else if (strcmp(key, "not") == 0)
        note->word = WORD_NOT;
    if (note->word)
        return;
    note->word = WORD_ATTRIBUTE;
    note->index = plain_attribute_at(world, key);
    const plain_attribute *a = &world->attributes[note->index];
    if (a->type <= P_SET && !rg_node_is(node, RG_MAP))
        note->mask = bits_of(a, node);
}

static const plain_note *word_of(plain_world *world, const rg_node *node) {
    plain_note *note = plain_note_of(world, node);
    if (!note->node) {
        note->node = node;
        find_word(world, node, note);
    }
    return note;
}

static uint64_t mask_of(plain_world *world, const plain_attribute *attribute, const rg_node *node) {
    plain_note *note = plain_note_of(world, node);
    if (!note->node)
        *note = (plain_note){.node = node, .word = WORD_MASK, .mask = bits_of(attribute, node)};
    return note->mask;
}

/* ---- values ---- */

/* yyyymmdd: dates compare as such numbers do. */
static int64_t day_number(const char *text) {
    int64_t number = 0;
    for (; *text; text++)
        if (*text != '-')
            number = number * 10 + (*text - '0');
    return number;
}

static int64_t hundredths(const char *text) {
    double amount = strtod(text, NULL);
    return (int64_t)(amount * 100 + (amount < 0 ? -0.5 : 0.5));
}

static int64_t number_of(const plain_attribute *a, const rg_node *node) {
    const char *text = rg_node_text(node);
    return a->type == P_DATE ? day_number(text) : a->type == P_MONEY ? hundredths(text) : strtoll(text, NULL, 10);
}

static answer set_truth(plain_world *world, const plain_attribute *a, const plain_value *v, const rg_node *node) {
    if (!v->known)
        return MAYBE;
    if (!rg_node_is(node, RG_MAP))
        return decided(v->mask & mask_of(world, a, node));
    bool holds = true;
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
        const char *key = rg_node_key(child);
        if (strcmp(key, "empty") == 0)
            holds = holds && (v->mask == 0) == (strcmp(rg_node_text(child), "true") == 0);
        else if (strcmp(key, "has_all") == 0)
            holds = holds && !(mask_of(world, a, child) & ~v->mask);
        else if (strcmp(key, "has_only") == 0)
            holds = holds && v->mask && !(v->mask & ~mask_of(world, a, child));
        else
            holds = holds && v->mask & mask_of(world, a, child);
    }
    return decided(holds);
}

static answer number_truth(const plain_attribute *a, const plain_value *v, const rg_node *node) {
    if (!v->known)
        return v->none ? NO : MAYBE;
    if (rg_node_is(node, RG_SCALAR))
        return decided(v->number == number_of(a, node));
    bool holds = true;
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
        int64_t bound = number_of(a, child);
        const char *key = rg_node_key(child);
        holds = holds && (strcmp(key, "lt") == 0   ? v->number < bound
                          : strcmp(key, "le") == 0 ? v->number <= bound
                          : strcmp(key, "gt") == 0 ? v->number > bound
                                                   : v->number >= bound);
    }
    return decided(holds);
}

/* Patterns are few; each is compiled once and kept. */
static bool matches(const char *pattern, const char *text) {
    static struct {
        char pattern[128];
        regex_t compiled;
    } known[64];
    static size_t count;
    size_t i = 0;
    while (i < count && strcmp(known[i].pattern, pattern) != 0)
        i++;
    if (i == count) {
        cr_assert(count < 64 && strlen(pattern) < sizeof known[i].pattern);
        cr_assert(regcomp(&known[i].compiled, pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB) == 0);
        strcpy(known[count++].pattern, pattern);
    }
    return regexec(&known[i].compiled, text, 0, NULL, 0) == 0;
}

static answer text_truth(const plain_value *v, const rg_node *node) {
    if (!v->known)
        return v->none
                   ? decided(rg_node_get(node, "given") && !strcmp(rg_node_text(rg_node_get(node, "given")), "false"))
                   : MAYBE;
    if (rg_node_is(node, RG_SCALAR))
        return decided(strcmp(v->text, rg_node_text(node)) == 0);
    if (rg_node_is(node, RG_MAP)) {
        const rg_node *pattern = rg_node_get(node, "matches"), *given = rg_node_get(node, "given");
        if (pattern)
            return decided(matches(rg_node_text(pattern), v->text));
        return decided((*v->text != 0) == (strcmp(rg_node_text(given), "true") == 0));
    }
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
        if (strcmp(v->text, rg_node_text(child)) == 0)
            return YES;
    return NO;
}

static answer attribute_truth(const plain_device *d, size_t index, const rg_node *node, uint64_t mask) {
    const plain_attribute *a = &d->world->attributes[index];
    const plain_value *v = &d->values[index];
    switch (a->type) {
    case P_BOOL:
    case P_ENUM: return v->known ? decided(v->mask & mask) : v->none ? NO : MAYBE;
    case P_SET: return set_truth(d->world, a, v, node);
    case P_TEXT:
    case P_CODE: return text_truth(v, node);
    default: return number_truth(a, v, node);
    }
}

/* ---- lists of the profile ---- */

static const rg_node *field_of(const rg_node *record_type, const char *id) {
    const rg_node *fields = rg_node_get(record_type, "fields");
    for (const rg_node *field = rg_node_first(fields); field; field = rg_node_next(field))
        if (strcmp(rg_node_text(rg_node_get(field, "id")), id) == 0)
            return field;
    return NULL;
}

static bool contains(const rg_node *list, const char *text) {
    if (rg_node_is(list, RG_SCALAR))
        return strcmp(rg_node_text(list), text) == 0;
    for (const rg_node *child = rg_node_first(list); child; child = rg_node_next(child))
        if (strcmp(rg_node_text(child), text) == 0)
            return true;
    return false;
}

/* The day `months` after, the day of the month cut to that month's length; by the calendar, not by counting days. */
static int64_t months_after(const char *date, long months) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    long year = strtol(date, NULL, 10), month = strtol(date + 5, NULL, 10) - 1 + months;
    long day = strtol(date + 8, NULL, 10);
    year += month / 12;
    month %= 12;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    long length = lengths[month] + (month == 1 && leap);
    return year * 10000 + (month + 1) * 100 + (day < length ? day : length);
}

static answer field_fits(const plain_device *d, const rg_node *type, const rg_node *record, const rg_node *asked,
                         const char *field) {
    const rg_node *given = rg_node_get(record, field), *description = field_of(type, field);
    const rg_node *otherwise = rg_node_get(description, "default");
    if (!given)
        given = otherwise;
    if (!given)
        return d->complete ? NO : MAYBE;
    if (rg_node_is(asked, RG_MAP)) {
        long months = strtol(rg_node_text(rg_node_get(asked, "months_before")), NULL, 10);
        return decided(months_after(rg_node_text(given), months) <= day_number(d->world->as_of));
    }
    if (rg_node_is(given, RG_SCALAR))
        return decided(contains(asked, rg_node_text(given)));
    for (const rg_node *member = rg_node_first(given); member; member = rg_node_next(member))
        if (contains(asked, rg_node_text(member)))
            return YES;
    return NO;
}

static answer record_fits(const plain_device *d, const rg_node *type, const rg_node *record, const rg_node *asked) {
    const rg_node *expires = rg_node_get(record, "expires");
    if (expires && day_number(rg_node_text(expires)) < day_number(d->world->as_of))
        return NO;
    answer result = YES;
    if (!rg_node_is(asked, RG_MAP))
        result = field_fits(d, type, record, asked, rg_node_text(rg_node_get(type, "key")));
    else
        for (const rg_node *field = rg_node_first(asked); field; field = rg_node_next(field))
            result = plain_and(result, field_fits(d, type, record, field, rg_node_key(field)));
    const rg_node *fields = rg_node_get(type, "fields");
    for (const rg_node *field = rg_node_first(fields); field; field = rg_node_next(field)) {
        const rg_node *otherwise = rg_node_get(field, "default"), *id = rg_node_get(field, "id");
        if (otherwise && !rg_node_get(asked, rg_node_text(id)))
            result = plain_and(result, field_fits(d, type, record, otherwise, rg_node_text(id)));
    }
    return result;
}

static answer record_truth(const plain_device *d, size_t index, const rg_node *asked) {
    const rg_node *list = d->lists[index];
    answer result = list || d->complete || d->lists_stated ? NO : MAYBE;
    for (const rg_node *record = rg_node_first(list); record; record = rg_node_next(record))
        result = plain_or(result, record_fits(d, d->world->records[index], record, asked));
    return result;
}

/* ---- conditions ---- */

static answer list_truth(const plain_device *d, const rg_node *list, bool all) {
    answer result = decided(all);
    for (const rg_node *child = rg_node_first(list); child; child = rg_node_next(child)) {
        answer one = plain_truth(d, child);
        result = all ? plain_and(result, one) : plain_or(result, one);
    }
    return result;
}

static answer entry_truth(const plain_device *d, const rg_node *node) {
    const plain_note *note = word_of(d->world, node);
    switch (note->word) {
    case WORD_ALL:
    case WORD_ANY: return list_truth(d, node, note->word == WORD_ALL);
    case WORD_NOT: return plain_not(rg_node_is(node, RG_SEQUENCE) ? list_truth(d, node, false) : plain_truth(d, node));
    case WORD_RECORD: return record_truth(d, note->index, node);
    case WORD_MARKET: return plain_market_word(d, node);
    default: return attribute_truth(d, note->index, node, note->mask);
    }
}

answer plain_truth(const plain_device *d, const rg_node *when) {
    answer result = YES;
    for (const rg_node *child = rg_node_first(when); child && result != NO; child = rg_node_next(child))
        result = plain_and(result, entry_truth(d, child));
    return result;
}

answer plain_asked(const plain_device *d, size_t attribute) {
    return plain_truth(d, d->world->attributes[attribute].asked_when);
}

bool plain_in_force(const plain_world *world, const rg_node *entry) {
    const rg_node *effective = rg_node_get(entry, "effective"), *status = rg_node_get(entry, "status");
    const rg_node *from = rg_node_get(effective, "from"), *until = rg_node_get(effective, "until");
    if (status && strcmp(rg_node_text(status), "retired") == 0)
        return false;
    int64_t day = day_number(world->as_of);
    return (!from || day_number(rg_node_text(from)) <= day) && (!until || day <= day_number(rg_node_text(until)));
}
