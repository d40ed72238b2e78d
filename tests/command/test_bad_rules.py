"""Own rule sets that are not valid: what is said is pinned word for word, with its place; exit 3, and no report."""
import os
import re
import unittest

from command import MINI, Case, Row, each, profile

FULL = profile("full")
C, P, Q = (f"jurisdictions/xx/{name}.yaml" for name in ("classification", "pathways", "requirements"))
S, T, K = (f"jurisdictions/xx/{name}.yaml" for name in ("sources", "market", "cases"))
Y, YP, YQ = (f"jurisdictions/yy/{name}.yaml" for name in ("classification", "pathways", "requirements"))
CODES, V = "jurisdictions/yy/tables/codes.tsv", "rules/vocabulary.yaml"

BRAIN = "when: {mini_contact: brain}\n        class: H"
INSIDE = "when: {any: [{mini_contact: blood}, {mini_contact: brain}]}"
LATER = "effective: {from: 2027-01-01}"
NOTICE = "{in_table: {table: yy.codes, submission: notice}}"



def say(file, line, column, text):
    return f"rules/{file}:{line}:{column}: error: {text}"


def near(file, line):
    """An error in this line, in whatever words: of mistakes that are not found today."""
    return re.compile(rf"^rules/{re.escape(file)}:{line}:\d+: error: \S")


def brain(when):
    """Rule xx.r3 with another condition; its `when` stands in line 47, column 9."""
    return C, BRAIN, f"when: {when}\n        class: H"


