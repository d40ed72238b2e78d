#include "report/drift.h"

typedef struct {
    rg_arena *arena;
    rg_drifts *out;
    const char *market;
    const rg_node *old_plan, *new_plan; /* markets of the plans, or NULL */
} comparer;

static const char *text_of(const rg_node *map, const char *key) {
    const rg_node *node = rg_node_get(map, key);
    return rg_node_is(node, RG_SCALAR) && !rg_node_is_null(node) ? rg_node_text(node) : "-";
}

/* A value as it is read: a list with commas, a pair by its language, money as its parts. */
static void add_value(rg_buffer *out, const rg_node *node, const char *language) {
    const rg_node *half = rg_node_get(node, language);
    if (!node || rg_node_is_null(node)) {
        rg_add(out, "-");
    } else if (half) {
        add_value(out, half, language);
    } else if (rg_node_is(node, RG_SCALAR)) {
        rg_add(out, rg_node_text(node));
    } else {
        for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
            add_value(out, child, language);
            rg_add(out, rg_node_next(child) ? rg_node_is(node, RG_MAP) ? " " : ", " : "");
        }
    }
}

static rg_text value_of(const comparer *c, const rg_node *node) {
    rg_buffer en = rg_buffer_in(c->arena), ja = rg_buffer_in(c->arena);
    add_value(&en, node, "en");
    add_value(&ja, node, "ja");
    return (rg_text){rg_buffer_text(&en), rg_buffer_text(&ja)};
}

/* Notes a change unless both sides say the same. */
static void compare(const comparer *c, rg_drift drift, const rg_node *before, const rg_node *after) {
    drift.market = c->market;
    drift.before = value_of(c, before);
    drift.after = value_of(c, after);
    if (!rg_same(drift.before.en, drift.after.en) || !rg_same(drift.before.ja, drift.after.ja))
        RG_PUSH(c->arena, &c->out->items, drift);
}

/* The entry of a list of maps with this text under the key. */
static const rg_node *find(const rg_node *list, const char *key, const char *text) {
    for (const rg_node *child = list ? rg_node_first(list) : NULL; child; child = rg_node_next(child))
        if (rg_same(text_of(child, key), text))
            return child;
    return NULL;
}

/* ---- rows ---- */

static void compare_values(const comparer *c, rg_drift drift, const rg_node *before, const rg_node *after) {
    drift.field = RG_DRIFT_VALUE;
    for (const rg_node *value = before ? rg_node_first(before) : NULL; value; value = rg_node_next(value)) {
        drift.parameter = rg_node_key(value);
        compare(c, drift, value, rg_node_get(after, drift.parameter));
    }
    for (const rg_node *value = after ? rg_node_first(after) : NULL; value; value = rg_node_next(value)) {
        drift.parameter = rg_node_key(value);
        if (!rg_node_get(before, drift.parameter))
            compare(c, drift, NULL, value);
    }
}

static void compare_row(const comparer *c, const rg_node *before, const rg_node *after) {
    const rg_node *any = after ? after : before, *title = rg_node_get(any, "title");
    const rg_node *was = rg_node_get(before, "target"), *is = rg_node_get(after, "target");
    rg_drift drift = {.field = RG_DRIFT_REQUIRED, .requirement = text_of(any, "requirement")};
    drift.title = (rg_text){text_of(title, "en"), text_of(title, "ja")};
    compare(c, drift, rg_node_get(was, "required"), rg_node_get(is, "required"));
    compare_values(c, drift, rg_node_get(was, "parameters"), rg_node_get(is, "parameters"));
    drift.field = RG_DRIFT_DIFFERENCE;
    compare(c, drift, rg_node_get(before, "difference"), rg_node_get(after, "difference"));
    drift.field = RG_DRIFT_VERDICT;
    compare(c, drift, rg_node_get(before, "verdict"), rg_node_get(after, "verdict"));
}

