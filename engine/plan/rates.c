/* rates.yaml. */
#include <string.h>

#include "plan/money.h"
#include "util/buffer.h"

static bool is_currency(const char *text) {
    return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static const char *read_currency(rg_reader *r, const rg_node *map, const char *key) {
    const char *text = rg_read_word(r, map, key, true);
    if (text && is_currency(text))
        return text;
    if (text)
        rg_report(r->diagnostics, RG_ERROR, "currency", rg_node_place(rg_node_get(map, key)),
                  "'%s' must be a currency code of three letters as USD", key);
    return NULL;
}

static void read_rate(rg_base *base, const rg_node *node, rg_rates *out) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, node, "currency per_base cite verified note");
    rg_rate rate = {.currency = read_currency(r, node, "currency"), .basis = rg_read_basis(r, node, "")};
    if (!rg_node_get(node, "per_base"))
        rg_report(r->diagnostics, RG_ERROR, "missing-key", rg_node_place(node), "'per_base' is missing");
    else if (rg_read_number(r, node, "per_base", &rate.per_base) && !(rate.per_base >= 1e-9 && rate.per_base <= 1e9))
        rg_report(r->diagnostics, RG_ERROR, "rate", rg_node_place(rg_node_get(node, "per_base")),
                  "'per_base' must be more than 0 (from 1e-9 to 1e9)");
    if (!rate.currency)
        return;
    for (size_t i = 0; i < out->rates.count; i++)
        if (rg_same(out->rates.items[i].currency, rate.currency)) {
            rg_report_two(r->diagnostics, "duplicate-id", rg_node_place(node), out->rates.items[i].basis.place,
                          "duplicate currency '%s' (it stands in line %u already)", rate.currency,
                          out->rates.items[i].basis.place.line);
            return;
        }
    RG_PUSH(base->arena, &out->rates, rate);
}

const rg_rates *rg_rates_of(rg_base *base, const rg_document *document) {
    rg_reader *r = &base->reader;
    size_t errors = r->diagnostics->errors;
    const rg_node *root = rg_document_root(document);
    rg_read_keys(r, root, "reggap date base rates note");
    rg_rates *out = rg_alloc(base->arena, sizeof *out);
    const char *kind = rg_read_word(r, root, "reggap", true);
    if (kind && strcmp(kind, "rates/1") != 0)
        rg_report(r->diagnostics, RG_ERROR, "kind", rg_node_place(rg_node_get(root, "reggap")),
                  "'rates/1' is expected here, not '%.*s'", (int)rg_utf8_cut(kind, 40), kind);
    if (!rg_node_get(root, "date"))
        rg_report(r->diagnostics, RG_ERROR, "missing-key", rg_node_place(root), "'date' is missing");
    out->date = rg_read_date(r, root, "date", RG_DATE_MIN);
    out->base = read_currency(r, root, "base");
    out->note = rg_read_text(r, root, "note", false);
    const rg_node *list = rg_node_get(root, "rates");
    if (!rg_node_is(list, RG_SEQUENCE))
        rg_report(r->diagnostics, RG_ERROR, list ? "type" : "missing-key", rg_node_place(list ? list : root),
                  list ? "'rates' must be a list" : "'rates' is missing");
    else
        for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node))
            read_rate(base, node, out);
    return r->diagnostics->errors == errors ? out : NULL;
}

const rg_rates *rg_rates_read(rg_base *base) {
    const rg_store_file *file = NULL, *last = NULL;
    while ((file = rg_store_next(base->reader.store, "rules/rates.yaml", file)))
        last = file;
    return last && last->document ? rg_rates_of(base, last->document) : NULL;
}

const rg_rate *rg_rate_of(const rg_rates *rates, const char *currency) {
    for (size_t i = 0; rates && i < rates->rates.count; i++)
        if (rg_same(rates->rates.items[i].currency, currency))
            return &rates->rates.items[i];
    return NULL;
}

static double per_base(const rg_rates *rates, const char *currency) {
    if (rg_same(rates->base, currency))
        return 1;
    const rg_rate *rate = rg_rate_of(rates, currency);
    return rate ? rate->per_base : 0;
}

double rg_rate_between(const rg_rates *rates, const char *from, const char *to) {
    if (rg_same(from, to))
        return 1;
    double a = rates ? per_base(rates, from) : 0, b = rates ? per_base(rates, to) : 0;
    return a > 0 && b > 0 ? b / a : 0;
}