# name, edits, all errors that are told
CLASSIFY = [
    # ---- conditions
    Row("unknown attribute in a condition", [brain("{mini_contct: brain}")],
        say(C, 47, 16, "unknown attribute 'mini_contct' (did you mean 'mini_contact'?)")),
    Row("unknown value in a condition", [brain("{mini_contact: brian}")],
        say(C, 47, 30, "unknown value of 'mini_contact': 'brian' (did you mean 'brain'?)")),
    Row("unknown value among several", [brain("{mini_contact: {has_any: [blood, brian]}}")],
        say(C, 47, 48, "unknown value of 'mini_contact': 'brian' (did you mean 'brain'?)")),
    Row("unknown operator of a set", [brain("{mini_contact: {has_non: brain}}")],
        say(C, 47, 31, "unknown key 'has_non' (did you mean 'has_any'?)")),
    Row("word compared with a number", [(C, "mini_energy: {ge: 100,", "mini_energy: {ge: much,")],
        say(C, 54, 55, "'mini_energy' is compared with a number here")),
    Row("unknown comparison", [(C, "mini_energy: {ge: 100,", "mini_energy: {more: 100,")],
        say(C, 54, 51, "unknown key 'more'")),
    Row("map for a truth value", [brain("{mini_sterile: {is: true}}")],
        say(C, 47, 30, "'mini_sterile' takes a value or a list of values")),
    Row("condition without anything", [brain("{}")], say(C, 47, 15, "a condition is a map of attributes")),
    Row("condition as a list", [brain("[brain]")], say(C, 47, 15, "a condition is a map of attributes")),
    Row("any as a map", [brain("{any: {mini_contact: brain}}")],
        say(C, 47, 21, "'any' takes a list of conditions")),
    Row("any of nothing", [brain("{any: []}")], say(C, 47, 21, "an empty list of conditions")),
    Row("pattern that is none", [brain('{mini_code: {matches: "(["}}')],
        say(C, 47, 37, "not a regular expression: missing terminating ] for character class")),
    Row("pattern of 513 letters", [brain('{mini_code: {matches: "%s"}}' % ("a" * 513))],
        say(C, 47, 37, "a pattern longer than 512 bytes")),
    Row("condition of a user's own profile words", [brain("{approved_in: {market: yy, staus: valid}}")],
        say(C, 47, 42, "unknown field 'staus' (did you mean 'status'?)")),
    Row("unknown status of an approval", [brain("{approved_in: {market: yy, status: vald}}")],
        say(C, 47, 50, "unknown value of 'status': 'vald' (did you mean 'valid'?)")),
    Row("months that are no number", [brain("{approved_in: {market: yy, date: {months_before: 9999}}}")],
        say(C, 47, 48, "'date' takes a value or, of a date, {months_before: 0 to 1200}")),
    Row("unknown type of paper", [brain("{holds: iso13485_certifcate}")],
        say(C, 47, 23, "unknown value of 'type': 'iso13485_certifcate' (did you mean 'iso13485_certificate'?)")),
    Row("mistakes in two rules", [brain("{mini_contct: brain}"), (C, "term: xx.inside", "mini_steril: true")],
        say(C, 40, 16, "unknown attribute 'mini_steril' (did you mean 'mini_sterile'?)"),
        say(C, 47, 16, "unknown attribute 'mini_contct' (did you mean 'mini_contact'?)")),
    # ---- names of the market's own
    Row("unknown term", [brain("{term: xx.insde}")], say(C, 47, 22, "unknown term 'xx.insde' (did you mean 'xx.inside'?)")),
    Row("unknown rule", [brain("{rule: xx.r33}")], say(C, 47, 22, "unknown rule 'xx.r33' (did you mean 'xx.r3'?)")),
    Row("unknown class of a rule", [(C, "class: [M, H]", "class: [M, Xtreme]")], say(C, 55, 20, "unknown class 'Xtreme'")),
    Row("rule without a class", [(C, "        class: [M, H]\n", "")], say(C, 51, 9, "'class' is missing")),
    Row("rule without a title", [(C, '        title: {en: "Inside the body.", ja: 体内で使うもの。}\n', "")],
        say(C, 37, 9, "'title' is missing")),
    Row("title without Japanese", [(C, "{en: Devices, ja: 機器}", "{en: Devices}")], say(C, 23, 12, "'ja' is missing")),
    Row("unknown key of a rule", [(C, "        when: {term: xx.inside}", "        whn: {term: xx.inside}")],
        say(C, 40, 9, "unknown key 'whn' (did you mean 'when'?)")),
    Row("unknown key at the top of the classification", [(C, "terms:\n", "trems: []\nterms:\n")],
        say(C, 15, 1, "unknown key 'trems' (did you mean 'terms'?)")),
    Row("unknown scope", [(C, "scope: out", "scope: outside")], say(C, 6, 12, "unknown scope 'outside'")),
    Row("unknown strategy", [(C, "strategy: highest", "strategy: hightest")],
        say(C, 25, 15, "unknown strategy 'hightest' (did you mean 'highest'?)")),
    Row("no strategy", [(C, "    strategy: highest\n", "")], say(C, 21, 5, "'strategy' is missing")),
    Row("unknown base", [(C, "    strategy: highest\n", "    strategy: highest\n    extends: gthf\n")],
        say(C, 21, 5, "no rule base 'gthf'")),
    Row("sub-class of nothing", [(C, "of: L, when", "of: X, when")], say(C, 28, 9, "'of' names no class")),
    Row("class asked while it is decided", [brain("{class: M}")],
        say(C, 47, 23, "the class cannot be asked while it is being decided")),
    Row("classes of two markets that ask each other",
        [brain('{class_in: {market: yy, class: "3"}}'),
         (Y, "when: {mini_contact: brain}", "when: {class_in: {market: xx, class: H}}")],
        say(Y, 29, 46, "the class cannot be asked while it is being decided")),
    # ---- sources
    Row("unknown source", [(C, "{source: act, at: section 4(3)}", "{source: akt, at: section 4(3)}")],
        say(C, 49, 25, "unknown source 'akt' (did you mean 'act'?)")),
    Row("unknown source of a check", [(C, "verified: {date: 2026-10-01, source: act}",
                                       "verified: {date: 2026-10-01, source: akt}")],
        say(C, 9, 42, "unknown source 'akt'")),
    Row("day of a check that is none", [(C, "verified: {date: 2026-10-01", "verified: {date: 2026-10-32")],
        say(C, 9, 22, "'date' must be a date as 2026-11-23")),
    Row("unknown key of a source", [(S, "publisher: Exland,", "publsher: Exland,")],
        say(S, 4, 49, "unknown key 'publsher' (did you mean 'publisher'?)")),
    Row("unknown kind of source", [(S, "kind: guidance", "kind: guidence")],
        near(S, 5)),
    # ---- twice
    Row("duplicate id of rules", [(C, "id: xx.r3", "id: xx.r2")], say(C, 44, 9, "duplicate id 'xx.r2'")),
    Row("duplicate id of terms",
        [(C, "schemes:\n", "  - {id: xx.inside, title: {en: a, ja: b}, when: {mini_sterile: true}}\nschemes:\n")],
        say(C, 20, 5, "duplicate id 'xx.inside' (it stands in line 16 already)")),
    Row("duplicate id of scope rules", [(C, "id: xx.scope.strong", "id: xx.scope.wellness")],
        say(C, 10, 5, "duplicate id 'xx.scope.wellness' (it stands in line 4 already)")),
    Row("duplicate id of routes", [(P, "id: xx.notice", "id: xx.licence")],
        say(P, 17, 5, "duplicate id 'xx.licence' (it stands in line 4 already)")),
    Row("duplicate id of sources", [(S, "  - {id: guide", "  - {id: act, title: {en: a, ja: b}}\n  - {id: guide")],
        say(S, 5, 5, "duplicate id 'act' (it stands in line 4 already)")),
    Row("duplicate id of schemes",
        [(C, "  - id: xx.ivd\n    product_type: ivd\n    title: {en: Tests, ja: 検査}\n    classes: [A, B]",
          "  - id: xx.device\n    product_type: medical_device\n    title: {en: Tests, ja: 検査}\n"
          "    classes: [L, M, H, A, B]")],
        near(C, 72)),
    Row("duplicate id of sub-classes",
        [(C, "    subclasses:\n", "    subclasses:\n      - {id: Ls, of: L, title: {en: x, ja: y}, "
                                 "cite: {source: act, at: x}}\n")],
        near(C, 29)),
    Row("duplicate id of attributes",
        [(V, "constraints:\n", "  - {id: mini_sterile, group: mini, type: bool, title: {en: a, ja: b}, "
                               "question: {en: a, ja: b}}\nconstraints:\n")],
        say(V, 68, 5, "duplicate id 'mini_sterile' (it stands in line 6 already)")),
    # ---- circles, and rules over others
    Row("term that asks itself", [(C, INSIDE, "when: {term: xx.inside}")],
        say(C, 18, 18, "term 'xx.inside' depends on itself")),
    Row("two terms that ask each other",
        [(C, INSIDE, "when: {term: xx.other}"),
         (C, "schemes:\n", "  - {id: xx.other, title: {en: a, ja: b}, when: {term: xx.inside}}\nschemes:\n")],
        say(C, 20, 56, "term 'xx.inside' depends on itself")),
    Row("rule that asks itself", [brain("{rule: xx.r3}")], say(C, 44, 9, "rule 'xx.r3' depends on itself")),
    Row("two rules that ask each other", [brain("{rule: xx.r2}"), (C, "{term: xx.inside}", "{rule: xx.r3}")],
        say(C, 37, 9, "rule 'xx.r2' depends on itself")),
    Row("rule that overrides nothing", [(C, "        class: H\n", "        overrides: xx.r99\n        class: H\n")],
        say(C, 44, 9, "overrides 'xx.r99', which is no rule")),
    Row("rule dropped that is not there", [(C, "    strategy: highest\n", "    strategy: highest\n    drops: [xx.r99]\n")],
        say(C, 26, 13, "unknown rule 'xx.r99'")),
    # ---- tables
    Row("scheme without its table", [(Y, "    table: yy.codes\n", "")],
        say(Y, 17, 5, "'table' names no table of this market")),
    Row("scheme with an unknown table", [(Y, "    table: yy.codes\n", "    table: yy.cods\n")],
        say(Y, 17, 5, "'table' names no table of this market")),
    Row("scheme with an unknown column", [(Y, "    column: class\n", "    column: clas\n")],
        say(Y, 17, 5, "'column' names no column with values")),
    Row("scheme with a column of text", [(Y, "    column: class\n", "    column: name\n")],
        say(Y, 17, 5, "'column' names no column with values")),
    Row("table of an unknown code",
        [(Y, "code: mini_code", "code: mini_kode"), (Y, "    strategy: table\n", "    strategy: first\n"),
         (YP, f"{{any: [{NOTICE}, {{class: \"1\", not: {{in_table: yy.codes}}}}]}}", '{class: "1"}')],
        say(Y, 6, 5, "'code' must be a code attribute")),
    Row("table of what is no code", [(Y, "code: mini_code", "code: mini_sterile")],
        near(Y, 6)),
    Row("table whose file is not there", [(Y, "file: tables/codes.tsv", "file: tables/cods.tsv")],
        near(Y, 9)),
    Row("table without a column of codes", [(CODES, "class\tcode", "class\tkode")],
        near(CODES, 1)),
    Row("table with a class that is none", [(CODES, "2\tBBB", "7\tBBB")],
        near(CODES, 3)),
    Row("condition on an unknown table", [(YP, "table: yy.codes, submission", "table: yy.nope, submission")],
        say(YP, 6, 29, "unknown table 'yy.nope'")),
    Row("condition on an unknown column", [(YP, "submission: notice", "submision: notice")],
        say(YP, 6, 47, "unknown column 'submision'")),
    Row("condition on an unknown value of a column", [(YP, "submission: notice", "submission: notise")],
        say(YP, 6, 59, "unknown value of a column 'notise' (did you mean 'notice'?)")),
    # ---- time
    Row("time that ends before it begins", [(C, LATER, "effective: {from: 2027-01-01, until: 2026-01-01}")],
        say(C, 64, 20, "ends before it begins")),
    Row("month thirteen", [(C, LATER, "effective: {from: 2027-13-01}")],
        say(C, 64, 27, "'from' must be a date as 2026-11-23")),
    Row("unknown key of time", [(C, LATER, "effective: {form: 2027-01-01}")],
        say(C, 64, 21, "unknown key 'form' (did you mean 'from'?)")),
    # ---- routes
    Row("unknown kind of route", [(P, "kind: add_on", "kind: addon")], say(P, 32, 5, "'kind' is route or add_on")),
    Row("usual time longer than the longest", [(P, "usual: 90,", "usual: 290,")],
        say(P, 10, 11, "'usual' is longer than 'longest'")),
    Row("time in words", [(P, "usual: 90,", "usual: soon,")], say(P, 10, 33, "'usual' must be a number")),
    Row("unknown key of times", [(P, "usual: 90,", "usuel: 90,")],
        say(P, 10, 26, "unknown key 'usuel' (did you mean 'usual'?)")),
    Row("time below nothing", [(P, "shortest: 30", "shortest: -30")],
        near(P, 10)),
    Row("fee below nothing", [(P, "amount: 12500", "amount: -1")],
        say(P, 12, 9, "'amount' must be a number, 0 or more")),
    Row("fee in words", [(P, "amount: 12500", "amount: lots")],
        say(P, 12, 9, "'amount' must be a number, 0 or more"), say(P, 12, 46, "'amount' must be a number")),
    Row("route for an unknown class", [(P, "when: {class: [L, A]}", "when: {class: [L, Zero]}")],
        say(P, 20, 23, "unknown class 'Zero'")),
    Row("route for an unknown sub-class", [(P, "when: {class: [L, A]}", "when: {subclass: Lx}")],
        say(P, 20, 22, "unknown sub-class 'Lx'")),
    Row("route that asks itself", [(P, "when: {class: [L, A]}", "when: {route: xx.notice}")],
        say(P, 20, 19, "unknown route 'xx.notice'")),
    Row("unknown key of a route", [(P, "reviewer: {en: the office", "reviwer: {en: the office")],
        say(P, 8, 5, "unknown key 'reviwer' (did you mean 'reviewer'?)")),
    Row("route without a name", [(P, "    name: {en: Notice, ja: 届出}\n", "")], say(P, 17, 5, "'name' is missing")),
    # ---- the market
    Row("market in another's folder", [(T, "id: xx", "id: zz")], say(T, 2, 5, "the folder is 'xx', not 'zz'")),
    Row("market without a name", [(T, "name: {en: Exland, ja: エックス国}\n", "")], say(T, 1, 1, "'name' is missing")),
    Row("market on top of none", [(T, "region: europe\n", "region: europe\nextends: qq\n")],
        near(T, 6)),
    Row("market on top of itself", [(T, "region: europe\n", "region: europe\nextends: xx\n")],
        near(T, 6)),
    Row("two markets on top of each other",
        [(T, "region: europe\n", "region: europe\nextends: yy\n"),
         ("jurisdictions/yy/market.yaml", "region: asia\n", "region: asia\nextends: xx\n")],
        re.compile(r"^rules/jurisdictions/(xx|yy)/market\.yaml:6:\d+: error: \S")),
    Row("unknown region", [(T, "region: europe", "region: eurpoe")],
        near(T, 5)),
    # ---- the shape of files
    Row("kind that is none", [(C, "classification/1", "classifcation/1")],
        say(C, 1, 9, "'classification/1' is expected here, not 'classifcation/1'")),
    Row("kind missing", [(P, "reggap: pathways/1\n", "")], say(P, 1, 1, "'reggap' is missing")),
    Row("kind of another file", [(P, "reggap: pathways/1", "reggap: cases/1")],
        say(P, 1, 9, "'pathways/1' is expected here, not 'cases/1'")),
    Row("list as a map", [(P, "pathways:\n", "pathways: {}\nroutes:\n")], say(P, 3, 11, "'pathways' must be a list"),
        say(P, 4, 1, "unknown key 'routes' (did you mean 'note'?)")),
    Row("unknown key at the top of the routes", [(P, "market: xx\n", "market: xx\nmarkets: yy\n")],
        say(P, 3, 1, "unknown key 'markets' (did you mean 'market'?)")),
    Row("unknown key at the top of the sources", [(S, "market: xx\n", "market: xx\nmarkets: yy\n")],
        say(S, 3, 1, "unknown key 'markets' (did you mean 'market'?)")),
    Row("unknown key at the top of the vocabulary", [(V, "groups:\n", "grups: []\ngroups:\n")],
        say(V, 3, 1, "unknown key 'grups' (did you mean 'groups'?)")),
    Row("file of another market", [(P, "market: xx\n", "market: yy\n")], near(P, 2)),
    Row("broken YAML", [(C, "terms:\n", "terms: [\n")],
        say(C, 16, 3, "while parsing a flow node, did not find expected node content (begun in line 16)")),
    Row("broken YAML in two files", [(C, "terms:\n", "terms: [\n"), (P, "usual: 90", "usual: [")],
        say(C, 16, 3, "while parsing a flow node, did not find expected node content (begun in line 16)"),
        say(P, 10, 34, "while parsing a flow node, did not find expected node content (begun in line 10)")),
    Row("anchor", [brain("&a {mini_contact: brain}")], say(C, 47, 15, "anchors and aliases are not used here")),
    Row("key twice", [brain("{mini_contact: brain, mini_contact: blood}")],
        say(C, 47, 37, "duplicate key 'mini_contact' (it stands in line 47 already)")),
    Row("empty file", [(C, None, "")], say(C, 1, 1, "the file is empty")),
    Row("NUL in a file", [(C, None, b"reggap: classification/1\n\0")], near(C, 2)),
    # ---- the vocabulary
    Row("unknown type of attribute", [(V, "    type: int\n", "    type: itn\n")],
        say(V, 49, 11, "unknown type 'itn' (did you mean 'int'?)")),
    Row("neutral value that is none", [(V, "neutral: transient", "neutral: transent")],
        say(V, 24, 14, "unknown value of 'mini_duration': 'transent' (did you mean 'transient'?)")),
    Row("unknown key of an attribute", [(V, "design_choice: true", "design_chioce: true")],
        say(V, 14, 5, "unknown key 'design_chioce' (did you mean 'design_choice'?)")),
    Row("constraint on an unknown value", [(V, "when: {mini_contact: brain}", "when: {mini_contact: brian}")],
        say(V, 70, 26, "unknown value of 'mini_contact': 'brian' (did you mean 'brain'?)")),
    Row("constraint without an end", [(V, "    then: {mini_duration: long}\n", "")],
        say(V, 69, 5, "a constraint needs 'when' and 'then'")),
    Row("question that hangs on a market's term",
        [(V, "asked_when: {mini_purpose: treat}", "asked_when: {term: xx.inside}")],
        say(V, 52, 24, "'term' can only be asked in a market's files")),
    Row("unknown group", [(V, "    group: mini\n    type: int\n", "    group: mino\n    type: int\n")],
        near(V, 48)),
]


