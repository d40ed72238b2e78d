"""rank and route: which markets promise most, and in which order they are best worked."""
import datetime
import itertools
import math
import time
import unittest

from command import DAY, Case, Row, answer, each, example, run

ECG, AI, STENT, GLUCOSE = (example(n) for n in ("ecg-patch", "endoscopy-ai", "coronary-stent", "glucose-self-test"))
FACTORS = ["time", "fees", "gaps", "reliance", "class", "local_evidence", "device_market", "population",
           "health_expenditure_share", "device_market_growth", "ageing_share"]
UNITS = {"device_market": 0.1, "population": 1}


@each([Row(name, path) for name, path in (("ecg", ECG), ("ai", AI), ("stent", STENT), ("glucose", GLUCOSE))])
class Rank(Case):
    """What the answer says of itself holds: scales, sums, places."""

    def check(self, path):
        data = answer("rank", path, "--as-of", DAY)
        markets = data["markets"]
        self.assertEqual([m["place"] for m in markets], list(range(1, len(markets) + 1)))
        self.assertGreaterEqual(len(markets), 15)
        self.assertNotIn("jp", [m["market"] for m in markets])
        self.assertEqual(sorted(markets, key=lambda m: (-m["score"], m["market"])), markets)
        for m in markets:
            self.assertEqual([f["id"] for f in m["factors"]], FACTORS)
            self.assertAlmostEqual(sum(f["normalised"] * f["weight"] for f in m["factors"]), m["score"], delta=1e-9)
            self.assertAlmostEqual(sum(f["weight"] for f in m["factors"]), 1, delta=1e-9)
        for i, factor in enumerate(FACTORS):
            self.scale([m["factors"][i] for m in markets], factor)

    def scale(self, column, factor):
        for f in column:
            self.assertTrue(0 <= f["normalised"] <= 1)
            self.assertEqual(f["neutral"], f["value"] is None)
        if factor == "fees":
            return
        step = (lambda v: math.log1p(v / UNITS[factor])) if factor in UNITS else (lambda v: v)
        sign = -1 if factor in ("time", "gaps", "class", "local_evidence") else 1
        known = [(sign * step(f["value"]), f["normalised"]) for f in column if f["value"] is not None]
        values = [v for v, _ in known]
        low, high = min(values, default=0), max(values, default=0)
        for v, n in known:
            self.assertAlmostEqual(n, (v - low) / (high - low) if high > low else 0.5, delta=1e-9)
        mean = sum(n for _, n in known) / len(known) if known and high > low else 0.5
        for f in column:
            if f["neutral"]:
                self.assertAlmostEqual(f["normalised"], mean, delta=1e-9)


