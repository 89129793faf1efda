#!/usr/bin/env python3
"""Holds `rolecast which` to the catalogue: tests/which.py [BINARY] (or BINARY as $ROLECAST).

Every template is recognised as itself, with nothing missing: as `rolecast new` writes it, and as what it becomes in
CloudFormation or in Terraform, by turns. Without one of its actions, another for each, it is never said to fit.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.path.abspath(os.environ.get("ROLECAST") or (sys.argv[1:] or [ROOT / "build/release/rolecast"])[0])
FORMATS = ("cloudformation", "terraform")


def run(*arguments, place="."):
    return subprocess.run([BINARY, *map(str, arguments)], cwd=place, capture_output=True, text=True)


def told(path):
    """What `which` says of the one role in a file or folder."""
    done = run("which", path, "--json")
    [role] = json.loads(done.stdout)["roles"] if done.stdout else [{"answer": done.stderr, "best": None, "fits": False}]
    return role


def recognised(name, path):
    role = told(path)
    if role["best"] != name or not role["fits"]:
        yield f"{path.name} of {name} is said to be {role['best']}: {role['answer']}"


def without_action(turn, name, place, text):
    """An action that is taken away has to be missed."""
    lines = text.splitlines()
    in_allow, actions = False, []
    for number, line in enumerate(lines):
        if "Effect:" in line:
            in_allow = "Allow" in line
        if in_allow and re.fullmatch(r"            - [a-z0-9-]+:\w+", line):
            actions.append(number)
    for number in [actions[turn % len(actions)]] if actions else []:
        path = place / "less.role.yaml"
        path.write_text("\n".join(lines[:number] + [lines[number].rsplit(":", 1)[0] + ":NoSuchAction"] + lines[number + 1:]) + "\n")
        role = told(path)
        if role["fits"] and role["best"] == name:
            yield f"{name} without {lines[number].strip()} is said to fit: {role['answer']}"


def faults_of(turn, name):
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        text = run("new", name).stdout
        path = place / "role.yaml"
        path.write_text(text)
        yield from recognised(name, path)
        for form in [FORMATS[turn % len(FORMATS)]]:
            done = run("emit", path, "--to", form, "--out", place / form)
            if done.returncode:
                yield f"{name} cannot be written as {form}: {done.stderr}"
                continue
            [top, *more] = sorted((place / form).iterdir())
            yield from recognised(name, top.parent if more else top)
        yield from without_action(turn, name, place, text)


def main():
    names = [row["name"] for row in json.loads(run("list", "templates", "--json").stdout)["templates"]]
    faults = [fault for turn, name in enumerate(names) for fault in faults_of(turn, name)]
    print("\n".join([*faults, f"{len(names)} templates, {len(faults)} faults"]))
    sys.exit(1 if faults or not names else 0)


if __name__ == "__main__":
    main()
