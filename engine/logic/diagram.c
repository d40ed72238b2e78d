#include "logic/diagram.h"

#include <string.h>

enum { FIRST_SLOTS = 1024, AND = 1, MEETS = 2, FIRST_QUANTIFICATION = 3 };

static uint32_t mix(uint32_t h, uint32_t value) {
    h = (h ^ value) * UINT32_C(0x9E3779B1);
    return h ^ h >> 15;
}

void rg_diagrams_begin(rg_diagrams *d, rg_arena *arena, const uint8_t *values, size_t most) {
    *d = (rg_diagrams){.arena = arena, .values = values, .most = most, .operations = FIRST_QUANTIFICATION};
    d->slots = FIRST_SLOTS;
    d->index = rg_alloc_array(arena, d->slots, sizeof *d->index);
    d->memo = rg_alloc_array(arena, d->slots, sizeof *d->memo);
    RG_PUSH(arena, &d->nodes, (rg_diagram_node){.variable = UINT32_MAX});
}

/* ---- nodes, each once ---- */

static const rg_diagram *children_of(const rg_diagrams *d, rg_diagram a) {
    return d->children.items + d->nodes.items[a >> 1].first;
}

static uint32_t variable_of(const rg_diagrams *d, rg_diagram a) {
    return d->nodes.items[a >> 1].variable;
}

static uint32_t *find_slot(const rg_diagrams *d, uint32_t variable, const rg_diagram *children) {
    uint32_t h = mix(0, variable);
    size_t count = d->values[variable];
    for (size_t i = 0; i < count; i++)
        h = mix(h, children[i]);
    for (size_t i = h & (d->slots - 1);; i = (i + 1) & (d->slots - 1)) {
        uint32_t node = d->index[i];
        if (!node || (d->nodes.items[node].variable == variable &&
                      memcmp(d->children.items + d->nodes.items[node].first, children, count * sizeof *children) == 0))
            return &d->index[i];
    }
}

static void enlarge(rg_diagrams *d) {
    d->slots *= 4;
    d->index = rg_alloc_array(d->arena, d->slots, sizeof *d->index);
    d->memo = rg_alloc_array(d->arena, d->slots, sizeof *d->memo);
    for (uint32_t i = 1; i < d->nodes.count; i++)
        *find_slot(d, d->nodes.items[i].variable, d->children.items + d->nodes.items[i].first) = i;
}

/* The node with these children; the first child is never an opposite, so that each function has one form. */
static rg_diagram make(rg_diagrams *d, uint32_t variable, rg_diagram *children) {
    size_t count = d->values[variable], same = 1;
    while (same < count && children[same] == children[0])
        same++;
    if (same == count || d->full)
        return children[0];
    uint32_t opposite = children[0] & 1;
    for (size_t i = 0; i < count && opposite; i++)
        children[i] ^= 1;
    uint32_t *slot = find_slot(d, variable, children);
    if (*slot)
        return *slot << 1 | opposite;
    if (d->nodes.count >= d->most) {
        d->full = true;
        return RG_NEVER;
    }
    if (2 * d->nodes.count >= d->slots) {
        enlarge(d);
        slot = find_slot(d, variable, children);
    }
    uint32_t node = *slot = (uint32_t)d->nodes.count;
    RG_PUSH(d->arena, &d->nodes, (rg_diagram_node){.variable = variable, .first = (uint32_t)d->children.count});
    for (size_t i = 0; i < count; i++)
        RG_PUSH(d->arena, &d->children, children[i]);
    return node << 1 | opposite;
}

rg_diagram rg_diagram_value(rg_diagrams *d, size_t variable, uint64_t mask) {
    rg_diagram children[64];
    for (size_t i = 0; i < d->values[variable]; i++)
        children[i] = mask >> i & 1 ? RG_ALWAYS : RG_NEVER;
    return make(d, (uint32_t)variable, children);
}

/* ---- operations ---- */

static rg_diagram_memo *memo_of(const rg_diagrams *d, uint32_t operation, rg_diagram a, rg_diagram b) {
    return &d->memo[mix(mix(mix(0, operation), a), b) & (d->slots - 1)];
}

static void remember(const rg_diagrams *d, uint32_t operation, rg_diagram a, rg_diagram b, rg_diagram result) {
    *memo_of(d, operation, a, b) = (rg_diagram_memo){operation, a, b, result};
}

