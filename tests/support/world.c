#include "support/world.h"

#include <criterion/criterion.h>
#include <string.h>

#include "util/buffer.h"

int32_t world_day(const char *text) {
    int32_t day = 0;
    cr_assert(rg_date_parse(text, &day), "'%s' is no date", text);
    return day;
}

static void open_arena(world *w) {
    *w = (world){.arena = rg_arena_new()};
    cr_assert(w->arena);
    w->diagnostics = rg_diagnostics_in(w->arena);
}

static bool is_table(const char *path) {
    size_t length = strlen(path);
    return length > 4 && strcmp(path + length - 4, ".tsv") == 0;
}

void world_open(world *w, const char *as_of, const world_file *files, size_t count) {
    open_arena(w);
    w->store = rg_alloc(w->arena, sizeof *w->store);
    *w->store = (rg_store){.arena = w->arena, .version = "test"};
    for (size_t i = 0; i < count; i++) {
        rg_store_file file = {.path = files[i].path};
        if (is_table(files[i].path)) {
            file.text = files[i].text;
            file.length = strlen(files[i].text);
        } else {
            file.document =
                rg_yaml_read(w->arena, files[i].path, files[i].text, strlen(files[i].text), &w->diagnostics);
            cr_assert(file.document, "%s", world_messages(w));
        }
        RG_PUSH(w->arena, &w->store->files, file);
    }
    w->base = rg_base_new(w->arena, w->store, world_day(as_of), &w->diagnostics);
}

void world_open_shipped(world *w, const char *as_of) {
    open_arena(w);
    w->store = rg_store_shipped(w->arena);
    w->base = rg_base_new(w->arena, w->store, world_day(as_of), &w->diagnostics);
    world_assert_clean(w);
}

void world_close(world *w) {
    rg_arena_free(w->arena);
}

rg_market *world_market(world *w, const char *code) {
    rg_market *market = rg_base_market(w->base, code);
    cr_assert(market, "no market '%s'", code);
    return market;
}

bool world_profile(world *w, const char *body) {
    const char *text = rg_textf(w->arena, "reggap: profile/1\n%s\n", body);
    const rg_document *document = rg_yaml_read(w->arena, "device.yaml", text, strlen(text), &w->diagnostics);
    w->profile = document ? rg_profile_read(&w->base->reader, w->base->vocabulary, document, false) : NULL;
    w->facts = w->profile ? rg_facts_new(w->base, w->profile, w->arena, &w->diagnostics) : NULL;
    w->exact = w->facts ? rg_exact_new(w->facts, w->arena) : NULL;
    return w->facts != NULL;
}

const rg_outcome *world_outcome(world *w, const char *market, const char *body) {
    rg_market *m = world_market(w, market);
    world_profile(w, body);
    world_assert_clean(w);
    return rg_outcome_of(w->exact, w->facts, m, w->arena);
}

const rg_comparison *world_compare(world *w, const char *home, const char *target, const char *body) {
    rg_market *from = home ? world_market(w, home) : NULL, *to = world_market(w, target);
    if (from)
        rg_requirements_of(w->base, from);
    rg_requirements_of(w->base, to);
    world_profile(w, body);
    world_assert_clean(w);
    return rg_compare(w->base, w->exact, w->facts, from, to, w->arena);
}

const rg_row *world_row(const rg_comparison *c, const char *requirement) {
    size_t i = 0;
    while (i < c->rows.count && strcmp(c->rows.items[i].requirement->id, requirement) != 0)
        i++;
    cr_assert(i < c->rows.count, "no row '%s'", requirement);
    return &c->rows.items[i];
}

const char *world_messages(world *w) {
    static const char *const severities[] = {"note", "warning", "error"};
    rg_buffer out = rg_buffer_in(w->arena);
    rg_diagnostics_sort(&w->diagnostics);
    for (size_t i = 0; i < w->diagnostics.list.count; i++) {
        const rg_diagnostic *d = &w->diagnostics.list.items[i];
        rg_addf(&out, "%s%s:%u:%u: %s: %s [%s]", i ? "\n" : "", d->place.path ? d->place.path : "", d->place.line,
                d->place.column, severities[d->severity], d->message, d->code);
    }
    return rg_buffer_text(&out);
}

void world_assert_clean(world *w) {
    cr_assert(w->diagnostics.errors == 0, "%s", world_messages(w));
}

