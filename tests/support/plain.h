/*
 * A second evaluator, written for being read: it walks the YAML of a condition recursively each time it is asked, and
 * shares nothing with the engine but the trees.
 */
#ifndef TESTS_PLAIN_H
#define TESTS_PLAIN_H

#include "load/store.h"

typedef enum { NO, YES, MAYBE } answer;

typedef enum { P_BOOL, P_ENUM, P_SET, P_INT, P_MONEY, P_DATE, P_TEXT, P_CODE } plain_type;

typedef struct {
    const char *id, *section;
    plain_type type;
    const char *values[64];
    size_t count;
    bool has_neutral;
    uint64_t neutral;
    const rg_node *asked_when;
} plain_attribute;

/* What is known of an attribute of one device. `none`: it does not apply, so that no comparison holds. */
typedef struct {
    bool known, none;
    uint64_t mask;
    int64_t number; /* money: hundredths; a date: yyyymmdd */
    const char *text;
} plain_value;

struct plain_market;

/* What a node was found to mean, so that a name is looked up once. */
typedef struct {
    const rg_node *node;
    int word;
    size_t index;
    uint64_t mask;
} plain_note;

enum { PLAIN_NOTES = 1 << 17, PLAIN_RECORDS = 16 };

typedef struct {
    rg_arena *arena;
    const rg_store *store;
    const char *as_of;
    plain_attribute *attributes;
    size_t count;
    const rg_node *constraints[64], *records[PLAIN_RECORDS];
    size_t constraint_count, record_count;
    plain_note *notes;
} plain_world;

typedef struct {
    plain_world *world;
    plain_value *values;                 /* by attribute */
    const rg_node *lists[PLAIN_RECORDS]; /* by record type */
    bool complete, lists_stated;         /* a list that is not given is empty */
    struct plain_market *market;         /* for the words that only a market knows; may be NULL */
    long class_index;                    /* of the market's classes, -1: none or not decided */
    long route;                          /* the recommended one, -1: none so far */
} plain_device;

plain_world *plain_world_new(rg_arena *arena, const rg_store *store, const char *as_of);

/* The attribute's number; the test fails where there is none. */
size_t plain_attribute_at(const plain_world *world, const char *id);

/* The bit of a value. */
uint64_t plain_bit(const plain_attribute *attribute, const char *id);

/* A device without a word said of it. */
plain_device plain_device_new(plain_world *world);

/* Takes a map of values (`attributes`, `codes`, ...) over. */
void plain_state(plain_device *device, const rg_node *map);

/* Takes a whole profile over, then what is assumed of a complete one, then what is not asked. */
void plain_profile(plain_device *device, const rg_node *profile);

/* A condition; NULL is true. */
answer plain_truth(const plain_device *device, const rg_node *when);
answer plain_not(answer a);
answer plain_and(answer a, answer b);
answer plain_or(answer a, answer b);

/* Whether the attribute is asked of the device. */
answer plain_asked(const plain_device *device, size_t attribute);

/* Whether the entry's dates cover the day and it is not retired. */
bool plain_in_force(const plain_world *world, const rg_node *entry);

/* The words that only a market knows (plain_market.c). */
answer plain_market_word(const plain_device *device, const rg_node *node);

/* The note of a node; its `node` is NULL while it is new. */
plain_note *plain_note_of(plain_world *world, const rg_node *node);

#endif