rg_diagram rg_diagram_and(rg_diagrams *d, rg_diagram a, rg_diagram b) {
    if (a == RG_NEVER || b == RG_NEVER || a == (b ^ 1) || d->full)
        return RG_NEVER;
    if (a == RG_ALWAYS || a == b)
        return b;
    if (b == RG_ALWAYS)
        return a;
    if (a > b) {
        rg_diagram swap = a;
        a = b;
        b = swap;
    }
    const rg_diagram_memo *known = memo_of(d, AND, a, b);
    if (known->operation == AND && known->a == a && known->b == b)
        return known->result;
    uint32_t of_a = variable_of(d, a), of_b = variable_of(d, b), variable = of_a < of_b ? of_a : of_b;
    rg_diagram children[64];
    for (size_t i = 0; i < d->values[variable]; i++) {
        rg_diagram x = of_a == variable ? children_of(d, a)[i] ^ (a & 1) : a;
        rg_diagram y = of_b == variable ? children_of(d, b)[i] ^ (b & 1) : b;
        children[i] = rg_diagram_and(d, x, y);
    }
    rg_diagram result = make(d, variable, children);
    remember(d, AND, a, b, result);
    return result;
}

rg_diagram rg_diagram_or(rg_diagrams *d, rg_diagram a, rg_diagram b) {
    return rg_diagram_and(d, a ^ 1, b ^ 1) ^ 1;
}

bool rg_diagram_meets(rg_diagrams *d, rg_diagram a, rg_diagram b) {
    if (a == RG_NEVER || b == RG_NEVER || a == (b ^ 1) || d->full)
        return false;
    if (a == RG_ALWAYS || b == RG_ALWAYS || a == b)
        return true;
    if (a > b) {
        rg_diagram swap = a;
        a = b;
        b = swap;
    }
    const rg_diagram_memo *known = memo_of(d, MEETS, a, b);
    if (known->operation == MEETS && known->a == a && known->b == b)
        return known->result;
    uint32_t of_a = variable_of(d, a), of_b = variable_of(d, b), variable = of_a < of_b ? of_a : of_b;
    bool meets = false;
    for (size_t i = 0; i < d->values[variable] && !meets; i++) {
        rg_diagram x = of_a == variable ? children_of(d, a)[i] ^ (a & 1) : a;
        rg_diagram y = of_b == variable ? children_of(d, b)[i] ^ (b & 1) : b;
        meets = rg_diagram_meets(d, x, y);
    }
    remember(d, MEETS, a, b, meets);
    return meets;
}

static void walk_support(rg_diagrams *d, rg_diagram a, uint64_t *marked) {
    rg_diagram_node *node = &d->nodes.items[a >> 1];
    if (a <= RG_ALWAYS || node->walk == d->walks)
        return;
    node->walk = d->walks;
    marked[node->variable / 64] |= UINT64_C(1) << node->variable % 64;
    for (size_t i = 0; i < d->values[node->variable]; i++)
        walk_support(d, children_of(d, a)[i], marked);
}

void rg_diagram_support(rg_diagrams *d, rg_diagram a, uint64_t *marked) {
    d->walks++;
    walk_support(d, a, marked);
}

static rg_diagram quantify(rg_diagrams *d, rg_diagram a, const uint64_t *marked, uint32_t operation) {
    if (a == RG_NEVER || a == RG_ALWAYS || d->full)
        return a;
    const rg_diagram_memo *known = memo_of(d, operation, a, 0);
    if (known->operation == operation && known->a == a)
        return known->result;
    uint32_t variable = variable_of(d, a);
    bool is_marked = marked[variable / 64] >> variable % 64 & 1;
    rg_diagram children[64], any = RG_NEVER;
    for (size_t i = 0; i < d->values[variable] && any != RG_ALWAYS; i++) {
        children[i] = quantify(d, children_of(d, a)[i] ^ (a & 1), marked, operation);
        any = is_marked ? rg_diagram_or(d, any, children[i]) : RG_NEVER;
    }
    rg_diagram result = is_marked ? any : make(d, variable, children);
    remember(d, operation, a, 0, result);
    return result;
}

rg_diagram rg_diagram_some(rg_diagrams *d, rg_diagram a, const uint64_t *marked) {
    return quantify(d, a, marked, d->operations++);
}
