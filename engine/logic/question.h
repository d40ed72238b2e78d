/* The next question worth asking: the one whose answer is sure to settle most. */
#ifndef RG_LOGIC_QUESTION_H
#define RG_LOGIC_QUESTION_H

#include "logic/outcome.h"

typedef struct {
    const rg_market *market;
    size_t outcomes, others;
} rg_agenda_part;

/* What the questions are about: conditions of which exactly one holds (the classes of a market), or that hold or not.
 */
typedef struct {
    RG_LIST(rg_condition) outcomes; /* classes of all chosen markets, one market after the other */
    RG_LIST(rg_condition) others;   /* routes, entries of requirements, likewise: settled once the classes are */
    RG_LIST(rg_agenda_part) parts;  /* where each market's begin */
} rg_agenda;

typedef struct {
    long attribute;   /* the best next one, or -1 when nothing is open that matters */
    size_t settles;   /* outcomes that its least telling answer rules out */
    rg_subjects open; /* all that still matter, in the order of the vocabulary */
} rg_next_question;

/* Adds a market to the agenda: its classes and routes. */
void rg_agenda_add(rg_agenda *agenda, const rg_market *market, rg_arena *arena);

/* Makes the steps that questions test; before the facts are evaluated. */
void rg_questions_prepare(rg_base *base);

/* `skipped` (by attribute, may be NULL): not asked again. */
rg_next_question rg_question_next(rg_exact *exact, const rg_facts *facts, const rg_agenda *agenda, const bool *skipped,
                                  rg_arena *arena);

#endif
