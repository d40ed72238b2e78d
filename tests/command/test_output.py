"""Where answers go: standard output, files that are replaced whole, devices and pipes; and where profiles come from."""
import os
import subprocess
import unittest

from command import DAY, MINI, REGGAP, Case, Row, each, example, run

ECG = example("ecg-patch")
ROWS = "PRODUCTCODE|DEVICECLASS\nZZA|2\n"
WRITERS = [
    ("version", ["version"]),
    ("help", ["help"]),
    ("markets", ["markets", "--to", "eu"]),
    ("init", ["init"]),
    ("classify", ["classify", ECG, "--to", "eu"]),
    ("compare", ["compare", ECG, "--to", "eu"]),
    ("explain", ["explain", ECG, "--to", "eu"]),
    ("whatif", ["whatif", ECG, "--to", "eu", "--set", "sterile=true"]),
    ("lower", ["lower", ECG, "--market", "eu", "--class", "I"]),
    ("test", ["test", MINI, "--to", "xx"]),
    ("classify as JSON", ["classify", ECG, "--to", "eu", "--format", "json"]),
    ("ask for the next question as JSON", ["ask", ECG, "--to", "eu", "--next", "--format", "json"]),
    ("ask for the next question", ["ask", ECG, "--to", "eu", "--next"]),
    ("ask", ["ask", ECG, "--to", "eu"]),
]


@each([Row(name, words) for name, words in WRITERS])
class FullDisk(Case):
    """Standard output that takes nothing: exit 4, and the reason is told."""

    def check(self, words):
        with open("/dev/full", "wb") as full:
            done = run(*words, stdout=full)
        self.assertEqual(done.code, 4, repr(done))
        self.assertIn("reggap: standard output cannot be written: No space left on device\n", done.err)


@each([Row(name, words) for name, words in WRITERS])
class ClosedOutput(Case):
    """Standard output that is closed, or whose reader is gone: exit 4, never a signal."""

    def check(self, words):
        shell = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", REGGAP, *words], stdin=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(shell.returncode, 4, shell.stderr.decode())
        reader, writer = os.pipe()
        os.close(reader)
        try:
            done = run(*words, stdout=writer)
        finally:
            os.close(writer)
        self.assertEqual(done.code, 4, repr(done))


class ImportToNobody(Case):
    def test_import_with_a_full_standard_output(self):
        source = self.write("list.txt", ROWS)
        with open("/dev/full", "wb") as full:
            self.assertEqual(run("import", "us-product-codes", source, "-o", self.path("own"), stdout=full).code, 4)


FILES = [(name, words) for name, words in WRITERS if name not in ("ask", "ask for the next question")]


@each([Row(name, words) for name, words in FILES])
class ToFile(Case):
    """The file has the bytes that standard output gets, standard output none, and nothing else is left in the folder."""

    def check(self, words):
        plain = run(*words, "--as-of", DAY)
        done = run(*words, "--as-of", DAY, "-o", self.path("answer"))
        self.assertEqual((done.code, done.out), (plain.code, ""), repr(done))
        with open(self.path("answer"), "rb") as file:
            self.assertEqual(file.read(), plain.raw)
        self.assertEqual(self.files(), ["answer"])


@each([Row(name, words) for name, words in FILES])
class ToNowhere(Case):
    """A folder that is not there: exit 4, told by name, nothing left behind."""

    def check(self, words):
        path = self.path("no", "answer.txt")
        done = self.fails(run(*words, "-o", path), 4)
        self.assertEqual(done.told("error"), [f"{path}: error: cannot be written: No such file or directory"])
        self.assertEqual(os.listdir(self.folder), [])


