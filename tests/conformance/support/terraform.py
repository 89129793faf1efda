"""One Terraform configuration with many emitted configurations as its modules: the provider starts once for all."""
import json
import os
import pathlib
import shutil
import subprocess

from support import iam, tools

OFFLINE = {"provider": {"aws": {
    "region": "us-east-1", "access_key": "testing", "secret_key": "testing", "skip_credentials_validation": True,
    "skip_metadata_api_check": True, "skip_requesting_account_id": True, "skip_region_validation": True}}}


# a value that validate cannot see, for variables that admit some values only
UNKNOWN = "${terraform_data.unknown.output}"


class TerraformError(Exception):
    pass


class Workspace:
    """`environment` points the provider at an emulator; without it the provider stays offline."""

    def __init__(self, folder, environment=None):
        self.root = pathlib.Path(folder) / "root"
        self.root.mkdir(parents=True)
        self.modules = {}
        self.offline = environment is None
        self.environment = cli_environment(folder, environment or os.environ)

    def add(self, name, source, arguments=None):
        """Adds the configuration in folder `source`, or a copy of that one file, as module `name`."""
        source, target = pathlib.Path(source), self.root / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            target.mkdir()
            shutil.copy(source, target)
        self.modules[name] = {"source": "./" + name, **{key: escape(value) for key, value in (arguments or {}).items()}}

    def run(self, *arguments, allowed=(0,), cwd=None):
        done = subprocess.run(["terraform", *arguments], cwd=cwd or self.root, env=self.environment, text=True,
                              capture_output=True, stdin=subprocess.DEVNULL)
        if done.returncode not in allowed:
            raise TerraformError(f"terraform {' '.join(arguments)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def init(self):
        main = {"module": self.modules, "resource": {"terraform_data": {"unknown": {"input": "x"}}},
                **(OFFLINE if self.offline else {})}
        (self.root / "main.tf.json").write_text(json.dumps(main))
        self.run("init", "-no-color", "-backend=false")

    def validate(self):
        """Everything `terraform validate` has to say."""
        return json.loads(self.run("validate", "-json", allowed=(0, 1)).stdout)["diagnostics"]

    def plan(self):
        """`terraform show -json` of a saved plan."""
        self.run("plan", "-no-color", "-input=false", "-out=plan", "-lock=false")
        return json.loads(self.run("show", "-json", "plan").stdout)

    def apply(self):
        self.run("apply", "-no-color", "-input=false", "-lock=false", "plan")

    def changes_left(self):
        """What a second plan still wants to change, as text; empty where nothing."""
        done = self.run("plan", "-no-color", "-input=false", "-lock=false", "-detailed-exitcode", allowed=(0, 2))
        return done.stdout if done.returncode == 2 else ""


def cli_environment(folder, base):
    """Environment in which Terraform takes the provider from the mirror and asks nobody."""
    configuration = pathlib.Path(folder) / "terraform.rc"
    mirror = json.dumps(tools.provider_mirror())
    configuration.write_text("provider_installation {\n  filesystem_mirror {\n    path = %s\n  }\n}\n" % mirror)
    dropped = ("TF_DATA_DIR", "TF_WORKSPACE", "TF_PLUGIN_CACHE_DIR")
    kept = {key: value for key, value in base.items() if key not in dropped and not key.startswith("TF_CLI_ARGS")}
    return {**kept, "TF_CLI_CONFIG_FILE": str(configuration), "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1",
            "TF_INPUT": "0", "AWS_EC2_METADATA_DISABLED": "true", "GOGC": "400"}  # a fifth faster for more memory


def escape(value):
    """Text as a literal in Terraform's JSON syntax."""
    return value if value is UNKNOWN else value.replace("${", "$${").replace("%{", "%%{")


def fmt_changes(paths):
    """What `terraform fmt` would change in these files, as a diff; empty where nothing."""
    done = subprocess.run(["terraform", "fmt", "-check", "-diff", "-no-color", *map(str, paths)],
                          capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


def required_variables(tf_json):
    """Names of the variables a .tf.json file declares without a default."""
    variables = iam.loads(pathlib.Path(tf_json).read_text(encoding="utf-8")).get("variable", {})
    return [name for name, body in variables.items() if "default" not in body]


def planned(folder, files):
    """{key: [resource]} for {key: file}: one plan without an account, each file a module of its own."""
    workspace = Workspace(folder)
    keys = {f"m{number}": key for number, key in enumerate(files)}
    for module, key in keys.items():
        workspace.add(module, files[key])
    workspace.init()
    modules = workspace.plan()["planned_values"]["root_module"]["child_modules"]
    return {keys[module["address"].removeprefix("module.")]: module["resources"] for module in modules}


def roles(resources):
    """{label: role} out of planned resources. Roles need names, or there is only one: before apply, nothing else tells
    which role a policy belongs to."""
    def of(kind):
        return [r for r in resources if r["mode"] == "managed" and r["type"] == kind]

    known = {"aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment"}
    strange = {r["type"] for r in resources if r["mode"] == "managed"} - known
    if strange:
        raise AssertionError(f"unexpected resources {strange}")
    result = {}
    for resource in of("aws_iam_role"):
        values = resource["values"]
        result[resource["name"]] = iam.role(
            trust=iam.loads(values["assume_role_policy"]), name=values.get("name"), path=values["path"],
            description=values["description"], maxSessionDuration=values["max_session_duration"],
            permissionsBoundary=values["permissions_boundary"], tags=values["tags"], policies={})
    by_name = {role["name"]: role for role in result.values()}
    for resource in of("aws_iam_role_policy"):
        values = resource["values"]
        policies = _role_of(values, by_name, result)["policies"]
        if values["name"] in policies:
            raise AssertionError(f"two policies {values['name']}")
        policies[values["name"]] = iam.loads(values["policy"])
    for resource in of("aws_iam_role_policy_attachment"):
        role = _role_of(resource["values"], by_name, result)
        role["managedPolicyArns"] = sorted([*role["managedPolicyArns"], resource["values"]["policy_arn"]])
    return result


def only_role(resources):
    role, = roles(resources).values()
    return role


def _role_of(values, by_name, roles):
    """`role = aws_iam_role.x.name` or `.id`; the second is not known before apply."""
    if values.get("role") is not None:
        return by_name[values["role"]]
    role, = roles.values()
    return role
