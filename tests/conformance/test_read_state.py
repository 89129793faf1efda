"""Roles of an account, read from Terraform's plans and states and from what the AWS CLI prints, are what IAM says."""
import concurrent.futures
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

from support import catalogue, deployed, emulator, iam, native, rolecast, terraform, tools
from support.cloudformation import load_pyyaml
from support.corpus import role_files
from test_nasty import cases

ACCOUNT, REGION = "123456789012", "us-east-1"
STATES = tools.HERE / "states"
# what the roles that are emitted to plain documents may refer to
VALUES = {"account": ACCOUNT, "region": REGION, "partition": "aws", "memoryId": "hello_memory-a1b2c3d4e5",
          "gatewayId": "tools-a1b2c3d4e5", "secretName": "hello/weather-api"}
TOO_NEW = {"n079-partition-aws-iso-e", "n080-partition-aws-iso-f"}  # partitions that moto 5.2.1 refuses


def imported(*inputs):
    """({id: role}, what was said) as rolecast reads these files."""
    done = rolecast.run("import", *inputs)
    if done.returncode:
        raise AssertionError(f"{inputs}: exit {done.returncode}\n{done.stderr}")
    return native.roles(done.stdout), done.stderr


def by(key, roles):
    result = {role[key]: role for role in roles}
    if len(result) != len(roles):
        raise AssertionError(f"some have the same {key}")
    return result


def comparable(roles):
    return iam.text({key: iam.with_documents(role, iam.exact) for key, role in roles.items()})


def all_roles(client):
    names = [role["RoleName"] for page in client.get_paginator("list_roles").paginate() for role in page["Roles"]]
    return [deployed.role(client, name) for name in names]


class Terraform(unittest.TestCase):
    """One configuration through its life: planned, applied, refreshed, and with some of its policies taken away."""
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        tools.demand("test_read_state", "terraform", "AWS provider", "moto", "boto3", "PyYAML")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        with emulator.Emulator(ACCOUNT, REGION, managed_policies=True) as aws:
            client = aws.client("iam")
            workspace = terraform.Workspace(cls.folder, aws.environment)
            (workspace.root / "provider.tf").write_text('provider "aws" {\n  default_tags {\n    tags = { owner = "all" }\n  }\n}\n')
            workspace.add("states", STATES, {"extra": "true"})
            workspace.init()
            cls.keep("planned", workspace.plan())
            workspace.apply()
            cls.before = cls.account(client)
            cls.keep("applied", cls.state(workspace))
            cls.refresh(workspace)
            cls.keep("refreshed", cls.state(workspace))
            workspace.modules["states"]["extra"] = "false"
            workspace.init()
            cls.keep("planned-less", workspace.plan())
            workspace.apply()
            cls.after = cls.account(client)
            cls.keep("applied-less", cls.state(workspace))
            cls.refresh(workspace)
            cls.keep("refreshed-less", cls.state(workspace))

    @classmethod
    def keep(cls, name, printed):
        (cls.folder / f"{name}.json").write_text(json.dumps(printed), encoding="utf-8")

    @staticmethod
    def account(client):
        return by("description", [deployed.with_own_policies(client, role) for role in all_roles(client)])

    @staticmethod
    def state(workspace):
        return json.loads(workspace.run("show", "-json").stdout)

    @staticmethod
    def refresh(workspace):
        workspace.run("apply", "-refresh-only", "-auto-approve", "-no-color", "-input=false", "-lock=false")

    def read(self, name):
        roles, said = imported(self.folder / f"{name}.json")
        return by("description", list(roles.values())), said

    def test_a_plan_is_what_the_apply_makes(self):
        roles, said = self.read("planned")
        unnamed = {key for key, role in roles.items() if role["name"] is None}
        self.assertEqual(unnamed, {"blocks", "agent a", "agent b c", "agent single"})
        generated = r"(state-x|state-y\.z|prefixed)-(\d{20,}|\$\{trimprefix_\w+\})"
        account, planned = ({key: {**json.loads(re.sub(generated, r"\1-*", json.dumps(role))),
                                   **({"name": None} if key in unnamed else {})} for key, role in all_of_them.items()}
                            for all_of_them in (self.before, roles))
        self.assertEqual(comparable(account), comparable(planned))
        self.assertIn("sensitive", said)

    def test_states(self):
        for name, account in (("applied", self.before), ("refreshed", self.before), ("refreshed-less", self.after)):
            with self.subTest(name):
                self.assertEqual(comparable(account), comparable(self.read(name)[0]))

    def test_a_plan_knows_what_goes_away(self):
        roles, _ = self.read("planned-less")
        self.assertEqual(comparable(self.after), comparable(roles))

    def test_a_state_says_what_may_be_gone(self):
        roles, said = self.read("applied-less")
        self.assertIn("extra", roles["named"]["policies"])
        self.assertRegex(said, r"warning\[RC411\]: the inline policy `extra` of .* may be gone")
        self.assertRegex(said, r"warning\[RC411\]: the managed policy `\S+ReadOnlyAccess` of .* may be gone")

    def test_ids(self):
        self.assertEqual(set(imported(self.folder / "applied.json")[0]), {
            "named", "each_x", "each_y.z", "blocks", "sensitive", "states_agent_a_this_0", "states_agent_b_c_this_0",
            "states_single_this_0"})


