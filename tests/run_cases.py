#!/usr/bin/env python3
"""Holds the command line to what is written: tests/run_cases.py [BINARY] [PART-OF-A-NAME]… (or BINARY as $ROLECAST).

Cases: tests/cases/COMMAND/NAME/ holds `cmd` (the arguments in one line), input files, perhaps `stdin`, perhaps plug-ins
in `bin/` (which is on the PATH), and what must come of it: `stdout`, `stderr`, `exit` (nothing, nothing and 0 without
them) and `expected/`, all files under out/ afterwards; without it nothing may have changed. Nothing outside of out/ may
ever change.
Goldens: tests/golden/EXAMPLE/VARIANT/ holds what an example's role file becomes in a format with one of its options.
Laws: the native form says everything (emitting from it gives the same bytes); every output is on a par with its role
file, and is imported and emitted as the same bytes; what parameters and roles are called makes no difference to that;
every code is produced by a case.
ROLECAST_BLESS=1 writes what came out over what was expected, and fails where that changed anything: read it first.
"""
import concurrent.futures
import difflib
import itertools
import json
import os
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent
CASES, GOLDEN, EXAMPLES, NASTY = TESTS / "cases", TESTS / "golden", TESTS.parent / "examples", TESTS / "nasty"
BINARY = os.path.abspath(os.environ.get("ROLECAST") or (sys.argv[1:] or [TESTS.parent / "build/release/rolecast"])[0])
FILTERS = sys.argv[1:] if os.environ.get("ROLECAST") else sys.argv[2:]
BLESS = os.environ.get("ROLECAST_BLESS") == "1"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "NO_COLOR": "1"} | {
    name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
CONTROL = ("cmd", "stdin", "stdout", "stderr", "exit", "expected")
UNCOVERED = {"RC901": "no input is known that brings it about"}
VALUES = {"account": "123456789012", "region": "us-east-1", "partition": "aws", "agentName": "hello",
          "ecrRepositoryName": "agents/hello", "memoryId": "hello_memory-a1b2c3d4e5", "codeBucket": "agent-code",
          "gatewayId": "tools-a1b2c3d4e5", "secretName": "hello/weather-api"}


def run(arguments, folder, stdin=b""):
    environment = ENVIRONMENT | {"PATH": f"{folder}/bin:{ENVIRONMENT['PATH']}"}
    done = subprocess.run([BINARY, *arguments], cwd=folder, env=environment, input=stdin, capture_output=True, timeout=60)
    if done.returncode not in (0, 1, 2) or re.search(b"Sanitizer|runtime error:", done.stderr):
        raise RuntimeError(f"crash, status {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return done


def tree(folder):
    """{relative path: content} of all files; an empty folder is None."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
            for path in sorted(folder.rglob("*")) if path.is_file() or not any(path.iterdir())}


def differences(expected, actual):
    """Unified diffs of two {name: bytes or None}, without the names that are the same in both."""
    for name in sorted(expected.keys() | actual.keys()):
        before, after = expected.get(name), actual.get(name)
        if before == after and (name in expected) == (name in actual):
            continue
        lines = [(content or b"").decode(errors="backslashreplace").splitlines(True) for content in (before, after)]
        ends = [f"{'expected' if name in expected else 'nothing expected'}: {name}",
                f"{'actual' if name in actual else 'nothing there'}: {name}"]
        yield "".join(line if line.endswith("\n") else line + "\n\\ no line end\n"
                      for line in difflib.unified_diff(*lines, *ends)) or f"{ends[0]}; {ends[1]}\n"


def settle(name, folder, expected, actual):
    """Compares; under ROLECAST_BLESS rewrites `folder` as well. Returns what to print, nothing where all is well."""
    found = "".join(differences(expected, actual))
    if found and BLESS:
        for path in expected.keys() - actual.keys():
            (folder / path).unlink()
        for path, content in actual.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        return f"*** REWRITTEN, read it before you commit it: {name} ***\n{found}"
    return found and f"FAILED: {name}\n{found}"


def expectation(folder):
    inner = {f"expected/{path}": content for path, content in tree(folder / "expected").items()}
    return {name: (folder / name).read_bytes() for name in ("stdout", "stderr", "exit") if (folder / name).exists()} | inner


def case(source):
    name = str(source.relative_to(TESTS))
    arguments = shlex.split((source / "cmd").read_text(), comments=True)
    stdin = (source / "stdin").read_bytes() if (source / "stdin").exists() else b""
    with tempfile.TemporaryDirectory() as place:
        work = pathlib.Path(place) / "work"
        shutil.copytree(source, work, symlinks=True,
                        ignore=lambda at, names: CONTROL if pathlib.Path(at) == source else ())
        before = tree(work)
        done = run(arguments, work, stdin)
        after = tree(work)
    inside, outside = [], []
    for path in before.keys() | after.keys():
        (inside if path.startswith("out/") else outside).append(path)
    stray = "".join(differences({p: before[p] for p in outside if p in before}, {p: after[p] for p in outside if p in after}))
    if stray:
        return f"FAILED: {name} changed what is not its own\n{stray}"
    actual = {"stdout": done.stdout, "stderr": done.stderr}
    actual = {key: text for key, text in actual.items() if text}
    if done.returncode:
        actual["exit"] = b"%d\n" % done.returncode
    if any(before.get(path) != after.get(path) for path in inside):
        actual |= {"expected/" + path[4:]: after[path] for path in inside if path in after}
    return settle(name, source, expectation(source), actual)


def variants():
    """{name: arguments} of every format, at its defaults and with every other value of each option."""
    with tempfile.TemporaryDirectory() as place:
        rows = json.loads(run(["list", "emitters", "--json"], place).stdout)["emitters"]
    named = [(row["name"], ["--to", row["name"]]) for row in rows]
    named += [(f"{row['name']}-{value}", ["--to", row["name"], "--option", f"{option}={value}"])
              for row in rows for option, values in row.get("options", {}).items() for value in values[1:]]
    assert len(dict(named)) == len(named), "two variants have one name"
    return dict(named)


def emit(file, arguments):
    """(run, {path: content}) of one emission, with all values bound where the format cannot defer them."""
    with tempfile.TemporaryDirectory() as place:
        for name in ["", *VALUES]:
            done = run(["emit", str(file), *arguments, "--out", "out"], place)
            wanted = re.findall(r"add --set (\w+)=VALUE", done.stderr.decode())
            if not wanted:
                break
            arguments = [*arguments, *itertools.chain(*(["--set", f"{one}={VALUES[one]}"] for one in wanted))]
        return done, tree(pathlib.Path(place) / "out")


def role_files():
    return [path for path in sorted(EXAMPLES.glob("*/*.*")) if path.suffix in (".yaml", ".json")
            and re.search(r'^\s*"?rolecast"?\s*:', path.read_text(), re.M)]


def golden(file, variant, arguments):
    done, files = emit(file, arguments)
    folder = GOLDEN / file.parent.name / variant
    if done.returncode:
        return f"FAILED: {folder.relative_to(TESTS)} ended with {done.returncode}\n{done.stderr.decode()}"
    if done.stderr:
        files["stderr"] = done.stderr.replace(str(file.parent).encode() + b"/", b"")
    return settle(str(folder.relative_to(TESTS)), folder, tree(folder), files)


def native_law(file, arguments_of):
    """A role file and its native form are emitted alike, and `import` writes that form, with comments."""
    with tempfile.TemporaryDirectory() as place:
        native, imported = (run([*words, str(file)], place) for words in (["emit", "--to", "rolecast"], ["import"]))
        plain = re.sub(rb"^ *#.*\n", b"", imported.stdout, flags=re.M).lstrip(b"\n")  # no value spans lines
        if native.returncode or native.stdout != plain:
            return f"FAILED: import of {file} is not emit --to rolecast\n{native.stderr.decode()}{imported.stderr.decode()}"
        again = pathlib.Path(place) / (file.name.split(".")[0] + ".yaml")
        again.write_bytes(native.stdout)
        for variant, arguments in arguments_of.items():
            (one, files), (two, same) = emit(file, arguments), emit(again, arguments)
            found = "".join(differences(files, same))
            if one.returncode != two.returncode or found:
                return f"FAILED: {variant} from {file} and from its native form differ\n{found}{two.stderr.decode()}"
    return ""


def parity_law(file, arguments_of):
    """What a role file becomes is on a par with it."""
    with tempfile.TemporaryDirectory() as place:
        for variant, arguments in arguments_of.items():
            done = run(["emit", str(file), *arguments, "--out", variant], place)
            if done.returncode or b"[RC311]" in done.stderr:  # values must be bound, or attributes are left out
                continue
            [top, *more] = sorted((pathlib.Path(place) / variant).iterdir())
            found = run(["parity", str(file), str(top.parent if more else top)], place)
            if found.returncode or not found.stdout.startswith(b"equal: "):
                return f"FAILED: {variant} of {file} is not on a par with it\n{found.stdout.decode()}{found.stderr.decode()}"
    return ""


def odd_names(seed):
    """(role file, the same with two parameters in each other's place), with names that formats have to number."""
    chance = random.Random(seed)
    words = chance.sample(["agent", "bucketA", "count", "source", "forEach", "dnsSuffix", "x1", "q"], 3)
    spellings = [word + ending for word in words for ending in ("", "_", "2", "_2", "__2", "22", "_3")]
    spellings += ["bucket_a", "for_each", "dns__suffix"]
    ids = [shape.format(word) for word in words for shape in ("{}", "{}2", "{}-2", "{}_2", "{}.x", "{}X", "{}-x", "1{}")]
    names, ids = ({name.lower(): name for name in chance.sample(pool, chance.randint(least, most))}.values()
                  for pool, least, most in ((spellings, 3, 8), (ids, 1, 4)))
    used_by = {id: [name for at, name in enumerate(names) if at % len(ids) == place or chance.random() < 0.6]
               for place, id in enumerate(ids)}
    trust = [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]

    def role_file(swapped):
        def resources(id):
            return [f"arn:aws:s3:::{at}-{id}-${{{swapped.get(name, name)}}}" for at, name in enumerate(used_by[id])]
        return {"rolecast": 1, "parameters": {name: {"description": name} for name in names},
                "roles": {id: {"description": f"${{{next(iter(names))}}}", "trust": trust, "policies": {"P": [
                    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": resources(id)}]}} for id in ids}}
    one, other, *_ = names
    return role_file({}), role_file({one: other, other: one})


def naming_law(seed, arguments_of):
    """Whatever the names are, all outputs of a role file are on a par; not so where two values changed places."""
    with tempfile.TemporaryDirectory() as place:
        outputs = []
        for name, role_file in zip(("role", "swapped"), odd_names(seed)):
            file = pathlib.Path(place) / f"{name}.json"
            file.write_text(json.dumps(role_file))
            outputs.append([file.name])
            for variant, arguments in arguments_of.items():
                if run(["emit", file.name, *arguments, "--out", f"{name}-{variant}"], place).returncode == 0:
                    [top, *more] = sorted((pathlib.Path(place) / f"{name}-{variant}").iterdir())
                    outputs[-1].append(str((top.parent if more else top).relative_to(place)))
        roles, swapped = outputs
        faults = []
        for first, other in zip(roles, swapped[2:] + swapped[:2]):
            unclear = {"terraform": "cdk-", "cdk-": "terraform"}  # numbers in both, and in one no declarations
            clear = [path for path in roles if not any(one in first and two in path for one, two in unclear.items())]
            found = run(["parity", first, *clear], place)
            if found.returncode:
                faults.append(f"not on a par: {found.stdout.decode()}{found.stderr.decode()}")
            if run(["parity", first, other], place).returncode != 1:
                faults.append(f"{first} and {other} are on a par, though values changed places\n")
        return faults and f"FAILED: names {seed}: {json.dumps(odd_names(seed))}\n{''.join(faults)}"


def round_trip(file, variant, arguments):
    """What an output is imported as is emitted as that output again, and nothing in it had to be made to fit."""
    done, files = emit(file, arguments)
    if done.returncode:
        return ""  # the format cannot say it
    stem = file.name.split(".")[0]
    with tempfile.TemporaryDirectory() as place:
        written = pathlib.Path(place) / stem
        for path, content in files.items():
            (written / path).parent.mkdir(parents=True, exist_ok=True)
            (written / path).write_bytes(content)
        [top, *more] = sorted(written.iterdir())
        imported = run(["import", str(written if more else top)], place)
        if imported.returncode or re.search(rb"\[RC4(?!03)", imported.stderr):  # RC403 is about the text itself
            return f"FAILED: import of {variant} of {file}: {imported.returncode}\n{imported.stderr.decode()}"
        again = pathlib.Path(place) / f"{stem}.yaml"
        again.write_bytes(imported.stdout)
        done, same = emit(again, arguments)
    found = "".join(differences(files, same))
    return done.returncode and f"FAILED: {variant} of the import\n{done.stderr.decode()}" or found and (
        f"FAILED: {variant} of {file} and of what it is imported as differ\n{found}")


def every_code():
    """Every code is seen in some expected stderr, and each that is seen exists."""
    text = (TESTS.parent / "src/source/codes.h").read_text()
    known = {f"RC{int(number):03}" for number in re.findall(r"^  \w+ = (\d+),", text, re.M)}
    seen = set(re.findall(r"\[(RC\d+)\]", "".join(p.read_text(errors="replace") for p in CASES.glob("*/*/stderr"))))
    sarif = "".join(p.read_text(errors="replace") for p in CASES.glob("*/*/stdout"))
    seen |= set(re.findall(r'"ruleId": "(RC\d+)"', sarif))
    faults = [f"no case produces {code}" for code in sorted(known - seen - UNCOVERED.keys())]
    faults += [f"a case produces {code}: take it out of UNCOVERED" for code in sorted(seen & UNCOVERED.keys())]
    faults += [f"a case expects {code}, which is no code" for code in sorted(seen - known)]
    return "".join(f"FAILED: {fault}\n" for fault in faults)


def main():
    arguments_of, roles = variants(), role_files()
    accepted = [path for path in sorted(NASTY.glob("*.role.json")) if json.loads(
        path.with_name(path.name.replace(".role.json", ".expect.json")).read_text())["expect"]["outcome"] == "accept"]
    jobs = [(f"cases/{path.parent.name}/{path.name}", case, path) for path in sorted(CASES.glob("*/*")) if path.is_dir()]
    goldens = [(f"golden/{file.parent.name}/{variant}", golden, file, variant, arguments)
               for file in roles for variant, arguments in arguments_of.items()]
    stale = {str(path.relative_to(TESTS)) for path in GOLDEN.glob("*/*")} - {row[0] for row in goldens}
    jobs += goldens + [(f"native/{path.name}", native_law, path, arguments_of) for path in roles + accepted]
    jobs += [(f"parity/{path.name}", parity_law, path, arguments_of) for path in roles + accepted]
    jobs += [(f"names/{seed}", naming_law, seed, arguments_of) for seed in range(12)]
    jobs += [(f"round/{path.name}/{variant}", round_trip, path, variant, arguments)
             for path in roles + accepted for variant, arguments in arguments_of.items()]
    jobs.append(("codes", every_code))
    jobs += [(name, lambda path: f"FAILED: no example makes {path}\n", name) for name in sorted(stale)]
    jobs = [job for job in jobs if not FILTERS or any(part in job[0] for part in FILTERS)]

    def report(job):
        try:
            return job[1](*job[2:])
        except Exception as fault:  # one broken case must not hide the others
            return f"FAILED: {job[0]}: {type(fault).__name__}: {fault}\n"

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        reports = list(pool.map(report, jobs))
    failed = [text for text in reports if text]
    print("\n".join(failed), end="\n" if failed else "")
    print(f"{len(jobs) - len(failed)} passed, {len(failed)} failed")
    sys.exit(1 if failed or not jobs else 0)


if __name__ == "__main__":
    main()
