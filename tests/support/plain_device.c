/* The vocabulary and a profile, as the plain evaluator takes them from the trees. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "support/plain.h"

static const char *word_under(const rg_node *map, const char *key) {
    const rg_node *node = rg_node_get(map, key);
    return node ? rg_node_text(node) : NULL;
}

static void read_values(plain_attribute *a, const rg_node *node) {
    if (a->type == P_BOOL) {
        a->values[0] = "false";
        a->values[1] = "true";
        a->count = 2;
    }
    const rg_node *values = rg_node_get(node, "values");
    if (a->type != P_BOOL && rg_node_is(values, RG_SEQUENCE))
        for (const rg_node *value = rg_node_first(values); value; value = rg_node_next(value))
            a->values[a->count++] = word_under(value, "id");
}

/* `values: markets` means the codes of all markets. */
static void market_values(plain_world *world, plain_attribute *a) {
    for (size_t i = 0; i < world->store->files.count; i++) {
        const char *path = world->store->files.items[i].path;
        size_t length = strlen(path), before = strlen("jurisdictions/"), after = strlen("/market.yaml");
        if (length > before + after && strcmp(path + length - after, "/market.yaml") == 0 &&
            strncmp(path, "jurisdictions/", before) == 0)
            a->values[a->count++] = rg_copy_text(world->arena, path + before, length - before - after);
    }
}

static void read_attribute(plain_world *world, const rg_node *node) {
    static const char *const types[] = {"bool", "enum", "set", "int", "money", "date", "text", "code"};
    plain_attribute *a = &world->attributes[world->count++];
    a->id = word_under(node, "id");
    a->section = word_under(node, "section") ? word_under(node, "section") : "attributes";
    while (strcmp(types[a->type], word_under(node, "type")) != 0)
        a->type++;
    read_values(a, node);
    if (rg_node_is(rg_node_get(node, "values"), RG_SCALAR))
        market_values(world, a);
    a->asked_when = rg_node_get(node, "asked_when");
    const rg_node *neutral = rg_node_get(node, "neutral");
    a->has_neutral = neutral != NULL;
    if (rg_node_is(neutral, RG_SCALAR))
        a->neutral = plain_bit(a, rg_node_text(neutral));
    for (const rg_node *child = rg_node_first(neutral); child; child = rg_node_next(child))
        a->neutral |= plain_bit(a, rg_node_text(child));
}

plain_world *plain_world_new(rg_arena *arena, const rg_store *store, const char *as_of) {
    plain_world *world = rg_alloc(arena, sizeof *world);
    *world = (plain_world){.arena = arena, .store = store, .as_of = as_of};
    world->notes = rg_alloc_array(arena, PLAIN_NOTES, sizeof *world->notes);
    const rg_store_file *file = rg_store_next(store, "rules/vocabulary.yaml", NULL);
    const rg_node *root = rg_document_root(file->document);
    const rg_node *attributes = rg_node_get(root, "attributes");
    world->attributes = rg_alloc_array(arena, attributes->count, sizeof *world->attributes);
    for (const rg_node *node = rg_node_first(attributes); node; node = rg_node_next(node))
        read_attribute(world, node);
    const rg_node *constraints = rg_node_get(root, "constraints"), *records = rg_node_get(root, "records");
    for (const rg_node *node = rg_node_first(constraints); node; node = rg_node_next(node))
        world->constraints[world->constraint_count++] = node;
    for (const rg_node *node = rg_node_first(records); node; node = rg_node_next(node))
        world->records[world->record_count++] = node;
    return world;
}

/* A code that is not given is no code. */
plain_device plain_device_new(plain_world *world) {
    plain_device d = {.world = world, .class_index = -1, .route = -1};
    d.values = rg_alloc_array(world->arena, world->count + 1, sizeof *d.values);
    for (size_t i = 0; i < world->count; i++)
        d.values[i].none = world->attributes[i].type == P_CODE;
    return d;
}

static plain_value value_of(const plain_attribute *a, const rg_node *node) {
    plain_value v = {.known = true};
    const char *text = rg_node_is(node, RG_SCALAR) ? rg_node_text(node) : "";
    int64_t date = 0;
    switch (a->type) {
    case P_BOOL:
    case P_ENUM: v.mask = plain_bit(a, text); break;
    case P_SET:
        if (rg_node_is(node, RG_SCALAR))
            v.mask = plain_bit(a, text);
        for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
            v.mask |= plain_bit(a, rg_node_text(child));
        break;
    case P_INT: v.number = strtoll(text, NULL, 10); break;
    case P_MONEY: v.number = (int64_t)(strtod(text, NULL) * 100 + 0.5); break;
    case P_DATE:
        for (; *text; text++)
            date = *text == '-' ? date : date * 10 + (*text - '0');
        v.number = date;
        break;
    default: v.text = text;
    }
    return v;
}

void plain_state(plain_device *d, const rg_node *map) {
    for (const rg_node *node = rg_node_first(map); node; node = rg_node_next(node)) {
        bool list = false;
        for (size_t i = 0; i < d->world->record_count; i++)
            if (strcmp(word_under(d->world->records[i], "id"), rg_node_key(node)) == 0) {
                d->lists[i] = node;
                list = true;
            }
        if (list)
            continue;
        size_t index = plain_attribute_at(d->world, rg_node_key(node));
        if (!rg_node_is_null(node))
            d->values[index] = value_of(&d->world->attributes[index], node);
    }
}

static bool is_null_in(const rg_node *profile, const plain_attribute *a) {
    const rg_node *value = rg_node_get(rg_node_get(profile, a->section), a->id);
    return value && rg_node_is_null(value);
}

static void assume(plain_device *d, const rg_node *profile) {
    for (size_t i = 0; i < d->world->count; i++) {
        const plain_attribute *a = &d->world->attributes[i];
        if (d->values[i].known || is_null_in(profile, a))
            continue;
        if (a->has_neutral)
            d->values[i] = (plain_value){.known = true, .mask = a->neutral};
        else if (a->type == P_TEXT)
            d->values[i].none = true;
    }
}

static bool leave_unasked(plain_device *d) {
    bool changed = false;
    for (size_t i = 0; i < d->world->count; i++) {
        const plain_attribute *a = &d->world->attributes[i];
        if (d->values[i].known || d->values[i].none || plain_asked(d, i) != NO)
            continue;
        d->values[i] = (plain_value){.known = a->has_neutral, .none = !a->has_neutral, .mask = a->neutral};
        changed = true;
    }
    return changed;
}

void plain_profile(plain_device *d, const rg_node *profile) {
    static const char *const parts[] = {"attributes", "safety", "company"};
    const char *complete = word_under(profile, "complete");
    d->complete = complete && strcmp(complete, "true") == 0;
    plain_state(d, rg_node_get(rg_node_get(profile, "device"), "codes"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        plain_state(d, rg_node_get(profile, parts[i]));
    for (size_t i = 0; i < d->world->record_count; i++) {
        const rg_node *list = rg_node_get(profile, word_under(d->world->records[i], "id"));
        d->lists[i] = list ? list : d->lists[i];
    }
    if (d->complete)
        assume(d, profile);
    while (leave_unasked(d))
        ;
}