@each(CLASSIFY)
class Classify(Case):
    """Found by a question to the market's classes and routes."""

    def check(self, edits, *expected):
        self.copy_mini(*edits)
        done = self.fails(self.here("classify", FULL, "--to", "xx,yy", "--rules", "rules", "-o", "out.html"), 3)
        self.tells(done, expected, "error")
        self.assertFalse(os.path.exists(self.path("out.html")))


STANDARD = "    parameters: {standard: [ISO 13485]}\n"
FEE = "{amount: 12500, currency: XXD, of: FY2026}"
# name, edits, all errors that are told
COMPARE = [
    Row("unknown requirement", [(Q, "requirement: mini.qms", "requirement: mini.qsm")],
        say(Q, 12, 5, "unknown requirement 'mini.qsm' (did you mean 'mini.qms'?)")),
    Row("unknown requirement near a shipped one", [(Q, "requirement: mini.qms", "requirement: qms.sytem")],
        say(Q, 12, 5, "unknown requirement 'qms.sytem' (did you mean 'qms.system'?)")),
    Row("unknown parameter", [(Q, "{days: 10}", "{dais: 10}")],
        say(Q, 28, 18, "unknown parameter 'dais' (did you mean 'days'?)")),
    Row("word for days", [(Q, "{days: 10}", "{days: soon}")], say(Q, 28, 24, "'days' must be a number, 0 or more")),
    Row("days below nothing", [(Q, "{days: 10}", "{days: -1}")], say(Q, 28, 24, "'days' must be a number, 0 or more")),
    Row("unknown value of an ordered parameter", [(Q, "kind: notification", "kind: notifcation")],
        say(Q, 10, 24, "unknown value of 'kind': 'notifcation' (did you mean 'notification'?)")),
    Row("two values of an ordered parameter", [(Q, "kind: notification", "kind: [notification, none]")],
        say(Q, 10, 24, "'kind' must be one value")),
    Row("unknown value of a set", [(Q, "[SPDX]", "[SPDY]")],
        say(Q, 21, 28, "unknown value of 'formats': 'SPDY' (did you mean 'SPDX'?)")),
    Row("word for a truth value", [(Q, "sme_reduction: false", "sme_reduction: maybe")],
        say(Q, 39, 85, "'sme_reduction' must be true or false")),
    Row("number for money", [(Q, FEE, "12500")], say(Q, 39, 26, "'amount' must be {amount, currency, of}")),
    Row("money without a currency", [(Q, FEE, "{amount: 12500}")], say(Q, 39, 26, "'currency' is missing")),
    Row("required in other words", [(Q, "required: false", "required: never")],
        say(Q, 17, 15, "'required' is true, false or unknown")),
    Row("not required without a reason",
        [(Q, '    reason: {en: "Exland has no list of principles.", ja: 基本要件の一覧はない。}\n', "")],
        say(Q, 16, 5, "'reason' is missing")),
    Row("satisfied by an unknown paper",
        [(Q, STANDARD, STANDARD + "    satisfied_by: [{type: mini_certifcate, counts: full}]\n")],
        say(Q, 14, 20, "unknown evidence type 'mini_certifcate' (did you mean 'mini_certificate'?)")),
    Row("satisfied in other words", [(Q, STANDARD, STANDARD + "    satisfied_by: [{type: mini_certificate, counts: half, "
                                                    "missing: {en: a, ja: b}}]\n")],
        say(Q, 14, 20, "'counts' is full or part")),
    Row("satisfied in part without what is missing",
        [(Q, STANDARD, STANDARD + "    satisfied_by: [{type: mini_certificate, counts: part}]\n")],
        say(Q, 14, 20, "'missing' is missing")),
    Row("unknown key of an entry", [(Q, "    cite: {source: act, at: schedule}", "    cites: {source: act, at: schedule}")],
        say(Q, 40, 5, "unknown key 'cites' (did you mean 'cite'?)")),
    Row("unknown route in a condition", [(Q, "when: {class: [M, H, B]}", "when: {route: xx.licens}")],
        say(Q, 5, 19, "unknown route 'xx.licens' (did you mean 'xx.licence'?)")),
    Row("unknown market in a condition", [(YQ, "market: xx, class", "market: qq, class")],
        say(YQ, 25, 31, "unknown market 'qq'")),
    Row("unknown class of another market", [(YQ, "class: [M, H]}}", "class: [M, Quite]}}")],
        say(YQ, 25, 46, "unknown class 'Quite'")),
    Row("entries as a map", [(Q, "requirements:\n", "requirements: {}\nentries:\n")],
        say(Q, 3, 15, "'requirements' must be a list"),
        say(Q, 4, 1, "unknown key 'entries'")),
    Row("unknown key at the top of the requirements", [(Q, "market: xx\n", "market: xx\nmarkets: yy\n")],
        say(Q, 3, 1, "unknown key 'markets' (did you mean 'market'?)")),
    Row("unknown topic", [("rules/requirements.yaml", "    topic: mini_before\n    title: {en: Mini licence",
                           "    topic: mini_befor\n    title: {en: Mini licence")],
        say("rules/requirements.yaml", 8, 12, "unknown topic 'mini_befor'")),
    Row("unknown type of parameter",
        [("rules/requirements.yaml", "{id: local_holder, type: bool", "{id: local_holder, type: bol")],
        say("rules/requirements.yaml", 19, 34, "unknown type 'bol' (did you mean 'bool'?)")),
]


