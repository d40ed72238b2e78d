#include "logic/program.h"

#include <string.h>

/* Open addressing over step indices; a step is equal to another when all its fields and children are. */
struct rg_step_index {
    uint32_t *slots; /* index + 1 */
    size_t capacity, count;
};

static const rg_condition *children_of(const rg_program *p, const rg_step *step) {
    return p->children.items + step->first;
}

static uint64_t mix(uint64_t h, uint64_t value) {
    h = (h ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 32;
}

static uint64_t step_hash(const rg_step *s, const rg_condition *children) {
    uint64_t h = mix(s->op, s->slot);
    h = mix(mix(mix(h, s->mask), (uint64_t)s->low), (uint64_t)s->high);
    for (uint32_t i = 0; i < s->count; i++)
        h = mix(h, children[i]);
    return h;
}

static bool step_same(const rg_program *p, const rg_step *a, const rg_step *b, const rg_condition *b_children) {
    return a->op == b->op && a->slot == b->slot && a->mask == b->mask && a->low == b->low && a->high == b->high &&
           a->count == b->count &&
           (a->count == 0 || memcmp(children_of(p, a), b_children, a->count * sizeof *b_children) == 0);
}

static uint32_t *find_slot(const rg_program *p, const rg_step *step, const rg_condition *children) {
    size_t mask = p->index->capacity - 1;
    for (size_t i = step_hash(step, children) & mask;; i = (i + 1) & mask) {
        uint32_t *slot = &p->index->slots[i];
        if (!*slot || step_same(p, &p->steps.items[*slot - 1], step, children))
            return slot;
    }
}

static void enlarge_index(rg_program *p) {
    struct rg_step_index larger = {.capacity = p->index->capacity * 2, .count = p->index->count};
    larger.slots = rg_alloc_array(p->arena, larger.capacity, sizeof *larger.slots);
    *p->index = larger;
    for (size_t i = 0; i < p->steps.count; i++)
        *find_slot(p, &p->steps.items[i], children_of(p, &p->steps.items[i])) = (uint32_t)i + 1;
}

static rg_condition enter(rg_program *p, rg_step step, const rg_condition *children) {
    if (2 * (p->index->count + 1) > p->index->capacity)
        enlarge_index(p);
    uint32_t *slot = find_slot(p, &step, children);
    if (*slot)
        return *slot - 1;
    step.first = (uint32_t)p->children.count;
    for (uint32_t i = 0; i < step.count; i++)
        RG_PUSH(p->arena, &p->children, children[i]);
    RG_PUSH(p->arena, &p->steps, step);
    p->index->count++;
    *slot = (uint32_t)p->steps.count;
    return *slot - 1;
}

rg_program *rg_program_new(rg_arena *arena) {
    rg_program *p = rg_alloc(arena, sizeof *p);
    p->arena = arena;
    p->index = rg_alloc(arena, sizeof *p->index);
    p->index->capacity = 4096;
    p->index->slots = rg_alloc_array(arena, p->index->capacity, sizeof *p->index->slots);
    for (uint64_t truth = RG_FALSE; truth <= RG_UNKNOWN; truth++)
        enter(p, (rg_step){.op = RG_OP_CONSTANT, .mask = truth}, NULL);
    return p;
}

rg_condition rg_step_value(rg_program *p, size_t slot, uint64_t mask) {
    return enter(p, (rg_step){.op = RG_OP_VALUE, .slot = (uint16_t)slot, .mask = mask}, NULL);
}

rg_condition rg_step_member(rg_program *p, size_t slot, uint64_t mask) {
    if (!mask)
        return RG_ALWAYS_FALSE;
    return enter(p, (rg_step){.op = RG_OP_MEMBER, .slot = (uint16_t)slot, .mask = mask}, NULL);
}

rg_condition rg_step_range(rg_program *p, size_t slot, int64_t low, int64_t high) {
    if (low > high)
        return RG_ALWAYS_FALSE;
    return enter(p, (rg_step){.op = RG_OP_RANGE, .slot = (uint16_t)slot, .low = low, .high = high}, NULL);
}

static bool same_fields(const rg_test *a, const rg_test *b) {
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const rg_field_test *x = &a->fields[i], *y = &b->fields[i];
        if (x->field != y->field || x->count != y->count || x->by_months != y->by_months || x->months != y->months)
            return false;
        for (size_t k = 0; k < x->count; k++)
            if (strcmp(x->values[k], y->values[k]) != 0)
                return false;
    }
    return true;
}

