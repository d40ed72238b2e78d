"""The two small markets: each kind of rule, route and requirement once, with answers worked out by hand."""
import unittest

from command import DAY, HEAD, MINI, SHIPPED_IDS, Case, Row, each, mini, profile, run

FULL, OPEN, RANGE = profile("full"), profile("open"), profile("range")


class Question(Case):
    """A device written in one line, put to the small markets."""

    def device(self, attributes, complete=True, more="", code=None):
        codes = f"device: {{codes: {{mini_code: {code}}}}}\n" if code else ""
        return self.write("p.yaml", f"{HEAD}{codes}complete: {str(complete).lower()}\nattributes: {{product_type: "
                                    f"medical_device, {attributes}}}\n{more}")

    def classify(self, path, to="xx", day=DAY):
        done = self.good(run("classify", path, "--to", to, "--rules", MINI, "--as-of", day, "--format", "json"))
        return done.json["markets"][0]

    def rows(self, path, to="xx", home="yy", *words):
        done = self.good(run(*mini("compare", path, "--from", home, "--to", to, "--format", "json", *words)))
        return {row["requirement"]: row for row in done.json["markets"][0]["rows"]}


# name, attributes, status, class or possible classes, rules that fire, those that decide, recommended route
CLASSES = [
    Row("nothing touched", "mini_contact: []", "determined", ["L"], ["xx.r1"], ["xx.r1"], "xx.notice"),
    Row("skin alone", "mini_contact: [skin]", "determined", ["L"], ["xx.r1"], ["xx.r1"], "xx.notice"),
    Row("blood", "mini_contact: [blood]", "determined", ["M"], ["xx.r2"], ["xx.r2"], "xx.licence"),
    Row("brain, the strictest of two", "mini_contact: [brain]", "determined", ["H"], ["xx.r2", "xx.r3"], ["xx.r3"],
        "xx.licence"),
    Row("all of them", "mini_contact: [skin, blood, brain]", "determined", ["H"], ["xx.r2", "xx.r3"], ["xx.r3"],
        "xx.licence"),
    Row("99 joules", "mini_purpose: treat, mini_energy: 99", "determined", ["L"], ["xx.r1"], ["xx.r1"], "xx.notice"),
    Row("100 joules", "mini_purpose: treat, mini_energy: 100", "range", ["M", "H"], ["xx.r4"], ["xx.r4"], "xx.licence"),
    Row("899 joules", "mini_purpose: treat, mini_energy: 899", "range", ["M", "H"], ["xx.r4"], ["xx.r4"], "xx.licence"),
    Row("900 joules", "mini_purpose: treat, mini_energy: 900", "determined", ["L"], ["xx.r1"], ["xx.r1"], "xx.notice"),
    # rule 2 gives M too, and so decides if the office does not choose H
    Row("range and blood", "mini_purpose: treat, mini_energy: 200, mini_contact: [blood]", "range", ["M", "H"],
        ["xx.r2", "xx.r4"], None, "xx.licence"),
    # rule 4 may give H as well; rule 3 does
    Row("range below the strictest", "mini_purpose: treat, mini_energy: 200, mini_contact: [brain]", "determined",
        ["H"], ["xx.r2", "xx.r3", "xx.r4"], ["xx.r3"], "xx.licence"),
]


@each(CLASSES)
class Highest(Question):
    """Exland takes the strictest rule that is true; one rule leaves two classes open; one fires only when no other does."""

    def check(self, attributes, status, classes, fired, deciding, route):
        market = self.classify(self.device(attributes))
        self.assertEqual((market["class"]["status"], market["class"]["possible"]), (status, classes))
        self.assertEqual(market["class"]["value"], classes[0] if len(classes) == 1 else None)
        self.assertEqual([r["id"] for r in market["rules"] if r["outcome"] == "true"], fired)
        if deciding is not None:
            self.assertEqual([r["id"] for r in market["rules"] if r["decides"]], deciding)
        self.assertEqual([p["id"] for p in market["pathways"] if p["recommended"]], [route])


