"""whatif and lower: what would come out of another device, and that it does when the device is changed so."""
import itertools
import json
import re
import unittest

from command import DAY, HEAD, MINI, Case, Row, each, example, mini, profile, run

FULL = profile("full")
ECG, AI, STENT, GLUCOSE = (example(n) for n in ("ecg-patch", "endoscopy-ai", "coronary-stent", "glucose-self-test"))


def changes(done):
    """The changes of an answer, as {(market, field or requirement): (before, after)}."""
    return {(c["market"], c.get("requirement", c["field"])): (c["before"], c["after"]) for c in done.json["changes"]}


# name, changes, what must change {(market, field): (before, after)} (None: nothing does)
SETS = [
    Row("brain", ["mini_contact=brain", "mini_duration=long"], {("xx", "class"): ("M", "H")}),
    Row("only skin", ["mini_contact=skin"],
        {("xx", "class"): ("M", "L"), ("xx", "subclass"): ("none", "Ls"), ("xx", "route"): ("xx.licence", "xx.notice"),
         ("xx", "days"): ("90", "5"), ("xx", "fees"): ("XXD 12500", "none"),
         ("yy", "mini.injury_report"): ("gap", "not_required")}),
    Row("nothing touched", ["mini_contact="], {("xx", "class"): ("M", "L"), ("xx", "subclass"): ("none", "Ls")}),
    Row("contact not known", ["mini_contact=null"],
        {("xx", "class"): ("M", "L|M"), ("xx", "route"): ("xx.licence", "none"), ("xx", "days"): ("90", "unknown")}),
    Row("much energy", ["mini_energy=200"], {("xx", "class"): ("M", "M|H")}),
    Row("borderline", ["mini_energy=2000"], {("xx", "class"): ("M", "none"), ("xx", "route"): ("xx.licence", "none")}),
    Row("wellness", ["mini_purpose=wellness"], {("xx", "scope"): ("in", "out"), ("xx", "class"): ("M", "none")}),
    Row("another code", ["mini_code=CCC"], {("yy", "class"): ("2", "3")}),
    Row("a code by notice", ["mini_code=DDD"],
        {("yy", "route"): ("yy.review", "yy.notice"), ("yy", "days"): ("120", "14"), ("yy", "fees"): ("YYD 900", "none")}),
    Row("a code that is not listed", ["mini_code=QQQ"], None),
    Row("a small company", ["small_business=true"], {("xx", "fees"): ("XXD 12500", "XXD 2500.5")}),
    Row("what stands already", ["mini_sterile=true", "mini_energy=50"], None),
    Row("what does not matter", ["mini_energy=60"], None),
    Row("there and back", ["mini_contact=brain", "mini_contact=skin,blood"], None),
    Row("the last one counts", ["mini_code=CCC", "mini_code=BBB"], None),
]


@each(SETS)
class Sets(Case):
    def check(self, sets, expected):
        words = [word for one in sets for word in ("--set", one)]
        done = self.good(run(*mini("whatif", FULL, "--from", "xx", "--to", "xx,yy", *words, "--format", "json")))
        found = changes(done)
        if expected is None:
            self.assertEqual(found, {})
            text = self.good(run(*mini("whatif", FULL, "--to", "xx,yy", *words))).out
            self.assertIn("Nothing changes in the chosen markets.", text)
            return
        for key, pair in expected.items():
            self.assertEqual(found.get(key), pair, found)
        fields = {"scope", "class", "subclass", "route", "days", "fees"}
        settled = {key for key in expected if key[1] in fields}
        if ("xx", "scope") not in settled and ("xx", "class") not in settled:
            self.assertEqual({key for key in found if key[1] in fields}, settled)


@each([Row(row.name, row.values[0]) for row in SETS])
class Applied(Case):
    """What whatif foretells is what classify says of the profile with the changes written in."""

    def check(self, sets):
        words = [word for one in sets for word in ("--set", one)]
        with open(FULL, encoding="utf-8") as file:
            text = file.read()
        for one in sets:
            name, value = one.split("=")
            written = {"mini_contact": "[" + value + "]" if value != "null" else "null"}.get(name, value or "null")
            self.assertRegex(text, rf"\b{name}: ")
            text = re.sub(rf"\b{name}: (\[[^]]*\]|[^,}}\s]*)", f"{name}: {written}", text)
        self.write("p.yaml", text)
        after = self.good(self.here(*mini("classify", "p.yaml", "--to", "xx,yy", "--format", "json"))).json["markets"]
        before = self.good(self.here(*mini("classify", FULL, "--to", "xx,yy", "--format", "json"))).json["markets"]
        found = changes(self.good(run(*mini("whatif", FULL, "--to", "xx,yy", *words, "--format", "json"))))

        def says(market):
            route = [p for p in market["pathways"] if p["recommended"]]
            return {"class": "|".join(market["class"]["possible"]) or "none", "scope": market["scope"],
                    "route": route[0]["id"] if route else "none"}

        for old, new in zip(before, after):
            for field, value in says(new).items():
                if field == "scope" and new.get("scope_rule", {}).get("borderline"):
                    continue
                was = says(old)[field]
                self.assertEqual(found.get((new["market"], field), (was, was)), (was, value), (new["market"], field))


