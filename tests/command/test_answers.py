"""What the contracts promise of every JSON answer, held against the four examples: fields, words, types, sums."""
import re
import unittest

from command import DAY, MINI, Case, Row, answer, each, example, mini, profile, run

NAMES = ["ecg-patch", "endoscopy-ai", "coronary-stent", "glucose-self-test"]
HOMES = [("jp", "us"), ("jp", "eu"), ("us", "jp")]
STATUS = {"determined", "possible", "range", "none"}
DIFFERENCE = {"same", "stricter", "looser", "different", "new", "dropped", "unknown"}
VERDICT = {"met", "adapt", "gap", "not_applicable", "undetermined"}


def classified(name, *words):
    return answer("classify", example(name), "--to", "jp,us,eu", "--as-of", DAY, *words)


def compared(name, home, to):
    return answer("compare", example(name), "--from", home, "--to", to, "--as-of", DAY)


class Shape(Case):
    """Checks of parts that many answers hold."""

    def begins(self, data, command):
        self.assertEqual(list(data)[:3], ["reggap", "as_of", "rules_version"])
        self.assertEqual(data["reggap"], command)
        self.assertRegex(data["as_of"], r"^\d{4}-\d\d-\d\d$")
        self.assertRegex(data["rules_version"], r"^\d{4}\.\d\d\.\d\d-[0-9a-f]{8}(\+\d+)*$")

    def has(self, map_, fields):
        for field, kinds in fields.items():
            self.assertIn(field, map_)
            self.assertIsInstance(map_[field], kinds, field)
            if kinds is int or (isinstance(kinds, tuple) and int in kinds and bool not in kinds):
                self.assertNotIsInstance(map_[field], bool, field)

    def text(self, map_):
        self.assertEqual(set(map_), {"en", "ja"})
        self.assertTrue(all(isinstance(value, str) for value in map_.values()))

    def cites(self, cites):
        self.assertIsInstance(cites, list)
        for cite in cites:
            self.has(cite, {"source": str, "at": str, "title": str, "verified": (str, type(None))})
            self.assertTrue(cite["source"] and cite["title"])
            if cite["verified"] is not None:
                self.assertRegex(cite["verified"], r"^\d{4}-\d\d-\d\d$")

    def is_class(self, class_, order):
        self.has(class_, {"value": (str, type(None)), "status": str, "possible": list, "depends_on": list,
                          "estimated": bool})
        self.assertIn(class_["status"], STATUS)
        possible = [order.index(label) for label in class_["possible"]]
        self.assertEqual(possible, sorted(set(possible)), "possible classes stand in the order of the classes")
        if class_["status"] == "determined":
            self.assertEqual(class_["possible"], [class_["value"]])
            self.assertEqual(class_["depends_on"], [])
        else:
            self.assertIsNone(class_["value"])
        if class_["status"] == "possible":
            self.assertTrue(class_["depends_on"])
        if class_["status"] == "range":
            self.assertGreater(len(class_["possible"]), 1)
            self.assertEqual(class_["depends_on"], [])
        if class_["status"] == "none":
            self.assertEqual(class_["possible"], [])


def orders():
    """The classes of each market, low to high, by market."""
    markets = answer("markets")["markets"]
    return {m["market"]: m["classes"]["medical_device"] + [c for c in m["classes"]["ivd"]
                                                          if c not in m["classes"]["medical_device"]] for m in markets}


@each([Row(name, name) for name in NAMES])
class Classify(Shape):
    def check(self, name):
        data = classified(name)
        self.begins(data, "classify/1")
        self.assertEqual(data["as_of"], DAY)
        self.assertEqual([m["market"] for m in data["markets"]], ["jp", "us", "eu"])
        for market in data["markets"]:
            self.assertIn(market["scope"], {"in", "out", "unknown"})
            self.is_class(market["class"], orders()[market["market"]])