# name, attributes, code, class, estimated, what decides, recommended route
TABLE = [
    Row("code of class 1", "mini_contact: [brain]", "AAA", "1", False, ["yy.codes"], "yy.notice"),
    Row("code of class 2", "mini_contact: []", "BBB", "2", False, ["yy.codes"], "yy.review"),
    Row("code of class 3", "mini_contact: []", "CCC", "3", False, ["yy.codes"], "yy.review"),
    Row("code of class 2 by notice", "mini_contact: []", "DDD", "2", False, ["yy.codes"], "yy.notice"),
    Row("code in lower case is another code", "mini_contact: [skin]", "bbb", "2", True, ["yy.e2"], "yy.review"),
    Row("code not in the list", "mini_contact: [brain]", "ZZZ", "3", True, ["yy.e1"], "yy.review"),
    Row("code cut short", "mini_contact: []", "BB", "1", True, ["yy.e3"], "yy.notice"),
    Row("no code, brain", "mini_contact: [brain, skin]", None, "3", True, ["yy.e1"], "yy.review"),
    Row("no code, skin", "mini_contact: [skin]", None, "2", True, ["yy.e2"], "yy.review"),
    Row("no code, nothing", "mini_contact: []", None, "1", True, ["yy.e3"], "yy.notice"),
]


@each(TABLE)
class Table(Question):
    """Yonderland takes the row of the code, else the first rule that is true, and marks that as an estimate."""

    def check(self, attributes, code, label, estimated, deciding, route):
        market = self.classify(self.device(attributes, code=code), "yy")
        self.assertEqual((market["class"]["value"], market["class"]["estimated"]), (label, estimated))
        self.assertEqual([r["id"] for r in market["rules"] if r["decides"]], deciding)
        self.assertEqual([p["id"] for p in market["pathways"] if p["recommended"]], [route])


class Scope(Question):
    def test_out_of_scope_has_no_class_and_no_route(self):
        market = self.classify(self.device("mini_purpose: wellness, mini_contact: [brain]"))
        self.assertEqual(market["scope"], "out")
        self.assertEqual(market["scope_rule"]["id"], "xx.scope.wellness")
        self.assertEqual(market["class"], {"value": None, "status": "none", "possible": [], "depends_on": [],
                                           "estimated": False, "subclasses": []})
        self.assertEqual((market["rules"], market["pathways"]), ([], []))

    def test_out_of_scope_asks_nothing(self):
        rows = self.rows(self.device("mini_purpose: wellness"))
        self.assertEqual({row["target"]["required"] for row in rows.values()}, {False})

    def test_borderline(self):
        market = self.classify(self.device("mini_purpose: treat, mini_energy: 1001"))
        self.assertEqual((market["scope"], market["scope_rule"]["borderline"]), ("unknown", True))
        self.assertEqual(market["class"]["status"], "none")

    def test_borderline_in_a_comparison(self):
        path = self.device("mini_purpose: treat, mini_energy: 1001")
        done = self.good(run(*mini("compare", path, "--from", "yy", "--to", "xx", "--format", "json")))
        self.assertEqual(done.json["markets"][0]["scope"], "unknown")

    def test_the_edge_of_borderline(self):
        market = self.classify(self.device("mini_purpose: treat, mini_energy: 1000"))
        self.assertEqual((market["scope"], market["class"]["value"]), ("in", "L"))

    def test_scope_that_is_open(self):
        market = self.classify(self.device("mini_contact: [skin]", complete=False))
        self.assertEqual(market["scope"], "unknown")

    def test_the_text_says_why(self):
        out = self.good(run(*mini("classify", self.device("mini_purpose: wellness"), "--to", "xx"))).out
        self.assertIn("Exland: not regulated as a device", out)
        self.assertIn("Wellness is no medical purpose.", out)


