"""A plug-in may do what it likes: nothing is written unless its answer is sound, and nothing of it stays behind."""
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import unittest

import common

PROGRAM = "rolecast-emit-faulty"
ROLE = """rolecast: 1
roles:
  agent:
    trust: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
"""
# What is said about each; the rest of the line does not matter.
FAILED, ANSWER = r"error\[RC902\]: plug-in `faulty` ", r"error\[RC903\]: the answer of plug-in `faulty`, \d+:\d+: "
FAULTS = {
    "no-json": ANSWER, "empty": ANSWER + "it is empty",
    "nothing": ANSWER + "the answer is nothing, not a map", "text": ANSWER, "answers-twice": ANSWER, "nul": ANSWER,
    "nul-in-content": ANSWER + "`content` holds a NUL", "not-utf-8": ANSWER + "byte 0xFF is not UTF-8",
    "lone-surrogate": ANSWER, "key-twice": ANSWER + "key `files` stands twice", "deep": ANSWER + "more than 100 levels",
    "many-faults": r"the answer of plug-in `faulty` has 1990 more faults", "list": ANSWER + "the answer is a list, not a map",
    "files-is-map": ANSWER + "`files` is a map, not a list", "file-is-text": ANSWER + "a file is text, not a map",
    "unknown-key": ANSWER + "unknown key `protocol`", "unknown-key-in-file": ANSWER + "unknown key `mode` in a file",
    "content-is-missing": ANSWER + "a file has no `content`", "content-is-map": ANSWER + "`content` is a map, not text",
    "finding-is-text": ANSWER + "a diagnostic is text, not a map",
    "severity-is-number": ANSWER + "`severity` is a number, not text",
    "message-is-missing": ANSWER + "a diagnostic has no `message`",
    "place-is-nowhere": ANSWER + "`path` is `/roles/0/name`, which is no place in the model",
    "status-3": FAILED + "ended with status 3", "killed": FAILED + r"was killed by signal 9 \(Killed\)",
    "flood": FAILED + "wrote more than 16777216 bytes", "flood-errors": FAILED + "wrote more than 16777216 bytes",
    "same-path": r"error\[RC303\]: two outputs would be `role.txt`",
    "same-path-other-case": r"error\[RC303\]: two outputs would be `role.txt` and `ROLE.txt`",
    "file-and-folder": r"error\[RC303\]: `role.txt` would be a file, and the folder of `role.txt/inner.txt`",
    "file-and-folder-other-case": r"error\[RC303\]: `role.txt` would be a file, and the folder of `Role.txt/inner.txt`",
    "reader-is-unknown": r"error\[RC903\]: .* does not read back .*: unknown reader `rolecats`",
    "does-not-read-back": r"error\[RC903\]: the faulty output of `role` does not read back",
}
HARMLESS = ("closes-input", "leaves-child", "leaves-daemon")
ESCAPES = ("../role.txt", "/role.txt", "a/../../role.txt", "a/../role.txt", "..", ".", "", "a//b", "a/", "./a", "a\\b",
           "C:/a", "c:a", "a\nb", "a\x7f", "a\x1b[31m", "a\u202etxt.elor", "a\u0085", ".rolecast-abc", "a/.rolecast-abc", ".rolecast-a/b")


def running(program):
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if program.encode() in folder.joinpath("cmdline").read_bytes():
                found.append(folder.name)
        except OSError:
            pass  # it ended meanwhile
    return found


def left(program=PROGRAM):
    """The processes of a plug-in that are still there when there was time enough to go."""
    for _ in range(100):
        if not running(program):
            return []
        time.sleep(0.05)
    return running(program)


