#include "plan/money.h"

static rg_sum *find_sum(rg_sums *sums, const char *currency) {
    for (size_t i = 0; i < sums->count; i++)
        if (rg_same(sums->items[i].currency, currency))
            return &sums->items[i];
    return NULL;
}

void rg_sums_add(rg_sums *sums, rg_sum sum, rg_arena *arena) {
    rg_sum *there = find_sum(sums, sum.currency);
    if (!there) {
        RG_PUSH(arena, sums, sum);
        return;
    }
    there->low += sum.low;
    there->amount += sum.amount;
    there->high += sum.high;
    if (!rg_same(there->of, sum.of))
        there->of = NULL;
}

/* The fees of one currency: those certain added up, those that hang on what is open by place. */
enum { MOST_OPEN = 6 };

typedef struct {
    rg_sum sum;
    const rg_fee *open[MOST_OPEN];
    size_t open_count;
    bool begun;
} bundle;

static void add_part(bundle *b, const rg_fee *fee) {
    b->sum.of = !b->begun || rg_same(b->sum.of, fee->of) ? fee->of : NULL;
    b->begun = true;
}

static void add_certain(bundle *b, const rg_fee *fee) {
    b->sum.low += fee->low;
    b->sum.amount += fee->amount;
    b->sum.high += fee->high;
}

static void gather(bundle *b, const rg_fees *fees, rg_exact *exact, const rg_facts *facts) {
    for (size_t i = 0; i < fees->count; i++) {
        const rg_fee *fee = &fees->items[i];
        rg_truth due = exact ? rg_exact_truth(exact, fee->when) : rg_truth_of(facts, fee->when);
        if (due == RG_FALSE || !rg_same(fee->currency, b->sum.currency))
            continue;
        add_part(b, fee);
        if (due == RG_TRUE) {
            add_certain(b, fee);
        } else if (exact && b->open_count < MOST_OPEN) {
            b->open[b->open_count++] = fee;
        } else {
            /* Too many to try: it may be due, or not. */
            b->sum.amount += fee->amount;
            b->sum.high += fee->high;
        }
    }
}

/* Tries which of the open fees can be due together, and keeps the least and the most. */
static void settle_open(bundle *b, rg_exact *exact, const rg_condition *given, size_t count, rg_arena *arena) {
    if (!b->open_count)
        return;
    rg_condition *all = rg_alloc_array(arena, count + MOST_OPEN, sizeof *all);
    for (size_t i = 0; i < count; i++)
        all[i] = given[i];
    double low = -1, amount = 0, high = 0;
    for (unsigned set = 0; set < 1u << b->open_count; set++) {
        double least = 0, usual = 0, most = 0;
        for (size_t i = 0; i < b->open_count; i++) {
            bool due = set >> i & 1;
            all[count + i] = due ? b->open[i]->when : b->open[i]->unless;
            least += due ? b->open[i]->low : 0;
            usual += due ? b->open[i]->amount : 0;
            most += due ? b->open[i]->high : 0;
        }
        if (!rg_exact_can_all(exact, all, count + b->open_count))
            continue;
        low = low < 0 || least < low ? least : low;
        amount = usual > amount ? usual : amount;
        high = most > high ? most : high;
    }
    b->sum.low += low < 0 ? 0 : low;
    b->sum.amount += amount;
    b->sum.high += high;
}

void rg_sums_add_fees(rg_sums *sums, const rg_fees *fees, rg_exact *exact, const rg_facts *facts,
                      const rg_condition *given, size_t count, rg_arena *arena) {
    for (size_t i = 0; i < fees->count; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = rg_same(fees->items[k].currency, fees->items[i].currency);
        if (seen)
            continue;
        bundle b = {.sum = {.currency = fees->items[i].currency}};
        gather(&b, fees, exact, facts);
        settle_open(&b, exact, given, count, arena);
        if (b.begun)
            rg_sums_add(sums, b.sum, arena);
    }
}

void rg_sums_either(rg_sums *sums, const rg_sums *other, rg_arena *arena) {
    for (size_t i = 0; i < sums->count; i++) {
        rg_sum *a = &sums->items[i];
        const rg_sum *b = find_sum((rg_sums *)other, a->currency);
        a->low = b && b->low < a->low ? b->low : b ? a->low : 0;
        a->amount = b && b->amount > a->amount ? b->amount : a->amount;
        a->high = b && b->high > a->high ? b->high : a->high;
        a->of = b && rg_same(a->of, b->of) ? a->of : NULL;
    }
    for (size_t i = 0; i < other->count; i++) {
        rg_sum only = other->items[i];
        only.low = 0;
        if (!find_sum(sums, only.currency))
            RG_PUSH(arena, sums, only);
    }
}

bool rg_sums_convert(const rg_sums *sums, const rg_rates *rates, const char *currency, rg_sum *out) {
    bool whole = true;
    *out = (rg_sum){.currency = currency};
    for (size_t i = 0; i < sums->count; i++) {
        const rg_sum *sum = &sums->items[i];
        double rate = rg_rate_between(rates, sum->currency, currency);
        whole = whole && rate > 0;
        out->low += sum->low * rate;
        out->amount += sum->amount * rate;
        out->high += sum->high * rate;
    }
    return whole;
}
