#!/usr/bin/env python3
"""Holds the catalogue to its sources and to its own layout: tests/catalogue.py [BINARY] (or BINARY as $ROLECAST).

What each template and capability emits must be what AWS publishes, statement by statement: the effect, the principals,
the sets of actions and resources, and the conditions. `tests/catalogue/reference` holds AWS's documents, with
placeholders. `capabilities.json` and `templates.json` say which of them belong to which file, and every difference with
its reason, by the Sid of the statement or `trust`; a difference that is not listed fails, and so does one that is
listed and not there. `values.json` holds the value for each parameter and placeholder, `set` of an entry others.
"""
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.path.abspath(os.environ.get("ROLECAST") or (sys.argv[1:] or [ROOT / "build/release/rolecast"])[0])
TESTS = ROOT / "tests/catalogue"
REFERENCE = TESTS / "reference"
VALUES = json.loads((TESTS / "values.json").read_text(encoding="utf-8"))
BUILT_IN = ("account", "region", "partition")
PLURAL = {"template": "templates", "capability": "capabilities"}
EVERY = {"summary", "source", "page", "seen", "authority"}
KEYS = {"template": (EVERY | {"family", "kind"}, {"passedAs", "notFor", "notes", "absent"}),
        "capability": (EVERY | {"fits"}, {"requires", "conflicts", "notFor", "notes", "absent"})}
TRUST = {"Effect": "Allow", "Principal": {"Service": "bedrock-agentcore.amazonaws.com"}, "Action": "sts:AssumeRole"}


def scalar(text):
    """`[a, "*"]`, `"quoted"` or plain text. The catalogue needs no more of YAML."""
    if text.startswith("["):
        return [scalar(item.strip()) for item in text[1:-1].split(",")]
    return json.loads(text) if text.startswith('"') else text


class File:
    """A file of the catalogue, read by its layout as `rolecast new` reads it: two spaces a level, a key a line."""

    def __init__(self, path, kind):
        self.kind, self.name, self.path = kind, path.stem, path.relative_to(ROOT)
        self.lines = path.read_text(encoding="utf-8").splitlines()
        self.about = self.read_about()
        self.parameters = self.read_parameters()
        self.sids = [match[1] for match in (re.match(r" +- Sid: (\S+)$", line) for line in self.lines) if match]
        indent = "" if kind == "capability" else "    "
        self.policies = [line.strip()[:-1] for line in self.block("policies", indent)
                         if re.fullmatch(indent + r"  \S+:", line)]

    def block(self, key, indent=""):
        """The lines below a key, without comments and blank ones."""
        if indent + key + ":" not in self.lines:
            return []
        below = self.lines[self.lines.index(indent + key + ":") + 1:]
        return [line for line in itertools.takewhile(lambda line: not line or line.startswith(indent + " "), below)
                if line.strip() and not line.lstrip().startswith("#")]

    def read_about(self):
        """{key: text, list of texts or, for `absent`, list of maps}; a text may go on in lines further in."""
        raw, path, level = {}, (), 0  # (key, number of the item, its key): text
        for line in self.block("catalogue"):
            indent, words = len(line) - len(line.lstrip()), line.strip()
            key, _, value = words.removeprefix("- ").partition(":")
            if indent == 2:
                path, level = (key,), 0
            elif words.startswith("- ") and indent == 4:
                path, level = (path[0], level), level + 1
                value = words[2:]
                if path[0] == "absent":
                    path, value = (*path, key), words.partition(":")[2]
            elif path[0] == "absent" and indent == 6:
                path = (*path[:2], key)
            else:
                value = f"{raw[path]} {words}"
            raw[path] = value.strip()
        about = {}
        for path, text in raw.items():
            if len(path) == 1:
                about[path[0]] = scalar(text) if text else []
            elif len(path) == 2:
                about[path[0]].append(scalar(text))
            else:
                rows = about[path[0]]
                rows += [{}] * (path[1] + 1 - len(rows))
                rows[path[1]] = rows[path[1]] | {path[2]: scalar(text)}
        return about

    def read_parameters(self):
        """{name: pattern}"""
        patterns = {}
        for line in self.block("parameters"):
            if line[2] != " ":
                name = line[2:-1]
                patterns[name] = None
            elif line.startswith("    pattern: "):
                patterns[name] = scalar(line[13:])
        return patterns

    def uncommented(self):
        """The statements that no comment says the purpose of."""
        return [line.strip()[7:] for above, line in zip(self.lines, self.lines[1:])
                if re.match(r" +- Sid:", line) and not above.lstrip().startswith("# ")]