class PlugInCase(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = pathlib.Path(place.name)
        (self.folder / "role.yaml").write_text(ROLE)
        self.out = self.folder / "out"

    def environment(self, **changed):
        return {"PATH": common.PATH, "HOME": str(self.folder), "NO_COLOR": "1", "SECRET": "x"} | {
            name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")} | changed

    def command(self, *options, to="faulty,cloudformation"):
        return [common.BINARY, "emit", "role.yaml", "--to", to, "--out", "out", *options]

    def emit(self, *options, to="faulty,cloudformation", **changed):
        return subprocess.run(self.command(*options, to=to), cwd=self.folder, env=self.environment(**changed),
                              stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60)

    def assert_refused(self, done, message):
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertRegex(done.stderr, message)
        self.assertNotRegex(done.stderr, r"[\x00-\x09\x0b-\x1f]")
        self.assertEqual(sorted(path.name for path in self.folder.rglob("*")), ["role.yaml"])
        self.assertEqual(left(), [])


class Faults(PlugInCase):
    def test_faults(self):
        for fault, message in FAULTS.items():
            with self.subTest(fault):
                self.assert_refused(self.emit("--option", f"fault={fault}"), message)

    def test_the_list_is_complete(self):
        text = (common.HERE / "bin" / PROGRAM).read_text()
        known = re.findall(r'^    "([^"]*)": ', text[text.index("FAULTS ="):], re.M)
        self.assertEqual(set(known), {*FAULTS, *HARMLESS, "surroundings", ""})

    def test_paths(self):
        for path in ESCAPES:
            with self.subTest(path):
                self.assert_refused(self.emit("--option", f"path={path}"), ANSWER + "`.*` is no path that a plug-in may name")

    def test_harmless(self):
        for fault in HARMLESS:
            with self.subTest(fault):
                done = self.emit("--option", f"fault={fault}")
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertEqual((self.out / "role.txt").read_text(), "a role\n")
                self.assertEqual(left(), [])

    def test_surroundings(self):
        """Nothing of ours gets to a plug-in but what the protocol says."""
        secret = open(self.folder / "role.yaml")
        self.addCleanup(secret.close)
        os.set_inheritable(secret.fileno(), True)
        done = subprocess.run(self.command("--option", "fault=surroundings"), cwd=self.folder, env=self.environment(),
                              stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60, close_fds=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        found = json.loads((self.out / "role.txt").read_text())
        self.assertEqual(set(found.pop("environment")) - {"LC_CTYPE"}, {"PATH", "HOME", "LANG"})  # Python adds LC_CTYPE
        self.assertEqual(found, {"streams": [], "ignored": [], "arguments": [], "group": True})

    def test_standard_streams_closed(self):
        done = subprocess.run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *self.command()], cwd=self.folder,
                              env=self.environment(), timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertEqual((self.out / "role.txt").read_text(), "a role\n")

    def test_children_ignored(self):
        """A parent that ignores SIGCHLD hands that on to us."""
        done = subprocess.run(["python3", "-c", "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN);"
                               " os.execv(sys.argv[1], sys.argv[1:])", *self.command("--option", "fault=status-3")],
                              cwd=self.folder, env=self.environment(), capture_output=True, encoding="utf-8", timeout=60)
        self.assert_refused(done, FAULTS["status-3"])

    def test_interrupted(self):
        """Whoever stops us stops the plug-in."""
        program = self.folder / "rolecast-emit-silent"
        program.write_text("#!/bin/sh\ntrap '' HUP INT TERM\nsleep 600.25\n")
        program.chmod(0o755)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number):
                ours = subprocess.Popen(self.command(to="silent"), cwd=self.folder, stdin=subprocess.DEVNULL,
                                        env=self.environment(PATH=f"{self.folder}:{common.PATH}"))
                while not running("sleep\x00600.25") and ours.poll() is None:
                    time.sleep(0.01)
                ours.send_signal(number)
                self.assertEqual(ours.wait(timeout=30), -number)
                self.assertEqual(left("sleep\x00600.25") + left(program.name), [])
                self.assertFalse(self.out.exists())

    def test_errors_are_shown(self):
        done = self.emit("--option", "fault=status-3")
        self.assertIn("note[RC902]: faulty: first line\n", done.stderr)
        self.assertIn("note[RC902]: faulty: last \\x1b[31mline\\x1b[0m\n", done.stderr)


class Links(PlugInCase):
    """A path may be sound and yet lead elsewhere, through links that lie in the folder."""

    def setUp(self):
        super().setUp()
        self.elsewhere = self.folder / "elsewhere"
        self.elsewhere.mkdir()
        (self.elsewhere / "role.txt").write_text("mine")
        self.out.mkdir()

    def assert_left_alone(self, *options):
        for more in ([], ["--check"]):
            done = self.emit(*options, *more)
            self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
            self.assertRegex(done.stderr, r"error\[RC009\]: `out/.*` is another place")
            self.assertEqual([path.name for path in self.elsewhere.iterdir()], ["role.txt"])
            self.assertEqual((self.elsewhere / "role.txt").read_text(), "mine")
            self.assertFalse((self.out / "role.template.yaml").exists())

    def test_folder_outside(self):
        (self.out / "a").symlink_to(self.elsewhere)
        for path in ("a/role.txt", "a/new.txt", "a/b/new.txt"):
            with self.subTest(path):
                self.assert_left_alone("--option", f"path={path}")

    def test_relative_link(self):
        (self.out / "a").symlink_to("../elsewhere")
        self.assert_left_alone("--option", "path=a/role.txt")

    def test_link_to_link(self):
        (self.out / "b").symlink_to("..")
        (self.out / "a").symlink_to("b/elsewhere")
        self.assert_left_alone("--option", "path=a/role.txt")

    def test_file_outside(self):
        (self.out / "role.txt").symlink_to(self.elsewhere / "role.txt")
        self.assert_left_alone()

    def test_dangling_link(self):
        (self.out / "role.txt").symlink_to(self.elsewhere / "new.txt")
        self.assert_left_alone()

    def test_folder_beside_with_the_same_beginning(self):
        (self.folder / "out-side").mkdir()
        (self.out / "a").symlink_to("../out-side")
        self.assert_left_alone("--option", "path=a/role.txt")

    def test_links_inside(self):
        """A link that stays in the folder is the user's business, as it is with built-in formats."""
        (self.out / "b").mkdir()
        (self.out / "a").symlink_to("b")
        done = self.emit("--option", "path=a/role.txt")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual((self.out / "b" / "role.txt").read_text(), "a role\n")

    def test_the_folder_itself_is_a_link(self):
        self.out.rmdir()
        self.out.symlink_to(self.elsewhere)
        done = self.emit()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual((self.elsewhere / "role.txt").read_text(), "a role\n")


class Finding(PlugInCase):
    """Which program is run."""

    def setUp(self):
        super().setUp()
        self.programs = self.folder / "programs"
        self.programs.mkdir()

    def program(self, name, text="#!/bin/sh\necho '{\"files\": [{\"path\": \"it\", \"content\": \"\"}]}'\n", mode=0o755):
        path = self.programs / f"rolecast-emit-{name}"
        path.write_text(text)
        path.chmod(mode)

    def emit_to(self, name, path=None, *options):
        return self.emit(*options, to=name, PATH=path or f"{self.programs}:{common.TOOLS}")

    def test_missing(self):
        done = self.emit_to("it")
        self.assertEqual(done.returncode, 2)
        self.assertIn("error[RC301]: unknown format `it`: not built in, and no `rolecast-emit-it` on the PATH", done.stderr)

    def test_nearest_name(self):
        self.program("pulumi-yaml")
        self.assertIn("did you mean `pulumi-yaml`?", self.emit_to("pulumi-yml").stderr)

    def test_names(self):
        (self.programs / "rolecast-emit-sub").mkdir()
        self.program("sub/it")
        for name in ("../it", "sub/it", "It", "-it", "a" * 65, "it.sh", "it it", "it\n", "ít"):
            with self.subTest(name):
                done = self.emit_to(name)
                self.assertEqual(done.returncode, 2)
                self.assertIn("error[RC301]: unknown format", done.stderr)
        self.program("a" * 64)
        self.assertEqual(self.emit_to("a" * 64).returncode, 0)

    def test_not_executable(self):
        self.program("it", mode=0o644)
        done = self.emit_to("it")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"error\[RC902\]: plug-in `it` cannot be started: `.*/rolecast-emit-it`: Permission denied")

    def test_executable_further_on(self):
        self.program("it", mode=0o644)
        other = self.folder / "other"
        self.programs.rename(other)
        self.programs.mkdir()
        self.program("it")
        self.assertEqual(self.emit_to("it", f"{other}:{self.programs}:{common.TOOLS}").returncode, 0)

    def test_no_interpreter(self):
        self.program("it", "#!/nowhere/python\n")
        self.assertRegex(self.emit_to("it").stderr, r"error\[RC902\]: plug-in `it` cannot be started: .*No such file")

    def test_no_program(self):
        """There is no shell that would make sense of it."""
        self.program("it", "echo '{\"files\": []}'\n")
        self.assertRegex(self.emit_to("it").stderr, r"error\[RC902\]: plug-in `it` cannot be started: .*Exec format error")

    def test_folder_of_that_name(self):
        (self.programs / "rolecast-emit-it").mkdir()
        self.assertRegex(self.emit_to("it").stderr, r"error\[RC902\]: plug-in `it` cannot be started: .*Permission denied")

    def test_current_folder(self):
        self.program("it")
        for path in (".", "", "programs", ":programs:/usr/bin"):
            with self.subTest(path):
                done = subprocess.run(self.command(to="it"), cwd=self.programs, env=self.environment(PATH=path),
                                      capture_output=True, encoding="utf-8", timeout=60)
                self.assertEqual(done.returncode, 2)

    def test_first_on_the_path(self):
        self.program("it", "#!/bin/sh\nexit 7\n")
        first = self.folder / "first"
        self.programs.rename(first)
        self.programs.mkdir()
        self.program("it")
        self.assertIn("status 7", self.emit_to("it", f"{first}:{self.programs}:{common.TOOLS}").stderr)

    def test_built_in_first(self):
        self.program("cloudformation", "#!/bin/sh\nexit 7\n")
        self.assertEqual(self.emit_to("cloudformation").returncode, 0)

    def test_no_path_at_all(self):
        environment = self.environment()
        del environment["PATH"]
        done = subprocess.run(self.command(to="it"), cwd=self.folder, env=environment, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 2)

    def test_list(self):
        self.program("silent", "#!/bin/sh\nexit 1\n")
        self.program("rolecast", "#!/bin/sh\necho shadowed\n")
        self.program("it", """#!/bin/sh\necho '{"summary": "it", "settings": [{"name": "a", "values": ["b", "c"]}, {"name": "d"}]}'\n""")
        self.program("colored", """#!/bin/sh\necho '{"summary": "\\u001b[31mred"}'\n""")
        self.program("off", mode=0o644)
        done = subprocess.run([common.BINARY, "list", "emitters"], env=self.environment(PATH=f"{self.programs}:{common.TOOLS}"),
                              capture_output=True, encoding="utf-8", timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        ours = [line for line in done.stdout.splitlines() if "plug-in" in line]
        unsaid = "does not say what it writes"
        self.assertEqual([re.sub(" +", " ", line) for line in ours],
                         [f"{name} {text} (plug-in {self.programs}/rolecast-emit-{name})" for name, text in (
                             ("colored", unsaid), ("it", "it; a=b|c; d=…"), ("silent", unsaid))])
        done = subprocess.run([common.BINARY, "list", "emitters", "--json"], capture_output=True, timeout=60,
                              env=self.environment(PATH=f"{self.programs}:{common.TOOLS}"))
        rows = {row["name"]: row for row in json.loads(done.stdout)["emitters"]}
        self.assertEqual(rows["it"], {"name": "it", "summary": "it", "plugIn": f"{self.programs}/rolecast-emit-it",
                                      "options": {"a": ["b", "c"], "d": []}})
        self.assertNotIn("plugIn", rows["rolecast"])


if __name__ == "__main__":
    unittest.main()