class Possible(Question):
    def test_all_classes_of_all_schemes(self):
        path = self.write("p.yaml", HEAD)
        self.assertEqual(self.classify(path)["class"]["possible"], ["L", "M", "H", "A", "B"])

    def test_a_constraint_takes_a_class_away(self):
        # short, so not in the brain: H is out of reach
        market = self.classify(self.device("mini_purpose: measure, mini_duration: short", complete=False))
        self.assertEqual(market["class"]["possible"], ["L", "M"])

    def test_null_is_open_in_a_complete_profile(self):
        market = self.classify(self.device("mini_contact: null"))
        self.assertEqual((market["class"]["status"], market["class"]["depends_on"]), ("possible", ["mini_contact"]))

    def test_what_is_not_asked_does_not_matter(self):
        # energy is asked of what treats
        market = self.classify(self.device("mini_purpose: measure, mini_contact: []", complete=False))
        self.assertEqual(market["class"]["value"], "L")

    def test_a_number_has_no_neutral_value(self):
        market = self.classify(self.device("mini_purpose: treat"))
        self.assertEqual(market["class"]["status"], "possible")
        self.assertIn("mini_energy", market["class"]["depends_on"])

    def test_possible_and_range_together(self):
        # 200 joules of treatment: M or H by the act; the brain would make it H
        market = self.classify(self.device("mini_purpose: treat, mini_energy: 200", complete=False))
        self.assertEqual(market["class"]["possible"], ["M", "H"])

    def test_first_rule_of_tests(self):
        path = self.write("p.yaml", HEAD + "attributes: {product_type: ivd, mini_purpose: measure}\n")
        market = self.classify(path)
        self.assertEqual(market["class"]["possible"], ["A", "B"])
        self.assertEqual(market["class"]["depends_on"], ["mini_contact"])

    def test_option_complete(self):
        done = self.good(run(*mini("classify", OPEN, "--to", "xx", "--complete", "--format", "json")))
        self.assertEqual(done.json["markets"][0]["class"]["value"], "L")
        self.assertEqual(done.json["assumed"]["mini_contact"], [])
        self.assertEqual(done.json["assumed"]["mini_duration"], "transient")
        self.assertNotIn("mini_purpose", done.json["assumed"])
        self.assertNotIn("mini_energy", done.json["assumed"])

    def test_a_constraint_settles_what_it_implies(self):
        # in the brain for long, sterile: rule 5 of 2027 is true without duration being stated
        market = self.classify(self.device("mini_purpose: measure, mini_contact: [brain], mini_sterile: true",
                                           complete=False), day="2027-01-01")
        self.assertIn(("xx.r5", "true"), [(r["id"], r["outcome"]) for r in market["rules"]])


class Time(Question):
    STERILE = "mini_contact: [skin], mini_sterile: true, mini_duration: long"

    def test_the_day_before_a_rule_begins(self):
        self.assertEqual(self.classify(self.device(self.STERILE), day="2026-12-31")["class"]["value"], "L")

    def test_the_day_a_rule_begins(self):
        market = self.classify(self.device(self.STERILE), day="2027-01-01")
        self.assertEqual(market["class"]["value"], "M")
        self.assertEqual([r["id"] for r in market["rules"]], ["xx.r5"])

    def test_a_retired_rule_is_silent(self):
        market = self.classify(self.device("mini_sterile: true"))
        self.assertEqual(market["class"]["value"], "L")
        self.assertEqual(market["class"]["subclasses"], ["Ls"])

    def test_the_last_day_of_a_rule(self):
        self.copy_mini(("jurisdictions/xx/classification.yaml", "effective: {from: 2027-01-01}",
                        "effective: {until: 2026-06-30}"))
        path = self.device(self.STERILE)
        for day, label in (("2026-06-30", "M"), ("2026-07-01", "L")):
            done = self.good(self.here("classify", path, "--to", "xx", "--rules", "rules", "--as-of", day, "--format",
                                       "json"))
            self.assertEqual(done.json["markets"][0]["class"]["value"], label, day)


