/* What the rule sets of a market say begins or ends on a coming day, whatever the device. */
#ifndef RG_PLAN_DATED_H
#define RG_PLAN_DATED_H

#include "compare/catalogue.h"

typedef enum { RG_DATED_BEGINS, RG_DATED_ENDS, RG_DATED_CHANGES } rg_dated_kind;

typedef struct {
    int32_t on; /* the first day on which it is otherwise */
    rg_dated_kind kind;
    const char *id;
    rg_text title;
    rg_basis basis;
} rg_dated;

typedef RG_LIST(rg_dated) rg_dated_list;

/*
 * All entries of the market (and of the one it extends) that begin or end after the date of the base and up to `until`,
 * by day; an entry that ends as another of its id begins is one change. Laws that come into force and start dates that
 * requirements name count as well. The catalogue must have been read.
 */
void rg_dated_find(rg_base *base, const rg_market *market, int32_t until, rg_dated_list *out, rg_arena *arena);

#endif