class Whatif(Case):
    def test_rules_that_start_and_stop(self):
        data = run(*mini("whatif", FULL, "--to", "xx", "--set", "mini_contact=skin", "--format", "json")).json
        rules = next(c["rules"] for c in data["changes"] if c["field"] == "class")
        self.assertEqual(sorted(rules), ["xx.r1", "xx.r2"])

    def test_the_profile_stays(self):
        with open(FULL, "rb") as file:
            before = file.read()
        run(*mini("whatif", FULL, "--to", "xx", "--set", "mini_contact=skin"))
        with open(FULL, "rb") as file:
            self.assertEqual(file.read(), before)

    def test_an_implant_out_of_the_patch(self):
        found = changes(self.good(run("whatif", ECG, "--to", "eu", "--set", "invasiveness=implant", "--as-of", DAY,
                                      "--format", "json")))
        self.assertEqual(found["eu", "class"][0], "IIa")
        self.assertIn(found["eu", "class"][1], ("IIb", "III"))
        self.assertIn(("eu", "implant.card"), found)

    def test_sterile(self):
        found = changes(self.good(run("whatif", ECG, "--to", "eu", "--set", "sterile=true", "--as-of", DAY, "--format",
                                      "json")))
        self.assertEqual(found["eu", "sterile.validation"], ("not_required", "gap"))

    def test_another_product_code(self):
        found = changes(self.good(run("whatif", ECG, "--to", "us", "--set", "fda_product_code=NIQ", "--as-of", DAY,
                                      "--format", "json")))
        self.assertEqual(found["us", "class"], ("II", "III"))
        self.assertEqual(found["us", "route"][1], "us.pma")

    def test_an_assumed_value_gives_way(self):
        # duration was taken as transient; the implant implies long-term use, and nothing contradicts it
        self.good(run("whatif", ECG, "--to", "us", "--set", "invasiveness=implant"))


REFUSED = [
    Row("unknown attribute", ["sterle=true"], "--set: error: unknown attribute 'sterle' (did you mean 'sterile'?)"),
    Row("unknown value", ["software=embeded"],
        "--set: error: unknown value of 'software': 'embeded' (did you mean 'embedded'?)"),
    Row("unknown member", ["contact=intact_skin,skn"], "--set: error: unknown value of 'contact': 'skn'"),
    Row("two values for one", ["software=embedded,none"],
        "--set: error: unknown value of 'software': 'embedded,none' (did you mean 'embedded'?)"),
    Row("word for a number", ["us_patients_per_year=many"],
        "--set: error: 'us_patients_per_year' must be a whole number, 0 or more"),
    Row("no name", ["=true"], "--set: error: unknown attribute ''"),
    Row("a list that is no attribute", ["evidence=none"], re.compile(r"^--set: error: unknown attribute 'evidence'")),
    Row("a contradiction among the changes", ["invasiveness=implant", "duration=short_term"],
        re.compile(r"^--set: error: 'duration' contradicts 'invasiveness'(?! in line 0)")),
    Row("a contradiction with the profile", ["software=standalone"],
        re.compile(r"contradicts")),
]


@each(REFUSED)
class Refused(Case):
    """Changes that are not valid: exit 3, nothing written."""

    def check(self, sets, expected):
        words = [word for one in sets for word in ("--set", one)]
        done = self.fails(self.here("whatif", ECG, "--to", "eu", *words, "-o", "out.html"), 3)
        told = done.told("error")
        self.assertTrue(told, repr(done))
        if isinstance(expected, str):
            self.assertEqual(told, [expected])
        else:
            self.assertRegex(told[0], expected)
        self.assertEqual(self.files(), [])


