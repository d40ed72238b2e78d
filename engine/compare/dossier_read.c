/* Reading rules/dossiers: the axes, and the dossiers of a market. */
#include <string.h>

#include "compare/catalogue.h"
#include "compare/dossier.h"
#include "util/buffer.h"

#define FOLDER "rules/dossiers/"
#define DOSSIER "dossier/1"
#define AXIS "dossier_axis/1"

static const char *const PARTS[] = {"file", "form", "kept"};

/* The axes read so far, by id. */
typedef struct {
    RG_LIST(rg_axis *) axes;
} shelf;

static const char *path_of(rg_base *base, const char *kind, const char *id) {
    return rg_textf(base->arena, FOLDER "%s%s.yaml", kind, id);
}

/* The newest file with this path, NULL where there is none. */
static const rg_node *root_of(rg_base *base, const char *path) {
    const rg_store_file *file = NULL, *last = NULL;
    while ((file = rg_store_next(base->reader.store, path, file)))
        last = file;
    return last && last->document ? rg_document_root(last->document) : NULL;
}

static const char *const *read_evidence(rg_base *base, const rg_node *node) {
    const rg_catalogue *c = rg_catalogue_of(base);
    size_t count;
    const rg_node *const *list = rg_read_list(&base->reader, node, &count);
    const char **types = rg_alloc_array(base->arena, count + 1, sizeof *types);
    const char **names = rg_alloc_array(base->arena, c->evidence.count + 1, sizeof *names);
    for (size_t k = 0; k < c->evidence.count; k++)
        names[k] = c->evidence.items[k].id;
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < c->evidence.count && strcmp(names[k], rg_node_text(list[i])) != 0)
            k++;
        if (k == c->evidence.count)
            rg_wrong_name(&base->reader, "unknown-evidence", rg_node_place(list[i]), "evidence type",
                          rg_node_text(list[i]), names, c->evidence.count);
        types[i] = rg_node_text(list[i]);
    }
    return types;
}

static void read_heading(rg_base *base, rg_axis *axis, const rg_item *item) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, item->node, "id title group local when evidence note");
    rg_compiler compiler = {.reader = r, .vocabulary = base->vocabulary, .program = base->program};
    rg_heading h = {.id = item->id,
                    .title = rg_read_text(r, item->node, "title", true),
                    .group = rg_read_bool(r, item->node, "group", false),
                    .local = rg_read_bool(r, item->node, "local", false),
                    .when = rg_compile(&compiler, rg_node_get(item->node, "when")),
                    .evidence = read_evidence(base, rg_node_get(item->node, "evidence"))};
    rg_map_put(&axis->ids, h.id, (long)axis->headings.count);
    RG_PUSH(base->arena, &axis->headings, h);
}

static const rg_axis *axis_of(rg_base *base, const char *id) {
    if (!base->dossiers)
        base->dossiers = rg_alloc(base->arena, sizeof(shelf));
    shelf *s = base->dossiers;
    for (size_t i = 0; i < s->axes.count; i++)
        if (strcmp(s->axes.items[i]->id, id) == 0)
            return s->axes.items[i];
    const char *path = path_of(base, "axis.", id);
    const rg_node *root = root_of(base, path);
    if (!root)
        return NULL;
    rg_read_keys(&base->reader, root, "reggap id title headings cite verified note");
    rg_axis *axis = rg_alloc(base->arena, sizeof *axis);
    axis->id = id;
    axis->title = rg_read_text(&base->reader, root, "title", true);
    axis->basis = rg_read_basis(&base->reader, root, "");
    axis->ids = rg_map_in(base->arena);
    rg_items items = {0};
    rg_read_items(&base->reader, &items, path, AXIS, "headings", "id", false);
    for (size_t i = 0; i < items.count; i++)
        read_heading(base, axis, &items.items[i]);
    RG_PUSH(base->arena, &s->axes, axis);
    return axis;
}

/* ---- one dossier ---- */

typedef struct {
    rg_base *base;
    rg_market *market;
    const rg_node *roots[8]; /* its own file, then those it extends */
    const char *paths[8];
    size_t depth;
    rg_dossier *dossier;
    rg_map section_ids;
} reading;

