"""The plan: its contract on real markets, and every form it is written in."""
import csv
import datetime
import io
import json
import re
import unittest

from command import Case, Row, answer, each, example, run

START = "2027-01-04"
EXAMPLES = ["coronary-stent", "ecg-patch", "endoscopy-ai", "glucose-self-test"]
TIMES = ("shortest", "usual", "longest")

HOSTILE = {"en": '=cmd|\' /C calc\'!A0"<script>alert(1)</script>\n```\nsection x:;,#', "ja": "＝名前,；長い名前" * 12}


def day(text):
    return datetime.date.fromisoformat(text)


def days(one, other):
    return (day(other) - day(one)).days


def planned(name, to="all"):
    return answer("plan", example(name), "--to", to, "--start", START)


def sums(lists):
    """Sums by currency, as the totals have to be."""
    total = {}
    for one in lists:
        t = total.setdefault(one["currency"], [0, 0, 0])
        for i, key in enumerate(("low", "amount", "high")):
            t[i] += one[key]
    return total


@each([Row(name, name) for name in EXAMPLES])
class Contract(Case):
    """What the answer promises, for each example and all markets."""

    def check(self, name):
        a = planned(name)
        self.assertEqual((a["reggap"], a["start"]), ("plan/1", START))
        steps = {s["id"]: s for s in a["steps"]}
        self.assertEqual(len(steps), len(a["steps"]), "a step stands twice")
        self.network(a, steps)
        self.path(a, steps)
        self.done(a, steps)
        self.money(a)
        for m in a["markets"]:
            self.market(a, m)

    def network(self, a, steps):
        seen, ranges = set(), {m["market"] for m in a["markets"] if m["class"]["status"] == "range"}
        for s in a["steps"]:
            self.assertEqual(s["market"] is None, s["id"].startswith("shared."), s["id"])
            self.assertIn(s["status"], ("todo", "done", "unknown"))
            # What the published rules leave open hangs on nothing the profile could say.
            self.assertFalse(s["depends_on"] and s["status"] != "unknown", s["id"])
            self.assertTrue(s["depends_on"] or s["status"] != "unknown" or s["market"] in ranges | {None}, s["id"])
            self.assertTrue(s["days"]["shortest"] <= s["days"]["usual"] <= s["days"]["longest"], s["id"])
            self.assertEqual(days(s["earliest_start"], s["latest_start"]), s["float_days"], s["id"])
            self.assertEqual(days(s["earliest_finish"], s["latest_finish"]), s["float_days"], s["id"])
            taken = days(s["earliest_start"], s["earliest_finish"])
            if s["working_days"]:
                self.assertGreaterEqual(taken, s["days"]["usual"], s["id"])
            else:
                self.assertEqual(taken, s["days"]["usual"], s["id"])
            self.assertTrue(s["cite"], s["id"])
            for before in s["after"]:
                self.assertIn(before, seen, f"{s['id']} stands before {before}")
                self.assertLessEqual(day(steps[before]["earliest_finish"]), day(s["earliest_start"]), s["id"])
                if s["status"] != "done":
                    self.assertLessEqual(day(steps[before]["latest_finish"]), day(s["latest_start"]), s["id"])
            begins = max([steps[b]["earliest_finish"] for b in s["after"]], default=START)
            self.assertEqual(s["earliest_start"], max(begins, START), s["id"])
            seen.add(s["id"])
        ends = dict.fromkeys(steps, a["finish"]["usual"])
        for s in a["steps"]:
            for before in s["after"] if s["status"] != "done" else ():
                ends[before] = min(ends[before], s["latest_start"])
        for s in a["steps"]:
            if s["status"] != "done":
                self.assertEqual(s["latest_finish"], ends[s["id"]], s["id"])

    def path(self, a, steps):
        path = [steps[i] for i in a["critical_path"]]
        self.assertTrue(path and all(s["critical"] for s in path))
        self.assertEqual(path[0]["earliest_start"], START)
        self.assertEqual(path[-1]["earliest_finish"], a["finish"]["usual"])
        for one, other in zip(path, path[1:]):
            self.assertIn(one["id"], other["after"])
            self.assertEqual(one["earliest_finish"], other["earliest_start"])
        self.assertEqual(max(s["earliest_finish"] for s in a["steps"]), a["finish"]["usual"])
        self.assertTrue(a["finish"]["shortest"] <= a["finish"]["usual"] <= a["finish"]["longest"])

    def done(self, a, steps):
        for s in a["steps"]:
            if s["status"] == "done":
                self.assertEqual((s["earliest_start"], s["earliest_finish"], s["critical"], s["fees"]),
                                 (START, START, False, []), s["id"])
                self.assertTrue(all(steps[b]["status"] == "done" for b in s["after"]), s["id"])
            else:
                self.assertEqual(s["critical"], s["float_days"] == 0, s["id"])

    def money(self, a):
        total = {t["currency"]: [t["low"], t["amount"], t["high"]] for t in a["fees_total"]}
        for t in total.values():
            self.assertTrue(t[0] <= t[1] <= t[2])
        certain = sums(f for s in a["steps"] for f in s["fees"] if f["status"] == "due")
        possible = sums(f for s in a["steps"] for f in s["fees"])
        for currency, (low, amount, high) in total.items():
            c = certain.get(currency, [0, 0, 0])
            self.assertLessEqual(c[0] - 1e-6, low)
            self.assertLessEqual(c[1] - 1e-6, amount)
            self.assertLessEqual(high, possible[currency][2] + 1e-6)
        self.assertEqual(a["home_total"]["currency"], "JPY")

    def market(self, a, m):
        own = [s for s in a["steps"] if s["market"] == m["market"]]
        if own:
            self.assertEqual(m["finish"]["usual"], max(s["earliest_finish"] for s in own))
        else:
            self.assertEqual(m["finish"], dict.fromkeys(TIMES))
        for s in m["later"]:
            self.assertGreaterEqual(s["earliest_start"], m["finish"]["usual"], s["id"])
        for u in m["upkeep"]:
            if u["first"]:
                self.assertGreaterEqual(u["first"], START, u["id"])
        ids = {s["id"] for s in a["steps"]}
        for s in m["options"] + m["later"]:
            self.assertNotIn(s["id"], ids)


