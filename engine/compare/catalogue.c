#include "compare/catalogue.h"

#include <string.h>

#include "util/buffer.h"

static const char *const TYPES[] = {"bool",  "int",     "days", "months", "years", "percent", "date",
                                    "money", "ordered", "enum", "set",    "names", "text"};
static const char *const DIRECTIONS[] = {"higher_is_stricter",    "lower_is_stricter", "set_more_is_stricter",
                                         "set_fewer_is_stricter", "differs",           "relief"};

/* A renewal that takes longer than ten years is none. */
enum { MOST_RENEWAL_DAYS = 3650 };

static size_t read_one_of(rg_reader *r, const rg_node *map, const char *key, const char *const *names, size_t count,
                          size_t otherwise) {
    const char *word = rg_read_word(r, map, key, otherwise == count);
    for (size_t i = 0; word && i < count; i++)
        if (strcmp(names[i], word) == 0)
            return i;
    if (word)
        rg_wrong_name(r, "unknown-value", rg_node_place(rg_node_get(map, key)), key, word, names, count);
    return otherwise == count ? 0 : otherwise;
}

static void read_values(rg_reader *r, const rg_node *node, rg_parameter *p) {
    RG_LIST(rg_value) values = {0};
    const rg_node *list = rg_node_get(node, "values");
    for (const rg_node *child = rg_node_first(list); child; child = rg_node_next(child)) {
        rg_read_keys(r, child, "id title");
        const char *id = rg_read_word(r, child, "id", true);
        if (id)
            RG_PUSH(r->arena, &values, (rg_value){id, rg_read_text(r, child, "title", true)});
    }
    bool listed = p->type == RG_P_ORDERED || p->type == RG_P_ENUM || p->type == RG_P_SET;
    if (listed ? values.count == 0 || values.count > RG_MOST_VALUES : values.count != 0)
        rg_report(r->diagnostics, RG_ERROR, "values", rg_node_place(node),
                  "'values' belong to ordered, enum and set parameters, 1 to 64 of them");
    p->values = values.items;
    p->count = values.count;
}

static rg_direction usual_direction(rg_parameter_type type) {
    if (type == RG_P_BOOL || type == RG_P_ORDERED)
        return RG_HIGHER;
    return RG_DIFFERS;
}

static void read_parameters(rg_reader *r, const rg_node *list, rg_requirement *q) {
    RG_LIST(rg_parameter) parameters = {0};
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        rg_read_keys(r, node, "id type direction title values local_evidence note");
        rg_parameter p = {.id = rg_read_word(r, node, "id", true), .title = rg_read_text(r, node, "title", true)};
        p.type = (rg_parameter_type)read_one_of(r, node, "type", TYPES, 13, 13);
        p.direction = (rg_direction)read_one_of(r, node, "direction", DIRECTIONS, 6, usual_direction(p.type));
        read_values(r, node, &p);
        p.local_evidence = rg_read_bool(r, node, "local_evidence", false);
        if (p.id)
            RG_PUSH(r->arena, &parameters, p);
    }
    q->parameters = parameters.items;
    q->count = parameters.count;
}

static const char *const *read_words(rg_reader *r, const rg_node *map, const char *key) {
    const rg_node *node = rg_node_get(map, key);
    if (!node)
        return NULL;
    size_t count;
    const rg_node *const *list = rg_read_list(r, node, &count);
    const char **words = rg_alloc_array(r->arena, count + 1, sizeof *words);
    for (size_t i = 0; i < count; i++)
        words[i] = rg_node_text(list[i]);
    return words;
}

static void check_evidence_type(rg_reader *r, const rg_catalogue *c, const rg_node *node, const char *type) {
    const char **names = rg_alloc_array(r->arena, c->evidence.count + 1, sizeof *names);
    for (size_t i = 0; i < c->evidence.count; i++) {
        names[i] = c->evidence.items[i].id;
        if (rg_same(names[i], type))
            return;
    }
    rg_wrong_name(r, "unknown-evidence", rg_node_place(node), "evidence type", type, names, c->evidence.count);
}

