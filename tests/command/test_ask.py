"""The interview over a pipe: answers in every form, the way back, and what becomes of the file."""
import json
import os
import re
import unittest

from command import DAY, HEAD, MINI, Case, Row, each, mini, profile, run

OPEN = profile("open")
BEGUN = """# my device
reggap: profile/1   # kind
device: {name: "Half: a device"}
home: yy

# what is settled
attributes:
  product_type: medical_device
  mini_purpose: measure     # as the doctors said
  # to be asked: duration
  mini_sterile: true

# the rest
notes: {a: [1, 2], b: "x # y"}
"""


class Interview(Case):
    def ask(self, text, answers, *words, name="p.yaml", to="xx"):
        """Holds the interview on a file with the text; gives the run and the file afterwards."""
        self.write(name, text)
        done = self.here("ask", name, "--to", to, "--rules", MINI, "--as-of", DAY, *words, stdin=answers)
        return done, self.read(name)

    def value(self, attribute, name="p.yaml"):
        """What the file says of the attribute now, by the command's own reading."""
        done = self.here("classify", name, "--to", "xx", "--rules", MINI, "--as-of", DAY, "--format", "json")
        self.good(done)
        for rule in done.json["markets"][0]["rules"]:
            for reason in rule["because"]:
                if reason["attribute"] == attribute:
                    return reason["value"]
        return None

    def class_of(self, name="p.yaml"):
        done = self.good(self.here("classify", name, "--to", "xx", "--rules", MINI, "--as-of", DAY, "--format", "json"))
        return done.json["markets"][0]["class"]["value"]

    def added(self, before, after):
        """The one line that was added; all others are what they were."""
        old, new = before.split("\n"), after.split("\n")
        self.assertEqual(len(new), len(old) + 1)
        index = next(i for i, line in enumerate(new) if i == len(old) or line != old[i])
        self.assertEqual(new[:index] + new[index + 1:], old)
        return new[index]


# name, the answer's line, what is written (None: nothing is, and the question comes again)
ANSWERS = [
    Row("a number", "1", "[skin]"),
    Row("the last number", "3", "[brain]"),
    Row("an id", "blood", "[blood]"),
    Row("several ids", "skin,blood", "[skin, blood]"),
    Row("several numbers", "1,2", "[skin, blood]"),
    Row("a number and an id", "2, skin", "[blood, skin]"),
    Row("blanks around", "  blood  ", "[blood]"),
    Row("a comma too many", "blood,", "[blood]"),
    Row("the end of a line of Windows", "blood\r", "[blood]"),
    Row("words in Japanese", "血液", "[blood]"),
    Row("none", "0", "[]"),
    Row("a number beyond", "4", None),
    Row("a number below", "-1", None),
    Row("a word that is none", "liver", None),
    Row("a word that is nearly one", "bloood", None),
    Row("one good and one wrong", "blood, liver", None),
    Row("nothing", "", None),
    Row("blanks alone", "   ", None),
    Row("commas alone", ",,,", None),
    Row("an id in upper case", "BLOOD", None),
    Row("control characters", "blo\x1b[31mod", None),
    Row("bytes that are no text", b"\xff\xfe", None),
    Row("a line of a million letters", "x" * 1000000, None),
]


@each(ANSWERS)
class Answers(Interview):
    """One answer to the question for the set mini_contact."""

    def check(self, line, written):
        line = line.encode() if isinstance(line, str) else line
        done, after = self.ask(BEGUN, line + b"\nq\n")
        self.good(done)
        if written is None:
            self.assertEqual(after, BEGUN)
            self.assertEqual(done.out.count("What does it touch (mini)?"), 2, done.out[:3000])
            self.assertIn("That is none of the answers.", done.out)
        else:
            self.assertEqual(self.added(BEGUN, after), f"  mini_contact: {written}")
            self.assertEqual(self.files(), ["p.yaml"])


