"""How Terraform's language is read: the values in tests/hcl, and texts with faults, against `terraform` itself."""
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unittest

from support import rolecast, tools

HCL = pathlib.Path(__file__).resolve().parent.parent / "hcl"
sys.path.append(str(HCL))
import evaluate  # noqa: E402

PIECES = ['"', "${", "}", "{", "[", "]", "(", ")", "\n", "=", ":", ",", "...", "?", "~}", "%{ if a }", "%{ endif }",
          "<<EOT\n", "<<-E\nx\nE\n", ".", "*", "[*]", ".*", ".0", "!", "-", "for x in y :", "=>", "&&", "|", "#", "//",
          "/*", "*/", "\\", "\\n", "\\u00", "1e", "0x", "1.", "::", "null", "$", "$${", "\r", "\t", "'", ";", "a-b", "~", " ", "  ", "a", "é", "1", "/* a */",
          "$", "%"]
# what rolecast refuses besides: names with other letters than ASCII's, keys that stand twice
STRICTER = re.compile(r"RC011\]: `[^\x00-\x7f]`|RC007\]: key ")


def mutations(count):
    """Files with a fault or two, always the same ones."""
    choose = random.Random(1)
    items = re.split(r"\n(?=  \w)", (HCL / "values.tf").read_text(encoding="utf-8"))[1:]
    for _ in range(count):
        text = choose.choice(items)
        for _ in range(choose.choice([1, 1, 2])):
            at = choose.randrange(len(text))
            cut = choose.choice([0, 0, 1, 4])
            signs = [found.start() for found in re.finditer(r"[^\w\s]", text)]
            if signs and choose.random() < 0.5:
                at, cut = choose.choice(signs), 1
            text = text[:at] + choose.choice(PIECES + [""] * 20) + text[at + cut:]
        yield text.removesuffix("}\n") + "\n"


class Hcl(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        tools.demand("test_hcl", "terraform")

    def test_values_are_what_terraform_makes_of_them(self):
        self.assertEqual(evaluate.values(), json.loads((HCL / "values.json").read_text(encoding="utf-8")))

    def test_refuses_what_terraform_refuses(self):
        with tempfile.TemporaryDirectory() as folder:
            texts = {f"m{number}.tf": text for number, text in enumerate(mutations(1500))}
            for name, text in texts.items():
                pathlib.Path(folder, name).write_text(text, encoding="utf-8", newline="")
            checked = subprocess.run(["terraform", "fmt", "-check", "-no-color"], cwd=folder, capture_output=True,
                                     encoding="utf-8", errors="replace")
            refused = set(re.findall(r"on (m\d+\.tf) line", checked.stdout + checked.stderr))
            read = rolecast.run("emit", *texts, "--to", "rolecast", cwd=folder)
            faults = {}
            for name, fault in re.findall(r"^(m\d+\.tf):\d+:\d+: error\[(RC0\d\d\]: .*)$", read.stderr, re.MULTILINE):
                if "is declared twice" not in fault:
                    faults.setdefault(name, []).append(fault)
        self.assertGreater(len(refused), 200)
        self.assertGreater(len(texts) - len(refused), 100)
        self.assertEqual({name: texts[name] for name in refused - faults.keys()}, {}, "Terraform refuses")
        self.assertEqual({name: (found, texts[name]) for name, found in faults.items()
                          if name not in refused and not all(map(STRICTER.match, found))}, {}, "Terraform reads")
