"""Every command line that README.md and examples/README.md show runs, in a folder that has the files it names."""
import os
import re
import shlex
import shutil
import unittest

from command import EXAMPLES, ROOT, Case, Row, each, run

PAGES = ["README.md", "examples/README.md"]
FOI = "PRODUCTCODE|DEVICECLASS|SUBMISSION_TYPE_ID\nZZA|2|1\n"


def shown():
    """The command lines of the pages, without what is said beside them: (page, words)."""
    lines = []
    for page in PAGES:
        with open(os.path.join(ROOT, page), encoding="utf-8") as file:
            for line in file:
                match = re.match(r"    reggap +(\S.*)$", line.rstrip("\n"))
                if match:
                    lines.append((page, re.split(r"\s{2,}(?=[^-\s])(?!\S+\.(?:yaml|html|txt)\b)", match.group(1))[0]))
    return lines


COMMANDS = re.findall(r"^  ([a-z-]+) ", run("help").out.split("options:")[0], re.M)


def words_of(line):
    """The words of a line up to the first that belongs to what is said about it."""
    line = line.replace("[DIR]", "").replace("COMMAND", "compare")
    return shlex.split(line.split(" < ")[0])


def input_of(line):
    """What a shell would give the command of the line: an empty profile, where it reads from a file of them."""
    return '{"reggap": "profile/1"}\n' if " < " in line else "q\n"


@each([Row(f"{page} {number} {line}", line) for number, (page, line) in enumerate(shown())])
class Lines(Case):
    def check(self, line):
        shutil.copytree(EXAMPLES, self.path("examples"))
        shutil.copytree(EXAMPLES, self.path("devices"))
        for name in ("old.json", "new.json"):
            self.write(name, '{"reggap": "compare/1", "markets": []}')
        shutil.copy(os.path.join(EXAMPLES, "ecg-patch.yaml"), self.path("device.yaml"))
        self.write("foiclass.txt", FOI)
        words = words_of(line)
        self.assertIn(words[0], COMMANDS)
        if words[0] == "init":
            os.remove(self.path("device.yaml"))
        done = self.here(*words, stdin=input_of(line))
        self.assertIn(done.code, (0, 1) if words[0] in ("check", "test") else (0,), f"{line}: {done!r}")
        if "-o" in words and words[0] not in ("import", "new-market"):
            self.assertTrue(os.path.getsize(self.path(words[words.index("-o") + 1])) > 1000)
        if words[0] == "import":
            self.good(self.here("classify", "device.yaml", "--to", "us", "--rules", words[words.index("-o") + 1]))


