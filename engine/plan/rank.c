#include "plan/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A value on its scale. */
static double scaled(const rg_factor *f, double value) {
    if (f->unit > 0)
        value = log1p(fmax(value, 0) / f->unit);
    return f->less_is_better ? -value : value;
}

static void normalise(const rg_factor *f, size_t factor, rg_ranked *markets, size_t count) {
    double worst = 0, best = 0, sum = 0;
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        const rg_appraisal *a = &markets[i].values[factor];
        double value = scaled(f, a->value);
        if (!a->known)
            continue;
        worst = !known || value < worst ? value : worst;
        best = !known || value > best ? value : best;
        known++;
    }
    for (size_t i = 0; i < count; i++) {
        rg_appraisal *a = &markets[i].values[factor];
        a->normalised = best > worst ? (scaled(f, a->value) - worst) / (best - worst) : 0.5;
        sum += a->known ? a->normalised : 0;
    }
    for (size_t i = 0; i < count; i++)
        if (!markets[i].values[factor].known)
            markets[i].values[factor].normalised = known && best > worst ? sum / (double)known : 0.5;
}

static int by_score(const void *a, const void *b) {
    const rg_ranked *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return strcmp(x->market->code, y->market->code);
}

/*
 * With the weight t of the factor and the others in proportion, a market scores t * n + (1 - t) * r, where n is what it
 * stands at in the factor and r its mean in the others. The lead over another market is a straight line in t; where it
 * crosses 0, the other takes over.
 */
static rg_leeway leeway_of(const rg_ranking *r, size_t factor) {
    double w = r->weights[factor];
    rg_leeway out = {.lowest = 0, .highest = 1, .moves = w < 1};
    const rg_ranked *first = &r->markets[0];
    for (size_t i = 1; out.moves && i < r->count; i++) {
        const rg_ranked *other = &r->markets[i];
        double own = first->values[factor].normalised - other->values[factor].normalised;
        double rest = (first->score - other->score - w * own) / (1 - w);
        if (own < 0 && rest > own && rest / (rest - own) < out.highest) {
            out.highest = fmax(rest / (rest - own), w);
            out.above = other;
        } else if (rest < 0 && own > rest && -rest / (own - rest) > out.lowest) {
            out.lowest = fmin(-rest / (own - rest), w);
            out.below = other;
        }
    }
    return out;
}

rg_ranking *rg_rank(const rg_factor *factors, size_t factor_count, rg_ranked *markets, size_t count, rg_arena *arena) {
    rg_ranking *r = rg_alloc(arena, sizeof *r);
    double sum = 0;
    *r = (rg_ranking){.factors = factors, .factor_count = factor_count, .markets = markets, .count = count};
    r->weights = rg_alloc_array(arena, factor_count + 1, sizeof *r->weights);
    r->leeways = rg_alloc_array(arena, factor_count + 1, sizeof *r->leeways);
    for (size_t f = 0; f < factor_count; f++)
        sum += factors[f].weight;
    for (size_t f = 0; f < factor_count; f++) {
        r->weights[f] = factors[f].weight / sum;
        normalise(&factors[f], f, markets, count);
    }
    for (size_t i = 0; i < count; i++) {
        markets[i].score = 0;
        for (size_t f = 0; f < factor_count; f++)
            markets[i].score += markets[i].values[f].normalised * r->weights[f];
    }
    if (count)
        qsort(markets, count, sizeof *markets, by_score);
    for (size_t i = 0; i < count; i++)
        markets[i].place = i + 1;
    for (size_t f = 0; count && f < factor_count; f++)
        r->leeways[f] = leeway_of(r, f);
    return r;
}
