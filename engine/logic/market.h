/* One market: identity, scope, classes, rules, code tables and routes, compiled into the shared program. */
#ifndef RG_LOGIC_MARKET_H
#define RG_LOGIC_MARKET_H

#include "logic/condition.h"

enum { RG_MOST_CLASSES = 32 };

/* A named condition of a market or rule base. */
typedef struct {
    rg_item item;
    rg_text title;
    rg_condition condition;
    int state; /* 0 not compiled, 1 being compiled, 2 done */
} rg_term;

typedef enum { RG_SCOPE_IN, RG_SCOPE_OUT, RG_SCOPE_BORDERLINE } rg_scope;

typedef struct {
    const char *id;
    rg_scope scope;
    rg_text reason;
    rg_condition when;    /* as written */
    rg_condition decides; /* and no rule before it holds */
    rg_basis basis;
} rg_scope_rule;

typedef struct {
    const char *id;
    const char **values; /* NULL of a text column */
    size_t count;
} rg_column;

typedef struct {
    const char *id, *path;
    rg_text title;
    size_t code; /* the attribute that is looked up */
    const rg_column *columns;
    size_t count;
    rg_basis basis;
} rg_table;

typedef struct {
    const char *id, *number;
    const char *other_names[2]; /* ids of a base that conditions may know it by, or NULL */
    rg_text title, reason;
    rg_item item;
    uint64_t classes; /* by index into the market's classes; several: a range */
    long choice;      /* of a range: the program's choice, else -1 */
    bool otherwise;
    rg_condition own;     /* the condition as written */
    rg_condition fires;   /* in this scheme, with `otherwise` */
    rg_condition decides; /* fires, and settles the class */
    int state;
    rg_basis basis;
} rg_rule;

typedef enum { RG_HIGHEST, RG_FIRST } rg_strategy;

typedef struct {
    const char *id;
    rg_text title;
    rg_strategy strategy;  /* of the rules */
    const rg_table *table; /* looked up first; NULL: rules alone */
    size_t table_index, column;
    uint64_t classes; /* the market's classes that the scheme can give */
    RG_LIST(rg_rule) rules;
    rg_condition active;
    rg_basis basis;
} rg_scheme;

typedef struct {
    const char *id;
    unsigned of; /* class */
    rg_text title;
    rg_condition when; /* with the class */
    rg_basis basis;
} rg_subclass;

typedef struct {
    rg_text what;
    double amount, low, high; /* low <= amount <= high; all the same where no range is given */
    const char *currency, *of;
    rg_condition when, unless; /* unless: not `when` */
    rg_basis basis;
} rg_fee;

typedef RG_LIST(rg_fee) rg_fees;

typedef struct {
    const char *id;
    bool add_on;
    rg_text name, reviewer, dossier;
    rg_condition open, possible; /* possible: where it is not open, it may be all the same */
    rg_condition recommended;    /* the first open route */
    long days[3];                /* shortest, usual, longest; -1 where unknown */
    long validity_months;        /* 0: does not lapse */
    rg_fees fees;
    rg_basis basis;
} rg_pathway;

/* Which days are worked. Bit 0 of `weekend` is Monday. */
typedef struct {
    uint8_t weekend;
    const int32_t *holidays; /* days, rising, each once */
    size_t count;
    rg_basis basis;
} rg_calendar;

typedef struct {
    const char *id;
    double value;
    const char *unit;
    long year;
    rg_basis basis;
} rg_market_fact;

typedef struct {
    const char *id;
    rg_text title;
    int32_t in_force; /* its first day, RG_DATE_MIN where it is not said */
    rg_basis basis;
} rg_law;

typedef struct {
    const char *label;
    rg_condition is;   /* this is the class, in scope */
    unsigned products; /* bit 0 medical_device, bit 1 ivd */
} rg_class;

