"""What changed between two answers: found one by one, and nothing where nothing did."""
import copy
import json
import unittest

from command import DAY, Case, answer, example, run

ECG = example("ecg-patch")
WORDS = (ECG, "--to", "th,us", "--as-of", DAY)


class Diff(Case):
    def diff(self, older, newer, *words):
        old, new = self.write("old.json", json.dumps(older)), self.write("new.json", json.dumps(newer))
        return self.good(run("diff", old, new, *words))

    def changes(self, older, newer):
        return self.diff(older, newer, "--format", "json").json["changes"]

    def test_the_same_answer_has_not_changed(self):
        for command in ("compare", "report"):
            one = answer(command, *WORDS)
            self.assertEqual(self.changes(one, one), [])
            self.assertIn("Nothing changed", self.diff(one, one).out)

    def test_each_change_is_found_alone(self):
        old = answer("report", *WORDS)
        new = copy.deepcopy(old)
        market, plan = new["compare"]["markets"][0], new["plan"]["markets"][0]
        row = next(r for r in market["rows"] if r["verdict"] == "gap" and r["target"]["parameters"].get("kind"))
        before = row["target"]["parameters"]["kind"]
        row["verdict"], row["target"]["parameters"]["kind"] = "met", "other"
        market["class"]["value"], market["pathway"] = "3", "th.licence"
        plan["finish"]["usual"] = "2031-01-01"
        usual = old["plan"]["markets"][0]["finish"]["usual"]
        found = {(c["field"], c["before"], c["after"]) for c in self.changes(old, new)}
        self.assertEqual(found, {("class", "2", "3"), ("route", old["compare"]["markets"][0]["pathway"], "th.licence"),
                                 ("finish", usual, "2031-01-01"), ("value", before, "other"), ("verdict", "gap", "met")})
        text = self.diff(old, new, "--lang", "ja").out
        for word in ("タイ", "クラス", "充足"):
            self.assertIn(word, text)

    def test_fees_markets_and_rows_that_come_and_go(self):
        old = answer("report", *WORDS)
        new = copy.deepcopy(old)
        new["plan"]["markets"][0]["fees"][0]["amount"] += 1
        gone = new["compare"]["markets"][0]["rows"].pop(0)
        del new["compare"]["markets"][1]
        found = self.changes(old, new)
        self.assertIn({"market": "us", "field": "market", "requirement": None, "parameter": None, "before": "us", "after": None}, found)
        self.assertEqual([c["market"] for c in found if c["field"] == "fees"], ["th"])
        self.assertEqual({c["requirement"] for c in found if c["requirement"]}, {gone["requirement"]})
        back = self.changes(new, old)
        self.assertEqual([(c["field"], c["after"], c["before"]) for c in back if c["field"] == "market"], [("market", "us", None)])

    def test_a_change_of_the_device_is_told(self):
        """Watched for immediate danger, software of the patch is IIb in the EU (MDR, Annex VIII, rules 10 and 11)."""
        words = ["--to", "eu", "--as-of", DAY, "--format", "json"]
        effects = self.good(run("whatif", ECG, "--set", "immediate_danger_monitoring=true", *words)).json["changes"]
        told = [(c["before"], c["after"]) for c in effects if c["field"] == "class"]
        with open(ECG, encoding="utf-8") as file:
            text = file.read().replace("immediate_danger_monitoring: false", "immediate_danger_monitoring: true")
        other = self.write("other.yaml", text)
        found = self.changes(self.good(run("compare", ECG, *words)).json, self.good(run("compare", other, *words)).json)
        self.assertEqual([(c["before"], c["after"]) for c in found if c["field"] == "class"], told)
        self.assertTrue(told)

    def test_what_is_no_answer_is_refused(self):
        good = self.write("good.json", json.dumps(answer("compare", *WORDS)))
        for name, text in (("a.json", "{}"), ("b.json", '{"reggap": "plan/1"}'), ("c.json", "{"), ("d.json", '{"reggap": "compare/1", "markets": 3}')):
            done = run("diff", good, self.write(name, text))
            self.assertEqual(done.code, 3, name)
            self.assertIn(name + ":1:", done.err)
        self.assertEqual(run("diff", good).code, 2)


if __name__ == "__main__":
    unittest.main()
