/* A small vocabulary with every type, and short forms for writing rule files in a test. */
#ifndef TESTS_SMALL_H
#define TESTS_SMALL_H

#define TITLE "title: {en: t, ja: t}"
#define REASON "reason: {en: r, ja: r}"
#define VALUE(id) "{id: " id ", " TITLE "}"
#define ATTRIBUTE(id, rest) "  - {id: " id ", group: g, question: {en: q, ja: q}, " TITLE ", " rest "}\n"
#define CONSTRAINT(id, when, then)                                                                                     \
    "  - {id: " id ", when: {" when "}, then: {" then "}, message: {en: " id " broken, ja: m}}\n"

#define SMALL_HEAD "reggap: vocabulary/1\ngroups: [{id: g, " TITLE "}]\nattributes:\n"

/* `deep` and `mood` are asked of some devices only; `product_type`, `mood` and the numbers have no neutral. */
#define SMALL_ATTRIBUTES                                                                                               \
    ATTRIBUTE("product_type", "type: enum, values: [" VALUE("medical_device") ", " VALUE("ivd") "]")                   \
    ATTRIBUTE("flag", "type: bool, neutral: false")                                                                    \
    ATTRIBUTE("other", "type: bool, neutral: false")                                                                   \
    ATTRIBUTE("third", "type: bool, neutral: false")                                                                   \
    ATTRIBUTE("level", "type: enum, neutral: low, values: [" VALUE("low") ", " VALUE("mid") ", " VALUE("high") "]")    \
    ATTRIBUTE("parts",                                                                                                 \
              "type: set, neutral: [], values: [" VALUE("a") ", " VALUE("b") ", " VALUE("c") ", " VALUE("d") "]")      \
    ATTRIBUTE("count", "type: int")                                                                                    \
    ATTRIBUTE("price", "type: money")                                                                                  \
    ATTRIBUTE("since", "type: date")                                                                                   \
    ATTRIBUTE("words", "type: text")                                                                                   \
    ATTRIBUTE("jcode", "type: code, section: codes")                                                                   \
    ATTRIBUTE("deep", "type: bool, neutral: false, asked_when: {flag: true}")                                          \
    ATTRIBUTE("mood", "type: enum, asked_when: {level: high}, values: [" VALUE("calm") ", " VALUE("wild") "]")

/* A number and a text that are asked of some devices only. */
#define SMALL_MORE                                                                                                     \
    ATTRIBUTE("tally", "type: int, asked_when: {flag: true}")                                                          \
    ATTRIBUTE("remark", "type: text, asked_when: {flag: true}")

#define SMALL_RECORDS                                                                                                  \
    "records:\n"                                                                                                       \
    "  - id: approvals\n"                                                                                              \
    "    condition: approved_in\n"                                                                                     \
    "    key: market\n"                                                                                                \
    "    fields:\n"                                                                                                    \
    "      - {id: market, type: enum, values: any}\n"                                                                  \
    "      - {id: kind, type: enum, values: [decision, certificate, notice]}\n"                                        \
    "      - {id: class, type: text}\n"                                                                                \
    "      - {id: status, type: enum, values: [valid, suspended, withdrawn, expired], default: valid}\n"               \
    "      - {id: marketed_since, type: date}\n"                                                                       \
    "      - {id: same_intended_use, type: bool}\n"                                                                    \
    "      - {id: identical_device, type: bool}\n"                                                                     \
    "  - id: evidence\n"                                                                                               \
    "    condition: holds\n"                                                                                           \
    "    key: type\n"                                                                                                  \
    "    fields:\n"                                                                                                    \
    "      - {id: id, type: text}\n"                                                                                   \
    "      - {id: type, type: enum, values: evidence_types}\n"                                                         \
    "      - {id: standard, type: text}\n"                                                                             \
    "      - {id: edition, type: text}\n"                                                                              \
    "      - {id: issued, type: date}\n"                                                                               \
    "      - {id: expires, type: date}\n"                                                                              \
    "      - {id: languages, type: set, values: any}\n"                                                                \
    "      - {id: markets, type: set, values: any}\n"                                                                  \
    "  - id: official_list\n"                                                                                          \
    "    condition: listed\n"                                                                                          \
    "    key: market\n"                                                                                                \
    "    fields: [{id: market, type: enum, values: any}, {id: entry, type: text}]\n"

#define VOCABULARY_FILE "rules/vocabulary.yaml"
#define SMALL_TEXT SMALL_HEAD SMALL_ATTRIBUTES SMALL_RECORDS
#define SMALL_VOCABULARY                                                                                               \
    { VOCABULARY_FILE, SMALL_TEXT }

/* The small vocabulary with constraints. */
#define SMALL_WITH(constraints)                                                                                        \
    { VOCABULARY_FILE, SMALL_HEAD SMALL_ATTRIBUTES "constraints:\n" constraints SMALL_RECORDS }

/* ---- a market's files ---- */

#define MARKET(code, rest)                                                                                             \
    {                                                                                                                  \
        "jurisdictions/" code "/market.yaml",                                                                          \
            "reggap: market/1\nid: " code "\nname: {en: n, ja: n}\nauthority: {en: a, ja: a}\nregion: europe\n"        \
            "currency: EUR\nlanguages: [en]\n" rest                                                                    \
    }
#define SOURCES(code, id)                                                                                              \
    {                                                                                                                  \
        "jurisdictions/" code "/sources.yaml",                                                                         \
            "reggap: sources/1\nmarket: " code "\nsources: [{id: " id ", " TITLE ", publisher: p, kind: law}]\n"       \
    }
#define CLASSIFICATION(code, text)                                                                                     \
    { "jurisdictions/" code "/classification.yaml", "reggap: classification/1\nmarket: " code "\n" text }
#define PATHWAYS(code, text)                                                                                           \
    { "jurisdictions/" code "/pathways.yaml", "reggap: pathways/1\nmarket: " code "\npathways:\n" text }

/* The catalogue of requirements, and what a market makes of it. */
#define CATALOGUE(text)                                                                                                \
    { "rules/requirements.yaml", "reggap: catalogue/1\ntopics: [{id: tp, " TITLE "}]\nrequirements:\n" text }
#define REQUIREMENT(id, rest) "  - {id: " id ", topic: tp, " TITLE ", definition: {en: d, ja: d}" rest "}\n"
#define PARAMETER(id, rest) "{id: " id ", " TITLE ", " rest "}"
#define PROOFS                                                                                                         \
    {                                                                                                                  \
        "rules/evidence.yaml", "reggap: evidence/1\ntypes:\n  - {id: certificate, " TITLE "}\n  - {id: report, " TITLE \
                               "}\n  - {id: market_authorisation, " TITLE "}\n"                                        \
    }
#define DUTIES(code, text)                                                                                             \
    { "jurisdictions/" code "/requirements.yaml", "reggap: requirements/1\nmarket: " code "\nrequirements:\n" text }
#define DUTY(id, rest) "  - {requirement: " id rest "}\n"

/* A scheme of rules; `keys` are further lines of it, each indented by four blanks. */
#define SCHEME(id, classes, strategy, keys)                                                                            \
    "  - id: " id "\n    " TITLE "\n    classes: [" classes "]\n    strategy: " strategy "\n" keys
#define RULE(id, when, class, rest) "      - {id: " id ", " TITLE ", when: {" when "}, class: " class rest "}\n"
#define ROUTE(id, rest) "  - {id: " id ", name: {en: n, ja: n}" rest "}\n"

#endif