/* Ids of standards, all of them or none: a word that is no id is compared as it is written. */
static bool are_standards(rg_base *base, const char *const *words) {
    const rg_standards *s = rg_standards_of(base);
    for (const char *const *word = words; word && *word; word++)
        if (rg_map_get(&s->ids, *word) < 0)
            return false;
    return words && *words;
}

static void read_satisfiers(rg_base *base, const rg_catalogue *c, const rg_node *list, rg_satisfiers *out) {
    rg_reader *r = &base->reader;
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        rg_read_keys(r, node, "type standard edition languages markets here counts missing note");
        rg_satisfier s = {.type = rg_read_word(r, node, "type", true), .place = rg_node_place(node)};
        const char *counts = rg_read_word(r, node, "counts", true);
        s.standards = read_words(r, node, "standard");
        s.known_standards = are_standards(base, s.standards);
        s.editions = read_words(r, node, "edition");
        s.languages = read_words(r, node, "languages");
        s.markets = read_words(r, node, "markets");
        s.here = rg_read_bool(r, node, "here", false);
        s.full = rg_same(counts, "full");
        if (counts && !s.full && !rg_same(counts, "part"))
            rg_report(r->diagnostics, RG_ERROR, "unknown-value", rg_node_place(node), "'counts' is full or part");
        s.missing = rg_read_text(r, node, "missing", counts && !s.full);
        if (!s.type)
            continue;
        check_evidence_type(r, c, node, s.type);
        RG_PUSH(r->arena, out, s);
    }
}

static void read_requirement(rg_base *base, rg_catalogue *c, const rg_item *item) {
    rg_reader *r = &base->reader;
    rg_read_keys(
        r, item->node,
        "id topic title definition applies parameters satisfied_by document local_evidence cite verified note");
    rg_requirement q = {.id = item->id, .title = rg_read_text(r, item->node, "title", true)};
    q.definition = rg_read_text(r, item->node, "definition", true);
    q.topic = rg_read_word(r, item->node, "topic", true);
    q.document = rg_read_word(r, item->node, "document", false);
    q.local_evidence = rg_read_bool(r, item->node, "local_evidence", false);
    q.basis = rg_read_basis(r, item->node, "");
    bool known = false;
    for (size_t i = 0; i < c->topics.count && !known; i++)
        known = rg_same(c->topics.items[i].id, q.topic);
    if (!known && q.topic)
        rg_wrong_name(r, "unknown-topic", rg_node_place(rg_node_get(item->node, "topic")), "topic", q.topic, NULL, 0);
    rg_compiler compiler = {.reader = r, .vocabulary = base->vocabulary, .program = base->program};
    q.applies = rg_compile(&compiler, rg_node_get(item->node, "applies"));
    read_parameters(r, rg_node_get(item->node, "parameters"), &q);
    read_satisfiers(base, c, rg_node_get(item->node, "satisfied_by"), &q.satisfied_by);
    rg_map_put(&c->ids, q.id, (long)c->requirements.count);
    RG_PUSH(base->arena, &c->requirements, q);
}

/* The subjects of the standards, or those named beside them. */
static const char *const *read_subjects(rg_base *base, const rg_node *node, const char *const *standards) {
    rg_reader *r = &base->reader;
    const rg_standards *all = rg_standards_of(base);
    RG_LIST(const char *) subjects = {0};
    for (const char *const *id = standards; id && *id; id++) {
        long index = rg_map_get(&all->ids, *id);
        if (index >= 0)
            RG_PUSH(r->arena, &subjects, all->standards.items[index].subject);
        else
            rg_wrong_name(r, "unknown-standard", rg_node_place(rg_node_get(node, "standards")), "standard", *id, NULL,
                          0);
    }
    for (const char *const *more = read_words(r, node, "subjects"); more && *more; more++)
        RG_PUSH(r->arena, &subjects, *more);
    RG_PUSH(r->arena, &subjects, NULL);
    return subjects.items;
}

