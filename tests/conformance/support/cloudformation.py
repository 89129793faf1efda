"""Reads CloudFormation templates as tools do, and the roles in them."""
import re

from support import iam
from support.intrinsics import TemplateError, evaluate  # noqa: F401 (tests use both through here)

ROLE = "AWS::IAM::Role"
PSEUDO = ("AWS::AccountId", "AWS::Region", "AWS::Partition", "AWS::URLSuffix")


def pseudo_parameters(account, region, partition="aws", dns_suffix="amazonaws.com"):
    return dict(zip(PSEUDO, (account, region, partition, dns_suffix)))


def load_pyyaml(text, fast=False):
    """The template as PyYAML (YAML 1.1) reads it, short-form functions spelled out; `fast` lets libyaml parse."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader) if fast else yaml.SafeLoader):
        def construct_mapping(self, node, deep=False):
            keys = [self.construct_object(key, deep=True) for key, _ in node.value]
            iam.no_duplicates([(key, None) for key in keys])
            return super().construct_mapping(node, deep)

    def function(loader, tag, node):
        construct = {yaml.ScalarNode: loader.construct_scalar, yaml.SequenceNode: loader.construct_sequence,
                     yaml.MappingNode: loader.construct_mapping}[type(node)]
        argument = construct(node) if isinstance(node, yaml.ScalarNode) else construct(node, deep=True)
        if tag in ("Ref", "Condition"):
            return {tag: argument}
        return {"Fn::" + tag: argument.split(".", 1) if tag == "GetAtt" and isinstance(argument, str) else argument}

    Loader.add_multi_constructor("!", function)
    return yaml.load(text, Loader)


def load_cfn_lint(path):
    """The template as cfn-lint's own loader reads it."""
    from cfnlint.decode import cfn_yaml
    return _plain(cfn_yaml.load(str(path)))


def _plain(node):
    """cfn-lint's nodes remember places; this forgets them, and keeps the kind of every scalar."""
    if isinstance(node, dict):
        return {_plain(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(item) for item in node]
    return str(node) if isinstance(node, str) else node


def role_resources(template):
    """{logical id: properties}; anything but roles in a template is an error."""
    resources = template["Resources"]
    others = {name: resource["Type"] for name, resource in resources.items() if resource["Type"] != ROLE}
    if others:
        raise AssertionError(f"unexpected resources {others}")
    return {name: resource["Properties"] for name, resource in resources.items()}


def role(properties, values):
    """The role those properties describe once CloudFormation has worked out its functions."""
    p = evaluate(properties, values)
    return iam.role(
        trust=p["AssumeRolePolicyDocument"],
        policies=iam.no_duplicates([(policy["PolicyName"], policy["PolicyDocument"]) for policy in p.get("Policies", [])]),
        name=p.get("RoleName"), path=p.get("Path"), description=p.get("Description"),
        maxSessionDuration=p.get("MaxSessionDuration"), permissionsBoundary=p.get("PermissionsBoundary"),
        managedPolicyArns=p.get("ManagedPolicyArns"),
        tags=iam.no_duplicates([(tag["Key"], tag["Value"]) for tag in p.get("Tags", [])]))


def roles(template, values=None):
    """[role, ...] in the template's order."""
    return [role(properties, values or {}) for properties in role_resources(template).values()]


def only_role(template, values=None):
    found, = roles(template, values)
    return found


def cdk_documents(output, values):
    """{logical id: {"trust": …, "policies": …}} of the documents shape, with its `${…}` replaced."""
    def resolve(node):
        if isinstance(node, str):
            return TOKEN.sub(lambda match: values[match[1]], node)
        if isinstance(node, list):
            return [resolve(item) for item in node]
        if isinstance(node, dict):
            return {resolve(key): resolve(value) for key, value in node.items()}
        return node
    return resolve(output)


# what contract.md promises of strings in the documents shape
TOKEN = re.compile(r"\$\{(AWS::\w+|[A-Za-z0-9]+)\}")