static rg_text inherited_text(reading *d, const char *key, bool needed) {
    for (size_t i = 0; i < d->depth; i++)
        if (rg_node_get(d->roots[i], key))
            return rg_read_text(&d->base->reader, d->roots[i], key, true);
    return rg_read_text(&d->base->reader, d->roots[0], key, needed);
}

static void unknown_heading(reading *d, const rg_node *node, const char *id) {
    const rg_axis *axis = d->dossier->axis;
    const char **names = rg_alloc_array(d->base->arena, axis->headings.count + 1, sizeof *names);
    for (size_t i = 0; i < axis->headings.count; i++)
        names[i] = axis->headings.items[i].id;
    rg_wrong_name(&d->base->reader, "unknown-heading", rg_node_place(node), "heading", id, names, axis->headings.count);
}

typedef RG_LIST(size_t) index_list;

/* The heading of that id; of a group, all under it that have content. */
static index_list headings_named(reading *d, const rg_node *node, const char *id) {
    const rg_axis *axis = d->dossier->axis;
    index_list found = {0};
    long at = rg_map_get(&axis->ids, id);
    if (at < 0) {
        unknown_heading(d, node, id);
        return found;
    }
    if (!axis->headings.items[at].group) {
        RG_PUSH(d->base->arena, &found, (size_t)at);
        return found;
    }
    const char *under = rg_textf(d->base->arena, "%s.", id);
    for (size_t i = 0; i < axis->headings.count; i++)
        if (!axis->headings.items[i].group && rg_starts_with(axis->headings.items[i].id, under))
            RG_PUSH(d->base->arena, &found, i);
    return found;
}

/*
 * The list's entries of the files it extends, then its own, which take the place of those with the same id. A base of
 * another market speaks of that market's routes and rules: they read as the heir's.
 */
static rg_items layered_items(reading *d, const char *list, const char *id_key) {
    rg_reader *r = &d->base->reader;
    rg_items items = {0};
    for (size_t i = d->depth; i-- > 0;) {
        rg_read_items(r, &items, d->paths[i], DOSSIER, list, id_key, false);
        const rg_node *market = i ? rg_node_get(d->roots[i], "market") : NULL;
        for (size_t k = 0; market && k < items.count; k++) {
            rg_item *item = &items.items[k];
            item->from = item->from ? item->from : rg_textf(r->arena, "%s.", rg_node_text(market));
            item->to = rg_textf(r->arena, "%s.", d->market->code);
        }
    }
    return items;
}

static bool is_dropped(reading *d, const char *id) {
    for (size_t i = 0; i < d->depth; i++) {
        size_t count;
        const rg_node *const *list = rg_read_list(&d->base->reader, rg_node_get(d->roots[i], "drops"), &count);
        for (size_t k = 0; k < count; k++)
            if (strcmp(rg_node_text(list[k]), id) == 0)
                return true;
    }
    return false;
}

static void read_section_heading(reading *d, rg_dossier_section *s, rg_compiler *compiler, const rg_node *node) {
    rg_reader *r = &d->base->reader;
    const char *id = rg_node_is(node, RG_SCALAR) ? rg_node_text(node) : NULL;
    rg_section_heading h = {.when = RG_ALWAYS_TRUE, .only = {"", ""}};
    if (!id) {
        rg_read_keys(r, node, "id when only");
        id = rg_read_word(r, node, "id", true);
        h.when = rg_compile(compiler, rg_node_get(node, "when"));
        h.only = rg_read_text(r, node, "only", false);
    }
    index_list found = id ? headings_named(d, node, id) : (index_list){0};
    for (size_t i = 0; i < found.count; i++) {
        h.heading = found.items[i];
        for (size_t k = 0; k < s->headings.count; k++)
            if (s->headings.items[k].heading == h.heading)
                rg_report(r->diagnostics, RG_ERROR, "duplicate-heading", rg_node_place(node),
                          "heading '%s' stands twice in section '%s'", d->dossier->axis->headings.items[h.heading].id,
                          s->id);
        RG_PUSH(d->base->arena, &s->headings, h);
    }
}

