/* The attributes a device is described in: types, values, questions, constraints, and the lists a profile may hold. */
#ifndef RG_LOAD_VOCABULARY_H
#define RG_LOAD_VOCABULARY_H

#include "load/reader.h"

typedef enum { RG_BOOL, RG_ENUM, RG_SET, RG_INT, RG_MONEY, RG_DATE, RG_TEXT, RG_CODE } rg_type;

/* The part of a profile an attribute is stated in. */
typedef enum { RG_ATTRIBUTES, RG_CODES, RG_SAFETY, RG_COMPANY, RG_SECTIONS } rg_section;

/* A bool has the values false (0) and true (1). */
typedef struct {
    const char *id;
    rg_text title;
} rg_value;

enum { RG_MOST_VALUES = 64 };

typedef struct {
    const char *id;
    const char *group;
    rg_section section;
    rg_type type;
    rg_text title, question, help;
    const rg_value *values; /* of bool, enum, set */
    size_t count;
    bool has_neutral;
    uint64_t neutral; /* bool, enum: one bit; set: its members */
    bool design_choice;
    const rg_node *asked_when; /* NULL: always */
    rg_basis basis;
} rg_attribute;

typedef struct {
    const char *id;
    const rg_node *when, *then;
    rg_text message;
    rg_place place;
} rg_constraint;

/* One field of the entries of a list such as `approvals`. */
typedef struct {
    const char *id;
    rg_type type;
    const char *const *values; /* of an enum with a closed list, else NULL */
    size_t count;
    const char *otherwise; /* the value an entry has that does not say, or NULL */
} rg_field;

typedef struct {
    const char *id;        /* the key in the profile */
    const char *condition; /* the key in a condition */
    const char *key;       /* the field that a short form means */
    const rg_field *fields;
    size_t count;
} rg_record_type;

typedef struct {
    const char *id;
    rg_text title;
} rg_group;

typedef struct {
    RG_LIST(rg_attribute) attributes;
    RG_LIST(rg_constraint) constraints;
    RG_LIST(rg_record_type) records;
    RG_LIST(rg_group) groups;
    rg_map ids;
    const char **names; /* all attribute ids, for the nearest one */
    const char **markets;
    size_t market_count;
} rg_vocabulary;

/* Reads rules/vocabulary.yaml and what lies over it. Market codes are those of the store. */
rg_vocabulary *rg_vocabulary_read(rg_reader *reader);

/* The attribute's index, or -1. */
long rg_attribute_index(const rg_vocabulary *vocabulary, const char *id);

/* The index of a value of the attribute, or -1. */
long rg_value_index(const rg_attribute *attribute, const char *id);

/* The field's index, or -1. */
long rg_field_index(const rg_record_type *record, const char *id);

/* Reports an unknown value with the nearest of the attribute's. */
void rg_wrong_value(rg_reader *reader, const rg_attribute *attribute, const rg_node *node);

#endif
