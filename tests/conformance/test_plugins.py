"""The plug-ins in examples/plugins: what they write, deployed or worked out, makes the very role the author wrote."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import test_deploy
from support import deployed, iam, node, rolecast, tools
from support.emulator import Emulator

PLUGINS = tools.REPOSITORY / "examples" / "plugins"
EMITTERS = tools.REPOSITORY / "emitters"
ACCOUNT, REGION = "123456789012", "eu-west-1"


def with_plugins():
    """The PATH on which the example plug-ins are found."""
    return os.pathsep.join([*(str(folder) for folder in PLUGINS.iterdir() if folder.is_dir()), os.environ["PATH"]])


def run(*arguments, **options):
    return subprocess.run([tools.binary(), *map(str, arguments)], env={**os.environ, "PATH": with_plugins()},
                          capture_output=True, encoding="utf-8", timeout=300, **options)


class Scratch(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = pathlib.Path(place.name)

    def emit(self, role_file, to):
        done = run("emit", role_file, "--to", to, "--out", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.folder / pathlib.Path(role_file).name.split(".")[0]

    def expected(self, role):
        text = json.dumps(test_deploy.EXPECTED[role])
        for name, value in (("account", ACCOUNT), ("region", REGION), ("partition", "aws"), ("dns_suffix", "amazonaws.com"),
                            ("agentName", "hello"), ("team", "agents")):
            text = text.replace("${" + name + "}", value)
        return iam.loads(text)

    def assert_same(self, actual, wanted):
        wanted, actual = ({**role, "managedPolicyArns": sorted(role["managedPolicyArns"])} for role in (wanted, actual))
        self.assertEqual(iam.text(wanted), iam.text(actual))


class ConformanceSet(unittest.TestCase):
    """`rolecast emitter test`."""

    def full_marks(self, name):
        done = run("emitter", "test", name)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        self.assertRegex(done.stdout.splitlines()[-1], rf"^{name}: (\d+) of \1$")

    def test_pulumi_yaml(self):
        self.full_marks("pulumi-yaml")

    @tools.needs("jq")
    def test_aws_cli(self):
        self.full_marks("aws-cli")


class AwsCli(Scratch):
    """deploy.sh against an emulated account."""

    def setUp(self):
        super().setUp()
        tools.demand(self.id(), "jq", "aws", "moto", "boto3")
        self.aws = Emulator(ACCOUNT, REGION).__enter__()
        self.addCleanup(self.aws.__exit__)
        self.iam = self.aws.client("iam")
        for path, name in test_deploy.MANAGED_POLICIES:
            deployed.create_policy(self.iam, path, name)

    def deploy(self, folder, status=0, **variables):
        done = subprocess.run(["sh", folder / "deploy.sh"], env={**self.aws.environment, **variables}, cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=300)
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def test_roles(self):
        for name, deployments in (("full", 2), ("edge", 1)):
            folder, wanted = self.emit(test_deploy.ROLES / f"{name}.yaml", "aws-cli"), self.expected(name)
            for times in range(deployments):
                with self.subTest(name, times=times):
                    done = self.deploy(folder, PARAMETER_agentName="hello")
                    self.assertEqual((done.stdout, done.stderr),
                                     (f"arn:aws:iam::{ACCOUNT}:role{wanted['path']}{wanted['name']}\n", ""))
                    self.assert_same(deployed.role(self.iam, wanted["name"]), wanted)

    def test_changes(self):
        """What is no longer in the role file is no longer in the role."""
        role_file = self.folder / "role.yaml"
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
        managed = f"arn:aws:iam::{ACCOUNT}:policy/"
        rich = {"name": "changing", "description": "http://127.0.0.1:9/ 'é' file:///etc/passwd", "maxSessionDuration": 7200,
                "permissionsBoundary": managed + "Boundary", "managedPolicyArns": [managed + "First"],
                "tags": {"a": "1", "b": "file://x Key=y"}, "trust": trust, "policies": {"One": policy, "Two": policy}}
        bare = {"name": "changing", "trust": {**trust, "Id": "changed"}}
        for step in (rich, bare, {**rich, "tags": {"b": "3"}, "managedPolicyArns": [managed + "path/Second"]}, bare):
            role_file.write_text(json.dumps({"rolecast": 1, "roles": {"it": step}}))
            self.deploy(self.emit(role_file, "aws-cli"))
            self.assert_same(deployed.role(self.iam, "changing"), iam.role(**{"policies": {}, **step}))

    @tools.needs("PyYAML")
    def test_text(self):
        """The conformance set's texts in one role, as IAM gets them."""
        import yaml
        merged = {"name": "texts", "policies": {}, "tags": {}}
        for name in ("text-words", "text-unicode", "text-space", "text-templates", "text-quotes"):
            role, = yaml.safe_load((EMITTERS / "conformance" / f"{name}.yaml").read_text(encoding="utf-8"))["roles"].values()
            merged["policies"] |= role["policies"]
            merged["tags"] |= role.get("tags", {})
            merged.setdefault("trust", role["trust"])
            merged["description"] = role["description"]
        role_file = self.folder / "texts.json"
        role_file.write_text(json.dumps({"rolecast": 1, "roles": {"it": merged}}))
        self.deploy(self.emit(role_file, "aws-cli"))
        done = run("emit", role_file, "--to", "iam", "--out", self.folder / "iam", *(
            word for value in ("account=" + ACCOUNT, "partition=aws") for word in ("--set", value)))
        self.assertEqual(done.returncode, 0, done.stderr)
        documents = {path.stem: iam.loads(path.read_text(encoding="utf-8"))
                     for path in (self.folder / "iam" / "texts" / "it").glob("*.json")}
        actual = deployed.role(self.iam, "texts")
        self.assertEqual(iam.text({"trust": actual["trust"], **actual["policies"]}), iam.text(documents))
        self.assertEqual((actual["description"], actual["tags"]), (merged["description"], merged["tags"]))

    def test_refusals(self):
        folder = self.emit(test_deploy.ROLES / "edge.yaml", "aws-cli")
        self.assertIn("set PARAMETER_agentName", self.deploy(folder, 5).stderr)
        self.assertIn("does not match", self.deploy(folder, 5, PARAMETER_agentName="hello\n").stderr)
        self.assertEqual(self.iam.list_roles()["Roles"], [])
        self.iam.create_role(RoleName="Edge-hello", Path="/elsewhere/", AssumeRolePolicyDocument="{}")
        self.assertIn("exists under another path", self.deploy(folder, 1, PARAMETER_agentName="hello").stderr)