class Routes(Question):
    def test_an_approval_opens_a_route(self):
        approved = "approvals: [{market: yy, status: valid}]\n"
        for more, status in (("", "possible"), (approved, "open"),
                             (approved.replace("valid", "expired"), "possible")):
            market = self.classify(self.device("mini_contact: [brain]", more=more))
            self.assertEqual([p["status"] for p in market["pathways"] if p["id"] == "xx.fast"], [status], more)

    def test_an_add_on_stands_beside_the_route(self):
        market = self.classify(self.device("mini_purpose: treat, mini_energy: 10"))
        self.assertEqual([(p["id"], p["kind"], p["recommended"]) for p in market["pathways"]],
                         [("xx.notice", "route", True), ("xx.energy_test", "add_on", False)])

    def test_no_add_on_below_its_limit(self):
        market = self.classify(self.device("mini_purpose: treat, mini_energy: 9"))
        self.assertEqual([p["id"] for p in market["pathways"]], ["xx.notice"])

    def fees(self, more):
        market = self.classify(self.device("mini_contact: [blood]", complete=False, more=more))
        return [(fee["amount"], fee["certain"]) for fee in market["pathways"][0]["fees"]]

    def test_the_fee_of_a_large_company(self):
        self.assertEqual(self.fees("company: {small_business: false}\n"), [(12500, True)])

    def test_the_fee_of_a_small_company(self):
        self.assertEqual(self.fees("company: {small_business: true}\n"), [(2500.5, True)])

    def test_the_fee_of_a_company_that_does_not_say(self):
        self.assertEqual(self.fees(""), [(12500, False), (2500.5, False)])


# name, requirement, difference forward (yy -> xx), difference back, parameter differences forward
DIFFERENCES = [
    Row("ordered, truth value and text", "mini.licence", "stricter", "different",
        {"kind": "stricter", "local_holder": "same", "reviewer": "different"}),
    Row("names", "mini.qms", "different", "different", {"standard": "different"}),
    Row("asked only at home", "mini.checklist", "dropped", "new", {}),
    Row("set of what is accepted", "mini.sbom", "stricter", "looser", {"formats": "stricter"}),
    Row("set of what is wanted", "mini.label", "stricter", "looser", {"items": "stricter"}),
    Row("fewer days", "mini.death_report", "stricter", "looser", {"days": "stricter"}),
    Row("more days", "mini.injury_report", "looser", "stricter", {"days": "looser"}),
    Row("not known", "mini.renewal", "unknown", "unknown", {}),
    Row("money of two currencies, and a relief", "mini.fee", "stricter", "different",
        {"amount": "different", "sme_reduction": "stricter"}),
]


@each(DIFFERENCES)
class Differences(Question):
    def check(self, requirement, forward, back, parameters):
        row = self.rows(FULL)[requirement]
        self.assertEqual(row["difference"], forward)
        self.assertEqual({p["id"]: p["difference"] for p in row["parameters"]}, parameters)
        self.assertEqual(self.rows(FULL, "yy", "xx")[requirement]["difference"], back)


# name, the paper, requirement, verdict for xx, verdict for yy
PAPERS = [
    Row("a certificate of the right edition", '{id: c, type: mini_certificate, edition: "2016"}', "mini.qms",
        "met", "met"),
    Row("a certificate of the old edition", '{id: c, type: mini_certificate, edition: "2003"}', "mini.qms",
        "adapt", "adapt"),
    Row("a certificate that says no edition", "{id: c, type: mini_certificate}", "mini.qms", "met", "met"),
    Row("a certificate until yesterday", "{id: c, type: mini_certificate, expires: 2026-11-22}", "mini.qms", "gap", "gap"),
    Row("a certificate until today", "{id: c, type: mini_certificate, expires: 2026-11-23}", "mini.qms", "met", "met"),
    Row("a certificate from tomorrow", "{id: c, type: mini_certificate, issued: 2026-11-24}", "mini.qms", "gap", "gap"),
    Row("a certificate from today", "{id: c, type: mini_certificate, issued: 2026-11-23}", "mini.qms", "met", "met"),
    Row("another paper", "{id: c, type: mini_label}", "mini.qms", "gap", "gap"),
    Row("a label for one market", "{id: l, type: mini_label, markets: [yy]}", "mini.label", "adapt", "met"),
    Row("a label for both", "{id: l, type: mini_label, markets: [xx, yy]}", "mini.label", "met", "met"),
    Row("a label for none", "{id: l, type: mini_label}", "mini.label", "adapt", "adapt"),
    Row("two papers, the better counts",
        '{id: a, type: mini_certificate, edition: "2003"}, {id: b, type: mini_certificate, edition: "2016"}', "mini.qms",
        "met", "met"),
    Row("an authorisation for one market", "{id: a, type: market_authorisation, markets: [xx]}", "mini.licence",
        "met", "gap"),
]