@each(COMPARE)
class Compare(Case):
    """Found by a question to the market's requirements."""

    def check(self, edits, *expected):
        self.copy_mini(*edits)
        done = self.here("compare", FULL, "--to", "xx", "--rules", "rules", "-o", "out.html")
        self.tells(done, expected, "error")
        self.assertEqual(done.code, 3)
        self.assertFalse(os.path.exists(self.path("out.html")))


BROKEN = (Q, "{days: 10}", "{dais: 10}")


@each([
    Row("whatif", "whatif", FULL, "--to", "xx", "--set", "mini_sterile=false"),
    Row("markets", "markets", "--to", "xx"),
    Row("ask for the next question", "ask", FULL, "--to", "xx", "--next"),
    Row("compare as JSON", "compare", FULL, "--to", "xx", "--format", "json"),
    Row("compare from a broken home", "compare", FULL, "--from", "xx", "--to", "yy"),
])
class EveryCommand(Case):
    """Every command that reads requirements stops at a broken one."""

    def check(self, *words):
        self.copy_mini(BROKEN)
        done = self.here(*words, "--rules", "rules")
        self.assertEqual(done.told("error"), [say(Q, 28, 18, "unknown parameter 'dais' (did you mean 'days'?)")])
        self.assertEqual((done.code, done.out), (3, ""))


