"""new-market: a skeleton that passes check, with every open point listed."""
import re
import unittest

from command import Case, run

FILES = ["cases", "classification", "market", "pathways", "requirements", "sources", "steps"]


class Skeleton(Case):
    def made(self, code="nz"):
        self.good(self.here("new-market", code, "-o", "mine"))

    def test_all_files_are_there(self):
        self.made()
        self.assertEqual(self.files(), [f"mine/jurisdictions/nz/{name}.yaml" for name in FILES])
        for name in self.files():
            self.assertNotIn("@CODE@", self.read(name))

    def test_it_passes_check_and_is_proven(self):
        self.made()
        done = self.here("check", "mine", "--prove", "--format", "json", timeout=300)
        self.good(done)
        findings = done.json["findings"]
        self.assertEqual({one["code"] for one in findings}, {"open-point"})
        self.assertEqual({one["severity"] for one in findings}, {"note"})

    def test_every_open_point_is_listed(self):
        self.made()
        lines = set()
        for name in self.files():
            for number, line in enumerate(self.read(name).splitlines(), 1):
                if not line.lstrip().startswith("#") and re.search(r'"OPEN: ', line):
                    lines.add((name, number))
                    if "ja:" in line or "en:" in line:
                        self.assertIn("要記入：", line)
        told = {(one["file"], one["line"]) for one in self.here("check", "mine", "--format", "json").json["findings"]}
        self.assertGreater(len(lines), 90)
        self.assertEqual(told, lines)

    def test_open_points_count_when_asked(self):
        self.made()
        self.assertEqual(self.here("check", "mine").code, 0)
        self.assertEqual(self.here("check", "mine", "--strict").code, 1)

    def test_every_requirement_of_the_catalogue_has_an_entry(self):
        self.made()
        self.assertNotIn("nothing is said", self.here("check", "mine").err)

    def test_its_cases_pass(self):
        self.made()
        data = self.good(self.here("test", "mine", "--to", "nz", "--format", "json")).json
        self.assertEqual((data["passed"], data["failed"]), (1, 0))

    def test_examples_in_comments_are_valid(self):
        """Taking the marks of comments away from the examples gives files that still hold no error."""
        self.made()
        for name in ("classification", "pathways", "steps"):
            path = f"mine/jurisdictions/nz/{name}.yaml"
            text = re.sub(r"^(\s+)# (-|  )(.*)$", r"\1\2\3", self.read(path), flags=re.M)
            self.write(path, text.replace("novelty: unknown", "novelty: new"))
        findings = self.here("check", "mine", "--format", "json").json["findings"]
        self.assertEqual([one for one in findings if one["severity"] == "error"], [])

    def test_nothing_is_overwritten(self):
        self.made()
        before = self.read("mine/jurisdictions/nz/market.yaml")
        self.assertEqual(self.here("new-market", "nz", "-o", "mine").code, 2)
        self.assertEqual(self.read("mine/jurisdictions/nz/market.yaml"), before)

    def test_codes_that_are_none(self):
        for code in ("eu", "no", "NZ", "n", "../x", "n z", "1a"):
            self.fails(self.here("new-market", code, "-o", "mine"), 2)
        self.fails(self.here("new-market"), 2)
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    unittest.main()
