#include "logic/lower.h"

/* One thing that can be changed: an attribute to a value, or a member of a set in or out. */
typedef struct {
    size_t attribute;
    uint64_t mask;
} unit;

typedef struct {
    rg_base *base;
    rg_market *market;
    const rg_profile *profile;
    const rg_facts *facts; /* as the profile stands */
    unsigned class;
    rg_arena *arena;
    RG_LIST(unit) units; /* those of one attribute stand together */
    bool *allowed;       /* by attribute: may be changed in the set that is tried */
    size_t allowed_count;
    rg_lower *result;
} search;

rg_profile *rg_profile_changed(const rg_base *base, const rg_profile *profile, const rg_change *changes, size_t count,
                               rg_arena *arena) {
    size_t attributes = base->vocabulary->attributes.count;
    rg_profile *copy = rg_alloc(arena, sizeof *copy);
    *copy = *profile;
    copy->stated = rg_alloc_array(arena, attributes + 1, sizeof *copy->stated);
    for (size_t i = 0; i < attributes; i++)
        copy->stated[i] = profile->stated[i];
    for (size_t i = 0; i < count; i++) {
        rg_stated *stated = &copy->stated[changes[i].attribute];
        stated->stated = true;
        stated->null = false;
        stated->mask = changes[i].mask;
    }
    return copy;
}

/* Attributes that any of the market's classes can hang on, for any device. */
static void mark_reached(const rg_program *p, rg_condition c, bool *seen, bool *slots) {
    if (seen[c])
        return;
    seen[c] = true;
    const rg_step *step = &p->steps.items[c];
    if (step->op == RG_OP_VALUE || step->op == RG_OP_MEMBER)
        slots[step->slot] = true;
    for (uint32_t i = 0; i < step->count; i++)
        mark_reached(p, p->children.items[step->first + i], seen, slots);
}

static void gather_units(search *s) {
    const rg_program *p = s->base->program;
    const rg_vocabulary *v = s->base->vocabulary;
    bool *seen = rg_alloc_array(s->arena, p->steps.count + 1, sizeof *seen);
    bool *slots = rg_alloc_array(s->arena, v->attributes.count + 1, sizeof *slots);
    for (size_t i = 0; i < s->market->classes.count; i++)
        mark_reached(p, s->market->classes.items[i].is, seen, slots);
    for (size_t i = 0; i < v->attributes.count; i++) {
        const rg_attribute *a = &v->attributes.items[i];
        const rg_fact *fact = &s->facts->facts[i];
        if (!slots[i] || !a->design_choice || !rg_fact_known(a, fact))
            continue;
        for (size_t k = 0; k < a->count; k++) {
            uint64_t bit = UINT64_C(1) << k, mask = a->type == RG_SET ? fact->mask ^ bit : bit;
            if (mask != fact->mask)
                RG_PUSH(s->arena, &s->units, (unit){.attribute = i, .mask = mask});
        }
    }
}

static bool fires_in(const rg_facts *facts, const rg_rule *rule) {
    return rg_truth_of(facts, rule->fires) == RG_TRUE;
}

static void add_way(search *s, const rg_change *changes, size_t count, const rg_facts *after, long class) {
    rg_way way = {.class = class};
    for (size_t i = 0; i < count; i++)
        RG_PUSH(s->arena, &way.changes, changes[i]);
    for (size_t i = 0; i < s->market->schemes.count; i++)
        for (size_t k = 0; k < s->market->schemes.items[i].rules.count; k++) {
            const rg_rule *rule = &s->market->schemes.items[i].rules.items[k];
            if (fires_in(s->facts, rule) && !fires_in(after, rule))
                RG_PUSH(s->arena, &way.stops, rule);
        }
    RG_PUSH(s->arena, &s->result->ways, way);
}

static long settled_class(const rg_market *m, const rg_facts *facts) {
    for (size_t i = 0; i < m->classes.count; i++)
        if (rg_truth_of(facts, m->classes.items[i].is) == RG_TRUE)
            return (long)i;
    return -1;
}

/* Whether the changes make an admissible device of the wanted class; what they imply of others is worked out anew. */
static void try_changes(search *s, const rg_change *changes, size_t count) {
    rg_arena *scratch = rg_arena_new();
    if (!scratch || setjmp(*rg_arena_recovery(scratch))) {
        rg_arena_free(scratch);
        longjmp(*rg_arena_recovery(s->arena), 1);
    }
    rg_diagnostics quiet = rg_diagnostics_in(scratch);
    rg_profile *changed = rg_profile_changed(s->base, s->profile, changes, count, scratch);
    rg_facts *facts = rg_facts_new(s->base, changed, scratch, &quiet);
    long class = facts ? settled_class(s->market, facts) : -1;
    if (class >= 0 && (unsigned)class <= s->class)
        add_way(s, changes, count, facts, class);
    rg_arena_free(scratch);
}