@each(PAPERS)
class Papers(Question):
    def check(self, papers, requirement, xx, yy):
        path = self.device("mini_contact: [blood]", more=f"evidence: [{papers}]\napprovals: []\n")
        for to, home, verdict in (("xx", "yy", xx), ("yy", "xx", yy)):
            row = self.rows(path, to, home)[requirement]
            self.assertEqual(row["verdict"], verdict, to)
            self.assertEqual(bool(row["held"]), verdict in ("met", "adapt"), row)
            if verdict == "met":
                self.assertEqual(row["missing"], [])
            if verdict == "adapt":
                self.assertTrue(row["missing"])


class Verdicts(Question):
    def test_the_better_paper_alone_is_held(self):
        path = self.device("mini_contact: [blood]", more='evidence: [{id: a, type: mini_certificate, edition: "2003"}, '
                                                         '{id: b, type: mini_certificate, edition: "2016"}]\n')
        self.assertEqual(self.rows(path)["mini.qms"]["held"], ["b"])

    def test_an_expired_paper_is_named(self):
        path = self.device("mini_contact: [blood]",
                           more="evidence: [{id: old, type: mini_certificate, expires: 2020-01-01}]\n")
        self.assertEqual(self.rows(path)["mini.qms"]["missing"],
                         [{"en": "'old' is not valid on this date", "ja": "「old」はこの日に有効ではない"}])

    def test_an_approval_there_is_its_authorisation(self):
        path = self.device("mini_contact: [blood]", more="approvals: [{market: xx, status: valid}]\n")
        row = self.rows(path)["mini.licence"]
        self.assertEqual((row["verdict"], row["held"]), ("met", ["approvals"]))

    def test_a_withdrawn_approval_is_none(self):
        path = self.device("mini_contact: [blood]", more="approvals: [{market: xx, status: withdrawn}]\n")
        self.assertEqual(self.rows(path)["mini.licence"]["verdict"], "gap")

    def test_who_is_not_approved_at_home_has_no_practice(self):
        rows = self.rows(self.device("mini_contact: [blood]", more="approvals: []\n"))
        self.assertEqual(rows["mini.injury_report"]["verdict"], "gap")

    def test_who_is_approved_at_home_lives_by_its_duties(self):
        rows = self.rows(self.device("mini_contact: [blood]", more="approvals: [{market: yy, status: valid}]\n"))
        self.assertEqual(rows["mini.injury_report"]["verdict"], "met")
        self.assertEqual(rows["mini.death_report"]["verdict"], "adapt")
        self.assertEqual(rows["mini.injury_report"]["basis"], "practice")

    def test_papers_that_are_not_stated_leave_it_open(self):
        rows = self.rows(self.device("mini_contact: [blood], mini_purpose: measure", complete=False))
        self.assertEqual((rows["mini.qms"]["verdict"], rows["mini.qms"]["depends_on"]), ("undetermined", ["evidence"]))
        self.assertEqual((rows["mini.death_report"]["verdict"], rows["mini.death_report"]["depends_on"]),
                         ("undetermined", ["approvals"]))

    def test_a_duty_that_hangs_on_the_class(self):
        rows = self.rows(self.device("mini_purpose: measure", complete=False), "yy", "xx")
        row = rows["mini.checklist"]
        self.assertEqual((row["target"]["required"], row["difference"], row["verdict"], row["depends_on"]),
                         (None, "unknown", "undetermined", ["mini_contact"]))

    def test_a_duty_that_hangs_on_another_markets_class(self):
        for contact, required in (("[blood]", True), ("[skin]", False)):
            rows = self.rows(self.device(f"mini_contact: {contact}"), "yy", "xx")
            self.assertEqual(rows["mini.injury_report"]["target"]["required"], required, contact)

    def test_what_the_rules_do_not_know_does_not_hang_on_the_profile(self):
        path = self.device("mini_contact: [blood]", more="approvals: [{market: xx, status: valid}]\nevidence: []\n")
        row = self.rows(path, "yy", "xx")["mini.renewal"]
        self.assertEqual((row["verdict"], row["depends_on"]), ("undetermined", []))

    def test_without_a_home_all_that_is_asked_is_new(self):
        path = self.device("mini_contact: [blood]")
        done = self.good(run(*mini("compare", path, "--to", "xx", "--format", "json")))
        self.assertIsNone(done.json["home"])
        rows = {row["requirement"]: row for row in done.json["markets"][0]["rows"]}
        self.assertEqual(rows["mini.qms"]["difference"], "new")
        self.assertEqual(rows["mini.checklist"]["difference"], "same")

    def test_a_market_beside_itself_is_the_same(self):
        rows = self.rows(FULL, "yy", "yy")
        self.assertEqual({row["difference"] for name, row in rows.items() if name != "mini.renewal"}, {"same"})


