"""Deploys templates to an emulated account, and reads roles back through IAM's own interface."""
import ast
import json
import time

from support import iam


def create_policy(client, path, name):
    """A managed policy for roles to name; what it says does not matter."""
    client.create_policy(Path=path, PolicyName=name, PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}))


def create_stack(cloudformation, name, body, parameters=None):
    """Waits for the stack; gives {logical id: physical id}."""
    cloudformation.create_stack(
        StackName=name, TemplateBody=body, Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in (parameters or {}).items()])
    for _ in range(240):
        stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        if not stack["StackStatus"].endswith("_IN_PROGRESS"):
            break
        time.sleep(0.25)
    if stack["StackStatus"] != "CREATE_COMPLETE":
        raise AssertionError(f"stack {name}: {stack['StackStatus']} {stack.get('StackStatusReason', '')}")
    resources = cloudformation.list_stack_resources(StackName=name)["StackResourceSummaries"]
    return {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in resources}


def role(client, name):
    """The role as the account has it."""
    found = client.get_role(RoleName=name)["Role"]

    def pages(operation, key):
        return [item for page in client.get_paginator(operation).paginate(RoleName=name) for item in page[key]]

    return iam.role(
        trust=found["AssumeRolePolicyDocument"],
        policies={policy: _document(client.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"])
                  for policy in pages("list_role_policies", "PolicyNames")},
        name=found["RoleName"], path=found["Path"], description=found.get("Description"),
        maxSessionDuration=found.get("MaxSessionDuration"),
        permissionsBoundary=found.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        managedPolicyArns=[p["PolicyArn"] for p in pages("list_attached_role_policies", "AttachedPolicies")],
        tags={tag["Key"]: tag["Value"] for tag in pages("list_role_tags", "Tags") if not tag["Key"].startswith("aws:")})


def roles(client):
    """{name: role} of all roles of the account, by two questions however many there are."""
    def pages(operation, key, **arguments):
        return [item for page in client.get_paginator(operation).paginate(**arguments) for item in page[key]]

    listed = {found["RoleName"]: found for found in pages("list_roles", "Roles")}
    return {found["RoleName"]: iam.role(
        trust=found["AssumeRolePolicyDocument"],
        policies={policy["PolicyName"]: _document(policy["PolicyDocument"]) for policy in found["RolePolicyList"]},
        name=found["RoleName"], path=found["Path"], description=listed[found["RoleName"]].get("Description"),
        maxSessionDuration=listed[found["RoleName"]].get("MaxSessionDuration"),
        permissionsBoundary=found.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        managedPolicyArns=[policy["PolicyArn"] for policy in found["AttachedManagedPolicies"]],
        tags={tag["Key"]: tag["Value"] for tag in found.get("Tags", []) if not tag["Key"].startswith("aws:")})
        for found in pages("get_account_authorization_details", "RoleDetailList", Filter=["Role"])}


def _document(document):
    """moto 5.2.1 keeps the policies of an AWS::IAM::Role as Python spells them."""
    return ast.literal_eval(document) if isinstance(document, str) else document


def with_own_policies(client, role):
    """The role with the managed policies that the configuration made as inline ones."""
    own = [arn for arn in role["managedPolicyArns"] if not arn.startswith("arn:aws:iam::aws:")]
    policies = dict(role["policies"])
    for arn in own:
        policy = client.get_policy(PolicyArn=arn)["Policy"]
        version = client.get_policy_version(PolicyArn=arn, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
        policies[policy["PolicyName"]] = version["Document"]
    return {**role, "policies": policies, "managedPolicyArns": sorted(set(role["managedPolicyArns"]) - set(own))}
