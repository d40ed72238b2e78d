"""What a package holds, and that another program can be built on it."""
import json
import os
import re
import subprocess
import unittest

from command import REGGAP, ROOT, Case, run

BUILD = os.path.dirname(os.path.abspath(REGGAP))
SANITIZED = ["-fsanitize=address,undefined"] if os.path.basename(BUILD) == "asan" else []
CONSUMER = os.path.join(ROOT, "tests", "fixtures", "consumer.c")
PROJECT = """cmake_minimum_required(VERSION 3.25)
project(consumer C CXX)
find_package(reggap 0.1 REQUIRED)
add_executable(consumer %s)
target_link_libraries(consumer PRIVATE reggap::reggap)
target_compile_options(consumer PRIVATE %s)
target_link_options(consumer PRIVATE %s)
"""


class Install(Case):
    def setUp(self):
        super().setUp()
        self.prefix = self.path("prefix")
        self.done(["cmake", "--install", BUILD, "--prefix", self.prefix])

    def done(self, words, **more):
        done = subprocess.run(words, capture_output=True, text=True, timeout=300, **more)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def found(self, name):
        for folder, _, files in os.walk(self.prefix):
            if name in files:
                return os.path.join(folder, name)
        return self.fail(f"{name} is not installed")

    def answers(self, program):
        quiet = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")
        data = json.loads(self.done([program], env=quiet))
        self.assertEqual(data["reggap"], "classify/1")
        # a device that touches nothing and does nothing is in class I by rule 1 of MDR Annex VIII
        self.assertEqual(data["markets"][0]["class"]["value"], "I")

    def test_all_is_there(self):
        for name in ("reggap.h", "reggap.pc", "reggap.1", "reggapConfig.cmake", "libreggap.a"):
            self.found(name)
        self.assertTrue(os.path.exists(os.path.join(self.prefix, "share/bash-completion/completions/reggap")))
        self.assertIn("reggap ", self.done([self.path("prefix/bin/reggap"), "version"]))

    def test_a_program_by_pkg_config(self):
        path = dict(os.environ, PKG_CONFIG_PATH=os.path.dirname(self.found("reggap.pc")))
        flags = self.done(["pkg-config", "--cflags", "--libs", "reggap"], env=path).split()
        program = self.path("consumer")
        self.done(["cc", "-std=c17", "-Wall", "-Werror", *SANITIZED, CONSUMER, "-o", program, *flags])
        self.answers(program)

    def test_a_program_by_cmake(self):
        flags = " ".join(SANITIZED)
        self.write("CMakeLists.txt", PROJECT % (CONSUMER, flags, flags))
        self.done(["cmake", "-S", self.folder, "-B", self.path("build"), f"-DCMAKE_PREFIX_PATH={self.prefix}"])
        self.done(["cmake", "--build", self.path("build")])
        self.answers(self.path("build/consumer"))

    def test_the_header_is_c_plus_plus_too(self):
        self.write("a.cpp", '#include <reggap.h>\nint main() { return rg_library_version() ? 0 : 1; }\n')
        self.done(["c++", "-Wall", "-Werror", "-I", os.path.dirname(self.found("reggap.h")), "-c", self.path("a.cpp"), "-o",
                   self.path("a.o")])

    def test_the_page_names_every_command(self):
        with open(self.found("reggap.1"), encoding="utf-8") as file:
            page = file.read()
        commands = re.search(r"commands:\n(.*?)\n\n", run("help").out, re.S).group(1)
        for line in commands.splitlines():
            self.assertRegex(page, rf"(?m)^\.B .*\b{line.split()[0]}\b")

    def test_completion_offers_commands_and_markets(self):
        script = f"""PATH={self.prefix}/bin:$PATH
        source {self.prefix}/share/bash-completion/completions/reggap
        COMP_WORDS=(reggap comp); COMP_CWORD=1; _reggap; echo "${{COMPREPLY[@]}}"
        COMP_WORDS=(reggap compare p.yaml --to e); COMP_CWORD=4; _reggap; echo "${{COMPREPLY[@]}}"
        COMP_WORDS=(reggap compare --as); COMP_CWORD=2; _reggap; echo "${{COMPREPLY[@]}}" """
        self.assertEqual(self.done(["bash", "-c", script]).splitlines(), ["compare", "eg eu", "--as-of"])


if __name__ == "__main__":
    unittest.main()