const rg_node *world_yaml(world *w, const char *path, const char *text) {
    const rg_document *document = rg_yaml_read(w->arena, path, text, strlen(text), &w->diagnostics);
    cr_assert(document && w->diagnostics.errors == 0, "%s\n%s", text, world_messages(w));
    return rg_document_root(document);
}

rg_condition world_condition(world *w, const char *text) {
    rg_compiler c = {.reader = &w->base->reader, .vocabulary = w->base->vocabulary, .program = w->base->program};
    return rg_compile(&c, world_yaml(w, "when.yaml", rg_copy_text(w->arena, text, strlen(text))));
}

/* ---- answers in words ---- */

const char *difference_word(rg_difference difference) {
    static const char *const words[] = {"same", "stricter", "looser", "different", "new", "dropped", "unknown"};
    return words[difference];
}

const char *verdict_word(rg_verdict verdict) {
    static const char *const words[] = {"met", "adapt", "gap", "undetermined", "not_applicable"};
    return words[verdict];
}

const char *truth_word(rg_truth truth) {
    static const char *const words[] = {"false", "true", "unknown"};
    return words[truth];
}

const char *subject_words(world *w, rg_subjects subjects) {
    rg_buffer out = rg_buffer_in(w->arena);
    for (size_t i = 0; i < subjects.count; i++)
        rg_addf(&out, "%s%s", i ? "|" : "", rg_subject_name(w->base, subjects.items[i]));
    return rg_buffer_text(&out);
}

static void add_classes(rg_buffer *out, const rg_market *m, uint64_t classes) {
    bool first = true;
    for (size_t i = 0; i < m->classes.count; i++) {
        if (!(classes >> i & 1))
            continue;
        rg_addf(out, "%s%s", first ? "" : "|", m->classes.items[i].label);
        first = false;
    }
}

const char *class_words(world *w, const rg_outcome *o) {
    rg_buffer out = rg_buffer_in(w->arena);
    if (o->status == RG_NONE)
        rg_add(&out, "none");
    else
        add_classes(&out, o->market, o->possible);
    if (o->status == RG_POSSIBLE)
        rg_addf(&out, " on %s", subject_words(w, o->depends));
    if (o->status == RG_RANGE)
        rg_add(&out, " in law");
    if (o->estimated)
        rg_add(&out, " estimated");
    cr_expect((o->status == RG_DETERMINED) == (o->value >= 0));
    cr_expect(o->value < 0 || o->possible == UINT64_C(1) << o->value);
    return rg_buffer_text(&out);
}

const char *scope_words(world *w, const rg_outcome *o) {
    const char *id = o->scope_rule ? o->scope_rule->id : NULL;
    if (o->scope_rule && o->scope_rule->scope == RG_SCOPE_BORDERLINE)
        return rg_textf(w->arena, "borderline by %s", id);
    const char *word = o->in_scope == RG_TRUE ? "in" : o->in_scope == RG_FALSE ? "out" : "unknown";
    return id ? rg_textf(w->arena, "%s by %s", word, id) : word;
}

const char *rule_words(world *w, const rg_outcome *o) {
    rg_buffer out = rg_buffer_in(w->arena);
    for (size_t i = 0; i < o->rules.count; i++) {
        const rg_rule_outcome *rule = &o->rules.items[i];
        rg_addf(&out, "%s%s%s%s", i ? " " : "", rule->rule->id, rule->fires == RG_TRUE ? "" : "?",
                rule->decides ? "!" : "");
    }
    return rg_buffer_text(&out);
}

const char *route_words(world *w, const rg_outcome *o) {
    rg_buffer out = rg_buffer_in(w->arena);
    for (size_t i = 0; i < o->routes.count; i++) {
        const rg_route_outcome *route = &o->routes.items[i];
        rg_addf(&out, "%s%s%s%s", i ? " " : "", route->recommended ? "*" : "", route->pathway->id,
                route->open ? "" : "?");
    }
    return rg_buffer_text(&out);
}

const char *subclass_words(world *w, const rg_outcome *o) {
    rg_buffer out = rg_buffer_in(w->arena);
    for (size_t i = 0; i < o->subclasses.count; i++)
        rg_addf(&out, "%s%s", i ? " " : "", o->subclasses.items[i]->id);
    return rg_buffer_text(&out);
}
