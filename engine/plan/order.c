#include "plan/order.h"

#include <string.h>

#include "util/buffer.h"

typedef struct {
    rg_base *base;
    const rg_items *items;
    const rg_tasks *shared; /* NULL while the shared ones are read */
    rg_tasks *tasks;
    size_t first; /* places below are shared tasks */
    rg_map ids;   /* of all tasks that can be named: their place */
} graph;

static const char **all_names(const graph *g, size_t *count) {
    const char **names = rg_alloc_array(g->base->arena, g->first + g->tasks->count + 1, sizeof *names);
    *count = 0;
    for (size_t i = 0; i < g->first; i++)
        names[(*count)++] = g->shared->items[i].id;
    for (size_t i = 0; i < g->tasks->count; i++)
        names[(*count)++] = g->tasks->items[i].id;
    return names;
}

static const rg_task *task_at(const graph *g, size_t place) {
    return place < g->first ? &g->shared->items[place] : &g->tasks->items[place - g->first];
}

static bool stands_in(const uint32_t *list, size_t count, uint32_t place) {
    for (size_t i = 0; i < count; i++)
        if (list[i] == place)
            return true;
    return false;
}

/* What a task needs of the shared ones falls out with it, so these stand first and can be passed over. */
static void put_shared_first(const graph *g, rg_task *t, uint32_t *after) {
    for (size_t i = 0; i < t->after_count; i++) {
        uint32_t place = after[i];
        if (place >= g->first)
            continue;
        memmove(after + t->shared_count + 1, after + t->shared_count, (i - t->shared_count) * sizeof *after);
        after[t->shared_count++] = place;
    }
}

static void read_after(const graph *g, size_t own) {
    rg_reader *r = &g->base->reader;
    const rg_item *item = &g->items->items[own];
    rg_task *t = &g->tasks->items[own];
    size_t count;
    const rg_node *const *list = rg_read_list(r, rg_node_get(item->node, "after"), &count);
    uint32_t *after = rg_alloc_array(g->base->arena, count + 1, sizeof *after);
    for (size_t i = 0; i < count; i++) {
        const char *id = rg_item_name(r, item, rg_node_text(list[i]));
        long place = rg_map_get(&g->ids, id);
        if (place < 0) {
            size_t known;
            const char **names = all_names(g, &known);
            rg_wrong_name(r, "unknown-step", rg_node_place(list[i]), "step", id, names, known);
        } else if (t->phase == RG_ENTRY && task_at(g, (size_t)place)->phase != RG_ENTRY) {
            rg_report(r->diagnostics, RG_ERROR, "phase", rg_node_place(list[i]),
                      "a step on the way to entry cannot wait for '%s', which is of the phase %s", id,
                      RG_PHASE_NAMES[task_at(g, (size_t)place)->phase]);
        } else if (!stands_in(after, t->after_count, (uint32_t)place)) {
            after[t->after_count++] = (uint32_t)place;
        }
    }
    put_shared_first(g, t, after);
    t->after = after;
}

/* ---- order ---- */

typedef struct {
    size_t own, next; /* next: the first of its `after` that was not looked at */
} visit;

typedef struct {
    const graph *g;
    uint8_t *state; /* by task: 0 not seen, 1 being looked at, 2 placed */
    visit *stack;
    size_t depth;
    size_t *order; /* tasks in the order found */
    size_t count;
} search;

/* Reports the tasks on the stack from `own` up, which wait for each other. */
static void report_cycle(const search *s, size_t own) {
    const graph *g = s->g;
    rg_buffer names = rg_buffer_in(g->base->arena);
    size_t i = s->depth;
    while (i > 0 && s->stack[i - 1].own != own)
        i--;
    const rg_task *first = &g->tasks->items[own];
    for (size_t k = i ? i - 1 : 0; k < s->depth; k++)
        rg_addf(&names, "%s -> ", g->tasks->items[s->stack[k].own].id);
    rg_report(g->base->reader.diagnostics, RG_ERROR, "cycle", first->basis.place,
              "these steps wait for each other: %s%s", rg_buffer_text(&names), first->id);
}

/* Leaves the edge that closes a cycle out, so that the rest can be ordered. */
static void drop_edge(rg_task *t, size_t edge) {
    uint32_t *after = (uint32_t *)t->after;
    memmove(after + edge, after + edge + 1, (t->after_count - edge - 1) * sizeof *after);
    t->after_count--;
}

static void push(search *s, size_t own) {
    s->state[own] = 1;
    s->stack[s->depth++] = (visit){own, 0};
}