@each([Row(name, name) for name in NAMES])
class Rules(Shape):
    def check(self, name):
        for market in classified(name)["markets"]:
            self.assertTrue(market["rules"])
            deciding = [rule for rule in market["rules"] if rule["decides"]]
            self.assertTrue(deciding, market["market"])
            for rule in market["rules"]:
                self.has(rule, {"id": str, "class": str, "outcome": str, "decides": bool, "cite": list,
                                "because": list})
                self.text(rule["title"])
                self.assertIn(rule["outcome"], {"true", "unknown"})
                self.cites(rule["cite"])
                self.assertTrue(rule["cite"], rule["id"])
            for rule in deciding:
                self.assertEqual(rule["outcome"], "true")
                self.assertIn(market["class"]["value"], rule["class"].split("/"))
                self.assertTrue(rule["because"], rule["id"])
                for reason in rule["because"]:
                    self.has(reason, {"attribute": str})
                    self.assertIsNotNone(reason["value"])


@each([Row(name, name) for name in NAMES])
class Pathways(Shape):
    def check(self, name):
        for market in classified(name)["markets"]:
            self.assertTrue(market["pathways"])
            for path in market["pathways"]:
                self.has(path, {"id": str, "name": dict, "status": str, "recommended": bool, "reviewer": dict,
                                "dossier": dict, "days": dict, "fees": list, "cite": list})
                self.assertIn(path["status"], {"open", "possible"})
                for words in ("name", "reviewer", "dossier"):
                    self.text(path[words])
                self.assertEqual(list(path["days"]), ["shortest", "usual", "longest"])
                days = [n for n in path["days"].values() if n is not None]
                self.assertEqual(days, sorted(days))
                for fee in path["fees"]:
                    self.has(fee, {"amount": (int, float), "currency": str})
                    self.assertRegex(fee["currency"], "^[A-Z]{3}$")
                    self.assertGreaterEqual(fee["amount"], 0)
                self.cites(path["cite"])
                self.assertTrue(path["cite"])
            recommended = [path for path in market["pathways"] if path["recommended"]]
            self.assertEqual(len(recommended), 1, "the class is settled, so the route is")
            self.assertEqual(recommended[0], market["pathways"][0], "it stands first")
            self.assertEqual((recommended[0]["status"], recommended[0]["kind"]), ("open", "route"))


class Assumed(Shape):
    def test_only_complete_profiles_assume(self):
        for command in ("classify", "compare"):
            words = mini(command, profile("open"), "--to", "xx", "--format", "json")
            self.assertNotIn("assumed", self.good(run(*words)).json)
            self.assertIn("assumed", self.good(run(*words, "--complete")).json)

    def test_what_is_stated_is_not_assumed(self):
        assumed = classified("ecg-patch")["assumed"]
        for attribute in ("product_type", "software", "ai", "contact", "certification_standard_met", "active"):
            self.assertNotIn(attribute, assumed)
        self.assertIs(assumed["sterile"], False)
        self.assertEqual(assumed["invasiveness"], "non_invasive")
        self.assertEqual(assumed["incorporates"], [])

    def test_null_is_not_assumed(self):
        path = self.write("p.yaml", "reggap: profile/1\ncomplete: true\nattributes: {product_type: medical_device, "
                                    "sterile: null}\n")
        self.assertNotIn("sterile", run("classify", path, "--to", "eu", "--format", "json").json["assumed"])

    def test_what_a_constraint_implies_is_not_assumed(self):
        path = self.write("p.yaml", "reggap: profile/1\ncomplete: true\nattributes: {product_type: medical_device, "
                                    "invasiveness: implant}\n")
        self.assertNotIn("duration", run("classify", path, "--to", "eu", "--format", "json").json["assumed"])

    def test_every_answer_of_a_complete_profile_says_what_was_assumed(self):
        ecg = example("ecg-patch")
        for words in (["explain", ecg, "--to", "eu"], ["whatif", ecg, "--to", "eu", "--set", "sterile=true"],
                      ["lower", ecg, "--market", "eu", "--class", "I"]):
            self.assertIn("assumed", run(*words, "--format", "json").json, words[0])


