"""The words of reports: the same in both languages, and every one the program asks for is there."""
import glob
import os
import re
import unittest

from command import ROOT, Case

TEXTS = os.path.join(ROOT, "rules", "text")


def strings(language):
    """The texts of a language by key, read as plainly as they are written."""
    with open(os.path.join(TEXTS, language + ".yaml"), encoding="utf-8") as file:
        text = file.read()
    return {m.group(1): m.group(2) for m in re.finditer(r"^  ([a-z_.]+): (.*)$", text[text.index("strings:"):], re.M)}


EN, JA = strings("en"), strings("ja")


def sources():
    """All C sources of the engine as one text, with broken literals joined."""
    text = ""
    for path in sorted(glob.glob(os.path.join(ROOT, "engine", "**", "*.c"), recursive=True)):
        with open(path, encoding="utf-8") as file:
            text += file.read() + "\n"
    return re.sub(r'"\s*\n\s*"', "", text)


C = sources()
KEY = re.compile(r'"([a-z]+\.[a-z_.]+)"')


class Texts(Case):
    def test_both_languages_have_texts(self):
        self.assertGreater(len(EN), 100)
        self.assertGreater(len(JA), 100)

    def test_the_same_keys(self):
        self.assertEqual(sorted(EN), sorted(JA))

    def test_no_key_twice(self):
        for language in ("en", "ja"):
            with open(os.path.join(TEXTS, language + ".yaml"), encoding="utf-8") as file:
                keys = re.findall(r"^  ([a-z_.]+): ", file.read(), re.M)
            self.assertEqual(len(keys), len(set(keys)), language)

    def test_the_same_holes(self):
        for key, text in EN.items():
            self.assertEqual(set(re.findall(r"\{\d\}", text)), set(re.findall(r"\{\d\}", JA.get(key, ""))), key)

    def test_japanese_is_japanese(self):
        alike = {"list.", "unit.percent", "explain.is", "parameter.single", "classify.market", "classify.row",
                 "explain.rule", "subject", "test.passed", "plan.money_range"}
        for key, text in JA.items():
            plain = re.sub(r"\{\d\}|[\W_]|[A-Za-z0-9]", "", text)
            if not key.startswith(tuple(alike)) and re.search("[A-Za-z]", re.sub(r"\{\d\}", "", EN.get(key, ""))):
                self.assertTrue(plain, f"{key}: {text}")

    def test_the_count_of_cases_is_japanese(self):
        self.assertNotEqual(JA["test.passed"], EN["test.passed"])

    def test_every_key_that_is_said_is_there(self):
        said = set(re.findall(r'rg_say(?:_with)?\(\s*[\w>.-]+,\s*"([a-z_.]+)"', C))
        self.assertGreater(len(said), 60)
        self.assertEqual(sorted(said - set(EN)), [])

    def test_every_word_that_looks_like_a_key_is_there(self):
        """Also keys that are chosen by a condition or stand in a table; file names and kinds are no keys."""
        families = {key.split(".")[0] for key in EN}
        found = {key for key in KEY.findall(C) if key.split(".")[0] in families}
        with open(os.path.join(ROOT, "rules", "requirements.yaml"), encoding="utf-8") as file:
            requirements = set(re.findall(r"^  - id: (\S+)$", file.read(), re.M))
        no_keys = {key for key in found if re.search(r"\.(yaml|tsv|md|json|txt|html)$", key)} | requirements
        self.assertEqual(sorted(found - no_keys - set(EN)), [])

    def test_keys_that_are_put_together(self):
        words = {"difference": ["same", "stricter", "looser", "different", "new", "dropped", "unknown"],
                 "verdict": ["met", "adapt", "gap", "undetermined", "not_applicable"],
                 "duty": ["not_required", "required", "unknown"],
                 "factor": ["time", "fees", "gaps", "reliance", "class", "local_evidence", "device_market", "population",
                            "health_expenditure_share", "device_market_growth", "ageing_share"],
                 "owner": ["maker", "local_representative", "importer", "distributor", "conformity_assessment_body",
                           "test_house", "authority"],
                 "worth": ["route", "requirement", "step"],
                 "drift": ["market", "class", "route", "finish", "fees", "required", "value", "difference", "verdict"],
                 "dated": ["begins", "ends", "changes"],
                 "question": ["duty", "value", "route", "confirm"],
                 "approval": ["authority_decision", "third_party_certificate", "self_notification", "same_intended_use",
                              "identical_device", "same_manufacturer", "full", "abridged", "reliance"],
                 "progress": ["todo", "done", "unknown"],
                 "field": ["scope", "class", "subclass", "route", "days", "fees"],
                 "covered": ["scope", "rule", "subclass", "route", "requirement"]}
        for family, names in words.items():
            for name in names:
                self.assertIn(f"{family}.{name}", EN)
        with open(os.path.join(ROOT, "rules", "vocabulary.yaml"), encoding="utf-8") as file:
            text = file.read()
        for record in re.findall(r"^  - id: (\w+)$", text[text.index("\nrecords:"):], re.M):
            self.assertIn(f"record.{record}", EN)

    def test_families_that_are_put_together_are_those(self):
        """A new family of keys that is put together at run time belongs into the test above."""
        put = set(re.findall(r'"([a-z]+)\.%s"', C)) | set(re.findall(r'key_of\(\s*\w+,\s*"([a-z]+)"', C))
        self.assertLessEqual(put, {"letter", "code", "option", "covered", "difference", "factor", "verdict", "duty", "field", "owner", "progress", "record", "worth", "dated", "question", "approval", "fact", "measure", "drift"})

    def test_no_text_is_never_said(self):
        put = ("letter.", "code.", "option.", "covered.", "difference.", "factor.", "verdict.", "duty.", "field.", "owner.", "progress.", "record.", "worth.", "dated.", "question.", "approval.", "fact.", "measure.", "drift.")
        self.assertEqual([key for key in EN if not key.startswith(put) and f'"{key}"' not in C], [])

    def test_no_holes_beyond_what_is_filled(self):
        for key, count in re.findall(r'rg_say_with\(\s*[\w>.-]+,\s*"([a-z_.]+)",\s*(\d)', C):
            holes = [int(n) for n in re.findall(r"\{(\d)\}", EN[key] + JA[key])]
            self.assertLess(max(holes, default=-1), int(count), key)

    def test_commands_and_options_have_a_text(self):
        for key in re.findall(r'"(help\.[a-z_]+|option\.[a-z_]+)"', C):
            self.assertIn(key, EN)
            self.assertIn(key, JA)


if __name__ == "__main__":
    unittest.main()