class Weights(Case):
    def ranked(self, text, *words):
        self.write("w.yaml", text)
        return self.here("rank", ECG, "--to", "us,eu,sg,in", "--as-of", DAY, "--weights", "w.yaml", *words)

    def test_one_factor_alone(self):
        zero = "".join(f"  {f}: 0\n" for f in FACTORS if f != "population")
        data = self.good(self.ranked("reggap: weights/1\nweights:\n" + zero, "--format", "json")).json
        self.assertEqual([m["market"] for m in data["markets"]], ["in", "eu", "us", "sg"])
        self.assertEqual([m["score"] for m in data["markets"]][::3], [1, 0])
        moves = {s["factor"]: s["moves"] for s in data["sensitivity"]}
        self.assertEqual([f for f in FACTORS if not moves[f]], ["population"])

    def test_the_others_keep_their_weight(self):
        data = self.good(self.ranked("reggap: weights/1\nweights: {time: 120}\n", "--format", "json")).json
        weights = {f["id"]: f["weight"] for f in data["markets"][0]["factors"]}
        self.assertAlmostEqual(weights["time"], 120 / 200, delta=1e-12)
        self.assertAlmostEqual(weights["gaps"], 15 / 200, delta=1e-12)

    def test_the_first_place_changes_where_it_is_said(self):
        """Each end of a leeway, tried with a file of weights just inside and just outside of it."""
        told = self.good(self.ranked("reggap: weights/1\nweights: {}\n", "--format", "json")).json
        first, tried = told["markets"][0]["market"], 0
        for s in told["sensitivity"]:
            for end, other, way in ((s["lowest"], s["first_below"], -1), (s["highest"], s["first_above"], 1)):
                if not other:
                    continue
                for t, expected in ((end - way * 1e-4, first), (end + way * 1e-4, other)):
                    if not 0 <= t < 1:
                        continue
                    rest = {f["id"]: f["weight"] / (1 - s["weight"]) * (1 - t) for f in told["markets"][0]["factors"]}
                    rest[s["factor"]] = t
                    text = "".join(f"  {k}: {v:.12f}\n" for k, v in rest.items())
                    data = self.good(self.ranked("reggap: weights/1\nweights:\n" + text, "--format", "json")).json
                    self.assertEqual(data["markets"][0]["market"], expected, (s["factor"], t))
                    tried += 1
        self.assertGreater(tried, 0)

    def test_what_is_wrong_is_told(self):
        done = self.fails(self.ranked("reggap: weights/1\nweights:\n  tine: 3\n  fees: -1\n  gaps: much\n"), 3)
        self.tells(done, ["w.yaml:3:3: error: unknown factor 'tine' (did you mean 'time'?)",
                          "w.yaml:4:9: error: a weight is a number from 0 to 1000000",
                          "w.yaml:5:9: error: 'gaps' must be a number"], "error")

    def test_all_zero(self):
        zero = "".join(f"  {f}: 0\n" for f in FACTORS)
        self.assertIn("all weights are 0", self.fails(self.ranked("reggap: weights/1\nweights:\n" + zero), 3).err)

    def test_another_kind_of_file(self):
        self.assertIn("'weights/1' is expected here", self.fails(self.ranked("reggap: rates/1\nweights: {}\n"), 3).err)

    def test_no_file(self):
        self.fails(run("rank", ECG, "--weights", self.path("none.yaml")), 3)


@each([Row(f"rank {form} {language}", form, language) for form, language in
       itertools.product(("text", "markdown", "html"), ("en", "ja"))])
class RankPages(Case):
    def check(self, form, language):
        out = self.good(run("rank", ECG, "--to", "us,sg,ke", "--as-of", DAY, "--format", form, "--lang", language)).out
        for name in {"en": ("United States", "Singapore", "Kenya"), "ja": ("米国", "シンガポール", "ケニア")}[language]:
            self.assertIn(name, out)
        self.assertNotIn("factor.", out)
        self.assertNotIn("rank.", out)


TWELVE = "sg,my,th,vn,id,ph,in,br,mx,sa,ae,eg"
GOALS = [Row(f"{name} {goal}{' one by one' * one}", path, goal, one) for name, path in (("ecg", ECG), ("stent", STENT))
         for goal in ("time", "cost", "value") for one in (False, True)]


def days_between(a, b):
    return (datetime.date.fromisoformat(b) - datetime.date.fromisoformat(a)).days


@each(GOALS)
class Route(Case):
    """Sums and dates hold together, no plain way is better, and it is found in time."""

    def check(self, path, goal, one):
        words = ("route", path, "--to", TWELVE, "--goal", goal, "--as-of", DAY, *(["--one-by-one"] if one else []))
        begun = time.monotonic()
        data = self.good(run(*words, "--format", "json")).json
        self.assertLess(time.monotonic() - begun, 10)
        self.assertEqual((data["goal"], data["one_by_one"], data["start"]), (goal, one, DAY))
        self.assertEqual(sorted(data["order"] + data["unplanned"]), sorted(TWELVE.split(",")))
        self.assertEqual(data["order"], [s["market"] for s in data["stops"]])
        self.assertEqual(data["finish"], max(s["finish"] for s in data["stops"]))
        self.assertEqual(data["days"], days_between(DAY, data["finish"]))
        self.assertAlmostEqual(data["fees"], sum(s["fees"] for s in data["stops"]) + data["shared_fees"], delta=1e-3)
        self.assertLessEqual(data["bound"], data["measure"] * (1 + 1e-12))
        self.assertEqual(data["exact"], math.isclose(data["bound"], data["measure"], rel_tol=1e-9))
        for stop in data["stops"]:
            self.assertEqual(stop["days"], days_between(stop["start"], stop["finish"]))
        if one:
            for before, stop in zip(data["stops"], data["stops"][1:]):
                self.assertEqual(stop["start"], before["finish"])
        naive = data["naive"]
        if goal == "time":
            self.assertLessEqual(data["days"], naive["one_by_one"]["days"])
            if not one:
                self.assertLessEqual(data["days"], naive["all_at_once"]["days"])
        if goal == "cost":
            self.assertLessEqual(data["fees"], min(w["fees"] for w in naive.values()) + 1e-3)
        order = data["order"]
        for o in data["opened"]:
            by = next(s for s in data["stops"] if s["market"] == o["by"])
            market = next(s for s in data["stops"] if s["market"] == o["market"])
            self.assertLessEqual(by["finish"], market["start"])
            self.assertLess(order.index(o["by"]), order.index(o["market"]))