static bool same_test(const rg_test *a, const rg_test *b) {
    if (a->kind != b->kind || a->subject != b->subject || a->pattern || b->pattern)
        return false;
    if (a->kind == RG_TEST_TEXT)
        return a->text == b->text || rg_same(a->text, b->text);
    if (a->kind == RG_TEST_SWITCH)
        return a->column == b->column;
    if (a->kind == RG_TEST_TABLE)
        return a->column == b->column && a->mask == b->mask && a->count == b->count;
    return same_fields(a, b);
}

rg_condition rg_step_test(rg_program *p, rg_test test) {
    size_t index = 0;
    while (index < p->tests.count && !same_test(&p->tests.items[index], &test))
        index++;
    if (index == p->tests.count)
        RG_PUSH(p->arena, &p->tests, test);
    return enter(p, (rg_step){.op = RG_OP_TEST, .low = (int64_t)index}, NULL);
}

rg_condition rg_program_switch(rg_program *p) {
    return rg_step_test(p, (rg_test){.kind = RG_TEST_SWITCH, .column = p->tests.count});
}

rg_condition rg_step_choice(rg_program *p, size_t choice, unsigned value) {
    return enter(p, (rg_step){.op = RG_OP_CHOICE, .low = (int64_t)choice, .mask = UINT64_C(1) << value}, NULL);
}

/* ALL and ANY differ in the constant that ends them and the one that drops out. */
static rg_condition combine(rg_program *p, rg_operator op, const rg_condition *children, size_t count) {
    rg_condition ends = op == RG_OP_ALL ? RG_ALWAYS_FALSE : RG_ALWAYS_TRUE;
    rg_condition drops = op == RG_OP_ALL ? RG_ALWAYS_TRUE : RG_ALWAYS_FALSE;
    rg_condition *kept = rg_alloc_array(p->arena, count + 1, sizeof *kept);
    size_t number = 0;
    for (size_t i = 0; i < count; i++) {
        if (children[i] == ends)
            return ends;
        bool repeated = false;
        for (size_t k = 0; k < number && !repeated; k++)
            repeated = kept[k] == children[i];
        if (children[i] != drops && !repeated)
            kept[number++] = children[i];
    }
    if (number == 0)
        return drops;
    if (number == 1)
        return kept[0];
    return enter(p, (rg_step){.op = (uint8_t)op, .count = (uint32_t)number}, kept);
}

rg_condition rg_step_all(rg_program *p, const rg_condition *children, size_t count) {
    return combine(p, RG_OP_ALL, children, count);
}

rg_condition rg_step_any(rg_program *p, const rg_condition *children, size_t count) {
    return combine(p, RG_OP_ANY, children, count);
}

rg_condition rg_step_and(rg_program *p, rg_condition a, rg_condition b) {
    return combine(p, RG_OP_ALL, (rg_condition[]){a, b}, 2);
}

rg_condition rg_step_or(rg_program *p, rg_condition a, rg_condition b) {
    return combine(p, RG_OP_ANY, (rg_condition[]){a, b}, 2);
}

rg_condition rg_step_not(rg_program *p, rg_condition child) {
    if (child == RG_ALWAYS_FALSE || child == RG_ALWAYS_TRUE)
        return child == RG_ALWAYS_FALSE ? RG_ALWAYS_TRUE : RG_ALWAYS_FALSE;
    if (p->steps.items[child].op == RG_OP_NOT)
        return children_of(p, &p->steps.items[child])[0];
    return enter(p, (rg_step){.op = RG_OP_NOT, .count = 1}, &child);
}

rg_condition rg_step_named(rg_program *p, rg_condition child, const char *id, rg_text title) {
    size_t index = 0;
    while (index < p->names.count && strcmp(p->names.items[index].id, id) != 0)
        index++;
    if (index == p->names.count)
        RG_PUSH(p->arena, &p->names, (rg_name){id, title});
    return enter(p, (rg_step){.op = RG_OP_NAMED, .count = 1, .low = (int64_t)index}, &child);
}

size_t rg_program_choice(rg_program *p, uint64_t mask) {
    RG_PUSH(p->arena, &p->choices, mask);
    return p->choices.count - 1;
}