class Markets(Case):
    def test_shared_steps_stand_once(self):
        one, other = planned("ecg-patch", "eu"), planned("ecg-patch", "sg")
        both = planned("ecg-patch", "eu,sg")
        shared = {s["id"] for a in (one, other) for s in a["steps"] if s["market"] is None}
        self.assertTrue(shared)
        self.assertEqual(sorted(s["id"] for s in both["steps"] if s["market"] is None), sorted(shared))

    def test_a_market_takes_as_long_beside_another(self):
        """What is done is the same: more markets never make one slower."""
        both = planned("coronary-stent", "eu,th")
        for m in both["markets"]:
            alone = planned("coronary-stent", m["market"])["markets"][0]
            self.assertEqual(m["route"], alone["route"])
            self.assertGreaterEqual(m["finish"]["usual"], alone["finish"]["usual"])

    def test_home_is_left_out_of_all(self):
        self.assertNotIn("jp", [m["market"] for m in planned("ecg-patch")["markets"]])

    def test_who_is_approved_has_done_what_led_to_it(self):
        a = planned("ecg-patch", "jp")
        self.assertTrue([s for s in a["steps"] if "approval" in s["yields"] and s["status"] == "done"])
        done = {s["id"] for s in a["steps"] if s["status"] == "done"}
        for s in a["steps"]:
            if s["status"] == "done":
                self.assertLessEqual(set(s["after"]), done)

    def test_a_market_without_steps_is_told(self):
        self.copy_mini()
        self.write("p.json", json.dumps({"reggap": "profile/1", "device": {"name": "x"}, "complete": True,
                                         "attributes": {"product_type": "medical_device"}}))
        a = self.good(self.here("plan", "p.json", "--to", "xx", "--rules", "rules", "--format", "json")).json
        self.assertFalse(a["markets"][0]["known"])
        self.assertEqual((a["steps"], a["critical_path"], a["finish"]), ([], [], dict.fromkeys(TIMES)))
        text = self.good(self.here("plan", "p.json", "--to", "xx", "--rules", "rules")).out
        self.assertIn("Exland: nothing is known about the steps to this market.", text)
        found = self.here("check", "rules").told("warning")
        self.assertIn("jurisdictions/xx/steps.yaml: warning: nothing is said about the steps to this market", found)

    def test_some_steps_are_counted_in_working_days(self):
        self.assertTrue(any(s["working_days"] for s in planned("ecg-patch")["steps"]))


