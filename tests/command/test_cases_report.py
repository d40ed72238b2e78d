"""test: results as TAP and JUnit, and which changes the cases notice."""
import re
import unittest
import xml.etree.ElementTree as ET

from command import MINI, Case, run


class Reports(Case):
    def failing(self):
        return self.copy_mini(self.edit())

    def edit(self):
        """The first case that expects a class expects none in its place."""
        with open(f"{MINI}/jurisdictions/xx/cases.yaml", encoding="utf-8") as file:
            found = re.search(r"expect: \{class: [^,}]+", file.read()).group(0)
        return ("jurisdictions/xx/cases.yaml", found, "expect: {class: none")

    def test_tap(self):
        text = self.good(run("test", MINI, "--to", "xx,yy", "--format", "tap")).out
        lines = text.splitlines()
        self.assertEqual(lines[0], "TAP version 14")
        plan = int(re.fullmatch(r"1\.\.(\d+)", lines[1]).group(1))
        self.assertEqual(len(lines), plan + 2)
        for number, line in enumerate(lines[2:], 1):
            self.assertRegex(line, rf"^ok {number} - \S+$")

    def test_tap_of_a_failure(self):
        done = self.here("test", self.failing(), "--to", "xx", "--format", "tap")
        self.assertEqual(done.code, 1)
        self.assertRegex(done.out, r'(?m)^not ok \d+ - \S+\n  ---\n  message: "expected .*"\n  at: ".*cases\.yaml:\d+:\d+"\n  \.\.\.$')

    def test_junit(self):
        root = ET.fromstring(self.good(run("test", MINI, "--to", "xx,yy", "--format", "junit")).raw)
        data = run("test", MINI, "--to", "xx,yy", "--format", "json").json
        self.assertEqual(root.tag, "testsuites")
        self.assertEqual((root.get("tests"), root.get("failures")), (str(data["passed"]), "0"))
        told = [(s.get("name"), c.get("name")) for s in root for c in s]
        self.assertEqual(told, [(c["market"], c["id"]) for c in data["cases"]])

    def test_junit_of_a_failure(self):
        done = self.here("test", self.failing(), "--to", "xx", "--format", "junit")
        self.assertEqual(done.code, 1)
        failures = ET.fromstring(done.raw).findall(".//failure")
        self.assertEqual(len(failures), 1)
        self.assertIn("expected class none", failures[0].get("message"))

    def test_the_ending_gives_the_format(self):
        self.good(self.here("test", MINI, "--to", "xx", "-o", "cases.xml"))
        self.assertTrue(self.read("cases.xml").startswith("<?xml"))

    def test_mutation_as_json(self):
        data = self.good(run("test", MINI, "--to", "xx", "--mutate", "--format", "json")).json["mutation"]
        self.assertEqual([one["market"] for one in data], ["xx"])
        self.assertEqual(data[0]["noticed"] + len(data[0]["unnoticed"]), data[0]["mutants"])
        for one in data[0]["unnoticed"]:
            self.assertIn(one["kind"], ("rule", "route"))
            self.assertIn(one["change"], ("negated", "dropped"))
            self.assertGreater(one["line"], 0)

    def test_without_cases_nothing_is_noticed(self):
        folder = self.copy_mini(("jurisdictions/xx/cases.yaml", None, "reggap: cases/1\nmarket: xx\ncases: []\n"))
        data = self.here("test", folder, "--to", "xx", "--mutate", "--format", "json").json["mutation"][0]
        self.assertEqual(data["noticed"], 0)
        self.assertGreater(data["mutants"], 4)

    def test_mutation_as_text(self):
        done = self.good(run("test", MINI, "--to", "xx", "--mutate"))
        self.assertRegex(done.out, r"(?m)^xx: the cases notice \d+ of \d+ changes \(\d+ %\)$")

    def test_shipped_sets_notice_nine_of_ten(self):
        data = self.good(run("test", "--mutate", "--format", "json", timeout=600)).json["mutation"]
        self.assertGreater(sum(one["noticed"] for one in data) / sum(one["mutants"] for one in data), 0.9)


if __name__ == "__main__":
    unittest.main()
