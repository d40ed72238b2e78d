#include "report/sarif.h"

#include <ctype.h>
#include <string.h>

#include "report/json.h"

/* Every code of a finding, in the order of the alphabet; each has its text under `code.` in rules/text. */
/* clang-format off */
static const char *const CODES[] = {
    "calendar", "circle", "condition", "constraint", "contradiction", "currency", "cycle", "date", "days", "depth",
    "dossier-id", "duplicate-heading", "duplicate-id", "duplicate-key", "edition", "empty", "encoding", "fee", "file",
    "file-name", "import", "json-syntax", "kind", "language", "limit-depth", "limit-file", "limit-nodes",
    "limit-pattern", "limit-scalar", "link", "market-id", "missing-key", "months", "neutral", "no-cite", "no-class",
    "no-dossier", "no-entry", "no-heading", "no-route", "no-scheme", "no-steps", "open-point", "overlap", "overlay",
    "pattern", "period", "phase", "profiles", "rate", "requirement-always", "requirement-never", "route-never",
    "rule-beaten", "rule-never", "rule-order", "section", "step-never", "table", "template", "too-many", "type",
    "unknown-attribute", "unknown-axis", "unknown-base", "unknown-body", "unknown-class", "unknown-column",
    "unknown-dossier", "unknown-edition", "unknown-evidence", "unknown-factor", "unknown-group", "unknown-heading",
    "unknown-key", "unknown-market", "unknown-name", "unknown-parameter", "unknown-requirement", "unknown-rule",
    "unknown-section", "unknown-source", "unknown-standard", "unknown-step", "unknown-table", "unknown-topic",
    "unknown-value", "unused-exception", "values", "vocabulary", "weight", "yaml-anchor", "yaml-documents",
    "yaml-key", "yaml-syntax", "yaml-tag",
};
/* clang-format on */

enum { CODE_COUNT = sizeof CODES / sizeof *CODES };

static void add_text(rg_json *j, const char *key, const char *text) {
    rg_json_object(j, key);
    rg_json_text(j, "text", text);
    rg_json_end_object(j);
}

static void add_driver(rg_json *j, const rg_strings *s, const char *rules_version) {
    rg_json_object(j, "tool");
    rg_json_object(j, "driver");
    rg_json_text(j, "name", "reggap");
    rg_json_text(j, "version", REGGAP_VERSION);
    rg_json_text(j, "language", s->code);
    rg_json_array(j, "rules");
    for (size_t i = 0; i < CODE_COUNT; i++) {
        rg_json_object(j, NULL);
        rg_json_text(j, "id", CODES[i]);
        add_text(j, "shortDescription", rg_say_of(s, "code", CODES[i]));
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
    rg_json_object(j, "properties");
    rg_json_text(j, "rulesVersion", rules_version);
    rg_json_end_object(j);
    rg_json_end_object(j);
    rg_json_end_object(j);
}

/* A path as a reference of RFC 3986: what it does not allow there is escaped; an absolute path is a file's address. */
static const char *address_of(rg_arena *arena, const char *path) {
    rg_buffer out = rg_buffer_in(arena);
    if (*path == '/')
        rg_add(&out, "file://");
    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;
        if (c < 0x80 && (isalnum(c) || strchr("-._~/", c)))
            rg_add_char(&out, *path);
        else
            rg_addf(&out, "%%%02X", c);
    }
    return rg_buffer_text(&out);
}

static void add_place(rg_json *j, rg_place place) {
    rg_json_object(j, NULL);
    rg_json_object(j, "physicalLocation");
    rg_json_object(j, "artifactLocation");
    rg_json_text(j, "uri", address_of(j->out->arena, place.path));
    rg_json_end_object(j);
    if (place.line) {
        rg_json_object(j, "region");
        rg_json_int(j, "startLine", place.line);
        if (place.column)
            rg_json_int(j, "startColumn", place.column);
        rg_json_end_object(j);
    }
    rg_json_end_object(j);
    rg_json_end_object(j);
}

static void add_places(rg_json *j, const char *key, rg_place place) {
    if (!place.path || !*place.path)
        return;
    rg_json_array(j, key);
    add_place(j, place);
    rg_json_end_array(j);
}

static void add_result(rg_json *j, const rg_diagnostic *d) {
    static const char *const levels[] = {"note", "warning", "error"};
    rg_json_object(j, NULL);
    rg_json_text(j, "ruleId", d->code);
    for (size_t i = 0; i < CODE_COUNT; i++)
        if (strcmp(CODES[i], d->code) == 0)
            rg_json_int(j, "ruleIndex", (int64_t)i);
    rg_json_text(j, "level", levels[d->severity]);
    add_text(j, "message", d->message);
    add_places(j, "locations", d->place);
    add_places(j, "relatedLocations", d->other);
    if (d->witness) {
        rg_json_object(j, "properties");
        rg_json_raw(j, "witness", d->witness, strlen(d->witness));
        rg_json_end_object(j);
    }
    rg_json_end_object(j);
}

rg_buffer rg_write_sarif(const rg_strings *s, const rg_diagnostics *findings, const char *rules_version) {
    rg_buffer out = rg_buffer_in(s->arena);
    rg_json json = {.out = &out}, *j = &json;
    rg_json_object(j, NULL);
    rg_json_text(j, "$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json");
    rg_json_text(j, "version", "2.1.0");
    rg_json_array(j, "runs");
    rg_json_object(j, NULL);
    add_driver(j, s, rules_version);
    rg_json_text(j, "columnKind", "unicodeCodePoints");
    rg_json_array(j, "results");
    for (size_t i = 0; i < findings->list.count; i++)
        add_result(j, &findings->list.items[i]);
    rg_json_end_array(j);
    rg_json_end_object(j);
    rg_json_end_array(j);
    rg_json_end_object(j);
    rg_add_char(&out, '\n');
    return out;
}