STEPS = """reggap: steps/1
market: xx
steps:
  - {id: xx.step.a, name: {en: a, ja: a}, owner: maker, after: [xx.step.b], days: {usual: 5}, cite: {source: act, at: x}}
  - {id: xx.step.b, name: {en: b, ja: b}, owner: maker, after: [xx.step.a, xx.step.c], days: {usual: 5}, cite: {source: act, at: x}}
"""


class Mistakes(Case):
    def plan(self, *words):
        return self.here("plan", example("ecg-patch"), "--to", "eu", *words)

    def test_a_start_that_is_no_date(self):
        done = self.fails(self.plan("--start", "2027-02-30"), 2)
        self.assertEqual(done.err, "reggap: '2027-02-30' is not a date as 2026-11-23\nreggap: see 'reggap help'\n")

    def test_a_start_without_a_value(self):
        self.fails(self.plan("--start"), 2)

    def test_past_the_last_day(self):
        done = self.fails(self.plan("--start", "9999-12-01", "-o", "p.html"), 3)
        self.assertIn("the plan runs past 9999-12-31", done.err)
        self.assertEqual(self.files(), [])

    def test_forms_of_a_plan_are_none_of_others(self):
        for form in ("ics", "csv"):
            self.fails(run("classify", example("ecg-patch"), "--to", "eu", "--format", form), 2)

    def test_mistakes_in_rates_are_told_at_their_place(self):
        self.write("rates.yaml", "reggap: rates/1\ndate: 2026-13-01\nbase: dollar\nrates:\n"
                                 "  - {currency: EUR, per_base: 0}\n  - {currency: JPY, per_bse: 150}\n"
                                 "  - {currency: EUR, per_base: 1}\n")
        done = self.fails(self.plan("--rates", "rates.yaml"), 3)
        self.tells(done, ["rates.yaml:2:7: error: 'date' must be a date as 2026-11-23",
                          "rates.yaml:3:7: error: 'base' must be a currency code of three letters as USD",
                          "rates.yaml:5:31: error: 'per_base' must be more than 0 (from 1e-9 to 1e9)",
                          "rates.yaml:6:5: error: 'per_base' is missing",
                          "rates.yaml:6:21: error: unknown key 'per_bse' (did you mean 'per_base'?)",
                          "rates.yaml:7:5: error: duplicate currency 'EUR' (it stands in line 5 already)"])

    def test_rates_that_are_not_there(self):
        self.fails(self.plan("--rates", "nowhere.yaml"), 3)

    def test_rates_that_are_no_rates(self):
        self.write("rates.yaml", "reggap: market/1\n")
        self.assertIn("rates.yaml:1:9: error: 'rates/1' is expected here, not 'market/1'",
                      self.fails(self.plan("--rates", "rates.yaml"), 3).told())

    def test_mistakes_in_steps_are_told_at_their_place(self):
        self.copy_mini(("jurisdictions/xx/steps.yaml", None, STEPS))
        told = self.here("check", "rules").told("error")
        file = "rules/jurisdictions/xx/steps.yaml"
        self.assertIn(f"{file}:4:5: error: these steps wait for each other: xx.step.a -> xx.step.b -> xx.step.a", told)
        self.assertTrue(any(line.startswith(f"{file}:5:76: error: unknown step 'xx.step.c' (did you mean") for line in told),
                        told)


