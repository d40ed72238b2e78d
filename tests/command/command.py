"""What the tests of the command share: running it, folders to work in, rows as test methods, golden files."""
import concurrent.futures
import difflib
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
REGGAP = os.path.abspath(os.environ.get("REGGAP", os.path.join(ROOT, "build", "release", "reggap")))
FIXTURES = os.path.join(ROOT, "tests", "fixtures")
MINI = os.path.join(FIXTURES, "mini")
SHIPPED_IDS = os.path.join(FIXTURES, "shipped-ids")
PROFILES = os.path.join(FIXTURES, "profiles")
GOLDEN = os.path.join(ROOT, "tests", "golden")
EXAMPLES = os.path.join(ROOT, "examples")
DAY = "2026-11-23"
MOST_SECONDS = 60

HEAD = "reggap: profile/1\n"


class Answer:
    """What one run gave: exit code and both outputs as bytes, and as text."""

    def __init__(self, code, out, err):
        self.code, self.raw, self.raw_err = code, out, err

    @property
    def out(self):
        return self.raw.decode("utf-8")

    @property
    def err(self):
        return self.raw_err.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.raw)

    def told(self, *severities):
        """The diagnostics without the lines they show, of all severities or those named."""
        wanted = severities or ("error", "warning", "note")
        lines = re.findall(r"^\S.*?: (?:error|warning|note): .*$", self.err, re.M)
        return [line for line in lines if re.match(r".*?: (%s): " % "|".join(wanted), line)]

    def __repr__(self):
        err = re.sub(r"^.*nothing is said about.*\n", "", self.err, flags=re.M)
        return f"exit {self.code}\n--- out\n{self.raw[:600].decode('utf-8', 'replace')}\n--- err\n{err[:2000]}"


def run(*words, stdin=b"", cwd=None, env=None, stdout=None, timeout=MOST_SECONDS):
    """Runs the command. `env` adds to the environment; None as a value takes a variable away."""
    values = dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8", TERM="dumb")
    for name, value in (env or {}).items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
    if isinstance(stdin, str):
        stdin = stdin.encode()
    done = subprocess.run([REGGAP, *[str(word) for word in words]], input=stdin, stdout=stdout or subprocess.PIPE,
                          stderr=subprocess.PIPE, cwd=cwd, env=values, timeout=timeout)
    return Answer(done.returncode, done.stdout or b"", done.stderr)


_answers = {}


def answer(*words):
    """The JSON answer of a run that must succeed; a second run with the same words is not made."""
    if words not in _answers:
        done = run(*words, "--format", "json")
        if done.code != 0:
            raise AssertionError(f"{words}: {done!r}")
        _answers[words] = done.json
    return _answers[words]


def example(name):
    return os.path.join(EXAMPLES, name + ".yaml")


def profile(name):
    return os.path.join(PROFILES, name + ".yaml")


def mini(*words):
    """Words with the two small markets laid over, as of the day of all tests."""
    return (*words, "--rules", MINI, "--as-of", DAY)


class Row:
    """One row of data that becomes one test method. `wrong` says what the program does wrong today."""

    def __init__(self, name, *values, wrong=None):
        self.name, self.values, self.wrong = name, values, wrong


WORKERS = int(os.environ.get("REGGAP_WORKERS") or os.cpu_count() or 2)


def each(data, method="check"):
    """
    Gives the class one test for each row, which calls `method` with the row's values. The first of them starts all, side
    by side on the machine's processors; each test then tells what became of its own row.
    """

    def add(case):
        futures = {}

        def work(name, values):
            instance = case(name)
            instance.setUp()
            try:
                getattr(instance, method)(*values)
            finally:
                instance.doCleanups()

        def start():
            pool = concurrent.futures.ThreadPoolExecutor(WORKERS)
            futures.update({name: pool.submit(work, name, values) for name, values in rows.items()})
            pool.shutdown(wait=False)

        rows = {}
        for row in data:
            name = "test_" + re.sub(r"\W+", "_", row.name).strip("_")
            if hasattr(case, name):
                raise ValueError(f"two tests are called {name}")

            def test(self, name=name):
                if not futures:
                    start()
                futures[name].result()

            rows[name] = row.values
            test.__name__ = name
            test.__doc__ = row.name + (f" (known to be wrong: {row.wrong})" if row.wrong else "")
            setattr(case, name, unittest.expectedFailure(test) if row.wrong else test)
        return case

    return add


class Case(unittest.TestCase):
    """A test with a folder of its own, which is gone afterwards."""

    maxDiff = None

    def setUp(self):
        self._folder = None

    @property
    def folder(self):
        if self._folder is None:
            self._folder = tempfile.mkdtemp(prefix="reggap-test-")
            self.addCleanup(shutil.rmtree, self._folder, True)
        return self._folder

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read().decode("utf-8")

    def files(self):
        """All files in the folder, hidden ones too."""
        return sorted(os.path.relpath(os.path.join(d, f), self.folder) for d, _, names in os.walk(self.folder)
                      for f in names)

    def here(self, *words, **options):
        """A run in the folder."""
        return run(*words, cwd=self.folder, **options)

    def tells(self, done, expected, *severities):
        """All that is told, in order: texts word for word, patterns where the words are free."""
        told = done.told(*severities)
        self.assertEqual(len(told), len(expected), repr(done))
        for one, wanted in zip(told, expected):
            if isinstance(wanted, str):
                self.assertEqual(one, wanted, repr(done))
            else:
                self.assertRegex(one, wanted)

    def good(self, done):
        self.assertEqual(done.code, 0, repr(done))
        return done

    def fails(self, done, code):
        self.assertEqual(done.code, code, repr(done))
        self.assertEqual(done.raw, b"", "something was written to standard output")
        self.assertTrue(done.err.strip(), "nothing was said")
        return done

    def copy_mini(self, *edits, name="rules"):
        """The small markets in the folder, with edits (file, before, after); before None gives a whole file."""
        shutil.copytree(MINI, self.path(name))
        for file, before, after in edits:
            path = os.path.join(name, file)
            if before is None:
                self.write(path, after)
                continue
            text = self.read(path)
            self.assertIn(before, text, f"the fixture {file} has changed")
            self.write(path, text.replace(before, after, 1))
        return name


VERSION = re.compile(r"\d{4}\.\d\d\.\d\d-[0-9a-f]{8}(\+\d+)?")


def normalised(text):
    """Without what changes from build to build, and without what the shipped vocabulary and catalogue say."""
    text = VERSION.sub("VERSION", text)
    return re.sub(r"<style>.*?</style>", "<style>...</style>", text, flags=re.S)


def golden(case, name, text):
    """Compares with the frozen file; REGGAP_RENEW=1 writes it instead (see tests/golden/README.md)."""
    path = os.path.join(GOLDEN, name)
    if os.environ.get("REGGAP_RENEW"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return
    with open(path, encoding="utf-8") as file:
        frozen = file.read()
    if frozen != text:
        lines = difflib.unified_diff(frozen.splitlines(), text.splitlines(), "tests/golden/" + name, "now", lineterm="")
        case.fail("\n" + "\n".join(list(lines)[:80]))
