#!/usr/bin/env python3
"""Holds the layers: no file includes a header from a layer further up, and every header says first what it is for."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# What each layer may include beside itself.
BELOW = {
    "source": set(),
    "syntax": {"source"},
    "model": {"source", "syntax"},
    "readers": {"source", "syntax", "model"},
    "analysis": {"source", "syntax", "model"},
    "emitters": {"source", "syntax", "model"},
    "commands": {"source", "syntax", "model", "readers", "analysis", "emitters"},
    "main": {"source", "syntax", "model", "readers", "analysis", "emitters", "commands"},
}


def layer(path):
    if path.parts[0] == "emitters":
        return "emitters"
    return "main" if path == pathlib.PurePath("src/main.cpp") else path.parts[1]


def faults_in(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    own = layer(path)
    if own not in BELOW:
        yield f"{path}:1: `{own}` is no layer: {', '.join(BELOW)}"
        return
    for number, line in enumerate(text.splitlines(), 1):
        included = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
        if not included:
            continue
        other = included[1].split("/")[0]
        if other != own and other not in BELOW[own]:
            yield f"{path}:{number}: {own} includes {included[1]}; it may include {', '.join(sorted(BELOW[own])) or 'only itself'}"
    if path.suffix == ".h":
        first, *rest = text.splitlines() or [""]
        if not re.match(r"// \S.*", first):
            yield f"{path}:1: a header begins with a sentence: // what it is for"
        elif "#pragma once" not in rest:
            yield f"{path}:1: no #pragma once"


def main():
    files = sorted(path.relative_to(ROOT) for top in ("src", "emitters")
                   for path in (ROOT / top).rglob("*") if path.suffix in (".h", ".cpp", ".inc"))
    faults = [fault for path in files for fault in faults_in(path)]
    print("\n".join([*faults, f"{len(files)} files, {len(faults)} faults"]))
    sys.exit(1 if faults or not files else 0)


if __name__ == "__main__":
    main()
