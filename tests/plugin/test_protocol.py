"""What PROTOCOL.md shows is what is sent, and is taken as an answer."""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

import common

PAGE = common.HERE.parent.parent / "emitters" / "PROTOCOL.md"


class Protocol(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = pathlib.Path(place.name)
        text = PAGE.read_text(encoding="utf-8")
        (self.role,), (self.request, self.answer, self.description) = (
            re.findall(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S) for kind in ("yaml", "json"))
        self.describe, = re.findall(r'^`(\{.*\})` asks', text, re.M)
        (self.folder / "role.yaml").write_text(self.role, encoding="utf-8")
        (self.folder / "emit.answer.json").write_text(self.answer, encoding="utf-8")
        (self.folder / "describe.answer.json").write_text(self.description, encoding="utf-8")

    def run_rolecast(self, *arguments):
        return subprocess.run([common.BINARY, *arguments], cwd=self.folder, capture_output=True, encoding="utf-8",
                              env={"PATH": common.PATH, "HOME": str(self.folder)}, timeout=60)

    def test_page(self):
        done = self.run_rolecast("emit", "role.yaml", "--to", "sketch", "--option", "ink=blue", "--out", "out")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.folder / "emit.request.json").read_text(), self.request)
        self.assertEqual(json.loads((self.folder / "describe.request.json").read_text()), json.loads(self.describe))
        answer = json.loads(self.answer)
        for file in answer["files"]:
            self.assertEqual((self.folder / "out" / file["path"]).read_text(), file["content"])
        finding, = answer["diagnostics"]
        self.assertEqual(done.stderr.splitlines(), [
            f"role.yaml:12:20: warning[RC904]: sketch {finding['code']}: {finding['message']}",
            "            Action: [s3:GetObject]", "                     ^^^^^^^^^^^^",
            f"  hint: {finding['hint']}"])

    def test_description(self):
        self.assertIn("sketches of roles; ink=black|blue", self.run_rolecast("list", "emitters").stdout)
        done = self.run_rolecast("emit", "role.yaml", "--to", "sketch", "--option", "ink=red", "--out", "out")
        self.assertEqual(done.returncode, 2)
        self.assertIn("option `ink` has no value `red`", done.stderr)


if __name__ == "__main__":
    unittest.main()