class Rates(Case):
    def rates(self, text):
        self.write("rates.yaml", "reggap: rates/1\ndate: 2026-06-30\nbase: USD\nrates:\n" + text)
        return self.good(self.here("plan", example("ecg-patch"), "--to", "eu", "--rates", "rates.yaml",
                                   "--format", "json")).json

    def test_own_rates(self):
        """150 yen and 0.75 euro to the dollar: a euro is 200 yen."""
        a = self.rates("  - {currency: JPY, per_base: 150}\n  - {currency: EUR, per_base: 0.75}\n")
        euro = next(t for t in a["fees_total"] if t["currency"] == "EUR")
        self.assertEqual(len(a["fees_total"]), 1)
        for key in ("low", "amount", "high"):
            self.assertAlmostEqual(a["home_total"][key], euro[key] * 200, places=3)
        self.assertEqual((a["rates"]["date"], a["home_total"]["missing"]), ("2026-06-30", []))

    def test_a_rate_that_is_missing(self):
        a = self.rates("  - {currency: JPY, per_base: 150}\n")
        self.assertEqual((a["home_total"]["missing"], a["home_total"]["amount"]), (["EUR"], 0))
        text = self.here("plan", example("ecg-patch"), "--to", "eu", "--rates", "rates.yaml").out
        self.assertIn("No exchange rate is at hand for EUR", text)

    def checked(self, severity, rate):
        self.copy_mini(("rules/rates.yaml", None, "reggap: rates/1\ndate: 2026-06-30\nbase: USD\nrates:\n"
                                                  f"  - {{currency: JPY, per_base: {rate}}}\n"))
        return [line for line in self.here("check", "rules").told(severity) if "rates.yaml" in line]

    def test_a_mistake_in_rates_is_checked(self):
        self.assertEqual(self.checked("error", -1), ["rules/rules/rates.yaml:5:31: error: 'per_base' must be more than 0 "
                                                     "(from 1e-9 to 1e9)"])

    def test_a_rate_without_a_source_is_told(self):
        self.assertEqual(self.checked("warning", 150), ["rules/rules/rates.yaml:5:5: warning: rate of 'JPY' cites nothing"])

    def test_the_rates_a_sum_rests_on(self):
        a = planned("ecg-patch")
        used = {r["currency"]: r for r in a["rates"]["used"]}
        self.assertEqual(set(used), {t["currency"] for t in a["fees_total"]} - {"USD"} | {"JPY"})
        for r in used.values():
            self.assertTrue(r["cite"])
            self.assertEqual(r["verified"], r["cite"][0]["verified"] is not None)

    def test_the_date_of_the_rates_is_shown(self):
        a = planned("ecg-patch", "eu")
        text = run("plan", example("ecg-patch"), "--to", "eu", "--start", START).out
        self.assertIn(f"at the rates of {a['rates']['date']}", text.replace("\n", " "))


def unfolded(raw):
    return raw.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


