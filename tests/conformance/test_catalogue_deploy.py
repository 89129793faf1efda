"""Every template with every capability that fits, in every format: deployed, it is the role of the catalogue's files.

What the files say is worked out here, without rolecast: references are replaced as plain text.
"""
import concurrent.futures
import json
import pathlib
import re
import tempfile
import unittest

from support import catalogue, cloudformation, deployed, iam, lint, native, node, rolecast, terraform, tools
from support.emulator import Emulator

PLACE = {name: catalogue.values()[name] for name in ("account", "region", "partition")}
STACK_PLACE = cloudformation.pseudo_parameters(PLACE["account"], PLACE["region"])
# "IAM and AWS STS quotas": characters, without white space
MOST_INLINE, MOST_TRUST = 10240, 2048
# CloudFormation takes 200 outputs, and each role has two. As many files as forms of Terraform: each is applied in one of
# them, since the time that takes grows with the square of the roles, and planned in all.
FILES = 3
# Each makes roles of its own, so that all fit into one account; the letter is in their names.
STACKS = {"c": rolecast.CFN_YAML, "k": rolecast.CDK_TEMPLATE}
TERRAFORM = {"t": rolecast.TF_SNIPPET, "d": rolecast.TF_DATA, "j": rolecast.TF_JSON}
# Actions that cfn-lint 1.51.0 does not know, and the service authorization reference does (test_catalogue).
LAGS = ("AgenticRetrieveStream", "InvokeGuardrailChecks", "InvokeWebSearch", "GetPolicyEngineSummary", "GetPolicySummary",
        "ListPolicyEngineSummaries", "ListPolicySummaries")


def size(document):
    return len(json.dumps(document, separators=(",", ":"), ensure_ascii=False))


def inline_size(role):
    return sum(map(size, role["policies"].values()))


def one_too_many(part):
    """The capability that takes the role past the limit."""
    total = 0
    for name, document in part.expected("")["policies"].items():
        total += size(document)
        if total > MOST_INLINE:
            return next(capability for capability in part.capabilities if name in catalogue.policies_of(capability))


class RoleFile:
    """One file of many roles, and everything that is emitted from it."""

    def __init__(self, folder, name, parts):
        self.name, self.parts = name, parts
        self.path, self.out = folder / f"{name}.json", folder / "out"
        self.parameters = {}  # name: (pattern, value)
        roles = {part.id: self.role(part) for part in parts}
        declared = {"tag": {}, **{parameter: {"pattern": pattern} for parameter, (pattern, _) in self.parameters.items()}}
        self.path.write_text(json.dumps({"rolecast": 1, "parameters": declared, "roles": roles}), encoding="utf-8")

    def role(self, part):
        used = part.references()
        return {"template": part.template, "name": "${tag}-" + part.id, "capabilities": part.capabilities,
                "with": {name: "${%s}" % self.parameter(name, *given) if name in used else given[1]
                         for name, given in part.parameters().items()}}

    def parameter(self, name, pattern, value):
        """One of the file with this pattern and value: files of the catalogue may have several by one name."""
        for number in range(1, 100):
            own = name if number == 1 else f"{name}{number}"
            if self.parameters.setdefault(own, (pattern, value)) == (pattern, value):
                return own

    def values(self, tag):
        return {"tag": tag, **{name: value for name, (_, value) in self.parameters.items()}}

    def emit(self):
        # Terraform reads a folder as one module, so what declares the same variables stands apart.
        for name, arguments in (("", ("--to", "cloudformation,cdk,rolecast,terraform")),
                                ("json", rolecast.TF_JSON.arguments()), ("data", rolecast.TF_DATA.arguments()),
                                ("iam", ("--to", "iam", *self.settings("i")))):
            done = rolecast.run("emit", self.path, *arguments, "--out", self.out / name)
            if done.returncode:
                raise AssertionError(f"{self.path.name} {arguments[1]}: exit {done.returncode}\n{done.stderr}")

    def settings(self, tag):
        return [f"--set={name}={value}" for name, value in {**PLACE, **self.values(tag)}.items()]

    def file(self, rendition):
        folder = {rolecast.TF_DATA: "data", rolecast.TF_JSON: "json"}.get(rendition, "")
        return self.out / folder / f"{self.name}{rendition.ending}"

    def expected(self, tag):
        return {f"{tag}-{part.id}": part.expected(f"{tag}-{part.id}") for part in self.parts}


