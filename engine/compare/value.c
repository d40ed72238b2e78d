/* Values of parameters: reading them, and what one is beside the other. */
#include <string.h>

#include "compare/catalogue.h"
#include "util/buffer.h"

static void wrong(rg_base *base, const rg_node *node, const rg_parameter *p, const char *what) {
    rg_report(base->reader.diagnostics, RG_ERROR, "type", rg_node_place(node), "'%s' must be %s", p->id, what);
}

static uint64_t read_mask(rg_base *base, const rg_parameter *p, const rg_node *node) {
    size_t count;
    uint64_t mask = 0;
    const rg_node *const *list = rg_read_list(&base->reader, node, &count);
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < p->count && strcmp(p->values[k].id, rg_node_text(list[i])) != 0)
            k++;
        if (k < p->count) {
            mask |= UINT64_C(1) << k;
            continue;
        }
        const char **names = rg_alloc_array(base->arena, p->count + 1, sizeof *names);
        for (size_t n = 0; n < p->count; n++)
            names[n] = p->values[n].id;
        rg_wrong_name(&base->reader, "unknown-value", rg_node_place(list[i]),
                      rg_textf(base->arena, "value of '%s':", p->id), rg_node_text(list[i]), names, p->count);
    }
    if (p->type != RG_P_SET && count != 1)
        wrong(base, node, p, "one value");
    return mask;
}

static void read_money(rg_base *base, const rg_parameter *p, const rg_node *node, rg_parameter_value *out) {
    if (!rg_node_is(node, RG_MAP)) {
        wrong(base, node, p, "{amount, currency, of}");
        return;
    }
    rg_read_keys(&base->reader, node, "amount currency of");
    rg_read_number(&base->reader, node, "amount", &out->number);
    out->currency = rg_read_word(&base->reader, node, "currency", true);
    out->of = rg_read_word(&base->reader, node, "of", false);
}

static const char *const *read_names(rg_base *base, const rg_node *node) {
    size_t count;
    const rg_node *const *list = rg_read_list(&base->reader, node, &count);
    const char **names = rg_alloc_array(base->arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = rg_node_text(list[i]);
    return names;
}

static void read_text(rg_base *base, const rg_node *node, rg_parameter_value *out) {
    rg_read_keys(&base->reader, node, "en ja");
    const char *en = rg_read_word(&base->reader, node, "en", true), *ja = rg_read_word(&base->reader, node, "ja", true);
    out->text = (rg_text){en ? en : "", ja ? ja : ""};
}

void rg_parameter_read(rg_base *base, const rg_parameter *p, const rg_node *node, rg_parameter_value *out) {
    int32_t date;
    const char *text = rg_node_is(node, RG_SCALAR) ? rg_node_text(node) : "";
    *out = (rg_parameter_value){.given = true, .text = {"", ""}};
    if (rg_same(text, "unknown")) {
        out->unknown = true;
        return;
    }
    switch (p->type) {
    case RG_P_BOOL:
        if (!rg_same(text, "true") && !rg_same(text, "false"))
            wrong(base, node, p, "true or false");
        out->mask = rg_same(text, "true");
        return;
    case RG_P_DATE:
        if (!rg_date_parse(text, &date))
            wrong(base, node, p, "a date as 2026-11-23");
        else
            out->number = date;
        return;
    case RG_P_MONEY: read_money(base, p, node, out); return;
    case RG_P_ORDERED:
    case RG_P_ENUM:
    case RG_P_SET: out->mask = read_mask(base, p, node); return;
    case RG_P_NAMES: out->names = read_names(base, node); return;
    case RG_P_TEXT: read_text(base, node, out); return;
    default:
        if (!rg_parse_double(text, &out->number) || out->number < 0)
            wrong(base, node, p, "a number, 0 or more");
    }
}

static bool names_within(const char *const *a, const char *const *b) {
    for (; a && *a; a++) {
        const char *const *other = b;
        while (other && *other && strcmp(*other, *a) != 0)
            other++;
        if (!other || !*other)
            return false;
    }
    return true;
}

/* `more`: the target has something more, `fewer`: it lacks something. */
static rg_difference by_direction(rg_direction direction, bool more, bool fewer) {
    if (!more && !fewer)
        return RG_SAME;
    if ((more && fewer) || direction == RG_DIFFERS)
        return RG_DIFFERENT;
    bool more_is_stricter = direction == RG_HIGHER || direction == RG_SET_MORE;
    return more == more_is_stricter ? RG_STRICTER : RG_LOOSER;
}

static rg_difference compare_limits(const rg_parameter *p, const rg_parameter_value *h, const rg_parameter_value *t) {
    if (!h->given || !t->given) {
        if (p->direction == RG_DIFFERS)
            return RG_DIFFERENT;
        return t->given ? RG_STRICTER : RG_LOOSER;
    }
    if (p->type == RG_P_MONEY && !rg_same(h->currency, t->currency))
        return RG_DIFFERENT;
    return by_direction(p->direction, t->number > h->number, t->number < h->number);
}

static rg_difference compare_dates(const rg_parameter *p, const rg_parameter_value *h, const rg_parameter_value *t,
                                   int32_t as_of) {
    bool home_runs = h->given && h->number <= as_of, target_runs = t->given && t->number <= as_of;
    if (home_runs && target_runs)
        return RG_SAME;
    if (home_runs != target_runs && h->given && t->given && p->direction != RG_DIFFERS)
        return target_runs ? RG_STRICTER : RG_LOOSER;
    return compare_limits(p, h, t);
}

rg_difference rg_parameter_compare(const rg_parameter *p, const rg_parameter_value *h, const rg_parameter_value *t,
                                   int32_t as_of) {
    if (h->unknown || t->unknown)
        return RG_DIFFERENCE_UNKNOWN;
    if (!h->given && !t->given)
        return RG_SAME;
    switch (p->type) {
    case RG_P_BOOL:
    case RG_P_ORDERED: return by_direction(p->direction, t->mask > h->mask, t->mask < h->mask);
    case RG_P_ENUM: return h->mask == t->mask ? RG_SAME : RG_DIFFERENT;
    case RG_P_SET: return by_direction(p->direction, (t->mask & ~h->mask) != 0, (h->mask & ~t->mask) != 0);
    case RG_P_NAMES:
        return by_direction(p->direction, !names_within(t->names, h->names), !names_within(h->names, t->names));
    case RG_P_TEXT: return h->given && t->given && rg_same(h->text.en, t->text.en) ? RG_SAME : RG_DIFFERENT;
    case RG_P_DATE: return compare_dates(p, h, t, as_of);
    default: return compare_limits(p, h, t);
    }
}

rg_difference rg_difference_worse(rg_difference a, rg_difference b) {
    static const int weight[] = {
        [RG_SAME] = 0, [RG_LOOSER] = 1,  [RG_DIFFERENCE_UNKNOWN] = 2, [RG_DIFFERENT] = 3, [RG_DROPPED] = 4,
        [RG_NEW] = 5,  [RG_STRICTER] = 6};
    return weight[a] >= weight[b] ? a : b;
}