static void read_evidence_type(rg_base *base, rg_catalogue *c, const rg_item *item) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, item->node, "id title standard standards subjects standard_needed report note per_market renewal");
    const char *const *standards = read_words(r, item->node, "standards");
    rg_evidence_type type = {.id = item->id,
                             .standards = standards,
                             .subjects = read_subjects(base, item->node, standards),
                             .standard_needed = rg_read_bool(r, item->node, "standard_needed", standards != NULL),
                             .report = rg_read_bool(r, item->node, "report", false),
                             .title = rg_read_text(r, item->node, "title", true),
                             .per_market = rg_read_bool(r, item->node, "per_market", false),
                             .renewal_note = {"", ""}};
    const rg_node *renewal = rg_node_get(item->node, "renewal");
    rg_read_keys(r, renewal, "days note");
    double days = 0;
    if (renewal && (!rg_read_number(r, renewal, "days", &days) || days < 1 || days > MOST_RENEWAL_DAYS))
        rg_report(r->diagnostics, RG_ERROR, "days", rg_node_place(renewal), "'days' must be from 1 to %d",
                  MOST_RENEWAL_DAYS);
    type.renewal_days = (long)days;
    type.renewal_note = rg_read_text(r, renewal, "note", renewal != NULL);
    RG_PUSH(base->arena, &c->evidence, type);
}

const rg_catalogue *rg_catalogue_of(rg_base *base) {
    if (base->catalogue)
        return base->catalogue;
    rg_reader *r = &base->reader;
    rg_catalogue *c = base->catalogue = rg_alloc(base->arena, sizeof *c);
    c->ids = rg_map_in(base->arena);
    rg_standards_of(base);
    rg_items topics = {0}, evidence = {0}, requirements = {0};
    rg_read_items(r, &topics, "rules/requirements.yaml", "catalogue/1", "topics", "id", false);
    rg_read_items(r, &evidence, "rules/evidence.yaml", "evidence/1", "types", "id", false);
    rg_read_items(r, &requirements, "rules/requirements.yaml", "catalogue/1", "requirements", "id", false);
    for (size_t i = 0; i < topics.count; i++)
        RG_PUSH(base->arena, &c->topics,
                (rg_topic){topics.items[i].id, rg_read_text(r, topics.items[i].node, "title", true)});
    for (size_t i = 0; i < evidence.count; i++)
        read_evidence_type(base, c, &evidence.items[i]);
    for (size_t i = 0; i < requirements.count; i++)
        read_requirement(base, c, &requirements.items[i]);
    return c;
}

/* ---- a market's entries ---- */

static rg_truth read_required(rg_reader *r, const rg_node *entry) {
    const char *word = rg_read_word(r, entry, "required", false);
    if (!word || rg_same(word, "true"))
        return RG_TRUE;
    if (!rg_same(word, "false") && !rg_same(word, "unknown"))
        rg_report(r->diagnostics, RG_ERROR, "unknown-value", rg_node_place(rg_node_get(entry, "required")),
                  "'required' is true, false or unknown");
    return rg_same(word, "false") ? RG_FALSE : RG_UNKNOWN;
}

static rg_parameter_value *read_parameter_values(rg_base *base, const rg_requirement *q, const rg_node *entry) {
    rg_parameter_value *values = rg_alloc_array(base->arena, q->count + 1, sizeof *values);
    const rg_node *map = rg_node_get(entry, "parameters");
    for (const rg_node *node = rg_node_first(map); node; node = rg_node_next(node)) {
        size_t i = 0;
        while (i < q->count && strcmp(q->parameters[i].id, rg_node_key(node)) != 0)
            i++;
        if (i < q->count) {
            rg_parameter_read(base, &q->parameters[i], node, &values[i]);
            continue;
        }
        const char **names = rg_alloc_array(base->arena, q->count + 1, sizeof *names);
        for (size_t k = 0; k < q->count; k++)
            names[k] = q->parameters[k].id;
        rg_wrong_name(&base->reader, "unknown-parameter", rg_node_key_place(node), "parameter", rg_node_key(node),
                      names, q->count);
    }
    return values;
}