@each([Row(f"{name} from {home} to {to}", name, home, to) for name in NAMES for home, to in HOMES])
class Compare(Shape):
    def check(self, name, home, to):
        data = compared(name, home, to)
        self.begins(data, "compare/1")
        self.assertEqual(data["home"], home)
        market, = data["markets"]
        self.assertEqual(market["market"], to)
        self.is_class(market["class"], orders()[to])
        rows = market["rows"]
        self.assertEqual(len({row["requirement"] for row in rows}), len(rows))
        for row in rows:
            self.has(row, {"requirement": str, "topic": str, "difference": str, "verdict": str, "home": dict,
                           "target": dict, "parameters": list, "held": list, "missing": list, "depends_on": list,
                           "cite": list, "verified": bool})
            self.assertIn(row["difference"], DIFFERENCE)
            self.assertIn(row["verdict"], VERDICT)
            for side in ("home", "target"):
                self.has(row[side], {"required": (bool, type(None)), "parameters": dict})
            self.cites(row["cite"])
            for parameter in row["parameters"]:
                self.assertLessEqual({"id", "home", "target", "difference"}, set(parameter))
                self.assertIn(parameter["difference"], DIFFERENCE - {"new", "dropped"})
        self.assertEqual(set(market["summary"]), VERDICT)
        for verdict, count in market["summary"].items():
            self.assertEqual(count, sum(row["verdict"] == verdict for row in rows), verdict)
        self.assertEqual(sum(market["summary"].values()), len(rows))


@each([Row(f"{name} from {home} to {to}", name, home, to) for name in NAMES for home, to in HOMES])
class RowsHangTogether(Shape):
    """Difference, verdict and what they rest on say the same."""

    def check(self, name, home, to):
        for row in compared(name, home, to)["markets"][0]["rows"]:
            here, there = row["home"]["required"], row["target"]["required"]
            said = f"{row['requirement']}: {row['difference']}, {row['verdict']}"
            if here is None or there is None:
                self.assertEqual(row["difference"], "unknown", said)
            elif there and not here:
                self.assertEqual(row["difference"], "new", said)
            elif here and not there:
                self.assertEqual(row["difference"], "dropped", said)
            elif not there:
                self.assertEqual(row["difference"], "same", said)
            if there:
                self.assertTrue(row["cite"], said + " cites nothing")
                self.assertNotEqual(row["verdict"], "not_applicable", said)
            if there is False:
                self.assertEqual(row["verdict"], "not_applicable", said)
            if there is None:
                self.assertEqual(row["verdict"], "undetermined", said)
            if row["verified"]:
                self.assertTrue(row["cite"] and all(c["verified"] for c in row["cite"]), said)
            if row["basis"] == "evidence" and row["verdict"] in ("met", "adapt"):
                self.assertTrue(row["held"], said)
            if row["verdict"] == "gap":
                self.assertEqual(row["held"], [], said)
            if row["parameters"]:
                self.assertTrue(here and there, said)
                each_one = {parameter["difference"] for parameter in row["parameters"]}
                if row["difference"] in ("stricter", "looser"):
                    self.assertIn(row["difference"], each_one, said)
                if row["difference"] == "same":
                    self.assertEqual(each_one, {"same"}, said)
                if "stricter" in each_one:
                    self.assertEqual(row["difference"], "stricter", said)


@each([Row(name, name) for name in NAMES])
class HeldIsHeld(Shape):
    """Only papers of the profile count, and none that has ended."""

    def check(self, name):
        with open(example(name), encoding="utf-8") as file:
            text = file.read()
        papers = set(re.findall(r"\{id: ([\w-]+), type:", text))
        ended = {m.group(1) for m in re.finditer(r"\{id: ([\w-]+), type:[^}]*expires: (\d{4}-\d\d-\d\d)", text)
                 if m.group(2) < DAY}
        for home, to in HOMES:
            for row in compared(name, home, to)["markets"][0]["rows"]:
                for paper in row["held"]:
                    self.assertIn(paper, papers | {"approvals"}, row["requirement"])
                    self.assertNotIn(paper, ended)


