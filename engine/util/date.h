/* Days of the proleptic Gregorian calendar, counted from 1970-01-01. */
#ifndef RG_UTIL_DATE_H
#define RG_UTIL_DATE_H

#include <stdbool.h>
#include <stdint.h>

#define RG_DATE_MIN (-719162) /* 0001-01-01 */
#define RG_DATE_MAX 2932896   /* 9999-12-31 */

/* Reads `YYYY-MM-DD`, nothing else; false when it is not a date of the calendar. */
bool rg_date_parse(const char *text, int32_t *out);

/* Writes `YYYY-MM-DD` and a zero into `out`. */
void rg_date_format(int32_t date, char out[11]);

/* The date `months` months later; the day is cut to the length of that month. Stays within RG_DATE_MIN and _MAX. */
int32_t rg_date_add_months(int32_t date, int64_t months);

#endif
