"""Every rendition of a role, deployed untouched by the tool it is for, makes the very role the author wrote.

Two accounts and regions; the expected documents come from the reference by replacing placeholders as plain text.
"""
import concurrent.futures
import json
import pathlib
import tempfile
import unittest

from support import deployed, iam, node, rolecast, tools
from support.cloudformation import evaluate, load_pyyaml, pseudo_parameters, role_resources
from support.emulator import Emulator
from support.terraform import Workspace

PLACES = (("123456789012", "us-east-1"), ("012345678901", "eu-west-1"))
ROLES = tools.HERE / "roles"
REFERENCE = tools.HERE / "reference"


def article():
    """The article's role, with placeholders: AWS's page, all repositories."""
    trust, policy = (REFERENCE.joinpath(f"runtime-container.{kind}.json").read_text() for kind in ("trust", "policy"))
    return iam.role(trust=iam.loads(trust), name="AmazonBedrockAgentCoreRuntime-${agentName}",
                    policies={"AgentCoreRuntime": iam.loads(policy.replace("${ecrRepositoryName}", "*"))})


def by_hand(name):
    return iam.role(**iam.loads((ROLES / f"{name}.expected.json").read_text(encoding="utf-8")))


EXPECTED = {"article": article(), "full": by_hand("full"), "edge": by_hand("edge")}
# those that the roles name
MANAGED_POLICIES = (("/", "Boundary"), ("/", "First"), ("/path/", "Second"))
# what these shapes may refuse to say; what they do emit must be right all the same
MAY_REFUSE = {("edge", rolecast.CDK_PROPS), ("edge", rolecast.CDK_DOCUMENTS)}


def agent(rendition):
    """Each rendition deploys an agent of its own, so that all fit into one account."""
    return rendition.label.replace("-", "_")


def expected(role, rendition, account, region):
    text = json.dumps(EXPECTED[role])
    for name, value in (("account", account), ("region", region), ("partition", "aws"), ("dns_suffix", "amazonaws.com"),
                        ("agentName", agent(rendition))):
        text = text.replace("${" + name + "}", value)
    result = iam.loads(text)
    return {**result, "managedPolicyArns": sorted(result["managedPolicyArns"])}


class Place:
    """One emulated account, with everything deployed into it."""

    def __init__(self, emitted, account, region):
        self.account, self.region = account, region
        self.roles, self.faults = {}, dict(emitted.faults)
        with Emulator(account, region) as aws, tempfile.TemporaryDirectory() as scratch:
            iam_client = aws.client("iam")
            for path, name in MANAGED_POLICIES:
                deployed.create_policy(iam_client, path, name)
            cloudformation = aws.client("cloudformation")
            for key, (template, parameters) in emitted.templates.items():
                self.attempt(key, self.stack, key, cloudformation, iam_client, template, parameters)
            self.terraform(emitted, aws, iam_client, scratch)

    def attempt(self, key, action, *arguments):
        try:
            action(*arguments)
        except Exception as fault:  # one broken rendition must not hide the others
            self.faults[key] = fault

    def stack(self, key, cloudformation, iam_client, template, parameters):
        resources = deployed.create_stack(cloudformation, "-".join((key[0], key[1].label)), template, parameters)
        name, = resources.values()
        role = deployed.role(iam_client, name)
        # moto 5.2.1 attaches no managed policies of a stack, so these are taken out of the template
        values = {**pseudo_parameters(self.account, self.region), **parameters}
        properties, = role_resources(load_pyyaml(template)).values()  # JSON is YAML
        arns = sorted(evaluate(properties.get("ManagedPolicyArns", []), values))
        self.roles[key] = {**role, "managedPolicyArns": arns}

    def terraform(self, emitted, aws, iam_client, scratch):
        workspace = Workspace(scratch, aws.environment)
        for (role, rendition), folder in emitted.configurations.items():
            workspace.add(f"{role}-{rendition.label}", folder, {"agent_name": agent(rendition)})
        workspace.init()
        workspace.plan()
        workspace.apply()
        self.changes_left = workspace.changes_left()
        for key in emitted.configurations:
            name = expected(*key, self.account, self.region)["name"]
            self.attempt(key, lambda: self.roles.update({key: deployed.role(iam_client, name)}))


# what the app must declare for shapes that hold no parameters
PARAMETERS = {"article": ["AgentName"], "full": ["AgentName", "Team"], "edge": ["AgentName"]}


class Emitted:
    """What is to be deployed: CloudFormation templates with parameters, Terraform folders; by (role, rendition)."""

    def __init__(self, folder):
        self.templates, self.configurations, self.faults, self.refused = {}, {}, {}, set()
        for role in EXPECTED:
            for rendition in (*rolecast.CLOUDFORMATION, *rolecast.CDK, *rolecast.TERRAFORM):
                out = folder / role / rendition.label
                done = rendition.emit(ROLES / f"{role}.yaml", out)
                if done.returncode == 0:
                    self.add(role, rendition, out)
                elif done.returncode == 2 and (role, rendition) in MAY_REFUSE:
                    self.refused.add((role, rendition))
                else:
                    raise AssertionError(f"{role} {rendition.label}: exit {done.returncode}\n{done.stderr}")

    def add(self, role, rendition, out):
        if rendition in rolecast.TERRAFORM:
            self.configurations[role, rendition] = rendition.folder(out)
            return
        template, parameters = rendition.file(out).read_text(encoding="utf-8"), {"AgentName": agent(rendition)}
        if rendition.cdk_shape:
            answer = node.synth({"it": rendition.file(out)}, rendition.cdk_shape, PARAMETERS[role])["it"]
            if "error" in answer:
                self.faults[role, rendition] = answer["error"]
                return
            template = json.dumps(answer["template"])
            if "Team" in PARAMETERS[role] and rendition is not rolecast.CDK_TEMPLATE:
                parameters["Team"] = "agents"  # its default is for the app to declare
        self.templates[role, rendition] = template, parameters


class Deploy(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        tools.demand("test_deploy", "moto", "boto3", "PyYAML", "terraform", "AWS provider", "npm:aws-cdk-lib")
        with tempfile.TemporaryDirectory() as folder:
            emitted = Emitted(pathlib.Path(folder))
            cls.refused = emitted.refused
            with concurrent.futures.ThreadPoolExecutor(len(PLACES)) as pool:
                cls.places = list(pool.map(lambda place: Place(emitted, *place), PLACES))

    def check(self, rendition):
        for place in self.places:
            for role in EXPECTED:
                if (role, rendition) in self.refused:
                    continue
                with self.subTest(role=role, account=place.account, region=place.region):
                    if (role, rendition) in place.faults:
                        self.fail(place.faults[role, rendition])
                    self.compare(place.roles[role, rendition], expected(role, rendition, place.account, place.region),
                                 rendition)

    def compare(self, actual, wanted, rendition):
        if not rendition.keeps_shape:
            actual, wanted = (iam.with_documents(role, iam.equivalent) for role in (actual, wanted))
        if rendition is rolecast.CDK_DOCUMENTS:
            actual, wanted = ({key: role[key] for key in ("trust", "policies")} for role in (actual, wanted))
        self.assertEqual(iam.text(wanted), iam.text(actual))

    def test_nothing_left_to_change_in_terraform(self):
        for place in self.places:
            self.assertEqual(place.changes_left, "")


for _rendition in (*rolecast.CLOUDFORMATION, *rolecast.CDK, *rolecast.TERRAFORM):
    setattr(Deploy, "test_" + _rendition.label.replace("-", "_"),
            lambda self, rendition=_rendition: self.check(rendition))