static rg_dossier_part read_part(rg_reader *r, const rg_node *node) {
    const char *word = rg_read_word(r, node, "part", false);
    for (size_t i = 0; word && i < 3; i++)
        if (strcmp(PARTS[i], word) == 0)
            return (rg_dossier_part)i;
    if (word)
        rg_wrong_name(r, "unknown-value", rg_node_place(rg_node_get(node, "part")), "part", word, PARTS, 3);
    return RG_PART_FILE;
}

static void read_section(reading *d, const rg_item *item) {
    rg_reader *r = &d->base->reader;
    rg_read_keys(r, item->node, "id title wants part own when only headings cite verified note effective status");
    if (is_dropped(d, item->id) || !rg_read_in_force(r, item->node))
        return;
    rg_compiler compiler = rg_market_compiler(d->base, d->market, item);
    rg_dossier_section s = {.id = item->id,
                            .title = rg_read_text(r, item->node, "title", true),
                            .wants = rg_read_text(r, item->node, "wants", true),
                            .only = rg_read_text(r, item->node, "only", false),
                            .part = read_part(r, item->node),
                            .own = rg_read_bool(r, item->node, "own", false),
                            .when = rg_compile(&compiler, rg_node_get(item->node, "when")),
                            .basis = rg_read_basis(r, item->node, d->market->code)};
    s.present = rg_step_and(d->base->program, d->dossier->chosen, s.when);
    const rg_node *list = rg_node_get(item->node, "headings");
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node))
        read_section_heading(d, &s, &compiler, node);
    if (!s.headings.count)
        rg_report(r->diagnostics, RG_ERROR, "no-heading", rg_node_place(item->node),
                  "section '%s' is mapped to no heading", s.id);
    RG_PUSH(d->base->arena, &d->dossier->sections, s);
}

/* Names of sections that have been read; one that was dropped, or is not in force, may be named too. */
static const char *const *read_section_names(reading *d, const rg_node *node) {
    size_t count;
    const rg_node *const *list = rg_read_list(&d->base->reader, node, &count);
    const char **names = rg_alloc_array(d->base->arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = rg_node_text(list[i]);
        if (rg_map_get(&d->section_ids, names[i]) < 0)
            rg_wrong_name(&d->base->reader, "unknown-section", rg_node_place(list[i]), "section", names[i], NULL, 0);
    }
    return names;
}

static void read_addition(reading *d, const rg_item *item) {
    rg_reader *r = &d->base->reader;
    rg_read_keys(r, item->node, "id headings sections when text cite verified note effective status");
    if (is_dropped(d, item->id) || !rg_read_in_force(r, item->node))
        return;
    rg_compiler compiler = rg_market_compiler(d->base, d->market, item);
    rg_addition a = {.id = item->id,
                     .text = rg_read_text(r, item->node, "text", true),
                     .when = rg_compile(&compiler, rg_node_get(item->node, "when")),
                     .basis = rg_read_basis(r, item->node, d->market->code)};
    index_list all = {0};
    size_t count;
    const rg_node *const *list = rg_read_list(r, rg_node_get(item->node, "headings"), &count);
    for (size_t i = 0; i < count; i++) {
        index_list found = headings_named(d, list[i], rg_node_text(list[i]));
        for (size_t k = 0; k < found.count; k++)
            RG_PUSH(d->base->arena, &all, found.items[k]);
    }
    a.sections = read_section_names(d, rg_node_get(item->node, "sections"));
    if (!count && !*a.sections)
        rg_report(r->diagnostics, RG_ERROR, "no-heading", rg_node_place(item->node),
                  "addition '%s' names no heading and no section", a.id);
    a.headings = all.items;
    a.count = all.count;
    RG_PUSH(d->base->arena, &d->dossier->additions, a);
}

static void read_cover(reading *d, const rg_item *item) {
    rg_reader *r = &d->base->reader;
    rg_read_keys(r, item->node, "heading lacks remark");
    index_list found = headings_named(d, item->node, item->id);
    rg_cover cover = {.lacks = rg_read_text(r, item->node, "lacks", !rg_node_get(item->node, "remark")),
                      .remark = rg_read_text(r, item->node, "remark", false)};
    for (size_t i = 0; i < found.count; i++) {
        cover.heading = found.items[i];
        RG_PUSH(d->base->arena, &d->dossier->covers, cover);
    }
}