class Nasty(unittest.TestCase):
    """What is hard to write is read back out of a plan."""
    maxDiff = None

    def test_plans(self):
        tools.demand(self.id(), "terraform", "AWS provider", "PyYAML")
        accepted = {f"m{number}": case for number, case in enumerate(case for case in cases() if case.accepted)}
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            workspace = terraform.Workspace(folder)
            for module, case in accepted.items():
                rolecast.emit_or_fail(rolecast.TF_SNIPPET, case.path, folder / module)
                workspace.add(module, rolecast.TF_SNIPPET.folder(folder / module))
            workspace.init()
            plan = workspace.plan()
            for child in plan["planned_values"]["root_module"]["child_modules"]:
                case = accepted[child["address"].removeprefix("module.")]
                with self.subTest(case.name):
                    part = folder / f"{case.name}.json"
                    part.write_text(json.dumps({**plan, "planned_values": {"root_module": {"child_modules": [child]}}}))
                    role, = imported(part)[0].values()
                    wanted, = terraform.roles(child["resources"]).values()
                    self.assertEqual(comparable({"": wanted}), comparable({"": role}))


class CommandLine(unittest.TestCase):
    """Roles made through IAM's interface, printed by the AWS CLI."""
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        tools.demand("test_read_state", "aws", "moto", "boto3", "PyYAML")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        with emulator.Emulator(ACCOUNT, REGION) as aws:
            cls.aws = aws
            client = aws.client("iam")
            for path, name in (("/", "Boundary"), ("/", "First"), ("/path/", "Second")):
                deployed.create_policy(client, path, name)
            cls.create_nasty(client)
            cls.create_full(client)
            cls.create_emitted(client)
            cls.account = by("name", all_roles(client))
            commands = {"details": "get-account-authorization-details --filter Role", "list": "list-roles",
                        "role": "get-role --role-name full", "names": "list-role-policies --role-name full",
                        "attached": "list-attached-role-policies --role-name full"}
            commands |= {f"policy-{name}": f"get-role-policy --role-name full --policy-name {name}"
                         for name in cls.account["full"]["policies"]}
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                list(pool.map(lambda item: cls.ask(*item), commands.items()))

    @classmethod
    def ask(cls, name, command):
        done = subprocess.run(["aws", "iam", *command.split()], env={**cls.aws.environment, "AWS_DEFAULT_OUTPUT": "json"},
                              capture_output=True, text=True)
        if done.returncode:
            raise AssertionError(f"aws iam {command}: {done.stderr}")
        (cls.folder / f"{name}.json").write_text(done.stdout, encoding="utf-8")

    @classmethod
    def create(cls, client, name, role):
        boundary = {"PermissionsBoundary": role["permissionsBoundary"]} if role["permissionsBoundary"] else {}
        client.create_role(RoleName=name, Path=role["path"], MaxSessionDuration=role["maxSessionDuration"],
                           Description=role["description"], AssumeRolePolicyDocument=iam.text(role["trust"]), **boundary,
                           Tags=[{"Key": key, "Value": value} for key, value in role["tags"].items()])
        for policy, document in role["policies"].items():
            client.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=iam.text(document))
        for arn in role["managedPolicyArns"]:
            client.attach_role_policy(RoleName=name, PolicyArn=arn)

    @classmethod
    def create_nasty(cls, client):
        """Their boundaries and managed policies are in no account."""
        for case in cases():
            if case.accepted and case.name not in TOO_NEW:
                role = iam.with_documents(case.role(), iam.exact)
                cls.create(client, case.name, {**role, "permissionsBoundary": "", "managedPolicyArns": []})

    @classmethod
    def create_full(cls, client):
        text = (tools.HERE / "roles" / "full.expected.json").read_text(encoding="utf-8")
        for name, value in {**VALUES, "team": "agents", "dns_suffix": "amazonaws.com", "agentName": "hello"}.items():
            text = text.replace("${%s}" % name, value)
        cls.create(client, "full", iam.role(**iam.loads(text)))

    @classmethod
    def create_emitted(cls, client):
        """Roles out of rolecast's own documents, called after the files they were made from."""
        cls.emitted = {}
        for label, role_file in role_files().items():
            if label == "roles-names":
                continue  # a policy called `trust` has no file there
            out = cls.folder / "emitted" / label
            parameters = load_pyyaml(rolecast.run("import", role_file).stdout).get("parameters", {})
            declared = {name: (parameter or {}).get("default", "ag1") for name, parameter in parameters.items()}
            values = {**declared, **catalogue.values(), **VALUES}
            names = ["account", "region", "partition", *parameters]
            bindings = [word for name in names for word in ("--set", f"{name}={values[name]}")]
            rolecast.emit_or_fail(rolecast.DOCUMENTS, role_file, out, *bindings)
            for trust in sorted(out.rglob("trust.json")):
                name = f"{label}-{trust.parent.name}"
                cls.emitted[name] = trust.parent
                client.create_role(RoleName=name, AssumeRolePolicyDocument=trust.read_text(encoding="utf-8"))
                for policy in sorted(set(trust.parent.glob("*.json")) - {trust}):
                    client.put_role_policy(RoleName=name, PolicyName=policy.name.removesuffix(".json"),
                                           PolicyDocument=policy.read_text(encoding="utf-8"))

    def test_details_and_list_are_the_account(self):
        roles, said = imported(self.folder / "details.json", self.folder / "list.json")
        self.assertNotIn("RC411", said)
        self.assertEqual(comparable(self.account), comparable(by("name", list(roles.values()))))

    def test_details_alone_lack_two_attributes(self):
        roles, said = imported(self.folder / "details.json")
        self.assertRegex(said, r"^\S+: note\[RC411\]: .*: description, session duration")
        account = {name: {**role, "description": "", "maxSessionDuration": 3600} for name, role in self.account.items()}
        self.assertEqual(comparable(account), comparable(by("name", list(roles.values()))))

    def test_answers_about_one_role(self):
        whole = [path for path in sorted(self.folder.glob("*.json")) if path.stem not in ("details", "list")]
        roles, said = imported(*whole)
        self.assertEqual(said, "")
        self.assertEqual(comparable({"full": self.account["full"]}), comparable(roles))
        for left_out in whole:
            if left_out.stem.startswith("policy-"):
                done = rolecast.run("import", *(path for path in whole if path != left_out))
                self.assertEqual(done.returncode, 2, "a policy is missing")

    def test_a_role_alone(self):
        roles, said = imported(self.folder / "role.json")
        self.assertIn("warning[RC411]", said)
        bare = {**self.account["full"], "policies": {}, "managedPolicyArns": []}
        self.assertEqual(comparable({"full": bare}), comparable(roles))

    def test_documents_come_back_byte_for_byte(self):
        out = self.folder / "again"
        rolecast.emit_or_fail(rolecast.DOCUMENTS, self.folder / "details.json", out)
        for name, folder in self.emitted.items():
            with self.subTest(name):
                self.assertEqual(rolecast.snapshot(folder), rolecast.snapshot(out / "details" / name))


if __name__ == "__main__":
    unittest.main()
