"""The same rules, profile and day give the same bytes: on every run, in every language of the machine, from everywhere."""
import os
import shutil
import unittest

from command import DAY, EXAMPLES, FIXTURES, MINI, Case, Row, each, example, mini, profile, run

ECG = example("ecg-patch")
WORDS = [
    ("classify", ["classify", ECG, "--to", "us,eu"]),
    ("compare", ["compare", ECG, "--to", "us,eu"]),
    ("explain as a tree", ["explain", ECG, "--to", "eu", "--depth", "tree"]),
    ("whatif", ["whatif", ECG, "--to", "us,eu", "--set", "invasiveness=implant"]),
    ("lower", ["lower", example("endoscopy-ai"), "--market", "eu", "--class", "IIa"]),
    ("ask for the next question", ["ask", profile("open"), "--to", "xx", "--next", "--rules", MINI]),
    ("markets", ["markets", "--to", "eu"]),
    ("init", ["init"]),
    ("test", ["test", MINI, "--to", "xx,yy"]),
]
FORMATS = ["text", "markdown", "html", "json"]


@each([Row(f"{name} as {form}", [*words, "--format", form, "--as-of", DAY]) for name, words in WORDS
       for form in FORMATS if name not in ("init", "test") or form in ("text", "json")])
class SameBytes(Case):
    def check(self, words):
        first = run(*words)
        self.assertEqual(first.code, 0, repr(first))
        again = run(*words, env={"LC_ALL": "tr_TR.UTF-8", "LANG": "ja_JP.UTF-8", "TZ": "Pacific/Kiritimati",
                                 "LANGUAGE": "ja", "COLUMNS": "40"}, cwd="/")
        self.assertEqual(first.raw, again.raw)
        self.assertEqual(first.raw_err, again.raw_err)


@each([Row(name, value) for name, value in [("C", "C"), ("Japanese", "ja_JP.UTF-8"), ("Turkish", "tr_TR.UTF-8"),
                                            ("German", "de_DE.UTF-8"), ("one that is not there", "xx_XX"), ("none", None)]])
class Locales(Case):
    """Numbers, letters and their order do not hang on the locale (as far as it is installed)."""

    def check(self, value):
        env = {"LC_ALL": value, "LANG": value, "LC_NUMERIC": value}
        for words in (mini("classify", profile("full"), "--to", "xx,yy"), ["classify", ECG, "--to", "jp", "--as-of", DAY],
                      ["clasify"]):
            plain, other = run(*words), run(*words, env=env)
            self.assertEqual((plain.code, plain.raw, plain.raw_err), (other.code, other.raw, other.raw_err))


class Elsewhere(Case):
    def test_from_another_folder_by_a_relative_path(self):
        shutil.copy(ECG, self.path("p.yaml"))
        for form in FORMATS:
            words = ("--to", "eu", "--format", form, "--as-of", DAY)
            self.assertEqual(self.here("compare", "p.yaml", *words).raw, run("compare", ECG, *words).raw)

    def test_by_another_way_to_the_same_file(self):
        words = ("--to", "eu", "--as-of", DAY)
        crooked = os.path.join(EXAMPLES, "..", "examples", ".", "ecg-patch.yaml")
        self.assertEqual(run("classify", crooked, *words).raw, run("classify", ECG, *words).raw)

    def test_without_an_environment(self):
        empty = {name: None for name in os.environ if name not in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS")}
        words = ("classify", ECG, "--to", "eu", "--as-of", DAY)
        self.assertEqual(run(*words, env=empty).raw, run(*words).raw)

    def test_rules_from_a_copy_written_in_another_order(self):
        # a copy whose folders list their files in another order
        names = sorted((os.path.relpath(os.path.join(d, f), MINI) for d, _, fs in os.walk(MINI) for f in fs), reverse=True)
        for name in names:
            os.makedirs(os.path.dirname(self.path("rules", name)), exist_ok=True)
            shutil.copy(os.path.join(MINI, name), self.path("rules", name))
        words = ("--to", "xx,yy", "--as-of", DAY)
        self.assertEqual(run("classify", profile("full"), *words, "--rules", self.path("rules")).raw,
                         run("classify", profile("full"), *words, "--rules", MINI).raw)

    def test_a_slash_behind_the_folder(self):
        words = ("classify", profile("full"), "--to", "xx,yy", "--as-of", DAY, "--format", "json")
        self.assertEqual(run(*words, "--rules", MINI + "/").raw, run(*words, "--rules", MINI).raw)

    def test_the_order_of_keys_does_not_matter(self):
        head, *lines = ["reggap: profile/1", "home: yy", "complete: true",
                        "attributes: {product_type: medical_device, mini_contact: [skin, blood]}",
                        "company: {small_business: true}", "approvals: [{market: yy, status: valid}]"]
        a = self.write("a.yaml", "\n".join([head, *lines]) + "\n")
        b = self.write("b.yaml", "\n".join([*reversed(lines), head]).replace("[skin, blood]", "[blood, skin]") + "\n")
        self.assertEqual(run(*mini("compare", a, "--to", "xx")).raw, run(*mini("compare", b, "--to", "xx")).raw)

    def test_yaml_and_json_are_read_alike(self):
        a = self.write("a.yaml", "reggap: profile/1\ndevice: {name: x}\n"
                                 "attributes: {sterile: true, contact: [intact_skin]}\n")
        b = self.write("b.json", '{"reggap": "profile/1", "device": {"name": "x"}, "attributes": {"sterile": true, '
                                 '"contact": ["intact_skin"]}}')
        self.assertEqual(run("classify", a, "--to", "eu", "--as-of", DAY).raw,
                         run("classify", b, "--to", "eu", "--as-of", DAY).raw)


class Day(Case):
    def test_the_day_is_said(self):
        for form in FORMATS:
            self.assertIn("2019-12-31", run("markets", "--to", "eu", "--as-of", "2019-12-31", "--format", form).out)

    def test_without_a_day_it_is_today(self):
        import datetime
        before = datetime.datetime.now(datetime.timezone.utc).date()
        day = run("markets", "--to", "eu", "--format", "json").json["as_of"]
        after = datetime.datetime.now(datetime.timezone.utc).date()
        self.assertIn(day, {str(before), str(after)})

    def test_the_first_and_the_last_day(self):
        for day in ("0001-01-01", "9999-12-31", "2028-02-29"):
            self.assertEqual(run("markets", "--to", "eu", "--as-of", day, "--format", "json").json["as_of"], day)

    def test_fixtures_are_where_the_tests_think(self):
        self.assertTrue(os.path.isdir(os.path.join(FIXTURES, "mini", "jurisdictions", "xx")))


if __name__ == "__main__":
    unittest.main()