static rg_entry read_entry(rg_base *base, rg_market *m, const rg_catalogue *c, const rg_item *item, size_t index,
                           rg_condition *before) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, item->node,
                 "requirement required when parameters satisfied_by reason cite verified effective note status "
                 "prove");
    const rg_requirement *q = &c->requirements.items[index];
    rg_entry entry = {.requirement = index, .required = read_required(r, item->node)};
    entry.reason = rg_read_text(r, item->node, "reason", entry.required == RG_FALSE);
    entry.basis = rg_read_basis(r, item->node, m->code);
    entry.values = read_parameter_values(base, q, item->node);
    const rg_node *satisfied_by = rg_node_get(item->node, "satisfied_by");
    entry.satisfied_by_own = satisfied_by != NULL;
    read_satisfiers(base, c, satisfied_by, &entry.satisfied_by);
    rg_compiler compiler = rg_market_compiler(base, m, item);
    rg_condition own = entry.own = rg_compile(&compiler, rg_node_get(item->node, "when"));
    if (!rg_read_in_force(r, item->node)) {
        entry.chosen = RG_ALWAYS_FALSE;
        return entry;
    }
    rg_condition applies = rg_step_and(base->program, q->applies, m->in_scope);
    entry.chosen = rg_step_all(base->program, (rg_condition[]){applies, own, rg_step_not(base->program, *before)}, 3);
    *before = rg_step_or(base->program, *before, own);
    return entry;
}

static void read_group(rg_base *base, rg_market *m, const rg_catalogue *c, rg_market_requirements *out,
                       const rg_items *items, const long *of, size_t index) {
    rg_condition before = RG_ALWAYS_FALSE;
    out->first[index] = out->entries.count;
    for (size_t i = 0; i < items->count; i++)
        if (of[i] == (long)index)
            RG_PUSH(base->arena, &out->entries, read_entry(base, m, c, &items->items[i], index, &before));
    out->count[index] = out->entries.count - out->first[index];
    if (!out->count[index])
        rg_report(base->reader.diagnostics, RG_WARNING, "no-entry",
                  (rg_place){rg_textf(base->arena, "jurisdictions/%s/requirements.yaml", m->code), 0, 0},
                  "nothing is said about '%s'", c->requirements.items[index].id);
}

const rg_market_requirements *rg_requirements_of(rg_base *base, rg_market *m) {
    if (m->requirements)
        return m->requirements;
    const rg_catalogue *c = rg_catalogue_of(base);
    rg_market_requirements *out = m->requirements = rg_alloc(base->arena, sizeof *out);
    out->first = rg_alloc_array(base->arena, c->requirements.count + 1, sizeof *out->first);
    out->count = rg_alloc_array(base->arena, c->requirements.count + 1, sizeof *out->count);
    rg_items items = {0};
    rg_market_items(base, m, &items, "requirements.yaml", "requirements/1", "requirements", "requirement", true);
    long *of = rg_alloc_array(base->arena, items.count + 1, sizeof *of);
    for (size_t i = 0; i < items.count; i++)
        if ((of[i] = rg_map_get(&c->ids, items.items[i].id)) < 0) {
            const char **names = rg_alloc_array(base->arena, c->requirements.count + 1, sizeof *names);
            for (size_t k = 0; k < c->requirements.count; k++)
                names[k] = c->requirements.items[k].id;
            rg_wrong_name(&base->reader, "unknown-requirement", rg_node_place(items.items[i].node), "requirement",
                          items.items[i].id, names, c->requirements.count);
        }
    for (size_t i = 0; i < c->requirements.count; i++)
        read_group(base, m, c, out, &items, of, i);
    return out;
}
