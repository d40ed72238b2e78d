#!/usr/bin/env python3
"""Runs every suite and closes with one line that counts the tests of all of them."""
import json
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def unit(preset):
    """The Criterion suites of one build; their own closing line is counted."""
    program = os.path.join(ROOT, "build", preset, "tests", "reggap_tests")
    # Criterion itself leaves a few blocks behind; everything else that leaks is a failure.
    quiet = dict(os.environ, LSAN_OPTIONS="suppressions=tests/support/lsan.supp:print_suppressions=0")
    done = subprocess.run([program, "-j2"], capture_output=True, text=True, cwd=ROOT, env=quiet)
    out = done.stdout + done.stderr
    counts = re.search(r"Tested: (\d+) \| Passing: (\d+) \| Failing: (\d+) \| Crashing: (\d+)", out)
    if not counts:
        print(out[-3000:])
        return 0, 1
    _, passing, failing, crashing = map(int, counts.groups())
    if failing + crashing or done.returncode:
        print(out[-8000:])
    return passing, max(failing + crashing, 1 if done.returncode else 0)


def cases(preset):
    """The markets' own cases, by the command."""
    done = subprocess.run([os.path.join(ROOT, "build", preset, "reggap"), "test", "--format", "json"],
                          capture_output=True, text=True, cwd=ROOT)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        print(done.stdout[-2000:], done.stderr[-2000:])
        return 0, 1
    for case in answer["cases"]:
        if not case["ok"]:
            print(f"{case['market']} {case['id']}: expected {case['expected']}, got {case['got']}")
    print(done.stderr, end="")
    return answer["passed"], answer["failed"] + (1 if done.returncode and not answer["failed"] else 0)


# What is broken, hostile or read from people runs under the sanitizers too; the rest is the same code on good input.
HOSTILE = "test_[abhimouw][!_r]*.py"


def scripts(preset, files="test_*.py"):
    """The Python checks of the command, with their own counts."""
    done = subprocess.run([sys.executable, "-m", "unittest", "discover", "-s", "tests/command", "-p", files],
                          capture_output=True, text=True, cwd=ROOT,
                          env=dict(os.environ, REGGAP=os.path.join(ROOT, "build", preset, "reggap"), NO_COLOR="1"))
    ran = re.search(r"Ran (\d+) test", done.stderr)
    bad = sum(int(n) for n in re.findall(r"(?:failures|errors)=(\d+)", done.stderr))
    if done.returncode:
        print(done.stderr[-8000:])
    count = int(ran.group(1)) if ran else 0
    known = sum(int(n) for n in re.findall(r"expected failures=(\d+)", done.stderr))
    bad -= known  # "expected failures=N" ends like "failures=N"
    return count - bad - known, max(bad, 1 if done.returncode or not count else 0), known


def layout():
    """clang-format has nothing to change."""
    files = subprocess.run(["git", "ls-files", "engine/*.c", "engine/*.h", "tests/*.c", "tests/*.h"], capture_output=True,
                           text=True, cwd=ROOT).stdout.split()
    done = subprocess.run(["clang-format", "--dry-run", "--Werror", *files], capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        print(done.stderr[-4000:])
    return (1, 0) if done.returncode == 0 else (0, 1)


def main():
    passed = failed = skipped = 0
    suites = [("unit tests, release", lambda: unit("release")), ("unit tests, sanitizers", lambda: unit("asan")),
              ("cases of the rule sets", lambda: cases("release")), ("cases, sanitizers", lambda: cases("asan")),
              ("the command, release", lambda: scripts("release")),
              ("the command, sanitizers", lambda: scripts("asan", HOSTILE)), ("layout", layout)]
    for name, suite in suites:
        begin = time.time()
        good, bad, *known = suite()
        passed, failed, skipped = passed + good, failed + bad, skipped + sum(known)
        print(f"== {name}: {good} passed, {bad} failed ({time.time() - begin:.1f} s)", flush=True)
    if skipped:
        print(f"{skipped} tests of known weaknesses fail as expected (tests/command, each says what is wrong)")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