class Replaced(Case):
    """An output file is replaced whole, or stays what it was."""

    def test_longer_than_before(self):
        path = self.write("answer.json", "x")
        self.good(run("classify", ECG, "--to", "eu", "-o", path))
        self.assertTrue(self.read("answer.json").startswith('{"reggap":"classify/1"'))

    def test_shorter_than_before(self):
        path = self.write("answer.json", "x" * 2000000)
        self.good(run("classify", ECG, "--to", "eu", "-o", path))
        self.assertTrue(self.read("answer.json").endswith("}\n"))
        self.assertEqual(self.files(), ["answer.json"])

    def test_readable_by_others_as_usual(self):
        old = os.umask(0o022)
        try:
            self.good(run("version", "-o", self.path("answer")))
        finally:
            os.umask(old)
        self.assertEqual(os.stat(self.path("answer")).st_mode & 0o777, 0o644)

    def test_stays_when_the_profile_is_wrong(self):
        path, bad = self.write("gap.html", "before"), self.write("bad.yaml", "reggap: profile/1\nhom: jp\n")
        self.fails(run("compare", bad, "--to", "eu", "-o", path), 3)
        self.assertEqual(self.read("gap.html"), "before")

    def test_stays_when_the_market_is_unknown(self):
        path = self.write("gap.html", "before")
        self.fails(run("compare", ECG, "--to", "zz", "-o", path), 2)
        self.assertEqual(self.read("gap.html"), "before")

    def test_a_folder_is_no_file(self):
        os.mkdir(self.path("answer"))
        done = self.fails(run("version", "-o", self.path("answer")), 4)
        self.assertIn("cannot be written: Is a directory", done.err)
        self.assertEqual(self.files(), [])

    def test_an_empty_name(self):
        self.fails(self.here("version", "-o", ""), 4)
        self.assertEqual(self.files(), [])

    def test_a_name_too_long(self):
        self.fails(run("version", "-o", self.path("x" * 300)), 4)
        self.assertEqual(self.files(), [])

    def test_a_file_below_a_file(self):
        self.write("file", "x")
        self.fails(run("version", "-o", self.path("file", "answer")), 4)
        self.assertEqual(self.files(), ["file"])

    def test_a_full_device(self):
        done = self.fails(run("markets", "--to", "eu", "-o", "/dev/full"), 4)
        self.assertEqual(done.told("error"), ["/dev/full: error: cannot be written: No space left on device"])

    def test_no_device_is_replaced(self):
        self.good(run("version", "-o", "/dev/null"))
        self.assertFalse(os.path.isfile("/dev/null"))

    def test_standard_output_by_name(self):
        done = self.good(run("classify", ECG, "--to", "eu", "--format", "json", "--as-of", DAY, "-o", "/dev/stdout"))
        plain = self.good(run("classify", ECG, "--to", "eu", "--format", "json", "--as-of", DAY))
        self.assertEqual(done.raw, plain.raw)

    def test_standard_output_by_a_dash(self):
        done = self.good(self.here("version", "-o", "-"))
        self.assertTrue(done.out.startswith("reggap "))
        self.assertEqual(self.files(), [])

    def test_a_named_pipe_is_written_through(self):
        os.mkfifo(self.path("pipe"))
        reader = subprocess.Popen(["cat", self.path("pipe")], stdout=subprocess.PIPE)
        self.good(run("version", "-o", self.path("pipe")))
        self.assertTrue(reader.communicate(timeout=30)[0].startswith(b"reggap "))

    def test_init_leaves_a_file_that_is_there(self):
        path = self.write("device.yaml", "mine")
        done = self.fails(run("init", path), 4)
        self.assertEqual(done.err, f"{path}: error: the file is there already and is left as it is\n")
        self.assertEqual(self.read("device.yaml"), "mine")

    def test_init_by_the_option_leaves_it_too(self):
        path = self.write("device.yaml", "mine")
        self.fails(run("init", "-o", path), 4)
        self.assertEqual(self.read("device.yaml"), "mine")

    def test_init_writes_a_new_file(self):
        done = self.good(run("init", self.path("device.yaml")))
        self.assertEqual(done.out, "")
        self.assertTrue(self.read("device.yaml").startswith("# "))


ENDINGS = [
    Row("txt", "gap.txt", "Markets\n=======\n"),
    Row("md", "gap.md", "# Markets\n"),
    Row("html", "gap.html", "<!DOCTYPE html>\n<html lang=\"en\">\n"),
    Row("json", "gap.json", '{"reggap":"markets/1"'),
    Row("no ending", "gap", "Markets\n=======\n"),
    Row("an ending of another kind", "gap.json.bak", "Markets\n=======\n"),
]


