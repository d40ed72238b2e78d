/* What the markets are ranked by: the values of each factor for one device, from the plan, the comparison and market
 * facts. */
#ifndef RG_PLAN_APPRAISE_H
#define RG_PLAN_APPRAISE_H

#include "plan/plan.h"
#include "plan/rank.h"

/*
 * The factors. time: days of the usual course; fees: in the home currency; gaps: duties asked, a gap counts 1, what
 * must be adapted or is open one half; reliance: the share of the time that the approvals held save; class: the place
 * among the classes of its kind, 0 lowest to 1 highest; local_evidence: demands for tests or data made in the market
 * itself. The rest are facts of the market.
 */
typedef enum {
    RG_TIME,
    RG_FEES,
    RG_GAPS,
    RG_RELIANCE,
    RG_CLASS,
    RG_LOCAL_EVIDENCE,
    RG_DEVICE_MARKET,
    RG_POPULATION,
    RG_HEALTH_SPENDING,
    RG_GROWTH,
    RG_AGEING,
    RG_FACTORS
} rg_factor_id;

/* The factors with the weights of rules/weights.yaml, which names them all. Mistakes are reported. */
rg_factor *rg_factors_read(rg_base *base);

/* Takes over the weights that a document of the user's names; the others stay. Mistakes are reported. */
void rg_factors_weigh(rg_base *base, const rg_document *document, rg_factor *factors);

/* Money of a market fact in billions of US dollars ("million USD", "billion EUR"); false where no rate is at hand. */
bool rg_fact_in_billion_usd(const rg_market_fact *fact, const rg_rates *rates, double *out);

/* The market fact of this id, or NULL. */
const rg_market_fact *rg_market_fact_of(const rg_market *market, const char *id);

/* What a ranking is asked for; tasks and requirements of all markets were read before the facts were evaluated. */
typedef struct {
    rg_base *base;
    const rg_facts *facts;
    rg_exact *exact;
    rg_market *home; /* or NULL */
    rg_market *const *markets;
    size_t count;
    const rg_rates *rates;
    const char *currency; /* of the fees */
} rg_appraise_question;

/* The ranking of the markets; `factors` as read, with the user's weights. */
rg_ranking *rg_appraise(const rg_appraise_question *question, rg_factor *factors, rg_arena *arena,
                        rg_diagnostics *diagnostics);

#endif
