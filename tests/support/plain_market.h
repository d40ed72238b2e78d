/* A market as the plain evaluator takes it from its files: scope, class, routes of one fully known device. */
#ifndef TESTS_PLAIN_MARKET_H
#define TESTS_PLAIN_MARKET_H

#include "support/plain.h"

enum { PLAIN_CLASSES = 32, PLAIN_RULES = 160, PLAIN_SCHEMES = 8, PLAIN_ROUTES = 64, PLAIN_TERMS = 512 };

typedef struct {
    const char *id;
    const rg_node *node;
    uint64_t classes; /* several: the law leaves it open */
    bool otherwise;
} plain_rule;

typedef struct {
    const char *id, *text;
    size_t code;                      /* the attribute that is looked up */
    const char *last_code, *last_row; /* what was looked up last */
} plain_table;

typedef struct {
    const char *id, *product;
    const rg_node *when;
    bool first;                   /* else the highest */
    plain_table *table;           /* or NULL */
    const char *column;           /* of the class */
    unsigned rank[PLAIN_CLASSES]; /* of each class of the market, in this scheme */
    plain_rule rules[PLAIN_RULES];
    size_t count;
} plain_scheme;

typedef struct {
    const char *id;
    const rg_node *when, *possible_when;
    bool add_on;
} plain_route;

typedef struct plain_market {
    plain_world *world;
    const char *code;
    const char *labels[PLAIN_CLASSES];
    size_t class_count;
    const rg_node *scope[64], *term_nodes[PLAIN_TERMS], *subclasses[32];
    plain_table tables[8];
    const char *term_ids[PLAIN_TERMS];
    size_t scope_count, term_count, subclass_count, table_count, scheme_count, route_count;
    plain_scheme schemes[PLAIN_SCHEMES];
    plain_route routes[PLAIN_ROUTES];
} plain_market;

/* What decides the class of a device, short of what the law leaves open: equal decisions give equal classes. */
typedef struct {
    long fixed;         /* the class that is sure, or -1 */
    long scheme;        /* that classifies, or -1 */
    bool listed;        /* by the code table */
    uint64_t ranges[3]; /* the scheme's rules with an open class that can still matter */
} plain_decision;

/* One layer of files; the market's own and the rule base it builds on. */
plain_market *plain_market_new(plain_world *world, const char *code);

/* The class's number, or -1. */
long plain_label(const plain_market *m, const char *label);

/* Scope: YES in, NO out or borderline; of a fully known device never MAYBE. */
answer plain_in_scope(const plain_market *m, const plain_device *device);

/* Whether the scheme's code table has the device's code. */
bool plain_listed(const plain_scheme *scheme, const plain_device *device);

/* `fires`: of the scheme that classifies, as plain_fires has them; `scheme` -1: none does. */
plain_decision plain_decide(const plain_market *m, const plain_device *device, long scheme, const bool *fires);

/* Which rules of a scheme are true of the device, where that scheme is the one that classifies. */
void plain_fires(const plain_scheme *scheme, const plain_device *device, bool *fires);

/* The scheme that classifies the device, or -1. */
long plain_scheme_of(const plain_market *m, const plain_device *device);

/* The classes that a decision can come to, as a mask; 0: none. */
uint64_t plain_classes(const plain_market *m, const plain_decision *decision);

/* Whether the law can leave both decisions open in one way and their classes still differ. */
bool plain_differ(const plain_market *m, const plain_decision *a, const plain_decision *b);

/* All conditions of the market, for what they speak of. */
void plain_market_conditions(const plain_market *m, void (*found)(void *context, const rg_node *when), void *context);

#endif