class PulumiYaml(Scratch):
    """The program, worked out as Pulumi's YAML reference has it."""

    def program(self, role_file):
        import yaml
        return yaml.safe_load((self.emit(role_file, "pulumi-yaml") / "Pulumi.yaml").read_text(encoding="utf-8"))

    def text(self, spelled, values):
        """Interpolation: `$$` is a dollar, `${name}` and `${resource.property}` are values."""
        self.assertNotRegex(re.sub(r"\$\$|\$\{[\w.-]+\}", "", spelled), r"\$\{")
        return re.sub(r"\$\$|\$\{([\w.-]+)\}", lambda match: values[match[1]] if match[1] else "$", spelled)

    def value(self, node, values):
        if isinstance(node, str):
            return self.text(node, values)
        if isinstance(node, list):
            return [self.value(item, values) for item in node]
        if isinstance(node, dict):
            if list(node) == ["fn::toJSON"]:
                return json.dumps(self.value(node["fn::toJSON"], values))
            self.assertFalse([key for key in node if key.lower().startswith("fn::")])
            return {self.text(key, values): self.value(item, values) for key, item in node.items()}
        return node

    def roles(self, program, **parameters):
        """{role's resource: role} of a program, with its parameters given."""
        self.assertEqual(program["runtime"], "yaml")
        self.assertLessEqual(program.keys(), {"name", "runtime", "config", "variables", "resources", "outputs"})
        known = {"aws:getCallerIdentity": {"accountId": ACCOUNT}, "aws:getRegion": {"id": REGION},
                 "aws:getPartition": {"partition": "aws", "dnsSuffix": "amazonaws.com"}}
        values = {}
        for name, variable in program.get("variables", {}).items():
            invoke = variable.pop("fn::invoke")
            self.assertEqual((variable, invoke.keys()), ({}, {"function", "return"}))
            values[name] = known[invoke["function"]][invoke["return"]]
        for name, parameter in program.get("config", {}).items():
            self.assertEqual(parameter.pop("type"), "string")
            values[name] = parameters[name] if name in parameters else self.text(parameter["default"], {})
        found = {}
        for name, resource in program["resources"].items():
            self.assertNotIn(name, values)
            of_kind = getattr(self, "of_" + resource["type"].replace(":", "_"))
            of_kind(name, self.value(resource["properties"], {**values, **{f"{role}.name": role for role in found}}), found)
        self.assertEqual(sorted(program["outputs"].values()), sorted(f"${{{name}.arn}}" for name in found))
        return found

    def of_aws_iam_Role(self, name, properties, found):
        trust = iam.loads(properties.pop("assumeRolePolicy"))
        found[name] = iam.role(trust=trust, policies={}, **properties)

    def of_aws_iam_RolePolicy(self, _, properties, found):
        policies = found[properties["role"]]["policies"]
        self.assertNotIn(properties["name"], policies)
        policies[properties["name"]] = iam.loads(properties["policy"])

    def of_aws_iam_RolePolicyAttachment(self, _, properties, found):
        found[properties["role"]]["managedPolicyArns"].append(properties["policyArn"])

    @tools.needs("PyYAML")
    def test_roles(self):
        for name in ("full", "edge"):
            with self.subTest(name):
                role, = self.roles(self.program(test_deploy.ROLES / f"{name}.yaml"), agentName="hello").values()
                self.assert_same(role, self.expected(name))

    @tools.needs("PyYAML")
    def test_text(self):
        """Whatever the role file holds, its native form with all values bound holds the same."""
        bound = {"agentName": "hello", "issuer": "example.com/issuer"}
        for path in sorted((EMITTERS / "conformance").glob("*.yaml")):
            with self.subTest(path.stem):
                program = self.program(path)
                mine = {name: bound[name] for name in program.get("config", {}) if name in bound}
                given = {"account": ACCOUNT, "region": REGION, "partition": "aws", **mine}
                used = run("emit", path, "--to", "rolecast").stdout
                sets = [word for name, value in given.items() if "${" + name + "}" in used for word in ("--set", f"{name}={value}")]
                native = run("emit", path, "--to", "cdk", *sets)
                self.assertEqual(native.returncode, 0, native.stderr)
                self.compare(self.roles(program, **mine), json.loads(native.stdout))

    def compare(self, roles, template):
        """With the CloudFormation template that rolecast makes of it when all is bound."""
        from support import cloudformation
        values = {name: parameter["Default"] for name, parameter in template.get("Parameters", {}).items()}
        values |= cloudformation.pseudo_parameters(ACCOUNT, REGION)
        wanted = cloudformation.roles(template, values)
        self.assertEqual(len(roles), len(wanted))
        for actual, role in zip(roles.values(), wanted):
            self.assert_same(actual, role)

    @tools.needs("PyYAML")
    def test_names_that_meet(self):
        role = {"trust": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
                "description": "${pulumi} ${a} ${awsAccount} ${account}",
                "policies": {name: [{"Sid": sid, "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]
                             for name, sid in (("b", "1"), ("B.c", "2"), ("B_c", "3"))}}
        parameters = {"pulumi": {"default": "p"}, "a": {"default": "$${x} $$ $"}, "awsAccount": {"default": "c"}}
        role_file = self.folder / "meet.json"
        role_file.write_text(json.dumps({"rolecast": 1, "parameters": parameters, "roles": {
            "a": role, "a-b": {**role, "policies": {}}, "a.b": {**role, "policies": {}}}}))
        found = list(self.roles(self.program(role_file)).values())
        self.assertEqual([len(role["policies"]) for role in found], [3, 0, 0])
        for role in found:
            self.assertEqual(role["description"], f"p ${{x}} $$ $ c {ACCOUNT}")


class Schemas(Scratch):
    """request.schema.json and response.schema.json say what rolecast sends and takes."""

    def validate(self, schema, texts):
        files = {}
        for key, text in texts.items():
            files[key] = self.folder / f"{len(files)}.json"
            files[key].write_text(text, encoding="utf-8")
        return node.validate(EMITTERS / f"{schema}.schema.json", "2020-12", files)

    def served(self, role_file, answer="{}"):
        """The request that a role file makes."""
        program = self.folder / "bin" / "rolecast-emit-keep"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\ncat >{self.folder}/request.json\n")
        program.chmod(0o755)
        subprocess.run([tools.binary(), "emit", role_file, "--to", "keep"], capture_output=True,
                       env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"})
        request = self.folder / "request.json"
        return request.read_text(encoding="utf-8") if request.exists() else None

    @tools.needs("npm:ajv")
    def test_requests(self):
        requests = {"describe": '{"protocol": 1, "describe": true}'}
        for path in [*(EMITTERS / "conformance").glob("*.yaml"), *tools.REPOSITORY.glob("examples/*/*.yaml")]:
            (self.folder / "request.json").unlink(missing_ok=True)
            if text := self.served(path):
                requests[str(path)] = text
        self.assertGreater(len(requests), 24)
        self.assertEqual({key: faults for key, faults in self.validate("request", requests).items() if faults}, {})
        plain = json.loads(requests[str(EMITTERS / "conformance" / "plain.yaml")])
        statement = {"Effect": "Allow", "Principal": {"Service": "a"}, "Action": "sts:AssumeRole"}
        wrong = [{**plain, "protocol": 2}, {**plain, "extra": 1}, {"protocol": 1}, {**plain, "settings": {"a": 1}},
                 {**plain, "model": {**plain["model"], "roles": {}}},
                 *({**plain, "model": {"rolecast": 1, "roles": {"a": role}}} for role in (
                     {}, {"trust": "x"}, {"trust": [{**statement, "effect": "Allow"}]},
                     {"trust": [{**statement, "Effect": "allow"}]}, {"trust": [statement], "template": "x"}))]
        faults = self.validate("request", {str(at): json.dumps(request) for at, request in enumerate(wrong)})
        self.assertEqual([key for key, found in faults.items() if not found], [])

    @tools.needs("npm:ajv")
    def test_answers(self):
        page = (EMITTERS / "PROTOCOL.md").read_text(encoding="utf-8")
        request, answer, description = re.findall(r"^```json\n(.*?)^```$", page, re.M | re.S)
        self.assertEqual(self.validate("request", {"": request}), {"": []})
        for name in ("pulumi-yaml", "aws-cli"):
            if name == "aws-cli" and not shutil.which("jq"):
                continue
            done = subprocess.run([PLUGINS / name / f"rolecast-emit-{name}"], input=request, capture_output=True,
                                  encoding="utf-8", check=True)
            self.assertEqual(self.validate("response", {"": done.stdout}), {"": []})
        file = {"path": "a", "content": ""}
        right = [json.loads(answer), json.loads(description), {"files": [file], "readBack": "rolecast"},
                 {"diagnostics": [{"severity": "error", "message": "no"}]}, {"summary": ""},
                 *({"files": [{**file, "path": path}]} for path in ("a/b.c", "...", "a/..b", ".a", "ab:c", "ä ö"))]
        faults = self.validate("response", {json.dumps(one): json.dumps(one) for one in right})
        self.assertEqual({key: found for key, found in faults.items() if found}, {})
        wrong = [{}, [], {"files": []}, {"files": [], "diagnostics": [{"severity": "warning", "message": "no"}]},
                 {"files": [file], "extra": 1}, {"files": [{**file, "mode": 1}]}, {"files": [{"path": "a"}]},
                 {"files": [{**file, "content": "\0"}]}, {"files": ["a"]}, {"files": file}, {"settings": []},
                 *({"files": [file], "diagnostics": [finding]} for finding in (
                     {"severity": "fatal", "message": "no"}, {"severity": "note", "message": ""}, {"message": "no"},
                     {"severity": "note", "message": "no", "path": "roles"})),
                 *({"files": [{**file, "path": path}]} for path in (
                     "", "/", "/a", "a/", "a//b", ".", "..", "./a", "../a", "a/../b", "a/..", "a\\b", "c:/a", "a\nb", "\x7f",
                     ".rolecast-", "a/.rolecast-x/b")),
                 {"summary": "\x1b"}, {"summary": "", "settings": [{"values": []}]}]
        faults = self.validate("response", {json.dumps(one): json.dumps(one) for one in wrong})
        self.assertEqual([key for key, found in faults.items() if not found], [])


if __name__ == "__main__":
    unittest.main()