class Layers(Question):
    """Own rules over own rules."""

    def test_requirements_of_the_shipped_catalogue(self):
        done = self.good(run(*mini("compare", FULL, "--to", "xx", "--format", "json", "--rules", SHIPPED_IDS)))
        rows = {row["requirement"]: row for row in done.json["markets"][0]["rows"]}
        self.assertEqual(rows["vigilance.death_report"]["difference"], "stricter")
        self.assertEqual({p["id"]: (p["home"], p["target"], p["difference"])
                          for p in rows["vigilance.death_report"]["parameters"]},
                         {"days": (15, 10, "stricter"), "days_if_unexpected": (7, 10, "looser")})
        self.assertEqual(rows["vigilance.serious_report"]["difference"], "new")
        self.assertEqual(rows["qms.system"]["difference"], "same")
        self.assertEqual(rows["mini.qms"]["difference"], "different", "the layer below stays")

    def test_a_card_is_asked_of_implants_alone(self):
        for invasiveness, difference in (("implant", "dropped"), ("non_invasive", "same")):
            path = self.device(f"invasiveness: {invasiveness}, mini_contact: [skin]")
            done = self.good(run(*mini("compare", path, "--from", "yy", "--to", "xx", "--format", "json", "--rules",
                                       SHIPPED_IDS)))
            rows = {row["requirement"]: row for row in done.json["markets"][0]["rows"]}
            self.assertEqual(rows["implant.card"]["difference"], difference, invasiveness)

    def over(self, file, text, *words):
        self.write("over/" + file, text)
        done = run(*mini(*words), "--rules", self.path("over"), "--format", "json")
        return self.good(done).json["markets"][0]

    def test_a_rule_takes_another_ones_place(self):
        market = self.over("jurisdictions/xx/classification.yaml",
                           "reggap: classification/1\nmarket: xx\nschemes:\n  - id: xx.device\n    rules:\n"
                           "      - {id: xx.own, overrides: xx.r2, number: '2', title: {en: Own., ja: 自。}, when: "
                           "{mini_contact: blood}, class: H, cite: {source: act, at: mine}}\n",
                           "classify", FULL, "--to", "xx")
        self.assertEqual([r["id"] for r in market["rules"]], ["xx.own"])
        self.assertEqual(market["class"]["value"], "H")

    def test_a_rule_with_the_same_id_takes_its_place(self):
        market = self.over("jurisdictions/xx/classification.yaml",
                           "reggap: classification/1\nmarket: xx\nschemes:\n  - id: xx.device\n    rules:\n"
                           "      - {id: xx.r2, number: '2', title: {en: Own., ja: 自。}, when: {mini_contact: brain}, "
                           "class: H, cite: {source: act, at: mine}}\n", "classify", FULL, "--to", "xx")
        self.assertEqual(market["class"]["value"], "L")

    def test_the_later_folder_lies_over_the_earlier_one(self):
        self.write("over/jurisdictions/yy/tables/codes.tsv", "code\tclass\nBBB\t3\n")
        for folders, label in (([MINI, self.path("over")], "3"), ([self.path("over"), MINI], "2")):
            done = self.good(run("classify", FULL, "--to", "yy", "--rules", folders[0], "--rules", folders[1],
                                 "--format", "json"))
            self.assertEqual(done.json["markets"][0]["class"]["value"], label)

    def test_rows_of_a_table_lie_over_its_rows(self):
        market = self.over("jurisdictions/yy/tables/codes.tsv", "code\tclass\tsubmission\tname\nBBB\t3\treview\tOwn\n",
                           "classify", FULL, "--to", "yy")
        self.assertEqual((market["class"]["value"], market["rules"][0]["row"]["name"]), ("3", "Own"))

    def test_other_rows_of_a_table_stay(self):
        market = self.over("jurisdictions/yy/tables/codes.tsv", "code\tclass\nQQQ\t3\n", "classify", FULL, "--to", "yy")
        self.assertEqual(market["class"]["value"], "2")

    def test_words_of_reports(self):
        self.write("over/rules/text/en.yaml", "reggap: text/1\nlanguage: en\nstrings: {classify.decides: settles it}\n")
        done = self.good(run(*mini("classify", FULL, "--to", "xx", "--rules", self.path("over"))))
        self.assertIn("settles it", done.out)

    def test_a_market_on_top_of_another(self):
        self.write("over/jurisdictions/zz/market.yaml",
                   "reggap: market/1\nid: zz\nextends: xx\nname: {en: Zedland, ja: ゼット国}\nauthority: {en: Z, ja: Z}\n"
                   "region: europe\ncurrency: ZZD\nlanguages: [en]\n")
        self.write("over/jurisdictions/zz/sources.yaml",
                   "reggap: sources/1\nmarket: zz\nsources:\n  - {id: act, title: {en: Zed act, ja: ゼット法}}\n"
                   "  - {id: guide, title: {en: Zed guide, ja: ゼット手引}}\n")
        done = self.good(run(*mini("classify", FULL, "--to", "zz", "--rules", self.path("over"), "--format", "json")))
        market = done.json["markets"][0]
        self.assertEqual((market["class"]["value"], [r["id"] for r in market["rules"]]), ("M", ["zz.r2"]))
        self.assertEqual(market["rules"][0]["cite"][0]["title"], "Zed act")
        self.assertEqual(market["pathways"][0]["id"], "zz.licence")


