"""`rolecast emitter test` on plug-ins; tests/unit/emitter_test_test.cpp has what it sees."""
import os
import pathlib
import subprocess
import tempfile
import unittest

import common


class Conformance(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        pathlib.Path(place.name, "rolecast").symlink_to(common.BINARY)
        self.path = f"{place.name}:{common.PATH}"

    def run_test(self, *arguments):
        return subprocess.run([common.BINARY, "emitter", "test", *arguments], env={**os.environ, "PATH": self.path},
                              capture_output=True, encoding="utf-8", timeout=300)

    def assert_full_marks(self, done):
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stderr, r"^rolecast: note\[RC902\]: when asked to describe itself: .* status 1\n$")
        self.assertRegex(done.stdout.splitlines()[-1], r"^\S+: (\d+) of \1(, \d of them refused with a reason)?$")

    def test_wrapped(self):
        self.assert_full_marks(self.run_test("wrapped", "--option", "to=terraform", "--option", "layout=module"))

    def test_faults(self):
        for fault in ("", "status-3", "unknown-key", "empty"):  # the first ignores the role
            done = self.run_test("faulty", "--option", f"fault={fault}")
            self.assertEqual((done.returncode, done.stderr), (1, ""))
            self.assertIn("faulty: 0 of 21\n", done.stdout)


if __name__ == "__main__":
    unittest.main()
