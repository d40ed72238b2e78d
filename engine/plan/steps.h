/*
 * What has to be done on the way to a market: steps.yaml, read into tasks ("step" is a word of the program of
 * conditions already). Shared tasks (rules/steps.yaml) serve every market and are done once.
 */
#ifndef RG_PLAN_STEPS_H
#define RG_PLAN_STEPS_H

#include "compare/compare.h"

typedef enum {
    RG_BY_MAKER,
    RG_BY_LOCAL_REPRESENTATIVE,
    RG_BY_IMPORTER,
    RG_BY_DISTRIBUTOR,
    RG_BY_ASSESSMENT_BODY,
    RG_BY_TEST_HOUSE,
    RG_BY_AUTHORITY
} rg_owner;

typedef enum {
    RG_ENTRY,         /* on the way to the first sale: scheduled */
    RG_OPTION,        /* useful, not scheduled */
    RG_MARKET_ACCESS, /* after entry */
    RG_UPKEEP         /* comes back */
} rg_phase;

/* The words of steps.yaml, by rg_owner and rg_phase. */
extern const char *const RG_OWNER_NAMES[];
extern const char *const RG_PHASE_NAMES[];

/* What days_of and fees_of name, when it is not the index of a route or add-on of the market. */
enum { RG_NO_ROUTE = -1, RG_RECOMMENDED_ROUTE = -2 };

/* Something a task yields, as an index into the catalogue's evidence, or this. */
enum { RG_YIELDS_APPROVAL = -1 };

typedef struct rg_task {
    const char *id;
    const rg_market *market; /* NULL: shared */
    rg_text name;
    rg_owner owner;
    rg_phase phase;
    rg_condition when;     /* its own condition, of a market's task also that the device is in scope there */
    const uint32_t *after; /* places of what must be finished before, see rg_tasks; shared tasks first */
    size_t after_count, shared_count;
    long days[3]; /* as written; -1 where unknown */
    bool working; /* `days` are working days */
    long days_of, fees_of;
    rg_fees fees;
    const long *yields;
    size_t yield_count;
    bool done_given; /* done_when stands there; else what it yields decides */
    rg_condition done_when;
    long every_months; /* 0: not given */
    rg_basis basis;
} rg_task;

/*
 * The tasks of one file, each after all it waits for, otherwise in the order of the file. A place in `after` is the
 * index of a shared task where it is below the number of shared tasks; what is left after taking away that number is
 * an index into the market's own.
 */
typedef struct {
    rg_task *items;
    size_t count;
    bool known; /* there is a steps.yaml */
    /* Of a market, by shared task: its `when` holds, and a task of the market rests on it; and that this is not so. */
    const rg_condition *needed, *unneeded;
} rg_tasks;

/* The shared tasks, read at their first use. Mistakes are reported; those tasks stay usable. */
const rg_tasks *rg_shared_tasks(rg_base *base);

/* The market's own tasks, read at their first use, which must come before facts are evaluated. */
const rg_tasks *rg_tasks_of(rg_base *base, rg_market *market);

#endif
