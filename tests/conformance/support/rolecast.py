"""Runs the rolecast under test."""
import dataclasses
import os
import pathlib
import subprocess

from support import tools


def run(*arguments, cwd=None, timeout=120):
    """The finished process; its output as text."""
    return subprocess.run([tools.binary(), *map(str, arguments)], cwd=cwd, timeout=timeout, stdin=subprocess.DEVNULL,
                          capture_output=True, encoding="utf-8", errors="surrogateescape")


@dataclasses.dataclass(frozen=True)
class Rendition:
    """One way to emit a role."""
    label: str
    to: str
    options: tuple = ()
    ending: str = ""
    keeps_shape: bool = True
    cdk_shape: str = ""

    def arguments(self):
        return ["--to", self.to, *(word for option in self.options for word in ("--option", option))]

    def emit(self, role_file, out, *more):
        return run("emit", role_file, *self.arguments(), "--out", out, *more)

    def file(self, out):
        """The one file this rendition wrote into a folder of its own."""
        written = sorted(pathlib.Path(out).rglob("*" + self.ending))
        if len(written) != 1:
            raise AssertionError(f"{self.label}: expected one *{self.ending} in {out}, found {written}")
        return written[0]

    def folder(self, out):
        """The folder that holds what this rendition wrote."""
        return self.file(out).parent


CFN_YAML = Rendition("cloudformation-yaml", "cloudformation", ending=".template.yaml")
CFN_JSON = Rendition("cloudformation-json", "cloudformation", ("syntax=json",), ".template.json")
TF_SNIPPET = Rendition("terraform-snippet", "terraform", ending=".tf")
TF_DATA = Rendition("terraform-data-source", "terraform", ("documents=data-source",), ".tf", keeps_shape=False)
TF_MODULE = Rendition("terraform-module", "terraform", ("layout=module",), "main.tf")
TF_MODULE_DATA = Rendition("terraform-module-data-source", "terraform", ("layout=module", "documents=data-source"),
                           "main.tf", keeps_shape=False)
TF_JSON = Rendition("terraform-json", "terraform-json", ending=".tf.json")
CDK_TEMPLATE = Rendition("cdk-template", "cdk", ending=".cdk.json", cdk_shape="template")
CDK_PROPS = Rendition("cdk-props", "cdk", ("shape=props",), ".cdk.json", cdk_shape="props")
CDK_DOCUMENTS = Rendition("cdk-documents", "cdk", ("shape=documents",), ".cdk.json", keeps_shape=False,
                          cdk_shape="documents")
NATIVE = Rendition("native", "rolecast", ending=".yaml")
DOCUMENTS = Rendition("documents", "iam", ending="trust.json")

CLOUDFORMATION = (CFN_YAML, CFN_JSON)
TERRAFORM_FILES = (TF_SNIPPET, TF_DATA, TF_JSON)
TERRAFORM = (*TERRAFORM_FILES, TF_MODULE, TF_MODULE_DATA)
CDK = (CDK_TEMPLATE, CDK_PROPS, CDK_DOCUMENTS)


def snapshot(folder):
    """{relative path: bytes} of everything in a folder."""
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def emit_or_fail(rendition, role_file, out, *more):
    done = rendition.emit(role_file, out, *more)
    if done.returncode != 0:
        raise AssertionError(f"{rendition.label} of {os.path.basename(role_file)}: exit {done.returncode}\n{done.stderr}")
    return done