# what stands where the answer goes: text of the file, and the line that is written
PLACES = [
    Row("block", HEAD + "attributes:\n  product_type: medical_device\n  mini_purpose: measure\n"),
    Row("block of four blanks", HEAD + "attributes:\n    product_type: medical_device\n    mini_purpose: measure\n"),
    Row("block without a line at the end", HEAD + "attributes:\n  mini_purpose: measure\n  product_type: medical_device"),
    Row("block with the attribute as null",
        HEAD + "attributes:\n  product_type: medical_device\n  mini_contact: null  # ask\n  mini_purpose: measure\n"),
    Row("block with the attribute as a tilde",
        HEAD + "attributes:\n  product_type: medical_device\n  mini_contact: ~\n  mini_purpose: measure\n"),
    Row("block with the attribute without a value",
        HEAD + "attributes:\n  product_type: medical_device\n  mini_contact:\n  mini_purpose: measure\n"),
    Row("block with the attribute last and without a value",
        HEAD + "attributes:\n  product_type: medical_device\n  mini_purpose: measure\n  mini_contact:"),
    Row("flow", HEAD + "attributes: {product_type: medical_device, mini_purpose: measure}\n"),
    Row("flow of several lines", HEAD + "attributes: {\n  product_type: medical_device,\n  mini_purpose: measure,\n}\n"),
    Row("flow with the attribute as null",
        HEAD + "attributes: {mini_contact: null, product_type: medical_device, mini_purpose: measure}\n"),
    Row("flow with the attribute without a value",
        HEAD + "attributes: {product_type: medical_device, mini_contact: , mini_purpose: measure}\n"),
    Row("quoted words", HEAD + 'attributes:\n  "product_type": "medical_device"\n  \'mini_purpose\': \'measure\'\n'),
    Row("other sections behind it",
        HEAD + "attributes:\n  product_type: medical_device\n  mini_purpose: measure\ncompany: {employees: 3}\n"),
    Row("Japanese in front of it", HEAD + "device: {name: 装着型心電計, intended_use: 記録}\nattributes: {product_type: "
                                   "medical_device, mini_purpose: measure}\n"),
    Row("lines of Windows",
        (HEAD + "attributes:\n  product_type: medical_device\n  mini_purpose: measure\n").replace("\n", "\r\n")),
    Row("a byte order mark", "\ufeff" + HEAD + "attributes:\n  product_type: medical_device\n  mini_purpose: measure\n"),
    Row("JSON", '{"reggap": "profile/1", "attributes": {"product_type": "medical_device", "mini_purpose": "measure"}}\n'),
    Row("JSON of several lines", json.dumps({"reggap": "profile/1", "attributes": {"product_type": "medical_device",
                                                                                  "mini_purpose": "measure"}}, indent=2)),
    Row("JSON with the attribute as null", '{"reggap": "profile/1", "attributes": {"mini_contact": null, "product_type": '
                                           '"medical_device", "mini_purpose": "measure"}}'),
    Row("JSON with quotes in front of it", '{"reggap": "profile/1", "device": {"name": "a \\"b\\" {c} é 漢"}, "attributes": '
                                           '{"product_type": "medical_device", "mini_purpose": "measure"}}'),
]


@each(PLACES)
class Places(Interview):
    """Wherever the answer goes, the file is valid afterwards, and says it; taking it back gives the old file."""

    def check(self, text):
        done, after = self.ask(text, "blood,skin\nq\n")
        self.good(done)
        self.assertNotEqual(after, text)
        self.assertEqual(self.value("mini_contact"), ["skin", "blood"], after)
        self.assertEqual(self.class_of(), "M")
        self.assertEqual(after.startswith("\ufeff"), text.startswith("\ufeff"))
        gone = re.sub(r"\s+", "", after)
        for word in re.findall(r"#.*|[\w\"]+: ?[\w\"]+", text):
            if "mini_contact" not in word:
                self.assertIn(re.sub(r"\s+", "", word), gone, "something else was lost")
        if text.lstrip("\ufeff").startswith("{"):
            json.loads(after)