def variable(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def logical(name):
    return name[0].upper() + name[1:]


class CatalogueDeploy(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        tools.demand("test_catalogue_deploy", "moto", "boto3", "PyYAML", "cfn-lint", "terraform", "AWS provider",
                     "npm:aws-cdk-lib")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        wholes = list(catalogue.wholes())
        cls.too_large = [part for part in wholes if inline_size(part.expected("")) > MOST_INLINE]
        parts = [*catalogue.singles(), *(part for part in wholes if part not in cls.too_large)]
        cls.files = [RoleFile(cls.folder, f"roles{number}", parts[number::FILES]) for number in range(FILES)]
        for file in cls.files:
            file.emit()
        with concurrent.futures.ThreadPoolExecutor() as pool:
            findings = pool.submit(lint.cfn_lint, [file.file(rolecast.CFN_YAML) for file in cls.files])
            cls.stacked = cls.deploy_stacks()
            cls.deploy_terraform()
            cls.findings = findings.result()

    @classmethod
    def deploy_stacks(cls):
        """{name: role} of the account."""
        synthesized = node.synth({file.name: file.file(rolecast.CDK_TEMPLATE) for file in cls.files}, "template")
        with Emulator(PLACE["account"], PLACE["region"]) as aws:
            client, iam_client = aws.client("cloudformation"), aws.client("iam")
            found = {}
            for file in cls.files:
                templates = {"c": file.file(rolecast.CFN_YAML).read_text(encoding="utf-8"),
                             "k": json.dumps(synthesized[file.name]["template"])}
                for tag, template in templates.items():
                    given = {logical(name): value for name, value in file.values(tag).items()}
                    names = deployed.create_stack(client, f"{file.name}-{tag}", template, given).values()
                    # moto 5.2.1 attaches no managed policies of a stack, so these are taken out of the template
                    attached = {role["name"]: role["managedPolicyArns"] for role in cloudformation.roles(
                        cloudformation.load_pyyaml(template, fast=True), {**STACK_PLACE, **given})}
                    for name in names:
                        found[name] = {**deployed.role(iam_client, name), "managedPolicyArns": attached[name]}
            return found

    @classmethod
    def deploy_terraform(cls):
        with Emulator(PLACE["account"], PLACE["region"], managed_policies=True) as aws:
            everything = cls.workspace("planned", aws, [(file, tag) for file in cls.files for tag in TERRAFORM])
            cls.diagnostics = everything.validate()
            modules = everything.plan()["planned_values"]["root_module"]["child_modules"]
            cls.planned = {role["name"]: role for module in modules
                           for role in terraform.roles(module["resources"]).values()}
            some = cls.workspace("applied", aws, list(zip(cls.files, TERRAFORM)))
            some.plan()
            some.run("apply", "-no-color", "-input=false", "-lock=false", "-parallelism=60", "plan")
            cls.applied = deployed.roles(aws.client("iam"))

    @classmethod
    def workspace(cls, name, aws, choice):
        workspace = terraform.Workspace(cls.folder / name, aws.environment)
        for file, tag in choice:
            workspace.add(f"{file.name}-{tag}", file.file(TERRAFORM[tag]),
                          {variable(name): value for name, value in file.values(tag).items()})
        workspace.init()
        return workspace

    def compare(self, tag, found, files, form=lambda document: document):
        wanted = {name: role for file in files for name, role in file.expected(tag).items()}
        found = {name: role for name, role in found.items() if name.startswith(f"{tag}-")}
        self.assertEqual(sorted(found), sorted(wanted))
        self.assertGreater(len(wanted), 50)
        for name, role in wanted.items():
            with self.subTest(name):
                self.assertEqual(*(iam.text(iam.with_documents(one, form)) for one in (role, found[name])))

    def test_cloudformation(self):
        self.compare("c", self.stacked, self.files)

    def test_cdk(self):
        self.compare("k", self.stacked, self.files)

    def test_terraform(self):
        self.compare("t", self.planned, self.files)
        self.compare("t", self.applied, self.files[:1])

    def test_terraform_data_source(self):
        self.compare("d", self.planned, self.files, iam.equivalent)
        self.compare("d", self.applied, self.files[1:2], iam.equivalent)

    def test_terraform_json(self):
        self.compare("j", self.planned, self.files)
        self.compare("j", self.applied, self.files[2:])

    def test_documents(self):
        for file in self.files:
            for part in file.parts:
                with self.subTest(part.id):
                    folder = file.out / "iam" / file.name / part.id
                    documents = {path.stem: iam.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
                    role = part.expected("")
                    self.assertEqual(iam.text(documents), iam.text({"trust": role["trust"], **role["policies"]}))

    def test_native(self):
        """The role file that holds the roles in full."""
        for file in self.files:
            text = file.file(rolecast.NATIVE).read_text(encoding="utf-8")
            found = native.roles(text, {**PLACE, **file.values("n")})
            self.compare("n", {role["name"]: role for role in found.values()}, [file])

    def test_parity(self):
        for file in self.files:
            renditions = (*STACKS.values(), *TERRAFORM.values(), rolecast.NATIVE)
            done = rolecast.run("parity", file.path, *map(file.file, renditions))
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_sizes(self):
        """Of every role that is emitted."""
        for file in self.files:
            for name, role in file.expected("x").items():
                with self.subTest(name):
                    self.assertLessEqual(inline_size(role), MOST_INLINE)
                    self.assertLessEqual(size(role["trust"]), MOST_TRUST)

    def test_too_large(self):
        """All that goes together is too much for some templates, and the diagnostic says by how much."""
        file = RoleFile(self.folder, "large", self.too_large)
        done = rolecast.run("emit", file.path, "--to", "iam", "--out", self.folder / "large", *file.settings("l"))
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(re.findall(r"^\S.* error\[.*$", re.sub(r":\d+:\d+:", ":", done.stderr), re.MULTILINE), [
            f"capability {one_too_many(part)}.yaml: error[RC122]: the inline policies together have "
            f"{inline_size(part.expected(''))} characters, the limit is {MOST_INLINE}" for part in self.too_large])
        self.assertFalse((self.folder / "large").exists())

    def test_cfn_lint_finds_nothing(self):
        lags = {name.lower(): name for name in LAGS}
        unknown = [re.search(r": W3037 '(\w+)' is not one of ", finding) for finding in self.findings]
        self.assertEqual([finding[:200] for finding, match in zip(self.findings, unknown)
                          if not match or match[1] not in lags], [])
        self.assertEqual({match[1] for match in unknown}, set(lags), "need no excuse")

    def test_terraform_finds_nothing(self):
        self.assertEqual(self.diagnostics, [])
        self.assertEqual(terraform.fmt_changes([file.file(form) for file in self.files for form in (
            rolecast.TF_SNIPPET, rolecast.TF_DATA)]), "")


if __name__ == "__main__":
    unittest.main()