/* True where the recommended route is one of those named; a route that is not in force on the day never is. */
static rg_condition read_routes(reading *d) {
    rg_base *base = d->base;
    rg_market *m = d->market;
    rg_condition any = RG_ALWAYS_FALSE;
    size_t count;
    const rg_node *const *list = rg_read_list(&base->reader, rg_node_get(d->roots[0], "for_routes"), &count);
    for (size_t i = 0; i < count; i++) {
        const char *id = rg_node_text(list[i]);
        long at = rg_map_get(&m->pathway_ids, id);
        if (at >= 0) {
            any = rg_step_or(base->program, any, m->pathways.items[at].recommended);
        } else if (rg_map_get(&m->lapsed, id) < 0) {
            const char **names = rg_alloc_array(base->arena, m->pathways.count + 1, sizeof *names);
            for (size_t k = 0; k < m->pathways.count; k++)
                names[k] = m->pathways.items[k].id;
            rg_wrong_name(&base->reader, "unknown-name", rg_node_place(list[i]), "route", id, names, m->pathways.count);
        }
    }
    return any;
}

/* The chain of files a dossier is laid over; false where it names one that is not there. */
static bool follow_bases(reading *d, const char *path, const rg_node *root) {
    const char *extends = NULL;
    do {
        if (d->depth == sizeof d->roots / sizeof *d->roots) {
            rg_report(d->base->reader.diagnostics, RG_ERROR, "cycle", rg_node_place(root),
                      "extends too many dossiers, or itself");
            return false;
        }
        d->roots[d->depth] = root;
        d->paths[d->depth++] = path;
        rg_read_keys(
            &d->base->reader, root,
            "reggap id market extends drops name axis for_routes when language filing legal sections additions "
            "covers cite verified note");
        extends = rg_read_word(&d->base->reader, root, "extends", false);
        if (!extends)
            return true;
        path = path_of(d->base, "", extends);
        const rg_node *next = root_of(d->base, path);
        if (!next)
            rg_wrong_name(&d->base->reader, "unknown-dossier", rg_node_place(rg_node_get(root, "extends")), "dossier",
                          extends, NULL, 0);
        root = next;
    } while (root);
    return false;
}

static const rg_axis *read_axis(reading *d) {
    rg_reader *r = &d->base->reader;
    const char *id = NULL;
    size_t at = 0;
    for (size_t i = 0; i < d->depth && !id; i++) {
        id = rg_read_word(r, d->roots[i], "axis", false);
        at = i;
    }
    const rg_axis *axis = id ? axis_of(d->base, id) : NULL;
    if (!id)
        rg_report(r->diagnostics, RG_ERROR, "missing-key", rg_node_place(d->roots[0]), "'axis' is missing");
    else if (!axis)
        rg_wrong_name(r, "unknown-axis", rg_node_place(rg_node_get(d->roots[at], "axis")), "axis", id, NULL, 0);
    return axis;
}

static const rg_dossier *read_dossier(rg_base *base, rg_market *market, const char *path, const rg_node *root) {
    reading d = {.base = base, .market = market, .dossier = rg_alloc(base->arena, sizeof(rg_dossier))};
    rg_dossier *out = d.dossier;
    out->id = rg_read_word(&base->reader, root, "id", true);
    if (!out->id || !follow_bases(&d, path, root) || !(out->axis = read_axis(&d)))
        return NULL;
    out->name = inherited_text(&d, "name", true);
    out->language = inherited_text(&d, "language", true);
    out->filing = inherited_text(&d, "filing", false);
    out->legal = inherited_text(&d, "legal", false);
    out->basis = rg_read_basis(&base->reader, root, market->code);
    rg_compiler compiler = rg_market_compiler(base, market, NULL);
    rg_condition when = rg_compile(&compiler, rg_node_get(root, "when"));
    out->chosen = rg_step_and(base->program, when, read_routes(&d));
    d.section_ids = rg_map_in(base->arena);
    rg_items sections = layered_items(&d, "sections", "id"), additions = layered_items(&d, "additions", "id"),
             covers = layered_items(&d, "covers", "heading");
    for (size_t i = 0; i < sections.count; i++) {
        rg_map_put(&d.section_ids, sections.items[i].id, (long)i);
        read_section(&d, &sections.items[i]);
    }
    for (size_t i = 0; i < additions.count; i++)
        read_addition(&d, &additions.items[i]);
    for (size_t i = 0; i < covers.count; i++)
        read_cover(&d, &covers.items[i]);
    return out;
}