class Words(Question):
    """Sentences people read."""

    def test_every_deciding_rule_has_its_facts(self):
        market = self.classify(self.device("mini_contact: []"), "yy")
        self.assertTrue(all(r["because"] for r in market["rules"] if r["decides"]))

    def tree(self, path, rule):
        return self.good(run(*mini("explain", path, "--to", "xx", "--depth", "tree", "--rule", rule))).out

    def test_members_of_a_set_are_stated_all(self):
        self.assertIn("(stated: skin, blood)", self.tree(FULL, "xx.r2"))

    def test_a_range_without_an_end(self):
        self.copy_mini(("jurisdictions/xx/classification.yaml", "mini_energy: {ge: 100, lt: 900}",
                        "mini_energy: {ge: 100}"))
        out = self.good(self.here("explain", FULL, "--to", "xx", "--depth", "tree", "--rule", "xx.r4", "--rules",
                                  "rules")).out
        self.assertNotIn("from 100 to  ", out)

    def test_one_rule_alone(self):
        out = self.tree(FULL, "xx.r3")
        self.assertIn("xx.r3: Touches the brain.", out)
        self.assertNotIn("xx.r2: ", out)

    def test_a_rule_of_another_scheme_is_explained_when_it_is_named(self):
        self.assertIn("xx.ivd.r1: Tests of blood.", self.tree(FULL, "xx.ivd.r1"))

    def test_warnings_about_requirements_go_to_standard_error(self):
        done = self.good(run(*mini("compare", FULL, "--to", "xx")))
        self.assertIn("jurisdictions/xx/requirements.yaml: warning: nothing is said about 'qms.system'",
                      done.told("warning"))
        self.assertNotIn("warning", done.out)


if __name__ == "__main__":
    unittest.main()
