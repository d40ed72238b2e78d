"""changes and expiry: what time brings for a device, without anybody doing anything."""
import unittest

from command import DAY, Case, Row, each, example, profile, run

FULL = profile("full")
LICENCE = "jurisdictions/xx/pathways.yaml"
DUTIES = "jurisdictions/xx/requirements.yaml"
FEE = "amount: 12500, currency: XXD, of: FY2026, when: {small_business: false}"
RISING = (LICENCE, FEE + "}", FEE + ", effective: {until: 2027-03-31}}\n      - {what: {en: Review, ja: 審査}, amount: 13000, "
          "currency: XXD, of: FY2027, when: {small_business: false}, effective: {from: 2027-04-01}}")
QUICKER = (DUTIES, "parameters: {days: 30}\n    cite: {source: act, at: section 11}",
           "parameters: {days: 30}\n    cite: {source: act, at: section 11}\n    effective: {until: 2027-12-31}\n"
           "  - requirement: mini.injury_report\n    parameters: {days: 20}\n    cite: {source: act, at: section 11a}")

# name, edits, until, what must be told: (market, on, what, rule or requirement, before, after, places cited)
CHANGES = [
    Row("a fee", [RISING], "2030-12-31",
        [("xx", "2027-04-01", "fees", "xx.licence", "XXD 12500", "XXD 13000", ["section 6"])]),
    Row("a duty", [QUICKER], "2030-12-31",
        [("xx", "2028-01-01", "parameter", "mini.injury_report", 30, 20, ["section 11a"])]),
    Row("both, by day", [RISING, QUICKER], "2028-01-01",
        [("xx", "2027-04-01", "fees", "xx.licence", "XXD 12500", "XXD 13000", ["section 6"]),
         ("xx", "2028-01-01", "parameter", "mini.injury_report", 30, 20, ["section 11a"])]),
    Row("not after the last day", [RISING, QUICKER], "2027-03-31", []),
    Row("nothing dated", [], "2030-12-31", []),
]


@each(CHANGES)
class Changes(Case):
    def check(self, edits, until, expected):
        rules = self.copy_mini(*edits)
        words = ("changes", FULL, "--to", "xx", "--until", until, "--rules", rules, "--as-of", DAY)
        data = self.good(self.here(*words, "--format", "json")).json
        self.assertEqual((data["reggap"], data["until"]), ("changes/1", until))
        found = [(c["market"], c["on"], c["what"], c.get("requirement") or c["rule"], c["before"], c["after"],
                  [cite["at"] for cite in c["cite"]]) for c in data["changes"]]
        self.assertEqual(found, expected)
        for language in ("en", "ja"):
            for form in ("text", "markdown", "html"):
                out = self.good(self.here(*words, "--format", form, "--lang", language)).out
                for _, on, *_ in expected:
                    self.assertIn(on, out)


@each([Row(name, name) for name in ("ecg-patch", "endoscopy-ai", "glucose-self-test")])
class Agreement(Case):
    """A change of class, route or duty is what classify and compare say on the two days beside it."""

    def check(self, name):
        markets = "eu,us,vn,br"
        told = run("changes", example(name), "--to", markets, "--as-of", DAY, "--until", "2029-12-31", "--format",
                   "json").json["changes"]
        days = sorted({c["on"] for c in told})
        self.assertTrue(days)
        before = self.answer_of(name, markets, DAY)
        for day in days:
            after = self.answer_of(name, markets, day)
            for code, market in after.items():
                here = [c for c in told if c["on"] == day and c["market"] == code]
                for field, value in (("class", market["class"]["value"]), ("route", market["pathway"])):
                    was = before[code]["class"]["value"] if field == "class" else before[code]["pathway"]
                    self.assertEqual(was != value, any(c["what"] == field for c in here), (day, code, field))
                rows = {r["requirement"]: r["target"]["required"] for r in market["rows"]}
                for row in before[code]["rows"]:
                    if row["target"]["required"] != rows[row["requirement"]]:
                        self.assertIn(row["requirement"], [c.get("requirement") for c in here])
            before = after

    def answer_of(self, name, markets, day):
        data = run("compare", example(name), "--to", markets, "--as-of", day, "--format", "json").json
        return {m["market"]: m for m in data["markets"]}


