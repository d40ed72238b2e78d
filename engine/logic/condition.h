/* Conditions from YAML into the program. */
#ifndef RG_LOGIC_CONDITION_H
#define RG_LOGIC_CONDITION_H

#include "logic/program.h"

/*
 * Compiles conditions for one set of files. Words that only a market knows (term, rule, class, route, ...) are given
 * to `resolve`, which returns the condition, or RG_ALWAYS_FALSE after a diagnostic; NULL where there is no market.
 */
typedef struct rg_compiler {
    rg_reader *reader;
    const rg_vocabulary *vocabulary;
    rg_program *program;
    rg_condition (*resolve)(struct rg_compiler *compiler, const rg_node *node);
    struct rg_base *base; /* for `resolve` */
    void *market;
    const rg_item *item; /* the entry the condition stands in, for inherited names; may be NULL */
} rg_compiler;

/* The condition of `node`; NULL is always true. Mistakes are reported and compile to always false. */
rg_condition rg_compile(rg_compiler *compiler, const rg_node *node);

/* The fields a record of `type` must fit, as `approved_in`, `holds` and the like are written. */
rg_test rg_compile_record(rg_compiler *compiler, size_t type, const rg_node *node);

#endif