def layout_faults(file):
    required, optional = KEYS[file.kind]
    keys = set(file.about)
    if missing := required - keys:
        yield f"`catalogue` lacks {sorted(missing)}"
    if unknown := keys - required - optional:
        yield f"`catalogue` has {sorted(unknown)}"
    if file.lines[:3] != ["rolecast: 1", "", "catalogue:"]:
        yield "`catalogue` does not stand right behind `rolecast: 1`"
    if file.about.get("kind", "caller") not in ("service-role", "caller"):
        yield f"the kind {file.about['kind']}"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", file.about.get("seen", "")):
        yield "`seen` is no date"
    if not re.match("https://", file.about.get("page", "")):
        yield "`page` is no address"
    for name, pattern in file.parameters.items():
        if not pattern:
            yield f"the parameter {name} has no pattern"
    if len(file.sids) != sum(bool(re.match(r" +Effect:", line)) for line in file.lines) or not file.sids:
        yield "a statement without a Sid at its beginning"
    for sid in file.uncommented():
        yield f"no comment above {sid}"
    for absence in file.about.get("absent", []):
        if not absence.get("reason") or not (absence.get("partitions") or absence.get("regions")):
            yield "an absence without a place or reason"
        for sid in absence.get("statements") or ["no statement"]:
            if sid != "*" and sid not in file.sids:
                yield f"an absence of {sid}, which is no Sid here"
    if file.about.get("kind") == "service-role":
        for name in [line.strip() for line in file.lines if re.match("    name: ", line)] or ["no name"]:
            if "BedrockAgentCore" not in name:
                yield f"{name}: only roles with BedrockAgentCore in their names can be passed"


def repeated(names):
    folded = [name.lower() for name in names]
    return sorted({name for name in names if folded.count(name.lower()) > 1})


def family_faults(templates, capabilities):
    """What templates and capabilities say of each other."""
    families = {file.about.get("family") for file in templates.values()}
    for family in sorted({family for file in capabilities.values() for family in file.about.get("fits", [])} - families):
        fitting = [file.name for file in capabilities.values() if family in file.about.get("fits", [])]
        yield f"no template is of the family {family}, which these capabilities fit: {', '.join(fitting)}"
    for file in capabilities.values():
        for key in ("requires", "conflicts"):
            for name in file.about.get(key, []):
                if name not in capabilities:
                    yield f"{file.path}: `{key}` names {name}, which is no capability"
                elif key == "conflicts" and file.name not in capabilities[name].about.get(key, []):
                    yield f"{file.path}: the conflict with {name} is not said there"
    for template in templates.values():
        group = [template, *(file for file in capabilities.values()
                             if template.about.get("family") in file.about.get("fits", []))]
        for what in ("sids", "policies"):
            if names := repeated([name for file in group for name in getattr(file, what)]):
                yield f"{template.path}: with its capabilities it has {what} twice: {names}"
        patterns = {(name, pattern) for file in group for name, pattern in file.parameters.items()}
        if names := repeated([name for name, _ in patterns]):
            yield f"{template.path}: with its capabilities it has several patterns for {names}"


def value_of(name, values=VALUES):
    if name not in values:
        raise KeyError(f"values.json has no value for {name}")
    return values[name]


def emitted(role, folder):
    """{name of the document: its statements} of a role."""
    role_file = pathlib.Path(folder, "role.json")
    role_file.write_text(json.dumps({"rolecast": 1, "roles": {"role": role}}), encoding="utf-8")
    done = subprocess.run([BINARY, "emit", role_file, "--to", "iam", "--out", folder,
                           *(f"--set={name}={value_of(name)}" for name in BUILT_IN)], capture_output=True, text=True)
    if done.returncode:
        raise ValueError(f"exit {done.returncode}\n{done.stderr}")
    return {path.stem: json.loads(path.read_text(encoding="utf-8"))["Statement"]
            for path in pathlib.Path(folder, "role", "role").iterdir()}


def documents_of(file, capabilities, values):
    """{name of the policy: its statements} of the file's own part of a role, with a value for each parameter."""
    needed = [file, *(capabilities[name] for name in file.about.get("requires", []))]
    role = {"template": file.name} if file.kind == "template" else {"trust": [TRUST]}
    role |= {"capabilities": [other.name for other in needed if other.kind == "capability"],
             "with": {name: value_of(name, values) for other in needed for name in other.parameters}}
    with tempfile.TemporaryDirectory() as folder:
        documents = emitted({key: value for key, value in role.items() if value}, folder)
    return {name: documents[name] for name in file.policies + (["trust"] if file.kind == "template" else [])}