class OtherAnswers(Shape):
    ECG = example("ecg-patch")

    def test_markets(self):
        data = answer("markets")
        self.begins(data, "markets/1")
        for market in data["markets"]:
            self.has(market, {"market": str, "name": dict, "authority": dict, "classes": dict, "rules": int,
                              "requirements": int, "steps": int, "verified_share": (int, float),
                              "newest_verification": (str, type(None))})
            self.assertEqual(set(market["classes"]), {"medical_device", "ivd"})
            self.assertTrue(0 <= market["verified_share"] <= 1)
            self.text(market["name"])

    def test_explain(self):
        data = answer("explain", self.ECG, "--to", "eu", "--depth", "rules")
        self.begins(data, "explain/1")
        market, = data["markets"]
        self.assertEqual((market["market"], market["class"], market["status"]), ("eu", "IIa", "determined"))
        outcomes = {rule["outcome"] for rule in market["rules"]}
        self.assertEqual(outcomes, {"true", "false"})
        for rule in market["rules"]:
            self.assertNotIn("tree", rule)
            self.assertTrue(rule["because"] or rule["outcome"] == "true", rule["id"])

    def test_explain_as_a_tree_agrees_with_itself(self):
        def outcome(node):
            """The outcome of a step from those below it."""
            below = [outcome(one) for one in node.get("of", [])]
            if node["says"] == "all of" and below:
                expected = "false" if "false" in below else "unknown" if "unknown" in below else "true"
            elif node["says"] == "at least one of" and below:
                expected = "true" if "true" in below else "unknown" if "unknown" in below else "false"
            elif node["says"] == "not" and below:
                expected = {"true": "false", "false": "true"}.get(below[0], "unknown")
            else:
                # a test by itself, a named condition, or a step too deep to be shown
                expected = below[0] if below else node["outcome"]
            self.assertEqual(node["outcome"], expected)
            return node["outcome"]

        for name in NAMES:
            data = answer("explain", example(name), "--to", "eu", "--depth", "tree")
            for rule in data["markets"][0]["rules"]:
                self.assertEqual(outcome(rule["tree"]), rule["outcome"], rule["id"])

    def test_explain_in_a_sentence_has_no_rules(self):
        self.assertEqual(answer("explain", self.ECG, "--to", "eu", "--depth", "sentence")["markets"][0]["rules"], [])

    def test_explain_one_rule(self):
        data = answer("explain", self.ECG, "--to", "eu", "--rule", "eu.mdr.r10.d")
        self.assertEqual([rule["id"] for rule in data["markets"][0]["rules"]], ["eu.mdr.r10.d"])

    def test_explain_and_classify_agree(self):
        for name in NAMES:
            for market, other in zip(answer("explain", example(name), "--to", "jp,us,eu")["markets"],
                                     classified(name)["markets"]):
                self.assertEqual((market["class"], market["status"]), (other["class"]["value"], other["class"]["status"]))

    def test_classify_and_compare_agree(self):
        for name in NAMES:
            by_market = {m["market"]: m for m in classified(name)["markets"]}
            for home, to in HOMES:
                market = compared(name, home, to)["markets"][0]
                for field in ("value", "status", "possible", "depends_on", "estimated"):
                    self.assertEqual(market["class"][field], by_market[to]["class"][field])
                self.assertEqual(market["pathway"], by_market[to]["pathways"][0]["id"])

    def test_whatif(self):
        data = answer("whatif", self.ECG, "--to", "eu,us", "--set", "fda_product_code=NIQ")
        self.begins(data, "whatif/1")
        for change in data["changes"]:
            # a parameter's value stands as in a comparison; all else is said in words
            value = object if change["field"] == "parameter" else str
            self.has(change, {"market": str, "field": str, "before": value, "after": value, "rules": list})
            self.assertNotEqual(change["before"], change["after"])
        self.assertEqual({change["market"] for change in data["changes"]}, {"us"})

    def test_lower(self):
        data = answer("lower", example("endoscopy-ai"), "--market", "eu", "--class", "IIa")
        self.begins(data, "lower/1")
        for way in data["ways"]:
            self.has(way, {"set": dict, "stops": list})
            self.assertTrue(way["set"])

    def test_ask(self):
        data = answer("ask", profile("open"), "--to", "xx", "--next", "--rules", MINI)
        self.begins(data, "ask/1")
        self.has(data["question"], {"attribute": str, "values": list, "settles": int})
        self.assertIn(data["question"]["attribute"], data["open"])
        for value in data["question"]["values"]:
            self.assertEqual(set(value), {"value", "text"})

    def test_ask_with_nothing_left(self):
        data = run(*mini("ask", profile("full"), "--to", "xx", "--next", "--format", "json")).json
        self.assertIsNone(data["question"])
        self.assertEqual(data["open"], [])

    def test_coverage(self):
        """By hand: no case is an IVD or runs on strong energy, none may take the fast route, and rule 5, of 2027, has one case, true."""
        data = run("test", MINI, "--to", "xx", "--coverage", "--format", "json").json
        market = data["coverage"][0]
        self.assertEqual((market["market"], market["cases"]), ("xx", 5))
        self.assertEqual({(m["kind"], m["id"], m["true_cases"] > 0) for m in market["missing"]},
                         {("scope", "xx.scope.strong", False), ("rule", "xx.ivd.r1", False), ("rule", "xx.ivd.r2", False),
                          ("route", "xx.fast", False), ("rule", "xx.r5", True)})
        self.assertEqual(market["covered"], market["items"] - len(market["missing"]))

    def test_test(self):
        data = run("test", MINI, "--to", "xx,yy", "--format", "json").json
        self.begins(data, "test/1")
        self.has(data, {"passed": int, "failed": int, "cases": list})
        self.assertEqual(data["passed"] + data["failed"], len(data["cases"]))
        for case in data["cases"]:
            self.has(case, {"market": str, "id": str, "ok": bool, "expected": str, "got": str})

    def test_version_begins_as_every_answer(self):
        self.begins(run("version", "--format", "json").json, "version/1")

    def test_answers_are_one_line_of_utf8(self):
        for words in (["classify", self.ECG, "--to", "jp"], ["compare", self.ECG, "--to", "us"], ["markets"]):
            raw = self.good(run(*words, "--format", "json")).raw
            self.assertEqual(raw.count(b"\n"), 1)
            self.assertTrue(raw.endswith(b"}\n"))
            raw.decode("utf-8")

    def test_language_does_not_change_an_answer(self):
        for words in (["classify", self.ECG, "--to", "us"], ["compare", self.ECG, "--to", "us"], ["markets"],
                      ["whatif", self.ECG, "--to", "us", "--set", "sterile=true"]):
            self.assertEqual(run(*words, "--format", "json", "--lang", "ja", "--as-of", DAY).raw,
                             run(*words, "--format", "json", "--as-of", DAY).raw)


@each([Row(name, name) for name in NAMES])
class OpenProfiles(Shape):
    """An example that is not declared complete: what is not said is open, and each possible class can be reached."""

    def check(self, name):
        with open(example(name), encoding="utf-8") as file:
            text = re.sub(r"^complete: true.*$", "complete: false", file.read(), flags=re.M)
        self.write("p.yaml", text)
        data = self.good(run("classify", self.path("p.yaml"), "--to", "us,eu", "--format", "json")).json
        self.assertNotIn("assumed", data)
        full = {m["market"]: m for m in classified(name)["markets"]}
        for market in data["markets"]:
            self.is_class(market["class"], orders()[market["market"]])
            self.assertIn(full[market["market"]]["class"]["value"], market["class"]["possible"])
            self.assertLessEqual(sum(path["recommended"] for path in market["pathways"]), 1)


if __name__ == "__main__":
    unittest.main()