# name, words beside the profile, (id, last day, begin renewal by) in order
ENDINGS = [
    Row("expiry: all that ends", (), [("iso13485", "2027-11-04", "2027-05-08"), ("licence-jp", "2029-06-30", None),
                                      ("site-jp", "2029-07-31", None), ("qms-jp", "2030-03-13", None),
                                      ("sales-jp", "2030-08-31", None), ("999XXBZX00001000", None, None)]),
    Row("expiry: up to a day", ("--until", "2029-06-30"),
        [("iso13485", "2027-11-04", "2027-05-08"), ("licence-jp", "2029-06-30", None), ("999XXBZX00001000", None, None)]),
    Row("expiry: of another market", ("--to", "eu"), [("iso13485", "2027-11-04", "2027-05-08")]),
    Row("expiry: later", ("--as-of", "2027-12-01", "--until", "2027-12-31"),
        [("iso13485", "2027-11-04", "2027-05-08"), ("999XXBZX00001000", None, None)]),
]


@each(ENDINGS)
class Endings(Case):
    def check(self, words, expected):
        words = ("expiry", example("ecg-patch"), *(() if "--as-of" in words else ("--as-of", DAY)), *words)
        data = self.good(run(*words, "--format", "json")).json
        items = data["items"]
        self.assertEqual(data["reggap"], "expiry/1")
        self.assertEqual([(i["id"], i["expires"]) for i in items], [(i, e) for i, e, _ in expected])
        for item, (_, _, begin) in zip(items, expected):
            if begin:
                self.assertEqual((item["renew_by"], item["lead"]["days"]), (begin, 180))
        approval = [i for i in items if i["kind"] == "approval"]
        self.assertTrue(all(i["status"] == "does_not_lapse" and i["cite"] for i in approval))
        self.assertEqual([i["status"] for i in items if i["expires"] and i["expires"] < data["as_of"]],
                         ["ran_out"] * sum(e is not None and e < data["as_of"] for _, e, _ in expected))
        for language in ("en", "ja"):
            for form in ("text", "markdown", "html"):
                out = self.good(run(*words, "--format", form, "--lang", language)).out
                for _, end, begin in expected:
                    self.assertIn(end or "", out)
                    self.assertIn(begin or "", out)


class Words(Case):
    def test_a_wrong_day(self):
        done = self.fails(run("changes", FULL, "--until", "2030-13-01"), 2)
        self.assertIn("is not a date", done.err)

    def test_home_is_told_with_all(self):
        law = "law: [{id: new, title: {en: New Act, ja: 新法}, in_force: 2027-02-03}]\n"
        rules = self.copy_mini(("jurisdictions/xx/market.yaml", "in_force: 2020-01-01", "in_force: 2027-02-03"),
                               ("jurisdictions/yy/market.yaml", "currency: YYD\n", "currency: YYD\n" + law))
        data = self.good(self.here("changes", FULL, "--rules", rules, "--as-of", DAY, "--until", "2027-02-03", "--format",
                                   "json")).json
        self.assertLessEqual({("xx", "law"), ("yy", "law")}, {(c["market"], c["what"]) for c in data["changes"]
                                                             if c["on"] == "2027-02-03"})

    def test_a_mistake_in_the_rules(self):
        rules = self.copy_mini((LICENCE, "days: {shortest: 30, usual: 90, longest: 200}",
                                "days: {shortest: 30, usual: 90, longest: 20}"))
        self.fails(self.here("changes", FULL, "--to", "xx", "--rules", rules, "--as-of", DAY), 3)


if __name__ == "__main__":
    unittest.main()
