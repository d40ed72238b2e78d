/* JSON, written from above to below into a buffer; commas and escapes are taken care of. */
#ifndef RG_REPORT_JSON_H
#define RG_REPORT_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "util/buffer.h"

typedef struct {
    rg_buffer *out;
    bool follows; /* something stands before in the open object or array */
} rg_json;

/* `key` is NULL inside an array. */
void rg_json_object(rg_json *json, const char *key);
void rg_json_array(rg_json *json, const char *key);
void rg_json_end_object(rg_json *json);
void rg_json_end_array(rg_json *json);

/* A NULL text is null. */
void rg_json_text(rg_json *json, const char *key, const char *text);
void rg_json_bool(rg_json *json, const char *key, bool value);
void rg_json_int(rg_json *json, const char *key, int64_t value);
void rg_json_number(rg_json *json, const char *key, double value);
/* A value that is JSON already. */
void rg_json_raw(rg_json *json, const char *key, const char *value, size_t length);
void rg_json_null(rg_json *json, const char *key);

#endif