class Opened(Case):
    """What an approval gained on the way opens is what classify says when it is written into the profile."""

    def test_singapore_opens_thailand(self):
        data = answer("route", ECG, "--to", "sg,th", "--one-by-one", "--as-of", DAY)
        self.assertEqual(data["order"], ["sg", "th"])
        opened = [o for o in data["opened"] if (o["market"], o["by"]) == ("th", "sg")]
        self.assertEqual(len(opened), 1)
        before = answer("classify", ECG, "--to", "sg,th", "--as-of", DAY)["markets"]
        self.assertEqual(opened[0]["instead_of"], before[1]["pathways"][0]["id"])
        with open(ECG, encoding="utf-8") as file:
            text = file.read()
        record = (f"approvals:\n  - {{market: sg, kind: authority_decision, class: {before[0]['class']['value']}, date: {DAY}, "
                  f"marketed_since: {DAY}, pathway: {before[0]['pathways'][0]['id']}, status: valid, same_intended_use: true, "
                  "identical_device: true, same_manufacturer: true}\n")
        self.write("p.yaml", text.replace("approvals:\n", record, 1))
        after = self.good(self.here("classify", "p.yaml", "--to", "th", "--as-of", DAY, "--format", "json")).json
        self.assertEqual(opened[0]["pathway"], after["markets"][0]["pathways"][0]["id"])
        self.assertTrue(after["markets"][0]["pathways"][0]["recommended"])

    def test_age_is_waited_for_where_it_pays(self):
        """Cheaper in Singapore once marketed at home for 36 months: from 2025-06-02 on."""
        data = answer("route", ECG, "--to", "sg", "--goal", "cost", "--as-of", DAY)
        self.assertEqual(data["stops"][0]["start"], "2028-06-02")

    def test_a_start(self):
        data = answer("route", ECG, "--to", "vn", "--as-of", DAY, "--start", "2027-01-04")
        self.assertEqual((data["start"], data["stops"][0]["start"]), ("2027-01-04", "2027-01-04"))

    def test_all_markets_are_answered_in_time(self):
        """Sets of approvals a market cannot tell apart are looked at once: not 2^17 of them."""
        for words in ([], ["--one-by-one"]):
            begun = time.monotonic()
            data = self.good(run("route", ECG, "--to", "all", "--as-of", DAY, *words, "--format", "json")).json
            self.assertLess(time.monotonic() - begun, 10)
            self.assertGreater(len(data["order"]), 15)

    def test_a_wrong_goal(self):
        self.assertIn("is no goal (time, cost, value)", self.fails(run("route", ECG, "--goal", "luck"), 2).err)


@each([Row(f"route {form} {language} {goal}", form, language, goal) for form, language, goal in
       itertools.product(("text", "markdown", "html"), ("en", "ja"), ("time", "value"))])
class RoutePages(Case):
    def check(self, form, language, goal):
        out = self.good(run("route", ECG, "--to", "sg,th,ph", "--one-by-one", "--goal", goal, "--as-of", DAY, "--format",
                            form, "--lang", language)).out
        for name in {"en": ("Singapore", "Thailand", "Philippines"), "ja": ("シンガポール", "タイ", "フィリピン")}[language]:
            self.assertIn(name, out)
        self.assertNotIn("journey.", out)
        self.assertIn({"en": "thanks to", "ja": "活用する承認等"}[language], out)


if __name__ == "__main__":
    unittest.main()
