/* How people write standards: "EN 60601-1:2006+A2:2021", "JIS T 0601-1:2023", "ed. 3.2", "2005/AMD1:2012". */
#ifndef RG_COMPARE_DESIGNATION_H
#define RG_COMPARE_DESIGNATION_H

#include "util/buffer.h"
#include "util/text.h"

/* A designation taken apart; all texts in upper case and without separators that people write differently. */
typedef struct {
    const char *words;  /* of the bodies and document kinds before the number, parted by blanks: "JIS T" */
    const char *number; /* "60601-1", "0601-1", "9706.1"; "" where there is none */
    const char *rest;   /* what follows: the edition, as written but in upper case */
} rg_designation;

/*
 * An edition, reduced to what tells editions apart: "2005+1" (base year and highest amendment), "2006+2+13" (an
 * amendment from 10 on is a national one and stands apart), "#3.1" (edition number), "" where nothing is said.
 * Corrigenda, years of amendments and words such as "consolidated version" count for nothing.
 */
typedef struct {
    const char *exact;   /* with national amendments */
    const char *plain;   /* without */
    const char *year;    /* of the last amendment of the international text, "" where there is none */
    const char *ordinal; /* "3" where only the number of the edition is given ("3rd edition"); "" otherwise */
} rg_edition_key;

/* Upper case ASCII; full-width forms, dashes and the Japanese words for edition and amendment become their ASCII. */
const char *rg_designation_fold(rg_arena *arena, const char *text);

/* Takes one designation apart. */
rg_designation rg_designation_read(rg_arena *arena, const char *text);

/* Reads an edition. */
rg_edition_key rg_edition_read(rg_arena *arena, const char *text);

/* "JIST0601-1": words without blanks, and the number. */
const char *rg_designation_key(rg_arena *arena, const rg_designation *designation);

/* The designations a text names, parted by `;`, `,`, `&`, `and` or ` / `; the count goes to *count. */
const char *const *rg_designation_split(rg_arena *arena, const char *text, size_t *count);

#endif
