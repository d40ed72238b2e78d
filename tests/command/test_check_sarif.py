"""check: findings as SARIF 2.1.0, and which findings count."""
import glob
import os
import re
import unittest

from command import ROOT, Case, run

BROKEN = """reggap: market/1
id: zz
name: {en: n, ja: n}
authority: {en: a, ja: a}
region: atlantis
currency: EUR
languages: [en]
"""


def codes_of_the_sources():
    """Every word that stands where a diagnostic's code stands in the sources of the engine."""
    found = set()
    call = re.compile(r"\b(rg_report|rg_report_two|rg_wrong_name|error_at|wrong|fail|refuse)\(")
    for path in glob.glob(os.path.join(ROOT, "engine", "**", "*.c"), recursive=True):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for match in call.finditer(text):
            depth, end = 0, match.end() - 1
            while end < len(text):
                depth += {"(": 1, ")": -1}.get(text[end], 0)
                if depth == 0:
                    break
                end += 1
            words = re.findall(r'"((?:[^"\\]|\\.)*)"', text[match.end():end])
            if words and re.fullmatch(r"[a-z]+(-[a-z]+)*", words[0]):
                found.add(words[0])
    return found


class Sarif(Case):
    @classmethod
    def setUpClass(cls):
        cls.log = run("check", "--format", "sarif").json
        cls.run_ = cls.log["runs"][0]

    def test_the_head(self):
        self.assertEqual(self.log["version"], "2.1.0")
        self.assertEqual(len(self.log["runs"]), 1)
        driver = self.run_["tool"]["driver"]
        self.assertEqual(driver["name"], "reggap")
        self.assertRegex(driver["version"], r"^\d+\.\d+\.\d+$")

    def test_every_code_is_a_rule(self):
        rules = self.run_["tool"]["driver"]["rules"]
        ids = [rule["id"] for rule in rules]
        self.assertEqual(ids, sorted(set(ids)))
        for rule in rules:
            self.assertFalse(rule["shortDescription"]["text"].startswith("code."), rule)
        found = codes_of_the_sources()
        self.assertGreater(len(found), 60)
        self.assertEqual(sorted(found - set(ids)), [])

    def test_nothing_found_is_an_empty_list(self):
        self.assertEqual([r for r in self.run_["results"] if r["level"] != "note"], [])

    def test_descriptions_are_japanese(self):
        rules = run("check", "--format", "sarif", "--lang", "ja").json["runs"][0]["tool"]["driver"]["rules"]
        for rule in rules:
            self.assertRegex(rule["shortDescription"]["text"], r"[぀-ヿ一-鿿]")

    def test_results_have_places(self):
        self.write("jurisdictions/zz/market.yaml", BROKEN)
        done = run("check", self.folder, "--format", "sarif")
        self.assertEqual(done.code, 1)
        log = done.json["runs"][0]
        rules = [rule["id"] for rule in log["tool"]["driver"]["rules"]]
        for result in log["results"]:
            self.assertEqual(rules[result["ruleIndex"]], result["ruleId"])
            self.assertIn(result["level"], ("note", "warning", "error"))
            self.assertTrue(result["message"]["text"])
        region = [r for r in log["results"] if r["ruleId"] == "unknown-value"]
        self.assertEqual(len(region), 1)
        place = region[0]["locations"][0]["physicalLocation"]
        self.assertTrue(place["artifactLocation"]["uri"].endswith("/jurisdictions/zz/market.yaml"))
        self.assertEqual(place["region"], {"startLine": 5, "startColumn": 9})
        self.assertEqual(region[0]["level"], "error")

    def test_the_ending_gives_the_format(self):
        self.good(self.here("check", "-o", "findings.sarif"))
        self.assertIn('"2.1.0"', self.read("findings.sarif"))

    def test_other_commands_do_not_write_it(self):
        self.assertEqual(run("markets", "--format", "sarif").code, 2)

    def test_strict_is_no_stricter_without_findings(self):
        data = run("check", "--format", "json").json["findings"]
        self.assertEqual(run("check", "--strict").code, 1 if data else 0)


if __name__ == "__main__":
    unittest.main()
