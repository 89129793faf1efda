"""Configurations as people write them, deployed by Terraform and read by rolecast: both must be the same roles."""
import json
import pathlib
import random
import tempfile
import unittest

from support import deployed, emulator, iam, native, random_terraform, rolecast, terraform, tools
from support.cloudformation import load_pyyaml

CONFIGURATIONS = tools.HERE / "terraform"
ACCOUNT, REGION = "210987654321", "eu-west-1"
BUILT_INS = {"account": ACCOUNT, "region": REGION, "partition": "aws", "dns_suffix": "amazonaws.com"}

# what the deployment is given, and what it makes of the expressions that become parameters
VARIABLES = {"references.tf": {"stage": "dev"}}
DEFERRED = {"references.tf": {"terraform_data_outside_output": "outside-dev", "upper_var_stage": "DEV",
                              "var_bucket_arn": "arn:aws:s3:::variable"}}

EXPRESSIONS, DOCUMENTS = 150, 80
ROLE = """resource "aws_iam_role" "a" {
%s  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
"""
POLICY = """resource "aws_iam_role_policy" "a" {
  name   = "a"
  role   = aws_iam_role.a.id
  policy = %s
}
"""


def read_roles(configuration):
    """{name: role} as rolecast reads it, with every value bound."""
    with tempfile.TemporaryDirectory() as scratch:
        role_file = pathlib.Path(scratch, "role.yaml")
        done = rolecast.run("import", configuration, "-o", role_file)
        if done.returncode:
            raise AssertionError(f"{configuration.name}: {done.stderr}")
        text = role_file.read_text(encoding="utf-8")
        parameters = load_pyyaml(text).get("parameters", {})
        values = {**{name: parameter.get("default") for name, parameter in parameters.items()},
                  **BUILT_INS, **VARIABLES.get(configuration.name, {}), **DEFERRED.get(configuration.name, {})}
        return {role["name"]: role for role in native.roles(text, values).values()}


class ReadTerraform(unittest.TestCase):
    maxDiff = None

    def test_configurations_are_read_as_they_are_deployed(self):
        tools.demand(self.id(), "terraform", "AWS provider", "moto", "boto3", "PyYAML")
        with tempfile.TemporaryDirectory() as folder, emulator.Emulator(ACCOUNT, REGION, managed_policies=True) as aws:
            client = aws.client("iam")
            workspace = terraform.Workspace(folder, aws.environment)
            configurations = sorted(CONFIGURATIONS.iterdir())
            for path in configurations:
                workspace.add(path.name.split(".")[0], path, VARIABLES.get(path.name))
            workspace.init()
            workspace.plan()
            workspace.apply()
            names = [role["RoleName"] for page in client.get_paginator("list_roles").paginate() for role in page["Roles"]]
            actual = {name: deployed.with_own_policies(client, deployed.role(client, name)) for name in names}
        read = {}
        for path in configurations:
            read.update(read_roles(path))
        self.assertEqual(sorted(actual), sorted(read))
        for name, role in actual.items():
            with self.subTest(role=name):
                self.assertEqual(iam.text(iam.with_documents(role, iam.equivalent)),
                                 iam.text(iam.with_documents(read[name], iam.equivalent)))

    def outputs(self, folder, sources, values):
        """What `terraform plan` gives for expressions, by name."""
        def outputs(of):
            return "".join(f'output "{name}" {{\n  value = {value}\n}}\n' for name, value in of.items())

        module = pathlib.Path(folder, "all.tf")
        module.write_text(sources + outputs(values), encoding="utf-8")
        workspace = terraform.Workspace(folder)
        workspace.add("all", module)
        (workspace.root / "outputs.tf").write_text(outputs({name: f"module.all.{name}" for name in values}), encoding="utf-8")
        workspace.init()
        planned = workspace.plan()["planned_values"].get("outputs", {})
        return {name: planned.get(name, {}).get("value") for name in values}

    def only_role(self, folder, configuration):
        """The role of a configuration; None where it is refused, or not worked out in full."""
        path = pathlib.Path(folder, "main.tf")
        path.write_text(configuration, encoding="utf-8")
        done = rolecast.run("import", path)
        self.assertIn(done.returncode, (0, 2), done.stderr)
        if done.returncode or "parameters" in load_pyyaml(done.stdout):
            return None
        return native.roles(done.stdout)["a"]

    def test_random_expressions_are_what_terraform_makes_of_them(self):
        tools.demand(self.id(), "terraform", "AWS provider", "PyYAML")
        expressions = {f"o{seed}": random_terraform.Expressions(random.Random(seed)).any(3) for seed in range(EXPRESSIONS)}
        worked_out = 0
        with tempfile.TemporaryDirectory() as folder:
            expected = self.outputs(folder, "", {name: f"try(jsonencode({e}), null)" for name, e in expressions.items()})
            for name, expression in expressions.items():
                role = self.only_role(folder, ROLE % f"  description = jsonencode({expression})\n")
                if role and expected[name] is not None:
                    worked_out += 1
                    with self.subTest(expression=expression):
                        self.assertEqual(role["description"], expected[name])
        self.assertGreater(worked_out, EXPRESSIONS * 0.9)

    def test_random_documents_are_what_the_provider_makes_of_them(self):
        tools.demand(self.id(), "terraform", "AWS provider", "PyYAML")
        documents = random_terraform.Documents(random.Random(DOCUMENTS), DOCUMENTS)
        read = 0
        with tempfile.TemporaryDirectory() as folder:
            sources = "".join(documents.data_source(label) for label in documents.bodies)
            references = {label: f"data.aws_iam_policy_document.{label}.json" for label in documents.bodies}
            expected = self.outputs(folder, sources, references)
            for label, reference in references.items():
                role = self.only_role(folder, documents.configuration(label) + ROLE % "" + POLICY % reference)
                if role:
                    read += 1
                    with self.subTest(document=label):
                        self.assertEqual(iam.text(iam.equivalent(role["policies"]["a"])),
                                         iam.text(iam.equivalent(iam.loads(expected[label]))))
        self.assertGreater(read, DOCUMENTS * 0.9)


if __name__ == "__main__":
    unittest.main()