@each(ENDINGS)
class Endings(Case):
    """The ending of the file gives the form."""

    def check(self, name, begin):
        self.good(run("markets", "--to", "eu", "-o", self.path(name)))
        self.assertTrue(self.read(name).startswith(begin), self.read(name)[:80])


class FormatBeforeEnding(Case):
    def test_the_option_counts_more_than_the_ending(self):
        self.good(run("markets", "--to", "eu", "--format", "json", "-o", self.path("gap.html")))
        self.assertTrue(self.read("gap.html").startswith('{"reggap":"markets/1"'))

    def test_text_said_outright_too(self):
        self.good(run("markets", "--to", "eu", "--format", "text", "-o", self.path("gap.html")))
        self.assertTrue(self.read("gap.html").startswith("Markets\n"))


@each([Row("a dash", "-"), Row("its name", "/dev/stdin")])
class FromStandardInput(Case):
    """A profile may come from standard input; it is named so in what is told."""

    def check(self, name):
        with open(ECG, "rb") as file:
            text = file.read()
        plain = self.good(run("classify", ECG, "--to", "eu", "--format", "json", "--as-of", DAY))
        done = self.good(run("classify", name, "--to", "eu", "--format", "json", "--as-of", DAY, stdin=text))
        self.assertEqual(done.raw, plain.raw)
        wrong = self.fails(run("compare", name, "--to", "eu", stdin="reggap: profile/1\nhom: jp\n"), 3)
        self.assertEqual(wrong.err, f"{name}:2:1: error: unknown key 'hom' (did you mean 'home'?)\n    hom: jp\n    ^\n")
        empty = self.fails(run("classify", name, "--to", "eu"), 3)
        self.assertEqual(empty.told(), [f"{name}:1:1: error: the file is empty"])


class StandardInput(Case):
    def test_json_from_standard_input(self):
        done = self.good(run("classify", "-", "--to", "eu", "--format", "json", stdin='{"reggap": "profile/1"}'))
        self.assertEqual(done.json["markets"][0]["class"]["status"], "possible")

    def test_a_pipe_given_by_its_number(self):
        reader, writer = os.pipe()
        os.write(writer, b"reggap: profile/1\n")
        os.close(writer)
        done = subprocess.run([REGGAP, "classify", f"/dev/fd/{reader}", "--to", "eu"], pass_fds=[reader],
                              stdout=subprocess.PIPE, timeout=60)
        os.close(reader)
        self.assertEqual(done.returncode, 0)

    def test_standard_input_that_is_closed(self):
        done = subprocess.run(["sh", "-c", 'exec "$@" <&-', "sh", REGGAP, "classify", "-", "--to", "eu"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        self.assertIn(done.returncode, (3, 4))
        self.assertEqual(done.stdout, b"")
        self.assertTrue(done.stderr)


class Colours(Case):
    def test_no_colours_into_a_pipe(self):
        self.assertNotIn(b"\x1b", run("markets", "--to", "eu", env={"NO_COLOR": None, "TERM": "xterm-256color"}).raw)

    def on_terminal(self, **env):
        """What a terminal gets."""
        import pty
        leader, follower = pty.openpty()
        values = dict(os.environ, TERM="xterm", **env)
        values.pop("NO_COLOR", None) if "NO_COLOR" not in env else None
        process = subprocess.Popen([REGGAP, "markets", "--to", "eu"], stdout=follower, env=values)
        os.close(follower)
        out = b""
        try:
            while True:
                piece = os.read(leader, 65536)
                if not piece:
                    break
                out += piece
        except OSError:
            pass
        os.close(leader)
        self.assertEqual(process.wait(60), 0)
        return out

    def test_colours_on_a_terminal(self):
        self.assertIn(b"\x1b[1m", self.on_terminal())

    def test_no_colours_where_they_are_not_wanted(self):
        self.assertNotIn(b"\x1b", self.on_terminal(NO_COLOR="1"))


if __name__ == "__main__":
    unittest.main()