class Lower(Case):
    def ways(self, path, market, label, *words):
        words = ("--market", market, "--class", label, "--as-of", DAY, *words, "--format", "json")
        return self.good(run("lower", path, *words)).json

    def applied(self, path, market, way, *words):
        """The class after the changes of a way, by whatif."""
        sets = []
        for name, value in way["set"].items():
            text = ",".join(value) if isinstance(value, list) else str(value).lower() if isinstance(value, bool) else value
            sets += ["--set", f"{name}={text}"]
        done = self.good(run("whatif", path, "--to", market, *sets, "--as-of", DAY, *words, "--format", "json"))
        return changes(done).get((market, "class"), (None, None))[1]

    def reaches(self, path, market, label, *words):
        data = self.ways(path, market, label, *words)
        markets = run("markets", "--to", market, *words, "--format", "json").json["markets"][0]["classes"]
        order = markets["medical_device"] + [c for c in markets["ivd"] if c not in markets["medical_device"]]
        for way in data["ways"]:
            after = self.applied(path, market, way, *words)
            self.assertEqual(after, way["class"], way)
            self.assertLessEqual(order.index(after), order.index(label))
        return data

    def test_the_ways_of_the_endoscope_reach_class_iia(self):
        data = self.reaches(AI, "eu", "IIa")
        self.assertFalse(data["already"])
        self.assertIn({"decision_impact": "other"}, [way["set"] for way in data["ways"]])

    def test_the_ways_of_the_endoscope_stop_its_rule(self):
        for way in self.ways(AI, "eu", "IIa")["ways"]:
            self.assertIn("eu.mdr.r11.a.iib", way["stops"])

    def test_already_there(self):
        for label in ("IIa", "IIb", "III"):
            data = self.ways(ECG, "eu", label)
            self.assertEqual((data["already"], data["ways"]), (True, []))

    def test_no_way_is_said_so(self):
        data = self.ways(STENT, "eu", "I")
        self.assertEqual((data["already"], data["ways"]), (False, []))
        self.assertIn("No set of up to 3 changes of design or intended use reaches this class.",
                      self.good(run("lower", STENT, "--market", "eu", "--class", "I")).out)

    def test_a_listed_code_is_no_choice_of_design(self):
        self.assertEqual(self.ways(ECG, "us", "I")["ways"], [])

    def mini_device(self, attributes, more=""):
        return self.write("p.yaml", f"{HEAD}complete: true\nattributes: {{product_type: medical_device, "
                                    f"{attributes}}}\n{more}")

    def test_one_member_less(self):
        path = self.mini_device("mini_contact: [skin, blood]")
        data = self.reaches(path, "xx", "L", "--rules", MINI)
        self.assertEqual([way["set"] for way in data["ways"]], [{"mini_contact": ["skin"]}])
        self.assertEqual(data["ways"][0]["stops"], ["xx.r2"])

    def test_two_members_less(self):
        path = self.mini_device("mini_contact: [skin, blood, brain], mini_duration: long")
        data = self.reaches(path, "xx", "L", "--rules", MINI)
        self.assertEqual([way["set"] for way in data["ways"]], [{"mini_contact": ["skin"]}])

    def test_two_ways_of_one_change(self):
        path = self.mini_device("mini_contact: [skin], mini_sterile: true, mini_duration: long")
        done = self.good(run("lower", path, "--market", "xx", "--class", "L", "--rules", MINI, "--as-of", "2027-01-01",
                             "--format", "json"))
        sets = [way["set"] for way in done.json["ways"]]
        self.assertEqual(sorted(map(json.dumps, sets)), sorted(map(json.dumps, [
            {"mini_sterile": False}, {"mini_duration": "transient"}, {"mini_duration": "short"}])))

    def test_what_is_no_choice_of_design_is_not_changed(self):
        # purpose and energy are not: no way out of the range by them
        path = self.mini_device("mini_contact: [], mini_purpose: treat, mini_energy: 200")
        self.assertEqual(self.ways(path, "xx", "L", "--rules", MINI)["ways"], [])

    def test_no_smaller_set_of_changes_reaches_it(self):
        """Against all sets of changes, tried one by one."""
        start = {"mini_sterile": False, "mini_duration": "long", "mini_contact": ["blood", "brain"]}
        contacts = [list(c) for n in range(4) for c in itertools.combinations(["skin", "blood", "brain"], n)]
        reached, smallest = [], 99
        for sterile, duration, contact in itertools.product([False, True], ["transient", "short", "long"], contacts):
            if "brain" in contact and duration != "long":
                continue
            size = (sterile != start["mini_sterile"]) + (duration != start["mini_duration"]) + len(
                set(contact) ^ set(start["mini_contact"]))
            low = not {"blood", "brain"} & set(contact)
            if low and size <= smallest:
                reached = [] if size < smallest else reached
                smallest = size
                reached.append((sterile, duration, contact))
        path = self.mini_device("mini_sterile: false, mini_duration: long, mini_contact: [blood, brain]")
        data = self.reaches(path, "xx", "L", "--rules", MINI)
        found = [(way["set"].get("mini_sterile", False), way["set"].get("mini_duration", "long"),
                  way["set"].get("mini_contact", ["blood", "brain"])) for way in data["ways"]]
        self.assertEqual(sorted(found), sorted(reached))

    def test_by_the_text(self):
        path = self.mini_device("mini_contact: [skin, blood]")
        out = self.good(run("lower", path, "--market", "xx", "--class", "L", "--rules", MINI)).out
        self.assertIn("Ways to class L or lower: Exland", out)
        self.assertIn("Mini contact: skin  L      xx.r2: Inside the body.", out)
        self.assertIn("A change of the intended use must be true of the device", out)

    def test_classes_of_tests(self):
        path = self.write("p.yaml", HEAD + "complete: true\nattributes: {product_type: ivd, mini_contact: [blood]}\n")
        data = self.reaches(path, "xx", "A", "--rules", MINI)
        self.assertEqual([way["set"] for way in data["ways"]], [{"mini_contact": []}])

    def test_a_class_that_is_open_is_said_to_be_open(self):
        path = self.write("p.yaml", HEAD + "attributes: {product_type: medical_device, mini_purpose: measure}\n")
        done = run("lower", path, "--market", "xx", "--class", "L", "--rules", MINI)
        self.assertNotIn("No set of up to 3 changes", done.out)


if __name__ == "__main__":
    unittest.main()