# name, text, attribute, answer, what the file must say
FIRSTS = [
    Row("no section at all", HEAD, "product_type: medical_device"),
    Row("section without anything", HEAD + "attributes:\n", "product_type: medical_device"),
    Row("section without anything, and a comment", HEAD + "attributes: # to be filled\n", "product_type: medical_device"),
    Row("section as an empty map", HEAD + "attributes: {}\n", "product_type: medical_device"),
    Row("section before another one", HEAD + "attributes:\nhome: yy\n", "product_type: medical_device"),
    Row("JSON without a section", '{"reggap": "profile/1"}', '"product_type": "medical_device"'),
    Row("JSON with an empty section", '{"reggap": "profile/1", "attributes": {}}', '"product_type": "medical_device"'),
    Row("section as null", HEAD + "attributes: null\n", "product_type: medical_device"),
    Row("section as a tilde", HEAD + "attributes: ~\n", "product_type: medical_device"),
    Row("JSON with a section as null", '{"reggap": "profile/1", "attributes": null}', '"product_type": "medical_device"'),
]


@each(FIRSTS)
class Firsts(Interview):
    """The first answer of all, where no attribute is stated."""

    def check(self, text, written):
        self.write("p.yaml", text)
        done = self.here("ask", "p.yaml", "--to", "xx", "--rules", MINI, "--next", "--format", "json")
        asked = self.good(done).json["question"]
        # whichever question comes first, its first value is an answer
        value = asked["values"][0]["value"]
        done, after = self.ask(text, "1\nq\n")
        self.good(done)
        self.assertIn(asked["attribute"], after, "no answer was written: " + done.err)
        self.assertIn(value, after)
        self.good(self.here("classify", "p.yaml", "--to", "xx", "--rules", MINI))


