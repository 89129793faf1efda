"""Import blocks take over a role that something else made: nothing is added, changed or destroyed."""
import json
import pathlib
import shutil
import tempfile
import unittest

from support import deployed, iam, rolecast, terraform, tools
from support.emulator import Emulator

ACCOUNT, REGION, AGENT = "123456789012", "us-east-1", "hello"
ROLES = tools.HERE / "roles"
BLOCKS = (rolecast.Rendition("blocks", "terraform", ("import=blocks",), ".tf"),
          rolecast.Rendition("blocks-data-source", "terraform", ("import=blocks", "documents=data-source"), ".tf"))
# those that the roles name
MANAGED_POLICIES = (("/", "Boundary"), ("/", "First"), ("/path/", "Second"))


def expected(name):
    """The role as its author wrote it by hand, deployed."""
    text = (ROLES / f"{name}.expected.json").read_text(encoding="utf-8")
    for reference, value in (("account", ACCOUNT), ("region", REGION), ("partition", "aws"),
                             ("dns_suffix", "amazonaws.com"), ("agentName", AGENT), ("team", "agents")):
        text = text.replace("${" + reference + "}", value)
    return iam.role(**iam.loads(text))


def create(client, role):
    """By IAM's own interface, without Terraform. Returns how many things that makes to Terraform."""
    name = {"RoleName": role["name"]}
    boundary = {"PermissionsBoundary": role["permissionsBoundary"]} if role["permissionsBoundary"] else {}
    client.create_role(**name, **boundary, Path=role["path"], AssumeRolePolicyDocument=json.dumps(role["trust"]),
                       Description=role["description"], MaxSessionDuration=role["maxSessionDuration"],
                       Tags=[{"Key": key, "Value": value} for key, value in role["tags"].items()])
    for policy, document in role["policies"].items():
        client.put_role_policy(**name, PolicyName=policy, PolicyDocument=json.dumps(document))
    for arn in role["managedPolicyArns"]:
        client.attach_role_policy(**name, PolicyArn=arn)
    return 1 + len(role["policies"]) + len(role["managedPolicyArns"])


class ImportBlocks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        tools.demand("test_import_blocks", "terraform", "AWS provider", "moto", "boto3")

    def adopt(self, name, rendition, scratch):
        """Plans and applies; then there is nothing left to do, and the role is what it was."""
        role = expected(name)
        with Emulator(ACCOUNT, REGION) as aws:
            client = aws.client("iam")
            for path, policy in MANAGED_POLICIES:
                deployed.create_policy(client, path, policy)
            count = create(client, role)
            before = deployed.role(client, role["name"])
            rolecast.emit_or_fail(rendition, ROLES / f"{name}.yaml", scratch / "emitted")
            file = rendition.file(scratch / "emitted")
            self.assertEqual(terraform.fmt_changes([file]), "")
            workspace = terraform.Workspace(scratch, aws.environment)
            shutil.copy(file, workspace.root)
            (workspace.root / "terraform.tfvars.json").write_text(json.dumps({"agent_name": AGENT}))
            workspace.run("init", "-no-color", "-backend=false")
            planned = workspace.run("plan", "-no-color", "-input=false", "-out=plan", "-lock=false").stdout
            self.assertIn(f"Plan: {count} to import, 0 to add, 0 to change, 0 to destroy.", planned)
            workspace.apply()
            self.assertEqual(workspace.changes_left(), "")
            self.assertEqual(deployed.role(client, role["name"]), before)

    def test_nothing_changes(self):
        for name in ("full", "edge"):
            for rendition in BLOCKS:
                with self.subTest(name, rendition=rendition.label), tempfile.TemporaryDirectory() as scratch:
                    self.adopt(name, rendition, pathlib.Path(scratch))


if __name__ == "__main__":
    unittest.main()
