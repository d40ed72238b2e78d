#include "report/json.h"

#include <math.h>
#include <stdio.h>

/* Length of the run of characters that stand for themselves. */
static size_t plain_length(const char *text) {
    size_t length = 0;
    for (unsigned char c; (c = (unsigned char)text[length]) >= 0x20 && c != '"' && c != '\\' && c != 0x7F;)
        length++;
    return length;
}

static void quote(rg_buffer *out, const char *text) {
    rg_add_char(out, '"');
    for (; *text; text++) {
        size_t plain = plain_length(text);
        rg_add_bytes(out, text, plain);
        text += plain;
        unsigned char c = (unsigned char)*text;
        if (!c)
            break;
        if (c == '"' || c == '\\')
            rg_addf(out, "\\%c", c);
        else if (c == '\n')
            rg_add(out, "\\n");
        else
            rg_addf(out, "\\u%04x", c);
    }
    rg_add_char(out, '"');
}

static void begin(rg_json *j, const char *key) {
    if (j->follows)
        rg_add_char(j->out, ',');
    j->follows = true;
    if (key) {
        quote(j->out, key);
        rg_add_char(j->out, ':');
    }
}

static void open(rg_json *j, const char *key, char bracket) {
    begin(j, key);
    rg_add_char(j->out, bracket);
    j->follows = false;
}

static void close(rg_json *j, char bracket) {
    rg_add_char(j->out, bracket);
    j->follows = true;
}

void rg_json_object(rg_json *j, const char *key) {
    open(j, key, '{');
}

void rg_json_array(rg_json *j, const char *key) {
    open(j, key, '[');
}

void rg_json_end_object(rg_json *j) {
    close(j, '}');
}

void rg_json_end_array(rg_json *j) {
    close(j, ']');
}

void rg_json_text(rg_json *j, const char *key, const char *text) {
    if (!text) {
        rg_json_null(j, key);
        return;
    }
    begin(j, key);
    quote(j->out, text);
}

void rg_json_bool(rg_json *j, const char *key, bool value) {
    begin(j, key);
    rg_add(j->out, value ? "true" : "false");
}

void rg_json_int(rg_json *j, const char *key, int64_t value) {
    begin(j, key);
    rg_addf(j->out, "%lld", (long long)value);
}

void rg_json_number(rg_json *j, const char *key, double value) {
    if (!isfinite(value)) {
        rg_json_null(j, key);
        return;
    }
    begin(j, key);
    if (value == floor(value) && fabs(value) < 1e15)
        rg_addf(j->out, "%.0f", value);
    else
        rg_addf(j->out, "%.15g", value);
}

void rg_json_null(rg_json *j, const char *key) {
    begin(j, key);
    rg_add(j->out, "null");
}

void rg_json_raw(rg_json *j, const char *key, const char *value, size_t length) {
    begin(j, key);
    rg_add_bytes(j->out, value, length);
}
