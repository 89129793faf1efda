#!/usr/bin/env python3
"""Holds the README files to the truth: tests/readme.py [BINARY] (or BINARY as $ROLECAST).

Every ```console block runs, command by command, and must print what it shows; a line of `…` or `...` stands for any
lines. Every ```sh line that calls rolecast must end with 0, and every ```yaml block that is a role file must be
accepted. The blocks of README.md run in one empty folder, those of an example in a copy of it. Commands that build,
install or deploy are not run.
"""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.path.abspath(os.environ.get("ROLECAST") or (sys.argv[1:] or [ROOT / "build/release/rolecast"])[0])
NOT_RUN = re.compile(r"scripts/|npm |npx |terraform |cmake |aws |sudo |git |cdk ")
GENERATED = shutil.ignore_patterns("node_modules", "cdk.out", "dist", "modules", "roles", ".terraform*", "*.tfstate*")


def blocks(text):
    """(kind, number of the first line, lines) of each fenced block."""
    kind, first, lines = None, 0, []
    for number, line in enumerate(text.splitlines(), 1):
        if kind is None and line.startswith("```"):
            kind, first, lines = line[3:].strip(), number + 1, []
        elif line == "```":
            yield kind, first, lines
            kind = None
        elif kind is not None:
            lines.append(line)


def commands(lines):
    """(offset, command, shown lines) of a console block; `> ` goes on with a command that ended in a backslash."""
    found = []
    for offset, line in enumerate(lines):
        if line.startswith("$ "):
            found.append([offset, line[2:], []])
        elif found and found[-1][1].endswith("\\") and line.startswith("> "):
            found[-1][1] = found[-1][1][:-1] + line[2:]
        elif found:
            found[-1][2].append(line)
        else:
            raise ValueError(f"output before the first command: {line}")
    return found


def is_shown(shown, actual):
    """Whether `actual` is what `shown` says, with any lines where it says `…`."""
    chunks = [[]]
    for line in shown:
        if line.strip() in ("…", "..."):
            chunks.append([])
        else:
            chunks[-1].append(line)
    if len(chunks) == 1:
        return shown == actual
    at = len(chunks[0])
    if actual[:at] != chunks[0]:
        return False
    for chunk in chunks[1:-1]:
        places = [i for i in range(at, len(actual) - len(chunk) + 1) if actual[i:i + len(chunk)] == chunk]
        if not places:
            return False
        at = places[0] + len(chunk)
    last = chunks[-1]
    return len(actual) - len(last) >= at and actual[len(actual) - len(last):] == last


def check(readme, folder, environment):
    """(how many commands ran, what was wrong) for one file."""
    ran, faults, status = 0, [], 0

    def run(command, before=0):  # `before` is what $? says
        done = subprocess.run(["bash", "-c", f"(exit {before})\n{command}"], cwd=folder, env=environment, timeout=60,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode, done.stdout.decode(errors="backslashreplace").splitlines()

    for kind, first, lines in blocks(readme.read_text(encoding="utf-8")):
        if kind == "console":
            for offset, command, shown in commands(lines):
                if NOT_RUN.match(command):
                    continue
                ran += 1
                status, actual = run(command, status)
                if not is_shown(shown, actual):
                    faults.append("\n".join([f"{readme.relative_to(ROOT)}:{first + offset}: `{command}` does not print "
                                             "what is shown but:", *("  " + line for line in actual)]))
        elif kind == "sh":
            for offset, line in enumerate(lines):
                if line.startswith("rolecast "):
                    ran += 1
                    status, actual = run(line)
                    if status != 0:
                        faults.append("\n".join([f"{readme.relative_to(ROOT)}:{first + offset}: `{line}` ends with "
                                                 f"{status}:", *("  " + each for each in actual)]))
        elif kind == "yaml" and any(line.startswith("rolecast:") for line in lines):
            ran += 1
            (folder / ".block.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
            status, actual = run("rolecast emit .block.yaml --to rolecast >/dev/null")
            (folder / ".block.yaml").unlink()
            if status or actual:
                faults.append("\n".join([f"{readme.relative_to(ROOT)}:{first}: this role file is not accepted:", *actual]))
    return ran, faults


def main():
    ran, faults = 0, []
    for readme in [ROOT / "README.md", *sorted((ROOT / "examples").glob("*/README.md"))]:
        with tempfile.TemporaryDirectory() as place:
            place = pathlib.Path(place)
            (place / "bin").mkdir()
            (place / "bin/rolecast").write_text(f'#!/bin/sh\nexec {shlex.quote(BINARY)} "$@"\n')
            (place / "bin/rolecast").chmod(0o755)
            shutil.copytree(ROOT / "examples", place / "examples", ignore=GENERATED)
            folder = place / "examples" / readme.parent.name if readme.parent != ROOT else place / "empty"
            folder.mkdir(exist_ok=True)
            environment = {"PATH": f"{place / 'bin'}:/usr/bin:/bin", "LC_ALL": "C", "NO_COLOR": "1"} | {
                name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
            count, found = check(readme, folder, environment)
            ran += count
            faults += found
    print("\n".join([*faults, f"{ran - len(faults)} passed, {len(faults)} failed"]))
    sys.exit(1 if faults or not ran else 0)


if __name__ == "__main__":
    main()
