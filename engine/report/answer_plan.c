/* The plan as JSON. */
#include "report/answers.h"
#include "report/plan_report.h"

static const char *const TIMES[] = {"shortest", "usual", "longest"};

static void answer_day(rg_json *j, const char *key, int32_t date) {
    char text[11];
    if (date == RG_NO_DATE) {
        rg_json_null(j, key);
        return;
    }
    rg_date_format(date, text);
    rg_json_text(j, key, text);
}

static void answer_finish(rg_json *j, const int32_t finish[3]) {
    rg_json_object(j, "finish");
    for (size_t i = 0; i < 3; i++)
        answer_day(j, TIMES[i], finish[i]);
    rg_json_end_object(j);
}

static void answer_sum_fields(rg_json *j, const rg_sum *sum) {
    rg_json_text(j, "currency", sum->currency);
    rg_json_number(j, "low", sum->low);
    rg_json_number(j, "amount", sum->amount);
    rg_json_number(j, "high", sum->high);
}

void rg_answer_sums(rg_json *j, const char *key, const rg_sums *sums) {
    rg_json_array(j, key);
    for (size_t i = 0; i < sums->count; i++) {
        rg_json_object(j, NULL);
        answer_sum_fields(j, &sums->items[i]);
        rg_json_text(j, "of", sums->items[i].of);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_fees(rg_json *j, const rg_plan *plan, const rg_planned *step) {
    rg_json_array(j, "fees");
    for (size_t i = 0; i < step->fees.count; i++) {
        const rg_due_fee *due = &step->fees.items[i];
        const rg_fee *fee = due->fee;
        double rate = plan->home_currency ? rg_rate_between(plan->rates, fee->currency, plan->home_currency) : 0;
        rg_json_object(j, NULL);
        rg_answer_text(j, "what", fee->what);
        rg_json_number(j, "amount", fee->amount);
        rg_json_number(j, "low", fee->low);
        rg_json_number(j, "high", fee->high);
        rg_json_text(j, "currency", fee->currency);
        rg_json_text(j, "of", fee->of);
        rg_json_text(j, "pathway", due->route ? due->route->id : NULL);
        rg_json_text(j, "status", due->certain ? "due" : "possible");
        if (rate > 0)
            rg_json_number(j, "home_amount", fee->amount * rate);
        else
            rg_json_null(j, "home_amount");
        rg_answer_cites(j, fee->basis.cites.count ? &fee->basis : due->route ? &due->route->basis : &step->task->basis);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_yields(rg_json *j, const rg_run *run, const rg_task *task) {
    const rg_catalogue *c = run->base->catalogue;
    rg_json_array(j, "yields");
    for (size_t i = 0; i < task->yield_count; i++)
        rg_json_text(j, NULL,
                     task->yields[i] == RG_YIELDS_APPROVAL ? "approval" : c->evidence.items[task->yields[i]].id);
    rg_json_end_array(j);
}

static void answer_head(rg_json *j, const rg_task *task) {
    rg_json_text(j, "id", task->id);
    rg_json_text(j, "market", task->market ? task->market->code : NULL);
    rg_answer_text(j, "name", task->name);
    rg_json_text(j, "owner", RG_OWNER_NAMES[task->owner]);
}

static void answer_days(rg_json *j, const rg_planned *step) {
    rg_json_object(j, "days");
    for (size_t i = 0; i < 3; i++)
        rg_json_int(j, TIMES[i], step->days[i]);
    rg_json_end_object(j);
    rg_json_bool(j, "working_days", step->working);
    rg_json_bool(j, "unknown_time", step->unknown_time);
}

static void answer_tail(rg_json *j, const rg_run *run, const rg_plan *plan, const rg_planned *step) {
    answer_fees(j, plan, step);
    answer_yields(j, run, step->task);
    rg_answer_subjects(j, run, "depends_on", step->depends);
    rg_answer_cites(j, &step->task->basis);
    rg_json_bool(j, "verified", step->task->basis.verified != RG_NOT_VERIFIED);
}

static void answer_step(rg_json *j, const rg_run *run, const rg_plan *plan, const rg_planned *step) {
    rg_json_object(j, NULL);
    answer_head(j, step->task);
    rg_json_array(j, "after");
    for (size_t i = 0; i < step->after_count; i++)
        rg_json_text(j, NULL, plan->steps.items[step->after[i]].task->id);
    rg_json_end_array(j);
    rg_json_text(j, "status", RG_STEP_STATUS_NAMES[step->status]);
    answer_days(j, step);
    answer_day(j, "earliest_start", step->earliest_start);
    answer_day(j, "earliest_finish", step->earliest_finish);
    answer_day(j, "latest_start", step->latest_start);
    answer_day(j, "latest_finish", step->latest_finish);
    rg_json_int(j, "float_days", step->float_days);
    rg_json_bool(j, "critical", step->critical);
    answer_tail(j, run, plan, step);
    rg_json_end_object(j);
}

/* Steps that are not scheduled with the others; `dated` where they have dates after entry. */
static void answer_others(rg_json *j, const char *key, const rg_run *run, const rg_plan *plan,
                          const rg_planned_list *steps, bool dated) {
    rg_json_array(j, key);
    for (size_t i = 0; i < steps->count; i++) {
        const rg_planned *step = &steps->items[i];
        rg_json_object(j, NULL);
        answer_head(j, step->task);
        rg_json_text(j, "status", RG_STEP_STATUS_NAMES[step->status]);
        answer_days(j, step);
        if (dated) {
            answer_day(j, "earliest_start", step->earliest_start);
            answer_day(j, "earliest_finish", step->earliest_finish);
        }
        answer_tail(j, run, plan, step);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_upkeep(rg_json *j, const rg_run *run, const rg_plan *plan, const rg_market_plan *m) {
    rg_json_array(j, "upkeep");
    for (size_t i = 0; i < m->upkeep.count; i++) {
        const rg_renewal *r = &m->upkeep.items[i];
        rg_json_object(j, NULL);
        if (r->route) {
            rg_json_text(j, "id", r->route->id);
            rg_json_text(j, "market", m->market->code);
            rg_answer_text(j, "name", r->route->name);
        } else {
            answer_head(j, r->step.task);
            rg_json_text(j, "status", RG_STEP_STATUS_NAMES[r->step.status]);
        }
        rg_json_text(j, "kind", r->route ? "validity" : "step");
        if (r->every_months)
            rg_json_int(j, "every_months", r->every_months);
        else
            rg_json_null(j, "every_months");
        answer_day(j, "first", r->first);
        if (r->route)
            rg_answer_cites(j, &r->route->basis);
        else
            answer_tail(j, run, plan, &r->step);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_market(rg_json *j, const rg_run *run, const rg_plan *plan, const rg_market_plan *m) {
    static const char *const scopes[] = {"out", "in", "unknown"};
    rg_json_object(j, NULL);
    rg_json_text(j, "market", m->market->code);
    rg_answer_text(j, "name", m->market->name);
    rg_json_text(j, "scope", scopes[m->outcome->in_scope]);
    rg_json_object(j, "class");
    rg_answer_class_fields(j, run, m->outcome);
    rg_json_end_object(j);
    rg_json_text(j, "route", m->route ? m->route->id : NULL);
    rg_json_bool(j, "known", m->known);
    answer_finish(j, m->finish);
    rg_json_bool(j, "lower_bound", m->lower_bound);
    rg_answer_sums(j, "fees", &m->fees);
    answer_others(j, "options", run, plan, &m->options, false);
    answer_others(j, "later", run, plan, &m->later, true);
    answer_upkeep(j, run, plan, m);
    rg_json_end_object(j);
}

static void answer_rates(rg_json *j, const rg_plan *plan) {
    const rg_rates *rates = plan->rates;
    if (!rates) {
        rg_json_null(j, "rates");
        return;
    }
    rg_json_object(j, "rates");
    answer_day(j, "date", rates->date);
    rg_json_text(j, "base", rates->base);
    rg_json_array(j, "used");
    for (size_t i = 0; i <= plan->fees.count; i++) {
        const char *currency = i < plan->fees.count ? plan->fees.items[i].currency : plan->home_currency;
        const rg_rate *rate = currency ? rg_rate_of(rates, currency) : NULL;
        if (!rate)
            continue;
        rg_json_object(j, NULL);
        rg_json_text(j, "currency", currency);
        rg_json_number(j, "per_base", rate->per_base);
        rg_answer_cites(j, &rate->basis);
        rg_json_bool(j, "verified", rate->basis.verified != RG_NOT_VERIFIED);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
    rg_json_end_object(j);
}

/* The sum in the home currency, and which currencies have no rate. */
static void answer_home_total(rg_json *j, const rg_plan *plan) {
    if (!plan->home_currency) {
        rg_json_null(j, "home_total");
        return;
    }
    rg_json_object(j, "home_total");
    answer_sum_fields(j, &plan->home);
    rg_json_array(j, "missing");
    for (size_t i = 0; i < plan->fees.count; i++)
        if (rg_rate_between(plan->rates, plan->fees.items[i].currency, plan->home_currency) <= 0)
            rg_json_text(j, NULL, plan->fees.items[i].currency);
    rg_json_end_array(j);
    rg_json_end_object(j);
}

const char *rg_write_plan(rg_run *run, const rg_plan *plan) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out}, *j = &json;
    rg_answer_begin(j, run, "plan/1");
    rg_answer_assumed(j, run);
    answer_day(j, "start", plan->start);
    rg_json_array(j, "markets");
    for (size_t i = 0; i < plan->market_count; i++)
        answer_market(j, run, plan, &plan->markets[i]);
    rg_json_end_array(j);
    rg_json_array(j, "steps");
    for (size_t i = 0; i < plan->steps.count; i++)
        answer_step(j, run, plan, &plan->steps.items[i]);
    rg_json_end_array(j);
    rg_json_array(j, "critical_path");
    for (size_t i = 0; i < plan->critical_count; i++)
        rg_json_text(j, NULL, plan->steps.items[plan->critical[i]].task->id);
    rg_json_end_array(j);
    answer_finish(j, plan->finish);
    rg_json_bool(j, "lower_bound", plan->lower_bound);
    rg_answer_sums(j, "fees_total", &plan->fees);
    answer_home_total(j, plan);
    answer_rates(j, plan);
    rg_json_end_object(j);
    rg_add_char(&out, '\n');
    return rg_buffer_text(&out);
}
