"""What a CloudFormation template deploys, worked out by the letter of its guide: all values given, conditions decided.

Written without a look at rolecast's reader. What the guide leaves open is an error.
"""
import re

from support import iam

DYNAMIC = re.compile(r"\{\{resolve:(.+?)\}\}")
PLACEHOLDER = re.compile(r"\$\{([^{}]*)\}")
NOTHING = object()  # AWS::NoValue


def spelled(value):
    """CloudFormation takes numbers and booleans where it needs text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) or hasattr(value, "isoformat") else value


def texts(node):
    """A policy document without dates, which `Version` is in YAML 1.1, and with numbers as IAM reads them."""
    if isinstance(node, dict):
        return {key: texts(value) for key, value in node.items()}
    return [texts(item) for item in node] if isinstance(node, list) else spelled(node)


class Template:
    """One template with the values of one deployment: `parameters` by name, pseudo parameters among them."""

    def __init__(self, template, parameters, exports=None, resolved=None):
        self.template, self.exports, self.resolved = template, exports or {}, resolved or {}
        self.parameters = dict(parameters)
        for name, parameter in template.get("Parameters", {}).items():
            value = self.parameters.get(name, parameter.get("Default"))
            is_list = "List" in parameter["Type"]
            self.parameters[name] = [each.strip(" ") for each in spelled(value).split(",")] if is_list else spelled(value)
        self.resources = {name: resource for name, resource in template["Resources"].items()
                          if "Condition" not in resource or self.holds(resource["Condition"])}

    def holds(self, name):
        return self.condition(self.template["Conditions"][name])

    def condition(self, node):
        (function, argument), = node.items()
        return {"Condition": lambda: self.holds(argument),
                "Fn::Equals": lambda: self.text(argument[0]) == self.text(argument[1]),
                "Fn::Not": lambda: not self.condition(argument[0]),
                "Fn::And": lambda: all(self.condition(each) for each in argument),
                "Fn::Or": lambda: any(self.condition(each) for each in argument)}[function]()

    def value(self, node):
        if isinstance(node, list):
            return [value for value in map(self.value, node) if value is not NOTHING]
        if isinstance(node, str):
            return DYNAMIC.sub(lambda match: self.resolved[match[1]], node)
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            (function, argument), = node.items()
            if function == "Ref" or function.startswith("Fn::"):
                return self.call(function, argument)
        values = {key: self.value(value) for key, value in node.items()}
        return {key: value for key, value in values.items() if value is not NOTHING}

    def call(self, function, argument):
        result = getattr(self, function.replace("::", "_").lower())(argument)
        return self.value(result) if isinstance(result, str) else result  # dynamic references come last

    def text(self, node):
        value = spelled(self.value(node))
        if not isinstance(value, str):
            raise ValueError(f"{node} is no text but {value}")
        return value

    def ref(self, name):
        if name == "AWS::NoValue":
            return NOTHING
        if name in self.parameters:
            return self.parameters[name]
        resource = self.resources[name]
        names = {"AWS::IAM::Role": "RoleName", "AWS::S3::Bucket": "BucketName"}
        if resource["Type"] == "AWS::IAM::ManagedPolicy":
            return self.arn(name, "policy", "ManagedPolicyName")
        given = resource.get("Properties", {}).get(names.get(resource["Type"]))
        return self.text(given) if given else f"made-up-{name.lower()}"

    def arn(self, name, kind, name_property):
        properties = self.resources[name].get("Properties", {})
        own = self.text(properties[name_property]) if name_property in properties else f"made-up-{name.lower()}"
        path = self.value(properties.get("Path", "/"))
        return self.text({"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:" + kind}) + (
            "/" if path is NOTHING else path) + own

    def fn_getatt(self, argument):
        name, attribute = argument.split(".", 1) if isinstance(argument, str) else (argument[0], ".".join(argument[1:]))
        if attribute == "Arn" and self.resources[name]["Type"] == "AWS::IAM::Role":
            return self.arn(name, "role", "RoleName")
        return f"arn:{self.parameters['AWS::Partition']}:s3:::{self.ref(name)}"

    def fn_sub(self, argument):
        template, local = argument if isinstance(argument, list) else (argument, {})
        local = {name: self.text(value) for name, value in local.items()}

        def replace(match):
            name = match[1]
            if name.startswith("!"):
                return "${" + name[1:] + "}"
            if name in local:
                return local[name]
            return self.text({"Fn::GetAtt": name} if "." in name else {"Ref": name})

        return PLACEHOLDER.sub(replace, template)

    def fn_join(self, argument):
        return self.text(argument[0]).join(spelled(value) for value in self.value(argument[1]))

    def fn_select(self, argument):
        return self.value(argument[1])[int(self.text(argument[0]))]

    def fn_split(self, argument):
        return self.text(argument[1]).split(argument[0])

    def fn_if(self, argument):
        return self.value(argument[1 if self.holds(argument[0]) else 2])

    def fn_findinmap(self, argument):
        name, top, second = (self.text(each) for each in argument)
        return self.template["Mappings"][name][top][second]

    def fn_importvalue(self, argument):
        return self.exports[self.text(argument)]

    def fn_base64(self, argument):
        import base64
        return base64.b64encode(self.text(argument).encode()).decode()

    def document(self, node):
        value = self.value(node)
        return iam.document(value) if isinstance(value, str) else texts(value)

    def roles(self):
        """{logical id: role}; the policies of the template that are attached to it are among its own."""
        return {name: self.role(name, resource["Properties"]) for name, resource in self.resources.items()
                if resource["Type"] == "AWS::IAM::Role"}

    def role(self, name, properties):
        p = {key: self.value(value) for key, value in properties.items() if key != "AssumeRolePolicyDocument"}
        p = {key: value for key, value in p.items() if value is not NOTHING}
        policies = [(policy["PolicyName"], self.document(policy["PolicyDocument"])) for policy in p.get("Policies", [])]
        arns = list(p.get("ManagedPolicyArns", []))
        for other, resource in self.resources.items():
            policies += self.attached(name, other, resource, arns)
        session = p.get("MaxSessionDuration")
        return iam.role(
            trust=self.document(properties["AssumeRolePolicyDocument"]), policies=iam.no_duplicates(policies),
            name=p.get("RoleName"), path=p.get("Path"), description=p.get("Description"),
            maxSessionDuration=int(session) if session is not None else None,
            permissionsBoundary=p.get("PermissionsBoundary"), managedPolicyArns=arns,
            tags=iam.no_duplicates((spelled(tag["Key"]), spelled(tag["Value"])) for tag in p.get("Tags", [])))

    def attached(self, role, name, resource, arns):
        properties = resource.get("Properties", {})
        if resource["Type"] not in ("AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::ManagedPolicy"):
            return []
        roles = self.value(properties["RoleName"] if "RoleName" in properties else properties.get("Roles", []))
        is_attached = self.ref(role) in ([roles] if isinstance(roles, str) else roles)
        if resource["Type"] == "AWS::IAM::ManagedPolicy" and self.ref(name) in arns:
            arns.remove(self.ref(name))
            is_attached = True
        own = properties.get("PolicyName", properties.get("ManagedPolicyName", name))
        return [(self.text(own), self.document(properties["PolicyDocument"]))] if is_attached else []