CASES = [
    Row("unknown key of what is expected", [(K, "expect: {class: H", "expect: {clas: H")],
        say(K, 12, 14, "unknown key 'clas' (did you mean 'class'?)")),
    Row("unknown value in a case", [(K, "mini_contact: [brain]", "mini_contact: [brian]")],
        say(K, 11, 63, "unknown value of 'mini_contact': 'brian' (did you mean 'brain'?)")),
    Row("case that contradicts itself", [(K, "mini_contact: [brain]", "mini_contact: [brain], mini_duration: short")],
        say(K, 11, 71, "'mini_duration' contradicts 'mini_contact' in line 11: Whatever touches the brain stays "
                       "(mini_contact brain asks for mini_duration long).")),
    Row("case without a title", [(K, "    title: {en: probe, ja: プローブ}\n", "")], say(K, 9, 5, "'title' is missing")),
    Row("case twice", [(K, "id: xx.case.probe", "id: xx.case.plaster")],
        say(K, 9, 5, "duplicate id 'xx.case.plaster' (it stands in line 4 already)")),
    Row("unknown key at the top of the cases", [(K, "market: xx\n", "market: xx\nmarkets: yy\n")],
        say(K, 3, 1, "unknown key 'markets' (did you mean 'market'?)")),
]


@each(CASES)
class Cases(Case):
    """Found by running the cases."""

    def check(self, edits, *expected):
        self.copy_mini(*edits)
        done = self.here("test", "rules", "--to", "xx")
        self.tells(done, expected, "error")
        self.assertEqual(done.code, 3)


