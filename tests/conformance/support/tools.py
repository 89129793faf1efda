"""The programs and modules that tests borrow, and what happens where one is missing.

A missing tool skips a test with a line nobody can overlook; with ROLECAST_REQUIRE_TOOLS=1 it fails the test.
"""
import functools
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent.parent
REPOSITORY = HERE.parent.parent
NODE_MODULES = HERE / "node_modules"

PYTHON_MODULES = {"moto": "moto", "boto3": "boto3", "cfn-lint": "cfnlint", "PyYAML": "yaml"}


def binary():
    """The rolecast under test: $ROLECAST, or the release build."""
    path = os.environ.get("ROLECAST") or REPOSITORY / "build" / "release" / "rolecast"
    found = shutil.which(str(path))
    if not found:
        raise AssertionError(f"no rolecast at {path}: build it, or set ROLECAST")
    return os.path.abspath(found)


@functools.cache
def provider_mirror():
    """A Terraform filesystem mirror that holds the AWS provider, or None.

    $TF_PLUGIN_MIRROR, the folders Terraform itself looks into, then anywhere on this file system.
    """
    name = "registry.terraform.io/hashicorp/aws"
    home = pathlib.Path.home()
    likely = [os.environ.get("TF_PLUGIN_MIRROR"), os.environ.get("TF_PLUGIN_CACHE_DIR"),
              home / ".terraform.d/plugins", home / ".local/share/terraform/plugins",
              "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins"]
    for folder in filter(None, likely):
        if any(pathlib.Path(folder, name).glob("**/terraform-provider-aws_*")):
            return str(folder)
    found = subprocess.run(["find", "/", "-xdev", "-path", f"*/{name}/*", "-name", "terraform-provider-aws_v*"],
                           capture_output=True, text=True).stdout.splitlines()
    if not found:
        return None
    mirror = found[0].split("/" + name)[0]
    os.environ["TF_PLUGIN_MIRROR"] = mirror  # child processes need not search again
    return mirror


def has(tool):
    if tool in PYTHON_MODULES:
        return importlib.util.find_spec(PYTHON_MODULES[tool]) is not None
    if tool == "AWS provider":
        return provider_mirror() is not None
    if tool.startswith("npm:"):
        return shutil.which("node") is not None and (NODE_MODULES / tool[4:]).is_dir()
    return shutil.which(tool) is not None


def missing(test, what):
    """Skips loudly, or fails where tools are required."""
    if os.environ.get("ROLECAST_REQUIRE_TOOLS") == "1":
        raise AssertionError(f"{test}: {what} not found, and ROLECAST_REQUIRE_TOOLS is set")
    print(f"\nSKIPPED: {test}: {what} not found", file=sys.stderr, flush=True)  # unittest is in the middle of a line
    raise unittest.SkipTest(f"{what} not found")


def demand(test, *tools):
    for tool in tools:
        if not has(tool):
            missing(test, tool)


def needs(*tools):
    """Decorates a test method that cannot run without these tools."""
    def decorate(method):
        @functools.wraps(method)
        def wrapped(self, *args, **kwargs):
            demand(self.id(), *tools)
            return method(self, *args, **kwargs)
        return wrapped
    return decorate