class Files(Case):
    """The forms other programs read, of a device whose name is made to hurt."""

    def setUp(self):
        super().setUp()
        with open(example("ecg-patch"), encoding="utf-8") as file:
            text = file.read()
        name = "name: " + json.dumps(HOSTILE, ensure_ascii=False)
        self.write("p.yaml", re.sub(r"name: \{en: CardioLeaf.*?\}", lambda m: name, text, count=1))

    def put(self, form, language="ja", *words, start=START):
        file = f"plan.{form}"
        self.good(self.here("plan", "p.yaml", "--to", "eu,sg", "--start", start, "-l", language, "-o", file, *words))
        with open(self.path(file), "rb") as opened:
            return opened.read()

    def test_calendar_lines(self):
        for language in ("en", "ja"):
            raw = self.put("ics", language)
            self.assertEqual(raw.count(b"\n"), raw.count(b"\r\n"))
            self.assertTrue(raw.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and raw.endswith(b"END:VCALENDAR\r\n"))
            for line in raw.split(b"\r\n"):
                self.assertLessEqual(len(line), 75)
                line.decode("utf-8")  # no character is split
            self.assertTrue(any(line.startswith(b" ") for line in raw.split(b"\r\n")), "nothing was folded")

    def test_calendar_events(self):
        a = self.good(self.here("plan", "p.yaml", "--to", "eu,sg", "--start", START, "--format", "json")).json
        lines = unfolded(self.put("ics"))
        ids = [line[4:] for line in lines if line.startswith("UID:")]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(lines.count("BEGIN:VEVENT"), lines.count("END:VEVENT"))
        todo = [s for s in a["steps"] if s["status"] != "done"]
        for s in todo:
            at = next(i for i, line in enumerate(lines) if line.startswith(f"UID:{s['id']}-"))
            self.assertEqual(lines[at + 2], "DTSTART;VALUE=DATE:" + s["earliest_start"].replace("-", ""))
            finish = max(day(s["earliest_finish"]), day(s["earliest_start"]) + datetime.timedelta(1))
            self.assertEqual(lines[at + 3], "DTEND;VALUE=DATE:" + finish.isoformat().replace("-", ""))

    def test_calendar_texts_are_escaped(self):
        for line in unfolded(self.put("ics", "en")):
            name, _, value = line.partition(":")
            if name in ("SUMMARY", "DESCRIPTION", "CATEGORIES", "X-WR-CALNAME"):
                self.assertIsNone(re.search(r"(?<!\\)(?:\\\\)*[;,]", value), value)

    def test_calendar_ids_stay(self):
        """The same step of the same device has the same id, whenever the plan begins."""
        def ids(raw):
            return {line for line in unfolded(raw) if line.startswith("UID:")}
        self.assertEqual(ids(self.put("ics")), ids(self.put("ics", start="2027-03-01")))
        self.assertNotIn("DTSTAMP:20270104T000000Z", unfolded(self.put("ics", start="2027-03-01")))

    def test_the_same_bytes_again(self):
        for form in ("ics", "csv", "html", "json", "md"):
            self.assertEqual(self.put(form), self.put(form), form)

    def test_table(self):
        raw = self.put("csv", "en")
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
        self.assertTrue(raw.startswith(b"\xef\xbb\xbf"))
        self.assertEqual(raw.count(b"\n"), raw.count(b"\r\n"))
        head = rows[0]
        for wanted in ("ID", "Name", "Duration", "Start", "Finish", "Predecessors", "Resource Names"):
            self.assertIn(wanted, head)
        a = self.good(self.here("plan", "p.yaml", "--to", "eu,sg", "--start", START, "--format", "json")).json
        self.assertEqual(len(rows) - 1, len(a["steps"]))
        places = {s["id"]: str(i + 1) for i, s in enumerate(a["steps"])}
        for row, s in zip(rows[1:], a["steps"]):
            self.assertEqual(len(row), len(head))
            cells = dict(zip(head, row))
            self.assertEqual(cells["Start"], s["earliest_start"])
            self.assertEqual(cells["Finish"], s["earliest_finish"])
            self.assertEqual(cells["Predecessors"], ",".join(places[b] for b in s["after"]))
            self.assertEqual(cells["Total Slack"], str(s["float_days"]))

    def test_no_cell_is_a_formula(self):
        for language in ("en", "ja"):
            rows = csv.reader(io.StringIO(self.put("csv", language).decode("utf-8-sig"), newline=""))
            cells = [cell for row in rows for cell in row]
            self.assertTrue(any("calc" in cell for cell in cells) or language == "ja", "the name is not there")
            for cell in cells:
                self.assertFalse(cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n"), cell)

    def test_page(self):
        text = self.put("html", "en").decode()
        self.assertNotIn("<script", text)
        self.assertIn('<svg class="chart"', text)
        title = re.search(r'aria-labelledby="(\S+) (\S+)"', text)
        for id in title.groups():
            self.assertIn(f'id="{id}"', text)
        self.assertNotRegex(text, r'(src|href)="')
        self.assertIn(">critical<", text)

    def test_markdown_chart(self):
        text = self.put("md", "en").decode()
        fences = [line for line in text.split("\n") if line.startswith("```")]
        self.assertEqual(fences, ["```mermaid", "```"])
        chart = text[text.index("```mermaid"):text.rindex("```")].split("\n")
        self.assertEqual(chart[1], "gantt")
        for line in chart[2:-1]:
            self.assertRegex(line, r"^    (title |dateFormat |axisFormat |section |\S.* :(crit, )?s\d+, \d{4}-\d\d-\d\d, \d+d$)")

    def test_japanese_is_spoken(self):
        text = self.good(self.here("plan", "p.yaml", "--to", "eu", "-l", "ja", "--start", START)).out
        for wanted in ("クリティカルパス", "余裕日数", "実施済み", "製造販売業者"):
            self.assertIn(wanted, text)


MONITOR = ("reggap: profile/1\ndevice: {name: x}\nhome: jp\ncomplete: true\ncompany: {country: JP}\n"
           "attributes: {product_type: medical_device, software: embedded, active: true, mains_powered: true,\n"
           "  active_function: [diagnose_or_monitor_vital], contact: [intact_skin], use_environment: [hospital]}\n"
           "approvals: [{market: %s, kind: %s, date: 2022-06-01%s}]\n")


@each([Row(m, m) for m in "ae br eu id in jp ke mx my ph sa sg th us vn za".split()])
class Approved(Case):
    """Nobody is reviewed again for what has been approved there."""

    def reviews(self, market, more=""):
        kind = "third_party_certificate" if market == "eu" else "authority_decision"
        self.write("p.yaml", MONITOR % (market, kind, more))
        a = self.good(self.here("plan", "p.yaml", "--to", market, "--start", START, "--format", "json")).json
        return [s["id"] for s in a["steps"] if s["status"] != "done" and s["market"] == market
                and (s["owner"] in ("authority", "conformity_assessment_body") or "approval" in s["yields"]
                     or s["id"].endswith((".dossier", ".file", ".submit", ".apply", ".technical_documentation")))]

    def check(self, market):
        self.assertEqual(self.reviews(market), [])
        self.assertNotEqual(self.reviews(market, ", status: suspended"), [])
        self.assertNotEqual(self.reviews(market, ", identical_device: false"), [])


class Open(Case):
    """A profile that says little."""

    def plan(self, *words):
        self.write("p.yaml", "reggap: profile/1\ndevice: {name: x}\nhome: jp\n"
                             "attributes: {product_type: medical_device, software: standalone}\n")
        return self.good(self.here("plan", "p.yaml", "--to", "eu,sg", "--start", START, *words))

    def test_unknown_steps_say_on_what(self):
        a = self.plan("--format", "json").json
        unknown = [s for s in a["steps"] if s["status"] == "unknown"]
        self.assertTrue(unknown)
        for s in unknown:
            self.assertTrue(s["depends_on"], s["id"])
        self.assertTrue(all(m["route"] is None for m in a["markets"]))

    def test_the_shortest_course_leaves_out_what_may_fall_out(self):
        a = self.plan("--format", "json").json
        self.assertLess(a["finish"]["shortest"], a["finish"]["usual"])
        for t in a["fees_total"]:
            self.assertTrue(t["low"] <= t["amount"] <= t["high"])

    def test_text(self):
        self.assertIn("perhaps needed", self.plan().out)


if __name__ == "__main__":
    unittest.main()