/* All choices of `left` more units of the allowed attributes; two units of a set make one change of it. */
static void choose_units(search *s, rg_change *changes, size_t count, size_t from, size_t left) {
    if (!left) {
        if (count == s->allowed_count)
            try_changes(s, changes, count);
        return;
    }
    for (size_t i = from; i < s->units.count && s->result->ways.count < RG_MOST_WAYS; i++) {
        const unit *u = &s->units.items[i];
        bool same = count && changes[count - 1].attribute == u->attribute;
        bool set = s->base->vocabulary->attributes.items[u->attribute].type == RG_SET;
        if (!s->allowed[u->attribute] || (same && !set))
            continue;
        uint64_t before = same ? changes[count - 1].mask : 0;
        uint64_t toggled = u->mask ^ s->facts->facts[u->attribute].mask;
        size_t next = count + !same;
        changes[next - 1] = (rg_change){u->attribute, same ? before ^ toggled : u->mask};
        choose_units(s, changes, next, i + 1, left - 1);
        if (same)
            changes[count - 1].mask = before;
    }
}

/* With the allowed attributes left open: could the class be low enough at all? A quick no spares all their values. */
static bool is_promising(search *s) {
    rg_arena *scratch = rg_arena_new();
    if (!scratch || setjmp(*rg_arena_recovery(scratch))) {
        rg_arena_free(scratch);
        longjmp(*rg_arena_recovery(s->arena), 1);
    }
    rg_diagnostics quiet = rg_diagnostics_in(scratch);
    rg_profile *open = rg_profile_changed(s->base, s->profile, NULL, 0, scratch);
    for (size_t i = 0; i < s->base->vocabulary->attributes.count; i++)
        if (s->allowed[i])
            open->stated[i] = (rg_stated){.null = true};
    rg_facts *facts = rg_facts_new(s->base, open, scratch, &quiet);
    bool promising = false;
    for (unsigned k = 0; facts && k <= s->class && !promising; k++)
        promising = rg_truth_of(facts, s->market->classes.items[k].is) != RG_FALSE;
    rg_arena_free(scratch);
    return promising;
}

/* All sets of `left` or fewer more attributes, from the unit `from` on. */
static void choose_attributes(search *s, size_t from, size_t left, size_t size) {
    rg_change changes[RG_MOST_CHANGES];
    if (s->allowed_count && is_promising(s))
        choose_units(s, changes, 0, 0, size);
    for (size_t i = from; left && i < s->units.count; i++) {
        size_t attribute = s->units.items[i].attribute;
        if (i && s->units.items[i - 1].attribute == attribute)
            continue;
        s->allowed[attribute] = true;
        s->allowed_count++;
        size_t next = i;
        while (next < s->units.count && s->units.items[next].attribute == attribute)
            next++;
        choose_attributes(s, next, left - 1, size);
        s->allowed[attribute] = false;
        s->allowed_count--;
    }
}

/* Whether the class is open, and one that is low enough is among those that may come out. */
static bool could_be_lower(const search *s) {
    for (unsigned k = 0; k <= s->class; k++)
        if (rg_truth_of(s->facts, s->market->classes.items[k].is) == RG_UNKNOWN)
            return true;
    return false;
}

rg_lower *rg_lower_find(rg_base *base, rg_market *market, const rg_profile *profile, unsigned class, rg_arena *arena,
                        rg_diagnostics *diagnostics) {
    search s = {.base = base, .market = market, .profile = profile, .class = class, .arena = arena};
    s.result = rg_alloc(arena, sizeof *s.result);
    s.facts = rg_facts_new(base, profile, arena, diagnostics);
    if (!s.facts)
        return NULL;
    long now = settled_class(market, s.facts);
    s.result->open = now < 0 && could_be_lower(&s);
    s.result->already = now >= 0 && (unsigned)now <= class;
    if (s.result->already)
        return s.result;
    gather_units(&s);
    s.allowed = rg_alloc_array(arena, base->vocabulary->attributes.count + 1, sizeof *s.allowed);
    for (size_t size = 1; size <= RG_MOST_CHANGES && !s.result->ways.count; size++) {
        s.result->size = size;
        choose_attributes(&s, 0, size, size);
    }
    if (!s.result->ways.count)
        s.result->size = 0;
    return s.result;
}
