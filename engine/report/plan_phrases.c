/* What the forms of a plan say alike. */
#include "report/answers.h"
#include "report/plan_report.h"

const char *const RG_STEP_STATUS_NAMES[] = {"todo", "done", "unknown"};

const char *rg_phrase_date(const rg_strings *s, int32_t date) {
    char text[11];
    if (date == RG_NO_DATE)
        return "-";
    rg_date_format(date, text);
    return rg_textf(s->arena, "%s", text);
}

static const char *phrase_money(const rg_strings *s, const char *currency, double low, double amount, double high) {
    const char *usual = rg_textf(s->arena, "%s %s", currency, rg_phrase_amount(s, amount));
    if (low == high)
        return usual;
    return rg_say_with(s, "plan.money_range", 3, usual, rg_phrase_amount(s, low), rg_phrase_amount(s, high));
}

const char *rg_phrase_sum(const rg_strings *s, const rg_sum *sum) {
    return phrase_money(s, sum->currency, sum->low, sum->amount, sum->high);
}

const char *rg_phrase_sums(const rg_strings *s, const rg_sums *sums) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < sums->count; i++)
        rg_addf(&out, "%s%s", i ? "\n" : "", rg_phrase_sum(s, &sums->items[i]));
    return rg_buffer_text(&out);
}

const char *rg_phrase_due_fees(const rg_strings *s, const rg_planned *step) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < step->fees.count; i++) {
        const rg_due_fee *due = &step->fees.items[i];
        const rg_fee *fee = due->fee;
        const char *money = phrase_money(s, fee->currency, fee->low, fee->amount, fee->high);
        rg_addf(&out, "%s%s", i ? "\n" : "", rg_say_with(s, "parameter.single", 2, rg_pick(s, fee->what), money));
        if (fee->of)
            rg_addf(&out, " (%s)", fee->of);
        if (!due->certain)
            rg_addf(&out, " %s", rg_say(s, "fee.if"));
    }
    return rg_buffer_text(&out);
}

const char *rg_phrase_waits(const rg_strings *s, const rg_planned *step, const char *between) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < step->after_count; i++)
        rg_addf(&out, "%s%u", i ? between : "", step->after[i] + 1);
    return rg_buffer_text(&out);
}

const char *rg_phrase_owner(const rg_strings *s, const rg_planned *step) {
    return rg_say(s, rg_textf(s->arena, "owner.%s", RG_OWNER_NAMES[step->task->owner]));
}

const char *rg_phrase_step_status(const rg_strings *s, const rg_planned *step) {
    return rg_say(s, rg_textf(s->arena, "progress.%s", RG_STEP_STATUS_NAMES[step->status]));
}

const char *rg_phrase_renewal(const rg_strings *s, const rg_renewal *renewal) {
    if (renewal->route)
        return rg_say_with(s, "plan.validity", 1, rg_pick(s, renewal->route->name));
    return rg_pick(s, renewal->step.task->name);
}