class Course(Interview):
    """How an interview goes."""

    def test_it_ends_when_nothing_matters_any_more(self):
        done, after = self.ask(BEGUN, "skin\nblood\nblood\n")
        self.assertIn("  Exland: still L or M or H\n", done.out)
        self.assertIn("  Exland: class L (Ls)\n\nNothing else matters for the chosen markets.\n\nSaved in p.yaml.\n",
                      done.out)
        self.assertEqual(self.added(BEGUN, after), "  mini_contact: [skin]")

    def test_nothing_to_ask(self):
        with open(profile("full"), encoding="utf-8") as file:
            text = file.read()
        done, after = self.ask(text, "")
        self.good(done)
        self.assertIn("Nothing else matters for the chosen markets.", done.out)
        self.assertEqual(after, text)

    def test_the_end_of_input_ends_it(self):
        done, after = self.ask(BEGUN, "")
        self.good(done)
        self.assertEqual(after, BEGUN)

    def test_an_answer_without_a_line_end(self):
        done, after = self.ask(BEGUN, "blood")
        self.good(done)
        self.assertIn("mini_contact: [blood]", after)

    def test_quit(self):
        for word in ("q", "quit"):
            done, after = self.ask(BEGUN, word + "\nblood\n")
            self.good(done)
            self.assertEqual(after, BEGUN)

    def test_help_is_shown_and_the_question_again(self):
        done, after = self.ask(BEGUN.replace("  mini_sterile: true\n", "").replace("measure", "treat"), "?\nq\n")
        self.good(done)
        question = re.search(r"\n([^\n]*\(mini\)\?)\n", done.out).group(1)
        self.assertEqual(done.out.count(question), 2)

    def test_no_help_is_said_so(self):
        done, _ = self.ask(BEGUN, "?\nq\n")
        self.assertIn("No more help for this question.", done.out)

    def test_help_tells_the_source(self):
        self.copy_mini(("rules/vocabulary.yaml", '{en: "What does it touch (mini)?", ja: "どこに接触しますか（試験）。"}\n',
                        '{en: "What does it touch (mini)?", ja: "どこに接触しますか（試験）。"}\n'
                        "    help: {en: Look closely., ja: よく見る。}\n    cite: {source: gen, at: page 3}\n"))
        self.write("p.yaml", BEGUN)
        for language, words in (("en", ["Look closely.", "General words, page 3"]), ("ja", ["よく見る。", "総則, page 3"])):
            done = self.here("ask", "p.yaml", "--to", "xx", "--rules", "rules", "--lang", language, stdin="?\nq\n")
            for word in words:
                self.assertIn(word, self.good(done).out)

    def test_back_from_the_first_question(self):
        done, after = self.ask(BEGUN, "b\nq\n")
        self.assertIn("This is the first question.", self.good(done).out)
        self.assertEqual(after, BEGUN)

    def test_back_takes_the_last_answer_away(self):
        text = HEAD + "attributes: {product_type: medical_device, mini_purpose: treat}\n"
        for word in ("b", "back"):
            done, after = self.ask(text, f"blood\n{word}\nq\n")
            self.good(done)
            self.assertEqual(after, text)

    def test_back_twice(self):
        text = HEAD + "attributes: {product_type: medical_device}\n"
        done, after = self.ask(text, "treat\nblood\nb\nb\nb\nq\n")
        self.good(done)
        self.assertEqual(after, text)
        self.assertIn("This is the first question.", done.out)

    def test_back_and_another_answer(self):
        text = HEAD + "attributes: {product_type: medical_device, mini_purpose: treat}\n"
        done, after = self.ask(text, "blood\nb\nskin\nq\n")
        self.assertIn("mini_contact: [skin]", after)
        self.assertNotIn("blood", after)

    def test_skip_goes_on_to_the_next(self):
        text = HEAD + "attributes: {product_type: medical_device, mini_purpose: treat}\n"
        for word in ("s", "skip"):
            done, after = self.ask(text, f"{word}\n200\nq\n")
            self.good(done)
            self.assertIn("How many joules does it give (mini)?", done.out)
            self.assertNotIn("mini_contact", after)
            self.assertIn("mini_energy: 200", after)

    def test_skipped_questions_still_matter(self):
        done, _ = self.ask(BEGUN, "s\n")
        self.assertNotIn("Nothing else matters", self.good(done).out)

    def test_a_number(self):
        text = HEAD + "attributes: {product_type: medical_device, mini_purpose: treat, mini_contact: []}\n"
        for answer, written in (("200", True), ("0", True), ("-5", False), ("1.5", False), ("many", False), ("1e3", False),
                                ("99999999999999999999", False)):
            done, after = self.ask(text, f"{answer}\nq\n")
            self.good(done)
            self.assertEqual(f"mini_energy: {answer}" in after, written, answer)

    def test_one_value_takes_no_two(self):
        text = HEAD + "attributes: {product_type: medical_device, mini_contact: [skin]}\n"
        done, after = self.ask(text, "1,2\nq\n")
        self.good(done)
        self.assertEqual(after, text)

    def test_yes_and_no(self):
        text = HEAD + ("attributes: {product_type: medical_device, mini_purpose: measure, mini_contact: [skin], "
                       "mini_duration: long}\n")
        for answer, written in (("yes", "true"), ("no", "false"), ("true", "true"), ("1", "false"), ("2", "true"),
                                ("はい", "true")):
            self.write("p.yaml", text)
            done = self.here("ask", "p.yaml", "--to", "xx", "--rules", MINI, "--as-of", "2027-01-01", stdin=answer + "\n")
            self.good(done)
            self.assertIn(f"mini_sterile: {written}", self.read("p.yaml"), answer)

    def truth_word(self, word):
        """What is written for a value that other readers of YAML take for a truth value."""
        vocabulary = "rules/vocabulary.yaml"
        self.copy_mini((vocabulary, "{id: measure, title", f'{{id: "{word}", title'),
                       (vocabulary, "neutral: measure", f'neutral: "{word}"'))
        self.write("p.yaml", HEAD + "attributes: {product_type: medical_device, mini_contact: [skin]}\n")
        self.good(self.here("ask", "p.yaml", "--to", "xx", "--rules", "rules", stdin="1\n"))
        self.assertIn(f'mini_purpose: "{word}"', self.read("p.yaml"))

    def test_no_is_quoted(self):
        self.truth_word("no")

    def test_yes_is_quoted(self):
        self.truth_word("yes")

    def test_on_is_quoted(self):
        self.truth_word("on")

    def test_a_contradictory_answer_is_told_and_not_taken(self):
        text = BEGUN.replace("  mini_sterile: true\n", "  mini_duration: short\n")
        done, after = self.ask(text, "brain\nq\n")
        self.good(done)
        self.assertEqual(after, text)
        self.assertIn("p.yaml:12:3: error: 'mini_duration' contradicts 'mini_contact' in line 8: Whatever touches the brain "
                      "stays (mini_contact brain asks for mini_duration long).", done.told())
        self.assertEqual(done.out.count("What does it touch (mini)?"), 2)

    def test_it_goes_on_after_a_contradictory_answer(self):
        text = BEGUN.replace("  mini_sterile: true\n", "  mini_duration: short\n")
        done, after = self.ask(text, "brain\nbrain\nblood\n")
        self.good(done)
        self.assertIn("mini_contact: [blood]", after)
        self.assertEqual(self.class_of(), "M")

    def test_it_resumes_where_it_was_left(self):
        text = HEAD + "attributes: {product_type: medical_device, mini_purpose: treat}\n"
        self.ask(text, "blood\nq\n")
        once = self.read("p.yaml")
        done = self.good(self.here("ask", "p.yaml", "--to", "xx", "--rules", MINI, "--as-of", DAY, stdin="5\n"))
        self.assertNotIn("What does it touch (mini)?", done.out)
        self.assertEqual(self.read("p.yaml"), once.replace("{", "{mini_energy: 5, ", 1))
        self.assertIn("Nothing else matters", done.out)

    def test_it_speaks_japanese(self):
        done, _ = self.ask(BEGUN, "？\nq\n", "--lang", "ja")
        self.assertIn("どこに接触しますか（試験）。\n  1) 皮膚 [skin]\n  2) 血液 [blood]\n  3) 脳 [brain]\n", self.good(done).out)
        self.assertIn("エックス国", done.out)

    def test_the_whole_interview_word_for_word(self):
        done, _ = self.ask(BEGUN, "liver\nblood\n")
        self.assertEqual(self.good(done).out.replace("1 questions may still matter.", "1 question may still matter."),
                         "  Exland: still L or M or H\n\n1 question may still matter.\nWhat does it touch (mini)?\n"
                         "  1) skin [skin]\n  2) blood [blood]\n  3) brain [brain]\n"
                         "Answers, parted by commas (numbers or words, 0 none, ? help, b back, s skip, q quit): "
                         "That is none of the answers.\n\n1 question may still matter.\nWhat does it touch (mini)?\n"
                         "  1) skin [skin]\n  2) blood [blood]\n  3) brain [brain]\n"
                         "Answers, parted by commas (numbers or words, 0 none, ? help, b back, s skip, q quit): "
                         "  Exland: class M\n\nNothing else matters for the chosen markets.\n\nSaved in p.yaml.\n")

    def test_a_near_word_is_proposed(self):
        done, _ = self.ask(BEGUN, "bran\nq\n")
        self.assertIn("That is none of the answers. Did you mean brain?", done.out)

    def test_for_two_markets_at_once(self):
        done, after = self.ask(BEGUN, "blood\n", to="xx,yy")
        self.assertIn("  Exland: class M\n  Yonderland: class 2 (estimated)\n", self.good(done).out)


