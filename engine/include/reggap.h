/*
 * reggap: regulatory gap comparison for medical devices. The public interface of the library.
 *
 * Ownership: a session owns everything it hands out; texts and messages are borrowed from it and stay valid until the
 * next question or rg_session_free. Arguments are only read during the call. Errors: functions return RG_OK or a
 * negative code, and what is wrong with the input stands in the session's messages, each with its place. Threads: one
 * session is used by one thread at a time; different sessions share nothing. The library never prints, exits, or reads
 * clock, environment or locale; it opens only the folders it is given.
 */
#ifndef REGGAP_H
#define REGGAP_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    RG_OK = 0,
    RG_E_MEMORY = -1, /* no memory; the session must be freed */
    RG_E_INPUT = -2,  /* a profile or rule set is not valid: see the messages */
    RG_E_USAGE = -3   /* a date, market or question that is none */
};

typedef struct rg_session rg_session;

/* One thing that is wrong or doubtful, as a compiler would tell it. */
typedef struct {
    int error;             /* 1 an error, 0 a warning */
    const char *code;      /* stable, for programs: "unknown-attribute" */
    const char *path;      /* "" where there is no file */
    unsigned line, column; /* from 1; 0 where there is none */
    const char *message;   /* in English */
} rg_message;

/*
 * Opens the shipped rule sets as of a day ("2026-11-23"), with `count` folders of own rule sets laid over them in
 * order. *out is a session to be freed with rg_session_free, also when RG_E_INPUT is returned (it then only holds the
 * messages); NULL for any other failure.
 */
int rg_session_open(rg_session **out, const char *as_of, const char *const *folders, size_t count);

void rg_session_free(rg_session *session);

/*
 * Asks `question` ("markets", "classify" or "compare") of a device. `profile` is YAML or JSON of `length` bytes, `name`
 * stands for its file in messages; both are not used for "markets". `markets` are codes parted by commas, or "all".
 * `home` replaces the profile's home market and may be NULL. *json becomes the answer, in the form the contracts give.
 */
int rg_session_ask(rg_session *session, const char *question, const char *name, const char *profile, size_t length,
                   const char *markets, const char *home, const char **json);

/* The messages of the last call, sorted by place; their number is returned. */
size_t rg_session_messages(const rg_session *session, const rg_message **messages);

/* Version of the library, and of the rule sets it carries. */
const char *rg_library_version(void);
const char *rg_rules_version(const rg_session *session);

#ifdef __cplusplus
}
#endif

#endif
