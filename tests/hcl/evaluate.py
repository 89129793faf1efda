#!/usr/bin/env python3
"""Has Terraform work out the locals of values.tf and writes them to values.json: tests/hcl/evaluate.py"""
import json
import os
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def evaluate(text):
    """{name: value} of the locals in a configuration that needs no provider."""
    names = re.findall(r"^  ([a-z][a-z0-9_]*) +=", text, re.MULTILINE)
    outputs = "".join(f'output "{name}" {{\n  value = local.{name}\n}}\n' for name in names)
    environment = os.environ | {"CHECKPOINT_DISABLE": "1"}
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "main.tf").write_text(text + outputs, encoding="utf-8")
        subprocess.run(["terraform", "apply", "-auto-approve", "-no-color"], cwd=folder, env=environment, check=True,
                       stdout=subprocess.DEVNULL)
        done = subprocess.run(["terraform", "output", "-json"], cwd=folder, env=environment, check=True,
                              capture_output=True)
    return {name: output["value"] for name, output in json.loads(done.stdout).items()}


def values():
    return evaluate((HERE / "values.tf").read_text(encoding="utf-8"))


if __name__ == "__main__":
    (HERE / "values.json").write_text(json.dumps(values(), indent=2, sort_keys=True) + "\n", encoding="utf-8")