class Output(Interview):
    def test_another_file_is_written_and_the_first_left(self):
        done, after = self.ask(BEGUN, "blood\n", "-o", "new.yaml")
        self.good(done)
        self.assertEqual(after, BEGUN)
        self.assertEqual(self.added(BEGUN, self.read("new.yaml")), "  mini_contact: [blood]")
        self.assertIn("Saved in new.yaml.", done.out)

    def test_what_is_said_to_be_saved_is_there(self):
        done, _ = self.ask(BEGUN, "q\n", "-o", "new.yaml")
        self.assertEqual("Saved in new.yaml." in done.out, os.path.exists(self.path("new.yaml")))

    def test_a_file_that_cannot_be_written(self):
        done, after = self.ask(BEGUN, "blood\n", "-o", "no/new.yaml")
        self.assertEqual(done.code, 4, repr(done))
        self.assertEqual(done.told("error"), ["no/new.yaml: error: cannot be written: No such file or directory"])
        self.assertEqual((after, self.files()), (BEGUN, ["p.yaml"]))

    def test_the_file_keeps_nothing_beside_it(self):
        self.ask(BEGUN, "blood\nq\n")
        self.assertEqual(self.files(), ["p.yaml"])

    def test_a_profile_from_standard_input_has_no_answers(self):
        done = self.here("ask", "-", "--to", "xx", "--rules", MINI, stdin=BEGUN)
        self.good(done)
        self.assertEqual(self.files(), [])

    def test_a_broken_profile_is_left(self):
        done, after = self.ask(BEGUN.replace("mini_sterile", "mini_steril"), "blood\n")
        self.assertEqual(done.code, 3)
        self.assertNotIn("mini_contact", after)