static void compare_rows(const comparer *c, const rg_node *before, const rg_node *after) {
    for (const rg_node *row = before ? rg_node_first(before) : NULL; row; row = rg_node_next(row))
        compare_row(c, row, find(after, "requirement", text_of(row, "requirement")));
    for (const rg_node *row = after ? rg_node_first(after) : NULL; row; row = rg_node_next(row))
        if (!find(before, "requirement", text_of(row, "requirement")))
            compare_row(c, NULL, row);
}

/* ---- markets ---- */

/* The class where it is settled, else what is possible. */
static const rg_node *class_of(const rg_node *market) {
    const rg_node *class = rg_node_get(market, "class"), *value = rg_node_get(class, "value");
    return value && !rg_node_is_null(value) ? value : rg_node_get(class, "possible");
}

static void compare_market(comparer *c, const rg_node *before, const rg_node *after) {
    c->market = text_of(after ? after : before, "market");
    if (!before || !after) {
        compare(c, (rg_drift){.field = RG_DRIFT_MARKET}, rg_node_get(before, "market"), rg_node_get(after, "market"));
        return;
    }
    compare(c, (rg_drift){.field = RG_DRIFT_CLASS}, class_of(before), class_of(after));
    compare(c, (rg_drift){.field = RG_DRIFT_ROUTE}, rg_node_get(before, "pathway"), rg_node_get(after, "pathway"));
    const rg_node *was = find(c->old_plan, "market", c->market), *is = find(c->new_plan, "market", c->market);
    if (was && is) {
        compare(c, (rg_drift){.field = RG_DRIFT_FINISH}, rg_node_get(rg_node_get(was, "finish"), "usual"),
                rg_node_get(rg_node_get(is, "finish"), "usual"));
        compare(c, (rg_drift){.field = RG_DRIFT_FEES}, rg_node_get(was, "fees"), rg_node_get(is, "fees"));
    }
    compare_rows(c, rg_node_get(before, "rows"), rg_node_get(after, "rows"));
}

/* The list of markets of an answer; NULL with a diagnostic where it is none that can be compared. */
static const rg_node *markets_of(const rg_document *document, const rg_node **plan, rg_diagnostics *diagnostics) {
    const rg_node *root = rg_document_root(document), *markets = NULL;
    const char *kind = text_of(root, "reggap");
    *plan = NULL;
    if (rg_same(kind, "compare/1"))
        markets = rg_node_get(root, "markets");
    else if (rg_same(kind, "report/1"))
        markets = rg_node_get(rg_node_get(root, "compare"), "markets");
    if (rg_same(kind, "report/1"))
        *plan = rg_node_get(rg_node_get(root, "plan"), "markets");
    if (rg_node_is(markets, RG_SEQUENCE) && (!*plan || rg_node_is(*plan, RG_SEQUENCE)))
        return markets;
    rg_report(diagnostics, RG_ERROR, "kind", rg_node_place(root),
              "an answer of 'report' or 'compare' is expected here");
    return NULL;
}

bool rg_drifts_find(const rg_document *older, const rg_document *newer, rg_drifts *out, rg_arena *arena,
                    rg_diagnostics *diagnostics) {
    comparer c = {.arena = arena, .out = out};
    const rg_node *before = markets_of(older, &c.old_plan, diagnostics);
    const rg_node *after = markets_of(newer, &c.new_plan, diagnostics);
    if (!before || !after)
        return false;
    out->old_day = text_of(rg_document_root(older), "as_of");
    out->new_day = text_of(rg_document_root(newer), "as_of");
    out->old_rules = text_of(rg_document_root(older), "rules_version");
    out->new_rules = text_of(rg_document_root(newer), "rules_version");
    for (const rg_node *m = rg_node_first(before); m; m = rg_node_next(m))
        compare_market(&c, m, find(after, "market", text_of(m, "market")));
    for (const rg_node *m = rg_node_first(after); m; m = rg_node_next(m))
        if (!find(before, "market", text_of(m, "market")))
            compare_market(&c, NULL, m);
    return true;
}
