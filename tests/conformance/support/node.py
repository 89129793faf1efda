"""Hands batches of files to the JavaScript tools: one node process a batch."""
import json
import os
import subprocess

from support import tools

SCRIPT = tools.HERE / "support" / "javascript_tools.mjs"


def run(jobs):
    """{key: answer}; see javascript_tools.mjs for jobs and answers."""
    done = subprocess.run(["node", str(SCRIPT), str(tools.NODE_MODULES)], input=json.dumps(jobs), text=True,
                          encoding="utf-8", capture_output=True, env={**os.environ, "NO_COLOR": "1"})
    if done.returncode:
        raise AssertionError(f"{SCRIPT.name}: exit {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def read_yaml(files):
    """{key: {parser: tree or {"error": …}}} for {key: path}."""
    return run({key: {"do": "yaml", "file": str(path)} for key, path in files.items()})


def validate(schema, draft, files):
    """{key: [(where, what)]} for {key: path}: the faults that a JSON Schema finds in each file."""
    job = {"do": "validate", "schema": str(schema), "draft": draft, "files": {key: str(file) for key, file in files.items()}}
    return {key: [tuple(fault) for fault in faults] for key, faults in run({"": job})[""].items()}


def synth(files, shape, parameters=(), validate=False):
    """{key: {"template", "findings"} or {"error"}} for {key: path}: what a CDK app makes of each file."""
    return run({key: {"do": "synth", "file": str(path), "shape": shape, "parameters": list(parameters),
                      "validate": validate} for key, path in files.items()})
