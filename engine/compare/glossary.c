#include "compare/glossary.h"

#include <string.h>

static void read_term(rg_base *base, const rg_item *item, rg_glossary *out) {
    rg_reader *r = &base->reader;
    const rg_node *node = item->node;
    rg_read_keys(r, node, "id market term language title meaning cite verified note");
    const char *code = rg_read_word(r, node, "market", false), *term = rg_read_word(r, node, "term", true);
    const char *language = rg_read_word(r, node, "language", true);
    rg_term_entry entry = {.id = item->id, .term = term ? term : "", .language = language ? language : ""};
    if (code && !(entry.market = rg_base_market(base, code)))
        rg_wrong_name(r, "unknown-market", rg_node_place(rg_node_get(node, "market")), "market", code,
                      base->vocabulary->markets, base->vocabulary->market_count);
    if (language && (strlen(language) != 2 || strspn(language, "abcdefghijklmnopqrstuvwxyz") != 2))
        rg_report(r->diagnostics, RG_ERROR, "language", rg_node_place(rg_node_get(node, "language")),
                  "'language' must be a code of two letters as en");
    entry.title = rg_read_text(r, node, "title", true);
    entry.meaning = rg_read_text(r, node, "meaning", true);
    entry.basis = rg_read_basis(r, node, entry.market ? code : "");
    if (!entry.basis.cites.count)
        rg_report(r->diagnostics, RG_WARNING, "no-cite", entry.basis.place, "term '%s' cites nothing", entry.id);
    RG_PUSH(base->arena, out, entry);
}

void rg_glossary_read(rg_base *base, rg_glossary *out) {
    rg_items items = {0};
    rg_read_items(&base->reader, &items, "rules/glossary.yaml", "glossary/1", "terms", "id", false);
    for (size_t i = 0; i < items.count; i++)
        read_term(base, &items.items[i], out);
}

bool rg_glossary_fits(const rg_term_entry *entry, const char *words) {
    return strcasestr(entry->term, words) || strcasestr(entry->title.en, words) || strcasestr(entry->title.ja, words) ||
           strcasestr(entry->id, words);
}