class Pages(Case):
    def test_lines_were_found(self):
        found = [line.split()[0] for _, line in shown()]
        self.assertGreaterEqual(len(found), 10)
        self.assertLessEqual({"markets", "init", "classify", "compare", "explain", "import", "check", "test"}, set(found))

    def test_the_options_of_the_readme_are_there(self):
        with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
            text = file.read()
        known = re.findall(r"--[a-z-]+", run("help").out)
        for option in re.findall(r"(?<=`)--[a-z-]+", text):
            self.assertIn(option, known)

    def test_the_message_of_the_readme(self):
        self.write("device.yaml", "reggap: profile/1\n" + "#\n" * 9 + "attributes:\n  sofware: none\n")
        done = self.fails(self.here("classify", "device.yaml"), 3)
        self.assertIn("device.yaml:12:3: error: unknown attribute 'sofware' (did you mean 'software'?)", done.told())

    def test_the_classes_of_the_examples_page(self):
        """The table of examples/README.md says what the command says."""
        with open(os.path.join(EXAMPLES, "README.md"), encoding="utf-8") as file:
            rows = re.findall(r"^\| \[([\w-]+)\.yaml\]\([^)]*\) \| [^|]* \| (\w+), [^|]* \| (\w+), [^|]* \| (\w+) \|",
                              file.read(), re.M)
        self.assertGreaterEqual(len(rows), 4)
        for name, *labels in rows:
            data = run("classify", os.path.join(EXAMPLES, name + ".yaml"), "--to", "jp,us,eu", "--format", "json").json
            self.assertEqual([m["class"]["value"] for m in data["markets"]], labels, name)

    def test_the_summary_of_the_examples_page(self):
        with open(os.path.join(EXAMPLES, "README.md"), encoding="utf-8") as file:
            text = file.read()
        head = re.search(r"^    (Market .*)$", text, re.M).group(1).split()
        out = run("compare", os.path.join(EXAMPLES, "ecg-patch.yaml"), "--to", "us").out
        line = next(line for line in out.split("\n") if line.startswith("Market "))
        self.assertLessEqual(set(head), set(line.split()))

    def test_every_example_of_the_help_pages_runs(self):
        shutil.copytree(EXAMPLES, self.path("devices"))
        for name in ("old.json", "new.json"):
            self.write(name, '{"reggap": "compare/1", "markets": []}')
        shutil.copy(os.path.join(EXAMPLES, "ecg-patch.yaml"), self.path("device.yaml"))
        self.write("foiclass.txt", FOI)
        for name in COMMANDS:
            line = re.search(r"example: reggap (.*)", run("help", name).out).group(1)
            words = words_of(line)
            if name in ("check", "test"):
                # these read every market there is, and are run as README.md shows them
                self.assertTrue(os.path.isdir(self.path(words[1])), "import comes before in the list")
                continue
            if name == "init":
                os.rename(self.path("device.yaml"), self.path("before.yaml"))
            self.good(self.here(*words, stdin=input_of(line)))
            if name == "init":
                os.replace(self.path("before.yaml"), self.path("device.yaml"))


class Init(Case):
    """What init writes is a profile, and every line of it can be used."""

    def test_it_is_valid_as_it_is(self):
        self.good(run("init", self.path("p.yaml")))
        done = self.good(run("classify", self.path("p.yaml"), "--to", "eu", "--format", "json"))
        self.assertEqual(done.json["markets"][0]["class"]["status"], "possible")

    def test_every_attribute_is_in_it(self):
        with open(os.path.join(ROOT, "rules", "vocabulary.yaml"), encoding="utf-8") as file:
            text = file.read()
        part = text[text.index("\nattributes:"):text.index("\nconstraints:")]
        codes = {m.group(1) for m in re.finditer(r"^  - id: (\w+)\n    group: \w+\n    section: codes", part, re.M)}
        out = run("init").out
        for attribute in re.findall(r"^  - id: (\w+)$", part, re.M):
            if attribute not in codes:
                self.assertIn(f"\n  # {attribute}: ", out)

    def test_every_line_of_an_attribute_can_be_filled_in(self):
        """Each enum with its first value, each set with all its values, one by one."""
        out = self.good(run("init")).out
        values, lines = [], []
        for line in out.split("\n"):
            value = re.match(r"  #   (\w+) = ", line)
            attribute = re.match(r"  # (\w+): (.*)$", line)
            if value:
                values.append(value.group(1))
            elif attribute:
                name, form = attribute.groups()
                if form == "[]" and values and name != "contact":
                    lines.append(f"  {name}: [{', '.join(values)}]")
                elif form == "" and values:
                    lines.append(f"  {name}: \"{values[0]}\"")
                values = []
        attributes = [line for line in lines if not re.search(r"local_entity_in", line)]
        self.assertGreater(len(attributes), 50)
        self.write("p.yaml", "reggap: profile/1\nattributes:\n" + "\n".join(attributes) + "\n")
        done = run("classify", self.path("p.yaml"), "--to", "eu")
        self.assertEqual([line for line in done.told() if "contradicts" not in line], [], repr(done))

    def test_in_japanese(self):
        out = self.good(run("init", "--lang", "ja")).out
        self.assertRegex(out, "[ぁ-ん]")
        self.assertTrue(re.search(r"^reggap: profile/1$", out, re.M))


if __name__ == "__main__":
    unittest.main()
