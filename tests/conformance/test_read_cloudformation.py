"""Templates as rolecast reads them are what CloudFormation makes of them.

Each file of templates/ is worked out twice for every row of its `Metadata: Values` and two accounts: by
support/template.py, with all values given; and by `rolecast emit --to rolecast`, where parameters that stand for an
expression are given what that expression comes to, and those of `Given` already when the template is read. moto deploys those that it can, as a third opinion.
"""
import json
import pathlib
import tempfile
import unittest

from support import deployed, iam, native, rolecast, tools
from support.cloudformation import load_pyyaml, pseudo_parameters
from support.emulator import Emulator
from support.template import Template

PLACES = (("123456789012", "us-east-1", "aws", "amazonaws.com"), ("012345678901", "cn-north-1", "aws-cn", "amazonaws.com.cn"))
TEMPLATES = {path.name: path for path in sorted((tools.HERE / "templates").iterdir())}
STANDS_FOR = "Stands for "
DEPLOYED = "plain.yaml"  # moto 5.2.1 has no AWS::NoValue in lists, no numbers as texts, no functions in Fn::Select …


def rows(name):
    """(template, Template with values) of each row and place."""
    template = load_pyyaml(TEMPLATES[name].read_text(encoding="utf-8"))
    for row in template["Metadata"]["Values"]:
        for account, region, partition, suffix in PLACES:
            values = {**pseudo_parameters(account, region, partition, suffix), "AWS::StackName": "stack", **row["Parameters"]}
            yield row, (account, region, partition), Template(template, values, row.get("Exports"), row.get("Resolved"))


def assignment(name, value):
    return ["--set", f"{name}={','.join(value) if isinstance(value, list) else value}"]


def given_values(path, oracle, place, folder, given):
    """--set NAME=VALUE for all that decides what is read, and for all that the role file then leaves open."""
    role_file = pathlib.Path(folder, "role.yaml")
    words = ["--set", f"account={place[0]}", "--set", f"region={place[1]}", "--set", f"partition={place[2]}"]
    decided = [word for name in given for word in assignment(name, oracle.parameters[name])]
    done = rolecast.run("import", path, "-o", role_file, *decided, *(words if given else []))
    if done.returncode:
        raise AssertionError(done.stderr)
    words += decided
    for name, parameter in (load_pyyaml(role_file.read_text(encoding="utf-8")).get("parameters") or {}).items():
        description = parameter.get("description", "")
        if description.startswith(STANDS_FOR):
            expression = native.bound(description, {})[len(STANDS_FOR):]
            value = oracle.text(load_pyyaml(expression if expression[0] != "{" else json.dumps(expression)))
        else:
            value, = (value for key, value in oracle.parameters.items() if key == name)
        words += assignment(name, value)
    return words


def comparable(roles):
    return iam.text({name: iam.with_documents(role, iam.exact) for name, role in roles.items()})


class ReadCloudFormation(unittest.TestCase):
    maxDiff = None

    def check(self, name):
        tools.demand(self.id(), "PyYAML")
        for row, place, oracle in rows(name):
            with self.subTest(row=row, place=place), tempfile.TemporaryDirectory() as folder:
                words = given_values(TEMPLATES[name], oracle, place, folder, row.get("Given", []))
                done = rolecast.run("emit", TEMPLATES[name], "--to", "rolecast", *words)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(comparable(oracle.roles()), comparable(native.roles(done.stdout)))

    def test_deployed(self):
        tools.demand(self.id(), "moto", "boto3", "PyYAML")
        text = TEMPLATES[DEPLOYED].read_text(encoding="utf-8")
        for number, (row, place, oracle) in enumerate(rows(DEPLOYED)):
            if place[2] != "aws":
                continue
            with self.subTest(row=row, place=place), Emulator(*place[:2]) as aws:
                physical = deployed.create_stack(aws.client("cloudformation"), f"stack-{number}", text, row["Parameters"])
                for role, expected in oracle.roles().items():
                    actual = deployed.role(aws.client("iam"), physical[role])
                    self.assertEqual(comparable({role: expected}), comparable({role: actual}))


for _name in TEMPLATES:
    setattr(ReadCloudFormation, "test_" + _name.replace(".", "_"), lambda self, name=_name: self.check(name))