/* Depth first without recursion: a file may hold a chain as long as it likes. */
static void place_from(search *s, size_t own) {
    const graph *g = s->g;
    push(s, own);
    while (s->depth) {
        visit *v = &s->stack[s->depth - 1];
        rg_task *t = &g->tasks->items[v->own];
        if (v->next == t->after_count) {
            s->state[v->own] = 2;
            s->order[s->count++] = v->own;
            s->depth--;
            continue;
        }
        uint32_t place = t->after[v->next];
        size_t before = place - g->first;
        if (place < g->first || s->state[before] == 2) {
            v->next++;
        } else if (s->state[before] == 1) {
            report_cycle(s, before);
            drop_edge(t, v->next);
        } else {
            v->next++;
            push(s, before);
        }
    }
}

static void sort_tasks(const graph *g) {
    rg_tasks *tasks = g->tasks;
    rg_arena *arena = g->base->arena;
    size_t count = tasks->count;
    search s = {.g = g,
                .state = rg_alloc_array(arena, count + 1, 1),
                .stack = rg_alloc_array(arena, count + 1, sizeof(visit)),
                .order = rg_alloc_array(arena, count + 1, sizeof(size_t))};
    for (size_t i = 0; i < count; i++)
        if (!s.state[i])
            place_from(&s, i);
    rg_task *sorted = rg_alloc_array(arena, count + 1, sizeof *sorted);
    uint32_t *now = rg_alloc_array(arena, count + 1, sizeof *now);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = tasks->items[s.order[i]];
        now[s.order[i]] = (uint32_t)i;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sorted[i].after_count; k++) {
            uint32_t *place = (uint32_t *)&sorted[i].after[k];
            if (*place >= g->first)
                *place = (uint32_t)g->first + now[*place - g->first];
        }
    tasks->items = sorted;
}

void rg_tasks_connect(rg_base *base, const rg_items *items, const rg_tasks *shared, rg_tasks *tasks) {
    graph g = {.base = base, .items = items, .shared = shared, .tasks = tasks, .first = shared ? shared->count : 0};
    g.ids = rg_map_in(base->arena);
    for (size_t i = 0; i < g.first; i++)
        rg_map_put(&g.ids, shared->items[i].id, (long)i);
    for (size_t i = 0; i < tasks->count; i++)
        rg_map_put(&g.ids, tasks->items[i].id, (long)(g.first + i));
    for (size_t i = 0; i < tasks->count; i++)
        read_after(&g, i);
    sort_tasks(&g);
}

/* ---- which shared tasks a market rests on ---- */

static void need_all(rg_program *p, rg_condition *used, const uint32_t *places, size_t count, rg_condition need) {
    for (size_t i = 0; need != RG_ALWAYS_FALSE && i < count; i++)
        used[places[i]] = rg_step_or(p, used[places[i]], need);
}

void rg_tasks_need(rg_base *base, const rg_tasks *shared, rg_tasks *tasks) {
    rg_program *p = base->program;
    size_t first = shared->count;
    rg_condition *used = rg_alloc_array(base->arena, first + tasks->count + 1, sizeof *used);
    for (size_t i = 0; i < first + tasks->count; i++)
        used[i] = RG_ALWAYS_FALSE;
    for (size_t i = tasks->count; i-- > 0;) {
        const rg_task *t = &tasks->items[i];
        rg_condition scheduled = t->phase == RG_ENTRY ? t->when : RG_ALWAYS_FALSE;
        /* What waits for a task that falls out waits for what that one waited for of its market: so that need is
           handed on through it. What it needed of the shared tasks nobody needs any more. */
        need_all(p, used, t->after, t->shared_count, scheduled);
        need_all(p, used, t->after + t->shared_count, t->after_count - t->shared_count,
                 rg_step_or(p, scheduled, used[first + i]));
    }
    rg_condition *needed = rg_alloc_array(base->arena, first + 1, sizeof *needed);
    rg_condition *unneeded = rg_alloc_array(base->arena, first + 1, sizeof *unneeded);
    for (size_t i = first; i-- > 0;) {
        const rg_task *t = &shared->items[i];
        need_all(p, used, t->after, t->after_count, used[i]);
        needed[i] = t->phase == RG_ENTRY ? rg_step_and(p, used[i], t->when) : RG_ALWAYS_FALSE;
        unneeded[i] = rg_step_not(p, needed[i]);
    }
    tasks->needed = needed;
    tasks->unneeded = unneeded;
}
