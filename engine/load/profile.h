/* A device as its maker describes it: what is stated, and where; nothing is concluded yet. */
#ifndef RG_LOAD_PROFILE_H
#define RG_LOAD_PROFILE_H

#include "load/vocabulary.h"

typedef struct {
    bool stated; /* a value stands in the profile; a `null` counts as not stated */
    bool null;   /* said outright to be unknown */
    uint64_t mask;
    int64_t number; /* int: itself; money: hundredths; date: days */
    const char *text;
    rg_place place;
} rg_stated;

/* One entry of a list such as `approvals`; by field of its type. */
typedef struct {
    const char **texts;        /* NULL where the field is not given */
    const char *const **lists; /* of a set: its members, ended by NULL */
    int64_t *numbers;          /* of a date: days */
    rg_place place;
} rg_record;

typedef struct {
    bool stated; /* the list stands in the profile, be it empty */
    bool null;   /* said outright to be unknown */
    RG_LIST(rg_record) records;
} rg_record_list;

typedef struct {
    const char *path;
    rg_text name, description, intended_use; /* the one language given stands for both */
    const char *id;                          /* the maker's own number of the device, or NULL */
    const char *home;                        /* a market code, or NULL */
    bool complete;
    rg_stated *stated;     /* by attribute */
    rg_record_list *lists; /* by record type */
} rg_profile;

/* Reads a profile document; NULL when anything in it is wrong (then it was reported). `complete` may be forced. */
rg_profile *rg_profile_read(rg_reader *reader, const rg_vocabulary *vocabulary, const rg_document *document,
                            bool complete);

/* As rg_profile_read for the map of a test case: the keys of a profile stand beside others, which are passed over. */
rg_profile *rg_profile_read_case(rg_reader *reader, const rg_vocabulary *vocabulary, const rg_node *map);

/*
 * Sets one attribute from text, as an answer of an interview: several values of a set are parted by commas; "null"
 * leaves it open. False, with a diagnostic, when the value is none of the attribute's.
 */
bool rg_profile_set(rg_reader *reader, const rg_vocabulary *vocabulary, rg_profile *profile, const char *attribute,
                    const char *value, rg_place place);

#endif