/* The next path in the folder after file *at; a user's file of the same path is the same dossier. */
static const char *next_path(const rg_store *store, size_t *at) {
    for (; *at < store->files.count; (*at)++) {
        const char *path = store->files.items[*at].path;
        bool seen = !rg_starts_with(path, FOLDER);
        for (size_t i = 0; i < *at && !seen; i++)
            seen = strcmp(store->files.items[i].path, path) == 0;
        if (!seen) {
            (*at)++;
            return path;
        }
    }
    return NULL;
}

const rg_dossier_list *rg_dossiers_of(rg_base *base, rg_market *market) {
    if (market->dossiers)
        return market->dossiers;
    rg_dossier_list *list = market->dossiers = rg_alloc(base->arena, sizeof *list);
    size_t at = 0;
    for (const char *path; (path = next_path(base->reader.store, &at));) {
        const rg_node *root = root_of(base, path), *code = rg_node_get(root, "market");
        if (!rg_node_is(code, RG_SCALAR) || strcmp(rg_node_text(code), market->code) != 0)
            continue;
        const rg_dossier *dossier = read_dossier(base, market, path, root);
        if (dossier)
            RG_PUSH(base->arena, list, dossier);
    }
    return list;
}

void rg_dossiers_check(rg_base *base) {
    rg_reader *r = &base->reader;
    size_t at = 0;
    for (const char *path; (path = next_path(r->store, &at));) {
        const rg_node *root = root_of(base, path);
        const char *kind = rg_read_word(r, root, "reggap", true), *id = rg_read_word(r, root, "id", true);
        bool axis = rg_same(kind, AXIS);
        const char *code = axis ? NULL : rg_read_word(r, root, "market", false);
        if (kind && !axis && strcmp(kind, DOSSIER) != 0)
            rg_wrong_name(r, "kind", rg_node_place(rg_node_get(root, "reggap")), "kind of file", kind,
                          (const char *const[]){AXIS, DOSSIER}, 2);
        if (id && strcmp(path_of(base, axis ? "axis." : "", id), path) != 0)
            rg_report(r->diagnostics, RG_ERROR, "dossier-id", rg_node_place(rg_node_get(root, "id")),
                      "the file of '%.80s' has another name", id);
        if (code && !rg_base_market(base, code))
            rg_wrong_name(r, "unknown-market", rg_node_place(rg_node_get(root, "market")), "market", code,
                          base->vocabulary->markets, base->vocabulary->market_count);
        if (axis && id)
            axis_of(base, id);
    }
}

void rg_dossiers_check_routes(rg_base *base, rg_market *market) {
    if (!rg_dossiers_of(base, market)->count)
        return;
    rg_map named = rg_map_in(base->arena);
    size_t at = 0, count;
    for (const char *path; (path = next_path(base->reader.store, &at));) {
        const rg_node *root = root_of(base, path);
        const rg_node *code = rg_node_get(root, "market");
        if (!rg_node_is(code, RG_SCALAR) || strcmp(rg_node_text(code), market->code) != 0)
            continue;
        const rg_node *const *list = rg_read_list(&base->reader, rg_node_get(root, "for_routes"), &count);
        for (size_t i = 0; i < count; i++)
            rg_map_put(&named, rg_node_text(list[i]), 1);
    }
    for (size_t i = 0; i < market->pathways.count; i++) {
        const rg_pathway *p = &market->pathways.items[i];
        if (!p->add_on && rg_map_get(&named, p->id) < 0)
            rg_report(base->reader.diagnostics, RG_NOTE, "no-dossier", p->basis.place,
                      "no dossier is for the route '%s'", p->id);
    }
}