typedef struct {
    const char *code, *parent; /* parent: the market it extends, or NULL */
    rg_text name, authority;
    const char *region, *currency;
    RG_LIST(rg_class) classes;
    RG_LIST(rg_term) terms;
    rg_map term_ids, rule_ids; /* rule: scheme << 16 | rule */
    RG_LIST(rg_scope_rule) scope_rules;
    rg_condition in_scope, out_of_scope, borderline;
    RG_LIST(rg_scheme) schemes;
    RG_LIST(rg_subclass) subclasses;
    RG_LIST(rg_pathway) pathways;
    RG_LIST(rg_market_fact) facts;
    const rg_calendar *calendar; /* NULL where none is given */
    RG_LIST(rg_law) laws;
    rg_map pathway_ids;
    rg_condition routeless;    /* in scope, and no route is open */
    rg_map lapsed;             /* ids of rules and routes that are not in force on the day */
    bool classes_ready, ready; /* ready: all of it is read */
    void *requirements;        /* of the comparison, once read */
    void *dossiers;            /* likewise */
    void *tasks;               /* of the plan, once read */
} rg_market;

/* A rule or route whose condition can be changed by switches, to see whether a case notices. */
typedef struct {
    bool route;
    const char *market, *id;
    rg_place place;
    rg_condition negated, dropped; /* the switches; RG_ALWAYS_FALSE where there is nothing to negate */
} rg_mutable;

/* A constraint of the vocabulary: where `when` is true, `holds` must be; `holds` is true of any admissible device. */
typedef struct {
    rg_condition when, then, holds;
} rg_constraint_steps;

/* The rule base: everything loaded, for one date. */
typedef struct rg_base {
    rg_arena *arena;
    rg_reader reader;
    rg_vocabulary *vocabulary;
    rg_program *program;
    RG_LIST(rg_market *) markets;
    RG_LIST(rg_table) tables;
    rg_constraint_steps *constraints; /* by constraint of the vocabulary */
    rg_condition *asked;              /* by attribute: when it is asked */
    void *catalogue;                  /* of the comparison, once read */
    void *standards, *dossiers;       /* likewise */
    void *tasks;                      /* the shared ones of the plan, once read */
    bool is_mutable;                  /* the conditions of rules and routes get switches; before a market is read */
    RG_LIST(rg_mutable) mutables;
} rg_base;

/* Vocabulary, shared sources and constraints; the store and diagnostics are borrowed. */
rg_base *rg_base_new(rg_arena *arena, const rg_store *store, int32_t as_of, rg_diagnostics *diagnostics);

/* The market, read at its first use; NULL when there is none of that code. Mistakes in its files are reported. */
rg_market *rg_base_market(rg_base *base, const char *code);

/* The condition of a rule or route, with its switches where the base is mutable. */
rg_condition rg_base_mutable(rg_base *base, rg_condition condition, rg_mutable what);

/* Files of the market and, before them, of the one it extends. */
void rg_market_items(rg_base *base, const rg_market *market, rg_items *items, const char *file, const char *kind,
                     const char *list, const char *id_key, bool groups);

/* A compiler for conditions of this market; `item` is the entry they stand in. */
rg_compiler rg_market_compiler(rg_base *base, rg_market *market, const rg_item *item);

/* Parts of a market, in the order they are read (market.c calls them). */
void rg_classification_read(rg_base *base, rg_market *market);
void rg_pathways_read(rg_base *base, rg_market *market);

/* `calendar` of a market (calendar.c); NULL where there is none. */
const rg_calendar *rg_calendar_read(rg_base *base, const rg_market *market, const rg_node *node);

/* `days` of an entry: shortest, usual, longest, from 0 to 36524; -1 where not given. */
void rg_days_read(rg_reader *reader, const rg_node *entry, long days[3]);

/* `fees` of an entry, those in force; `market` NULL for the shared files, where each must name its currency. */
void rg_fees_read(rg_base *base, rg_market *market, const rg_item *item, rg_fees *out);

/* Resolves `term`, `rule`, `class`, ... of a market's conditions. */
rg_condition rg_market_resolve(rg_compiler *compiler, const rg_node *node);
rg_condition rg_rule_condition(rg_base *base, rg_market *market, rg_scheme *scheme, rg_rule *rule);

long rg_class_index(const rg_market *market, const char *label);

/* The columns of the row of `code`, by column; NULL where the code is not in the table. */
const char **rg_table_row(const rg_base *base, const rg_table *table, const char *code, rg_arena *arena);

#endif
