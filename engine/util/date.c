#include "util/date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    int64_t year;
    int month, day;
} civil;

/* Days from the civil date, after Howard Hinnant's days_from_civil. */
static int64_t to_days(civil c) {
    int64_t y = c.year - (c.month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static civil from_days(int64_t days) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    civil c = {.year = year_of_era + era * 400, .day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1)};
    c.month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    c.year += c.month <= 2;
    return c;
}

static int month_length(int64_t year, int month) {
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return length[month - 1] + (month == 2 && leap);
}

bool rg_date_parse(const char *text, int32_t *out) {
    static const char form[] = "dddd-dd-dd";
    if (strlen(text) != sizeof form - 1)
        return false;
    for (size_t i = 0; form[i]; i++)
        if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
            return false;
    civil c = {.year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0'),
               .month = (text[5] - '0') * 10 + (text[6] - '0'),
               .day = (text[8] - '0') * 10 + (text[9] - '0')};
    if (c.year < 1 || c.month < 1 || c.month > 12 || c.day < 1 || c.day > month_length(c.year, c.month))
        return false;
    *out = (int32_t)to_days(c);
    return true;
}

void rg_date_format(int32_t date, char out[11]) {
    civil c = from_days(date < RG_DATE_MIN ? RG_DATE_MIN : date > RG_DATE_MAX ? RG_DATE_MAX : date);
    snprintf(out, 11, "%04u-%02u-%02u", (unsigned)c.year % 10000u, (unsigned)c.month % 100u, (unsigned)c.day % 100u);
}

int32_t rg_date_add_months(int32_t date, int64_t months) {
    if (months > 12 * 9999 || months < -12 * 9999)
        return months > 0 ? RG_DATE_MAX : RG_DATE_MIN;
    civil c = from_days(date);
    int64_t count = c.year * 12 + (c.month - 1) + months;
    if (count < 12 || count >= 12 * 10000)
        return count < 12 ? RG_DATE_MIN : RG_DATE_MAX;
    c.year = count / 12;
    c.month = (int)(count % 12) + 1;
    int longest = month_length(c.year, c.month);
    c.day = c.day > longest ? longest : c.day;
    return (int32_t)to_days(c);
}