def reference_statements(names, values):
    """AWS's statements, with the same values."""
    for name in names:
        text = (REFERENCE / name).read_text(encoding="utf-8")
        yield from json.loads(re.sub(r"\$\{(\w+)\}", lambda match: value_of(match[1], values), text))["Statement"]


def as_set(value):
    return frozenset([value] if isinstance(value, str) else value)


def meaning(statement):
    """A statement without its Sid, its order and the ways to spell it."""
    return (statement["Effect"], frozenset(action.lower() for action in as_set(statement["Action"])),
            as_set(statement.get("Resource", [])),
            tuple(sorted((kind, sorted(as_set(value))) for kind, value in statement.get("Principal", {}).items())),
            tuple(sorted((operator, key.lower(), tuple(sorted(as_set(value))))
                         for operator, keys in statement.get("Condition", {}).items() for key, value in keys.items())))


def take(left, right, alike):
    """The pairs of statements that are alike; they are gone from both lists."""
    pairs = []
    for ours in list(left):
        if theirs := next((other for other in right if alike(ours, other)), None):
            left.remove(ours)
            right.remove(theirs)
            pairs.append((ours, theirs))
    return pairs


def differences(ours, theirs):
    """{Sid: what differs}: of ours, or of AWS's where we have no such statement."""
    ours, theirs = list(ours), list(theirs)
    sid = lambda statement: statement.get("Sid", "no Sid")
    take(ours, theirs, lambda a, b: meaning(a) == meaning(b))
    pairs = take(ours, theirs, lambda a, b: sid(a).lower() == sid(b).lower())
    pairs += take(ours, theirs, lambda a, b: meaning(a)[:2] == meaning(b)[:2])
    found = {sid(a): f"ours   {json.dumps(a)}\n      AWS's  {json.dumps(b)}" for a, b in pairs}
    found |= {sid(a): f"only ours   {json.dumps(a)}" for a in ours}
    return found | {sid(b): f"only AWS's  {json.dumps(b)}" for b in theirs}


def found_differences(file, entry, capabilities):
    values = VALUES | entry.get("set", {})
    documents = documents_of(file, capabilities, values)
    trust = differences(documents.pop("trust", []), reference_statements(as_names(entry.get("trust")), values))
    found = differences(sum(documents.values(), []), reference_statements(entry["policies"], values))
    if trust:
        found["trust"] = "\n      ".join(trust.values())
    if "    managedPolicyArns:" in file.lines:
        found["managedPolicyArns"] = "a reference holds none"
    return found


def reference_faults(file, entry, capabilities):
    if entry is None:
        yield f"{PLURAL[file.kind]}.json does not say which of AWS's documents it follows"
        return
    try:
        found = found_differences(file, entry, capabilities)
    except (KeyError, ValueError, OSError) as error:
        yield f"{type(error).__name__}: {error}"
        return
    listed = {row["where"]: row.get("reason") for row in entry.get("differences", [])}
    for where, what in found.items():
        if where not in listed:
            yield f"{where} is not what AWS publishes\n      {what}"
    for where, reason in listed.items():
        if where not in found:
            yield f"{where} is listed as a difference, and is none"
        if not reason:
            yield f"the difference {where} has no reason"


def as_names(value):
    return [value] if value else []


def entries(kind):
    path = TESTS / f"{PLURAL[kind]}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def names_of(kind):
    """What the binary holds."""
    done = subprocess.run([BINARY, "list", PLURAL[kind], "--json"], capture_output=True, text=True)
    (rows,) = json.loads(done.stdout).values()
    return {row["name"] for row in rows}


def main():
    files = {kind: {path.stem: File(path, kind) for path in sorted((ROOT / folder).glob("*.yaml"))
                    if path.stem != "symptoms"}
             for kind, folder in (("template", "templates"), ("capability", "templates/capabilities"))}
    capabilities = files["capability"]
    faults, used = list(family_faults(files["template"], capabilities)), set()
    for kind, of_kind in files.items():
        listed = entries(kind)
        used |= {name for entry in listed.values() for name in [*entry["policies"], *as_names(entry.get("trust"))]}
        faults += [f"tests/catalogue: an entry for {name}, which is no {kind}" for name in listed.keys() - of_kind]
        faults += [f"{name}: the binary and the folder do not both hold it" for name in names_of(kind) ^ of_kind.keys()]
        for name, file in of_kind.items():
            faults += [f"{file.path}: {fault}" for fault in
                       (*layout_faults(file), *reference_faults(file, listed.get(name), capabilities))]
    faults += [f"{path.name}: no entry names this document" for path in REFERENCE.iterdir() if path.name not in used]
    for fault in faults:
        print(f"FAILED  {fault}")
    print(f"{sum(map(len, files.values()))} files of the catalogue, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
