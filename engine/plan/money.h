/* Fees added up: ranges, currency by currency, and in one currency at dated rates. */
#ifndef RG_PLAN_MONEY_H
#define RG_PLAN_MONEY_H

#include "logic/exact.h"

/* A sum in one currency. */
typedef struct {
    const char *currency;
    const char *of; /* what all parts are the fees of ("FY2027"), or NULL where they differ or say nothing */
    double low, amount, high;
} rg_sum;

typedef RG_LIST(rg_sum) rg_sums;

/* One rate: how many units of the currency the base buys. */
typedef struct {
    const char *currency;
    double per_base;
    rg_basis basis;
} rg_rate;

/* A dated set of rates (rules/rates.yaml, kind rates/1). */
typedef struct {
    int32_t date;     /* the day, or the last day of the period, they are of */
    const char *base; /* currency */
    rg_text note;
    RG_LIST(rg_rate) rates;
} rg_rates;

/* The shipped rates and those of the user's folders over them; NULL where there are none. Mistakes are reported. */
const rg_rates *rg_rates_read(rg_base *base);

/* Rates of a file of the user's. NULL after a diagnostic where the document is no set of rates. */
const rg_rates *rg_rates_of(rg_base *base, const rg_document *document);

/* The rate that turns one unit of `from` into `to`; 0 where one of the two is missing. `rates` may be NULL. */
double rg_rate_between(const rg_rates *rates, const char *from, const char *to);

/* The rate of the currency; NULL for the base itself and where there is none. */
const rg_rate *rg_rate_of(const rg_rates *rates, const char *currency);

/* Adds a sum to those of its currency. */
void rg_sums_add(rg_sums *sums, rg_sum sum, rg_arena *arena);

/*
 * Adds what a list of fees comes to where all of `given` (count conditions) hold: `low` is the least that some
 * admissible completion of the profile has to pay, `amount` and `high` the most. `exact` decides what the profile
 * leaves open.
 */
void rg_sums_add_fees(rg_sums *sums, const rg_fees *fees, rg_exact *exact, const rg_facts *facts,
                      const rg_condition *given, size_t count, rg_arena *arena);

/* For each currency of either the lower `low` and the higher `amount` and `high`: one of two lists will be paid. */
void rg_sums_either(rg_sums *sums, const rg_sums *other, rg_arena *arena);

/* All sums in one currency. False where a rate is missing; then the parts without one are left out. */
bool rg_sums_convert(const rg_sums *sums, const rg_rates *rates, const char *currency, rg_sum *out);

#endif
