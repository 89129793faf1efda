"""The schema that `rolecast schema` prints: no false alarm on a file that rolecast accepts, and structural faults seen."""
import concurrent.futures
import copy
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from support import node, tools

REPOSITORY = tools.REPOSITORY
DRAFTS = ("2020-12", "draft-07")  # what the schema says it is, and what editors know of it
# What both drafts have, and the message that editors show in place of a pattern.
KEYWORDS = {"$schema", "$defs", "$ref", "title", "description", "default", "type", "enum", "const", "properties",
            "patternProperties", "additionalProperties", "propertyNames", "minProperties", "maxProperties", "required",
            "items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "minimum", "maximum", "pattern",
            "patternErrorMessage", "allOf", "anyOf", "oneOf", "not", "if", "else"}

ROLE = {
    "rolecast": 1,
    "parameters": {"agentName": {"description": "Name", "pattern": "[a-z]+", "default": "hello"}},
    "roles": {"agent": {
        "name": "agent-${agentName}", "path": "/agents/", "description": "An agent", "maxSessionDuration": 3600,
        "permissionsBoundary": "arn:aws:iam::123456789012:policy/boundary",
        "managedPolicyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        "tags": {"team": "agents"},
        "trust": [{"Sid": "Trust", "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"},
                   "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "${account}"}}}],
        "policies": {"Logs": {"Version": "2012-10-17", "Statement": [
            {"Sid": "Write", "Effect": "Allow", "Action": ["logs:PutLogEvents"], "Resource": "*"}]}},
    }, "second": {"template": "agentcore-runtime", "with": {"agentName": "hello"}, "capabilities": ["secrets"]}},
}
GONE = object()
TRUST, LOGS = "/roles/agent/trust/0", "/roles/agent/policies/Logs/Statement/0"
# Where in ROLE something is changed, and to what.
FAULTS = [
    ("", []), ("", None), ("/rolecast", GONE), ("/rolecast", 2), ("/rolecast", "1"), ("/roles", GONE), ("/roles", {}),
    ("/roles", []), ("/role", {}), ("/Parameters", {}), ("/parameters", []), ("/parameters", None),
    *((f"/parameters/{name}", {}) for name in ("1st", "_a", "agent-name", "", "a" * 65, "account", "region", "partition",
                                               "dns_suffix")),
    ("/parameters/agentName", "hello"), ("/parameters/agentName/description", 1),
    ("/parameters/agentName/pattern", None), ("/parameters/agentName/default", 7),
    ("/parameters/agentName/default", "${"), ("/parameters/agentName/type", "String"),
    *((f"/roles/{name}", ROLE["roles"]["agent"]) for name in ("", "-a", "a b", "a${region}", "a" * 256)),
    ("/roles/agent", None), ("/roles/agent", "agent"), ("/roles/agent/polices", {}), ("/roles/agent/trust", GONE),
    ("/roles/agent/name", 7), ("/roles/agent/name", ""), ("/roles/agent/name", "a b"), ("/roles/agent/name", "a" * 65),
    ("/roles/agent/name", "agent-${agentName"), ("/roles/agent/name", "agent-${agent-name}"),
    ("/roles/agent/name", None), ("/roles/agent/description", "a" * 1001), ("/roles/agent/description", "an “agent”"),
    ("/roles/agent/description", ["a"]), ("/roles/agent/path", ""), ("/roles/agent/path", "agents/"),
    ("/roles/agent/path", "/agents"), ("/roles/agent/path", "/a b/"), ("/roles/agent/path", f"/{'a' * 511}/"),
    ("/roles/agent/maxSessionDuration", "3600"), ("/roles/agent/maxSessionDuration", 3599),
    ("/roles/agent/maxSessionDuration", 43201), ("/roles/agent/maxSessionDuration", 3600.5),
    ("/roles/agent/permissionsBoundary", "boundary"), ("/roles/agent/permissionsBoundary", "arn:aws:iam::1:p"),
    ("/roles/agent/managedPolicyArns", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    ("/roles/agent/managedPolicyArns/0", "ReadOnlyAccess"),
    ("/roles/agent/managedPolicyArns", ["arn:aws:iam::aws:policy/ReadOnlyAccess"] * 2),
    ("/roles/agent/managedPolicyArns", [f"arn:aws:iam::aws:policy/Policy{number}" for number in range(21)]),
    ("/roles/agent/tags", [{"Key": "team", "Value": "agents"}]), ("/roles/agent/tags", {f"t{i}": "" for i in range(51)}),
    ("/roles/agent/tags/", "empty"), ("/roles/agent/tags/AWS:x", "reserved"), ("/roles/agent/tags/" + "a" * 129, "long"),
    ("/roles/agent/tags/team", 1), ("/roles/agent/tags/team", "a" * 257), ("/roles/agent/tags/team", "$${a}${"),
    ("/roles/agent/trust", []), ("/roles/agent/trust", "*"), ("/roles/agent/trust", {"Version": "2012-10-17"}),
    ("/roles/agent/trust", {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}),
    (TRUST, "Allow"), (f"{TRUST}/Effect", GONE), (f"{TRUST}/Effect", "allow"), (f"{TRUST}/Effect", True),
    (f"{TRUST}/Principal", GONE), (f"{TRUST}/Principal", {}), (f"{TRUST}/Principal", "lambda.amazonaws.com"),
    (f"{TRUST}/Principal", ["*"]), (f"{TRUST}/Principal/service", "lambda.amazonaws.com"),
    (f"{TRUST}/Principal/Service", []), (f"{TRUST}/Principal/Service", "lambda"), (f"{TRUST}/Principal/AWS", "me"),
    (f"{TRUST}/Principal/AWS", 123456789012), (f"{TRUST}/Principal/AWS", "arn:aws:iam::123456789012:role/*"),
    (f"{TRUST}/Principal/Federated", "google"), (f"{TRUST}/Principal/CanonicalUser", "7" * 63),
    (f"{TRUST}/NotPrincipal", {"AWS": "*"}), (f"{TRUST}/Action", GONE), (f"{TRUST}/Action", "*"),
    (f"{TRUST}/Action", []), (f"{TRUST}/Action", "s3:GetObject"), (f"{TRUST}/NotAction", "sts:AssumeRole"),
    (f"{TRUST}/Resource", "*"), (f"{TRUST}/Sid", 1), (f"{TRUST}/Sid", "who may"), (f"{TRUST}/Conditions", {}),
    (f"{TRUST}/Condition", []), (f"{TRUST}/Condition/StringEqual", {"aws:SourceAccount": "1"}),
    (f"{TRUST}/Condition/NullIfExists", {"aws:SourceAccount": "true"}),
    (f"{TRUST}/Condition/ForAnyValues:StringLike", {"aws:SourceAccount": "1"}),
    (f"{TRUST}/Condition/ForAnyValue:NullIfExists", {"aws:SourceAccount": "true"}),
    (f"{TRUST}/Condition/StringEquals", "aws:SourceAccount"), (f"{TRUST}/Condition/StringEquals/SourceAccount", "1"),
    (f"{TRUST}/Condition/StringEquals/aws:SourceAccount", []),
    (f"{TRUST}/Condition/StringEquals/aws:SourceAccount", None),
    (f"{TRUST}/Condition/StringEquals/aws:SourceAccount", {"Ref": "AWS::AccountId"}),
    (f"{TRUST}/Condition/StringEquals/aws:SourceAccount", "${}"),
    ("/roles/agent/policies", []), ("/roles/agent/policies/my policy", ROLE["roles"]["agent"]["policies"]["Logs"]),
    ("/roles/agent/policies/" + "a" * 129, ROLE["roles"]["agent"]["policies"]["Logs"]),
    ("/roles/agent/policies/Logs", []), ("/roles/agent/policies/Logs", None),
    ("/roles/agent/policies/Logs/Version", "2008-10-17"), ("/roles/agent/policies/Logs/Id", "logs"),
    ("/roles/agent/policies/Logs/Statement", GONE), ("/roles/agent/policies/Logs/statement", []),
    (f"{LOGS}/Effect", GONE), (f"{LOGS}/Action", GONE), (f"{LOGS}/Action", []), (f"{LOGS}/Action", None),
    (f"{LOGS}/Action", "logs.PutLogEvents"), (f"{LOGS}/Action", "*:PutLogEvents"), (f"{LOGS}/Action", "a:b:c"),
    (f"{LOGS}/Action", ["logs:"]), (f"{LOGS}/NotAction", "logs:PutLogEvents"), (f"{LOGS}/Resource", GONE),
    (f"{LOGS}/Resource", "bucket"), (f"{LOGS}/Resource", [1]), (f"{LOGS}/Resource", "arn:aws:s3:::smile-☺"),
    (f"{LOGS}/NotResource", "*"), (f"{LOGS}/Principal", "*"), (f"{LOGS}/NotPrincipal", {"AWS": "*"}),
    ("/roles/second/template", "agentcore"), ("/roles/second/template", GONE), ("/roles/second/template", ["a"]),
    ("/roles/second/with", []), ("/roles/second/with/agent", "hello"), ("/roles/second/with/agentName", 1),
    ("/roles/second/capabilities", "secrets"), ("/roles/second/capabilities/0", "secret"),
    ("/roles/second/capabilities", ["secrets", "secrets"]),
]


def changed(pointer, value):
    """ROLE with one thing in it changed."""
    root = {"": copy.deepcopy(ROLE)}
    *way, last = pointer.split("/")
    parent = root
    for key in way:
        parent = parent[int(key) if isinstance(parent, list) else key]
    last = int(last) if isinstance(parent, list) else last
    if value is GONE:
        del parent[last]
    else:
        parent[last] = copy.deepcopy(value)
    return root[""]


def native_files():
    """Every file of ours that may be a role file."""
    folders = ["templates", "examples", "tests/nasty", "tests/conformance/roles", "tests/golden", "tests/cases"]
    files = [path for folder in folders for path in (REPOSITORY / folder).rglob("*")
             if path.name == "stdin" or path.suffix in (".yaml", ".yml", ".json")]
    return sorted(path for path in files if path.is_file() and "node_modules" not in path.parts)


def indented(text):
    return "".join(f"    {line}" for line in text.splitlines(True))


def subschemas(schema, where=""):
    """(where, schema) of every schema inside of a schema."""
    if not isinstance(schema, dict):
        return
    yield where, schema
    for key in ("properties", "patternProperties", "$defs"):
        for name, inner in schema.get(key, {}).items():
            yield from subschemas(inner, f"{where}/{key}/{name}")
    for key in ("additionalProperties", "propertyNames", "items", "not", "if", "else"):
        yield from subschemas(schema.get(key), f"{where}/{key}")
    for key in ("allOf", "anyOf", "oneOf"):
        for number, inner in enumerate(schema.get(key, [])):
            yield from subschemas(inner, f"{where}/{key}/{number}")


class Schema(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.schema = cls.folder / "role.schema.json"
        cls.schema.write_bytes(subprocess.run([tools.binary(), "schema"], capture_output=True, check=True).stdout)

    def accepts(self, path, out):
        return subprocess.run([tools.binary(), "emit", path, "--from", "rolecast", "--to", "rolecast", "--out", out],
                              capture_output=True, timeout=60).returncode == 0

    def faults(self, files):
        """{key: faults}; both drafts must find the same."""
        first, second = (node.validate(self.schema, draft, files) for draft in DRAFTS)
        self.assertEqual(first, second)
        return first

    def test_only_what_editors_know(self):
        for where, schema in subschemas(json.loads(self.schema.read_text())):
            with self.subTest(where):
                self.assertLessEqual(schema.keys(), KEYWORDS)
                if "$ref" in schema:  # beside it, draft-07 reads nothing
                    self.assertLessEqual(schema.keys(), {"$ref", "description"})

    def test_every_key_is_explained(self):
        schema = json.loads(self.schema.read_text())
        for where, inner in subschemas(schema):
            for name, value in inner.get("properties", {}).items():
                referred = schema["$defs"].get(value.get("$ref", "").removeprefix("#/$defs/"), {})
                self.assertTrue(value.get("description") or referred.get("description"), f"{where}/{name}")

    @tools.needs("npm:ajv", "npm:yaml")
    def test_no_false_alarms(self):
        files = {}

        def run(item):
            number, path = item
            copied = self.folder / f"in{number}" / (path.name if path.suffix else "stdin.yaml")
            copied.parent.mkdir()
            copied.write_bytes(path.read_bytes())
            out = self.folder / f"out{number}"
            if not self.accepts(copied, out):
                return []
            return [(str(path), copied), *((f"{path}, emitted", emitted) for emitted in out.iterdir())]

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for found in pool.map(run, enumerate(native_files())):
                files.update(found)
        self.assertGreater(len(files), 300)
        self.assertEqual({key: faults for key, faults in self.faults(files).items() if faults}, {})

    @tools.needs("npm:ajv", "npm:yaml")
    def test_catalogue(self):
        """What its files say of themselves aside, templates are role files, and capabilities are written like parts of one."""
        files = {}
        for path in sorted((REPOSITORY / "templates").rglob("*.yaml")):
            text = re.sub(r"^catalogue:\n(?: .*\n|\n)+", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
            head, is_part, policies = text.partition("\npolicies:\n")
            if is_part:
                text = f"{head}\nroles:\n  role:\n    template: agentcore-runtime\n    policies:\n{indented(policies)}"
            if path.stem != "symptoms":
                key = str(path.relative_to(REPOSITORY))
                files[key] = self.folder / key.replace("/", "-")
                files[key].write_text(text, encoding="utf-8")
        self.assertGreater(len(files), 80)
        self.assertEqual({key: faults for key, faults in self.faults(files).items() if faults}, {})

    @tools.needs("npm:ajv", "npm:yaml")
    def test_faults_are_found(self):
        """Each where it is, or one level up for a key that is missing or must not be there; rolecast refuses it too."""
        files = {}
        for number, (pointer, value) in enumerate([("/rolecast", 1), *FAULTS]):
            files[str(number)] = self.folder / f"fault{number}.json"
            files[str(number)].write_text(json.dumps(changed(pointer, value)))
        found = self.faults(files)
        self.assertEqual(found.pop("0"), [])
        for number, (pointer, value) in enumerate(FAULTS, 1):
            with self.subTest(pointer, value=value):
                self.assertTrue({where for where, _ in found[str(number)]} & {pointer, pointer.rpartition("/")[0]})
                self.assertFalse(self.accepts(files[str(number)], self.folder / f"faultout{number}"))


if __name__ == "__main__":
    unittest.main()
