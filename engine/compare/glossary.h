/* Terms of the field in three languages (rules/glossary.yaml, kind glossary/1). */
#ifndef RG_COMPARE_GLOSSARY_H
#define RG_COMPARE_GLOSSARY_H

#include "logic/market.h"

typedef struct {
    const char *id;
    const rg_market *market;     /* NULL: a term of no single market */
    const char *term, *language; /* as the market writes it; ISO 639-1 */
    rg_text title, meaning;
    rg_basis basis;
} rg_term_entry;

typedef RG_LIST(rg_term_entry) rg_glossary;

/* All terms, in the order of the file; the markets they name are read. Mistakes are reported. */
void rg_glossary_read(rg_base *base, rg_glossary *out);

/* Whether `words` ("" of all) stand in the term, in one of its titles or in its id; ASCII letters count alike. */
bool rg_glossary_fits(const rg_term_entry *entry, const char *words);

#endif
