"""What `--out` does to a folder when things go wrong: every file is the old one or the new one, whole."""
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from support import rolecast, tools

FORMATS = "cloudformation,terraform,cdk,rolecast"


def write_role_file(path, action, policies=1, roles=1):
    """A role file whose outputs grow with `roles` and `policies`, and differ by `action` from first to last line."""
    role = "".join(f"""
  role{r}:
    name: Role{r}
    trust: [{{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: sts:AssumeRole}}]
    policies:""" + "".join(f"""
      policy{p}: [{{Effect: Allow, Action: {action}, Resource: "*"}}]""" for p in range(policies)) for r in range(roles))
    path.write_text("rolecast: 1\nroles:" + role + "\n", encoding="utf-8")


class Safety(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.role_file = self.folder / "role.yaml"
        self.out = self.folder / "out"

    def emit(self, *more, out=None, ok=True):
        done = rolecast.run("emit", self.role_file, "--to", FORMATS, "--out", out or self.out, *more)
        if ok:
            self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def outputs(self, action, **size):
        """What a run that nothing disturbs writes."""
        write_role_file(self.role_file, action, **size)
        quiet = self.folder / "quiet"
        self.emit(out=quiet)
        files = rolecast.snapshot(quiet)
        shutil.rmtree(quiet)
        return files

    def assert_failed(self, done):
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertRegex(done.stderr, r"error\[RC\d\d\d\]")

    def test_killed_in_the_middle(self):
        size = {"policies": 20, "roles": 90}
        old, new = self.outputs("s3:GetObject", **size), self.outputs("s3:PutObject", **size)
        self.assertTrue(all(old[name] != new[name] for name in old))
        write_role_file(self.role_file, "s3:PutObject", **size)
        command = [tools.binary(), "emit", self.role_file, "--to", FORMATS, "--out", self.out]
        begin = time.monotonic()
        self.emit()
        whole = time.monotonic() - begin
        killed = 0
        # most of a run is computing: aim at its last quarter, where the writing is
        for delay in [random.uniform(0.0, 1.1) for _ in range(10)] + [random.uniform(0.75, 1.05) for _ in range(25)]:
            shutil.rmtree(self.out)
            self.out.mkdir()
            for name, content in old.items():
                (self.out / name).write_bytes(content)
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                time.sleep(delay * whole)
                process.send_signal(signal.SIGKILL)
                killed += process.wait() == -signal.SIGKILL
            found = rolecast.snapshot(self.out)
            for name in old:
                self.assertIn(found.pop(name), (old[name], new[name]), f"{name} is neither the old nor the new one")
            # a file in the making may be left, where no tool takes it for a real one
            self.assertEqual([name for name in found if not name.startswith(".")], [])
        self.assertGreater(killed, 5, "the runs were over before they could be killed")
        self.emit()
        found = rolecast.snapshot(self.out)
        self.assertEqual({name: found[name] for name in new}, new)

    def mounted(self, options):
        """A tmpfs at self.out, where this machine lets us."""
        self.out.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "rolecast-test", self.out], capture_output=True)
        if done.returncode:
            tools.missing(self.id(), "permission to mount a tmpfs")
        self.addCleanup(subprocess.run, ["umount", self.out], check=True)

    def test_disk_full(self):
        old = self.outputs("s3:GetObject")
        self.mounted("size=256k")
        self.emit()
        write_role_file(self.role_file, "s3:PutObject", policies=20, roles=100)
        done = self.emit(ok=False)
        self.assert_failed(done)
        self.assertEqual(rolecast.snapshot(self.out), old)

    def test_folder_not_writable(self):
        old = self.outputs("s3:GetObject")
        root = os.geteuid() == 0  # root may write anywhere but to a file system that is read-only
        if root:
            self.mounted("size=1m")
        self.emit()
        if root:
            subprocess.run(["mount", "-o", "remount,ro", self.out], check=True)
        else:
            self.out.chmod(0o555)
            self.addCleanup(self.out.chmod, 0o755)
        write_role_file(self.role_file, "s3:PutObject")
        self.assert_failed(self.emit(ok=False))
        self.assertEqual(rolecast.snapshot(self.out), old)

    def test_folder_is_a_file(self):
        write_role_file(self.role_file, "s3:GetObject")
        self.out.write_text("mine")
        self.assert_failed(self.emit(ok=False))
        self.assertEqual(self.out.read_text(), "mine")

    def test_one_target_is_a_folder(self):
        """All or nothing: one file that cannot be written leaves the others as they were."""
        old = self.outputs("s3:GetObject")
        self.emit()
        (self.out / "role.tf").unlink()
        (self.out / "role.tf" / "inner").mkdir(parents=True)
        write_role_file(self.role_file, "s3:PutObject")
        self.assert_failed(self.emit(ok=False))
        self.assertEqual(rolecast.snapshot(self.out), {name: text for name, text in old.items() if name != "role.tf"})

    def test_folder_is_a_link(self):
        wanted = self.outputs("s3:GetObject")
        target = self.folder / "target"
        target.mkdir()
        self.out.symlink_to(target)
        self.emit()
        self.assertTrue(self.out.is_symlink())
        self.assertEqual(rolecast.snapshot(target), wanted)

    def test_file_is_a_link(self):
        wanted = self.outputs("s3:GetObject")
        elsewhere = self.folder / "elsewhere.tf"
        elsewhere.write_text("old")
        self.out.mkdir()
        (self.out / "role.tf").symlink_to(elsewhere)
        self.emit()
        self.assertTrue((self.out / "role.tf").is_symlink())
        self.assertEqual(elsewhere.read_bytes(), wanted["role.tf"])
        self.assertEqual(rolecast.snapshot(self.out), wanted)

    def test_unchanged_files_are_not_touched(self):
        write_role_file(self.role_file, "s3:GetObject")
        self.emit()
        long_ago = 1_000_000_000
        for path in self.out.iterdir():
            os.utime(path, (long_ago, long_ago))
        changed = self.out / "role.tf"
        changed.write_text("changed")
        self.emit()
        for path in self.out.iterdir():
            with self.subTest(path.name):
                self.assertEqual(path.stat().st_mtime == long_ago, path != changed)

    def test_a_file_keeps_its_mode(self):
        write_role_file(self.role_file, "s3:GetObject")
        self.emit()
        (self.out / "role.tf").chmod(0o640)
        write_role_file(self.role_file, "s3:PutObject")
        self.emit()
        self.assertEqual((self.out / "role.tf").stat().st_mode & 0o777, 0o640)

    def test_check(self):
        write_role_file(self.role_file, "s3:GetObject")
        missing = self.emit("--check", ok=False)
        self.assertEqual(missing.returncode, 1, missing.stderr)
        self.assertFalse(self.out.exists(), "--check wrote something")
        self.emit()
        clean = self.emit("--check", ok=False)
        self.assertEqual(clean.returncode, 0, clean.stdout + clean.stderr)
        before = rolecast.snapshot(self.out)
        write_role_file(self.role_file, "s3:PutObject")
        outdated = self.emit("--check", ok=False)
        self.assertEqual(outdated.returncode, 1, outdated.stderr)
        for sign, action in (("-", "s3:GetObject"), ("+", "s3:PutObject")):
            self.assertRegex(outdated.stdout, rf"(?m)^{'[+]' if sign == '+' else sign}.*{action}")
        self.assertEqual(rolecast.snapshot(self.out), before)