class Folders(Case):
    """--rules with what is no rule set."""

    def refused(self, *words):
        done = self.fails(self.here("classify", FULL, "--to", "eu", *words), 3)
        return done.told()

    def test_no_such_folder(self):
        self.assertEqual(self.refused("--rules", "nope"),
                         ["nope: error: holds neither rules/ nor jurisdictions/, or cannot be read"])

    def test_a_file(self):
        self.write("file", "x")
        self.assertEqual(self.refused("--rules", "file"),
                         ["file: error: holds neither rules/ nor jurisdictions/, or cannot be read"])

    def test_an_empty_folder(self):
        os.mkdir(self.path("empty"))
        self.assertEqual(self.refused("--rules", "empty"),
                         ["empty: error: holds neither rules/ nor jurisdictions/, or cannot be read"])

    def test_the_wrong_level(self):
        self.assertEqual(self.refused("--rules", os.path.join(MINI, "jurisdictions")),
                         [os.path.join(MINI, "jurisdictions") +
                          ": error: holds neither rules/ nor jurisdictions/, or cannot be read"])

    def test_both_of_two(self):
        self.assertEqual(self.refused("--rules", "a", "--rules", "b"),
                         ["a: error: holds neither rules/ nor jurisdictions/, or cannot be read",
                          "b: error: holds neither rules/ nor jurisdictions/, or cannot be read"])

    def test_a_link_is_told_and_not_followed(self):
        self.copy_mini()
        os.symlink("/etc", self.path("rules", "jurisdictions", "zz"))
        done = self.good(self.here("classify", FULL, "--to", "xx", "--rules", "rules"))
        self.assertIn("rules/jurisdictions/zz: warning: a symbolic link is not followed", done.told("warning"))

    def test_other_files_are_no_rules(self):
        self.copy_mini((".hidden.yaml", None, "["), ("rules/notes.txt", None, "["), ("README.md", None, "["))
        self.good(self.here("classify", FULL, "--to", "xx", "--rules", "rules"))

    def test_files_may_end_in_yml(self):
        self.write("own/rules/any.yml", "[")
        self.assertEqual(len(self.refused("--rules", "own")), 1)

    def test_check_tells_the_same_and_ends_with_findings(self):
        done = self.here("check", "nope")
        self.assertEqual(done.code, 1)
        self.assertEqual(done.told(), ["nope: error: holds neither rules/ nor jurisdictions/, or cannot be read"])

    def test_test_refuses(self):
        self.assertEqual(self.here("test", "nope").code, 3)


class Later(Case):
    """Rules of another day."""

    SLIP = (C, "when: {mini_sterile: true, mini_duration: long}", "when: {mini_steril: true, mini_duration: long}")
    TOLD = say(C, 61, 16, "unknown attribute 'mini_steril' (did you mean 'mini_sterile'?)")

    def test_a_question_of_that_day_is_refused(self):
        self.copy_mini(self.SLIP)
        done = self.fails(self.here("classify", FULL, "--to", "xx", "--rules", "rules", "--as-of", "2027-01-01"), 3)
        self.assertEqual(done.told("error"), [self.TOLD])


if __name__ == "__main__":
    unittest.main()
