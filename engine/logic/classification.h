/* Parts of reading classification.yaml; classification.c puts them in order. */
#ifndef RG_LOGIC_CLASSIFICATION_H
#define RG_LOGIC_CLASSIFICATION_H

#include "logic/market.h"

#define RG_CLASSIFICATION_FILE "classification.yaml"
#define RG_CLASSIFICATION_KIND "classification/1"

/* A scheme may be laid over by a later file: its rules by id, its other keys one by one. Oldest layer first. */
typedef struct {
    const char *id;
    RG_LIST(rg_item) layers;
} rg_layered;

typedef RG_LIST(rg_layered) rg_layered_list;

/* The newest layer's value of a key, or NULL. */
const rg_node *rg_layered_get(const rg_layered *layered, const char *key);

/* scope.c: named conditions, and what is a device at all. */
void rg_term_add(rg_base *base, rg_market *market, rg_item item, const char *plain_id);
void rg_terms_read(rg_base *base, rg_market *market);
void rg_scope_read(rg_base *base, rg_market *market);

/* table.c: official code lists. */
void rg_tables_read(rg_base *base, rg_market *market);
long rg_table_index(const rg_base *base, const char *id);
rg_condition rg_in_table(rg_base *base, const rg_compiler *compiler, const rg_node *node);

/* rule.c: the rules of a scheme, its base's and its own. */
uint64_t rg_classes_read(rg_base *base, rg_market *market, const rg_node *map, const char *key, const rg_node *scheme);
void rg_rules_inherit(rg_base *base, rg_market *market, rg_scheme *scheme, const rg_node *node, const char *name);
void rg_rules_own(rg_base *base, rg_market *market, rg_scheme *scheme, const rg_item *layer, const char *base_name);
void rg_rules_drop(rg_base *base, rg_scheme *scheme, const rg_item *layer, const char *base_name);

/* scheme.c: gathers the layers of all schemes, reads their classes, then the schemes themselves. */
void rg_schemes_gather(rg_base *base, const rg_market *market, const char *code, rg_layered_list *out);
void rg_scheme_classes(rg_base *base, rg_market *market, const rg_layered *layered);
void rg_scheme_read(rg_base *base, rg_market *market, const rg_layered *layered);
void rg_schemes_activate(rg_base *base, rg_market *market, const rg_layered_list *list);

/* decide.c: what the rules of a scheme make of the classes. */
void rg_scheme_decide(rg_base *base, rg_market *market, rg_scheme *scheme);

#endif