class Next(Interview):
    """ask --next: one question, nothing interactive."""

    def test_as_json(self):
        data = self.good(run(*mini("ask", OPEN, "--to", "xx", "--next", "--format", "json"))).json
        self.assertEqual(data["question"]["attribute"], "mini_contact")
        self.assertEqual(data["question"]["text"], {"en": "What does it touch (mini)?", "ja": "どこに接触しますか（試験）。"})
        self.assertEqual([v["value"] for v in data["question"]["values"]], ["skin", "blood", "brain"])
        self.assertEqual(data["open"], ["mini_contact"])

    def test_as_text(self):
        done = self.good(run(*mini("ask", OPEN, "--to", "xx", "--next"), stdin="blood\n"))
        self.assertIn("What does it touch (mini)?\n  1) skin [skin]\n", done.out)

    def test_it_writes_nothing(self):
        path = self.write("p.yaml", BEGUN)
        for form in ("text", "json"):
            self.good(run(*mini("ask", path, "--to", "xx", "--next", "--format", form), stdin="blood\n"))
        self.assertEqual((self.read("p.yaml"), self.files()), (BEGUN, ["p.yaml"]))

    def test_json_alone_is_not_interactive(self):
        path = self.write("p.yaml", BEGUN)
        done = self.good(run(*mini("ask", path, "--to", "xx", "--format", "json"), stdin="blood\n"))
        self.assertEqual(done.json["question"]["attribute"], "mini_contact")
        self.assertEqual(self.read("p.yaml"), BEGUN)

    def test_what_matters_to_a_route_alone(self):
        # class settled by blood; a treatment's energy opens a test beside the route
        path = self.write("p.yaml", HEAD + "attributes: {product_type: medical_device, mini_purpose: treat, "
                                           "mini_contact: [brain]}\n")
        data = self.good(run(*mini("ask", path, "--to", "xx", "--next", "--format", "json"))).json
        self.assertIn("mini_energy", data["open"])

    def test_the_question_that_settles_most_comes_first(self):
        path = self.write("p.yaml", HEAD)
        data = self.good(run(*mini("ask", path, "--to", "xx", "--next", "--format", "json"))).json
        self.assertGreater(data["question"]["settles"], 0)

    def test_every_answer_leads_to_an_end(self):
        """Whatever is answered, by the first or the last value, the interview ends with a class."""
        for pick in (0, -1):
            path = self.write("p.json", '{"reggap": "profile/1", "attributes": {}}')
            for _ in range(12):
                data = self.good(run(*mini("ask", path, "--to", "xx", "--next", "--format", "json"))).json
                if not data["question"]:
                    break
                with open(path, encoding="utf-8") as file:
                    text = json.load(file)
                values = data["question"]["values"]
                value = values[pick]["value"] if values else 7
                sets = data["question"]["attribute"] in ("mini_contact",)
                text["attributes"][data["question"]["attribute"]] = (
                    [value] if sets else {"true": True, "false": False}.get(value, value))
                if data["question"]["attribute"] == "mini_contact" and value == "brain":
                    text["attributes"].setdefault("mini_duration", "long")
                self.write("p.json", json.dumps(text))
            self.assertIsNone(data["question"])
            market = self.good(run(*mini("classify", path, "--to", "xx", "--format", "json"))).json["markets"][0]
            self.assertIn(market["class"]["status"], ("determined", "none", "range"))


if __name__ == "__main__":
    unittest.main()
