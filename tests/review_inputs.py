#!/usr/bin/env python3
"""Reviews inputs that are easily missed: tests/review_inputs.py [BINARY] (or BINARY as $ROLECAST).

Files that hold roles and cannot be read, or look like none; unusual names; links; settings of git; repositories that
lack the commit.
"""
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.path.abspath(os.environ.get("ROLECAST") or (sys.argv[1:] or [ROOT / "build/release/rolecast"])[0])
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1", "LC_ALL": "C.UTF-8",
    **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
       for what, value in (("NAME", "test"), ("EMAIL", "test@example.com"))}}
NARROW, WIDE = "s3:GetObject", "s3:*"


def role_file(action, role="reader"):
    return f"""rolecast: 1
roles:
  {role}:
    trust:
      - {{Effect: Allow, Principal: {{Service: ec2.amazonaws.com}}, Action: "sts:AssumeRole"}}
    policies:
      Read:
        - {{Effect: Allow, Action: "{action}", Resource: "arn:aws:s3:::bucket/*"}}
"""


def policy(action):
    statement = {"Effect": "Allow", "Action": action, "Resource": "arn:aws:s3:::bucket/*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def terraform(policy_of_role):
    return f"""resource "aws_iam_role" "reader" {{
  assume_role_policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Principal = {{ Service = "ec2.amazonaws.com" }}, Action = "sts:AssumeRole" }}]
  }})
}}
resource "aws_iam_role_policy" "read" {{
  name   = "Read"
  role   = aws_iam_role.reader.id
  policy = {policy_of_role}
}}
"""


TRUST = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]})


class Repository:
    """A scratch repository whose first commit holds `files`."""

    def __init__(self, folder, files):
        self.folder = pathlib.Path(folder)
        self.git("init", "-q", "-b", "main", ".")
        self.write({"README": "a\n"} | files)
        self.commit()

    def git(self, *arguments, folder="."):
        done = subprocess.run(["git", *arguments], cwd=self.folder / folder, env=ENVIRONMENT, check=True, timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.stdout.decode()

    def write(self, files):
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def rolecast(self, *arguments, folder=".", **environment):
        done = subprocess.run([BINARY, *arguments], cwd=self.folder / folder, env=ENVIRONMENT | environment, timeout=60,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")

    def review(self, *arguments, base="HEAD", **options):
        """(exit status, {role: verdict of its permissions}, standard error)"""
        status, out, err = self.rolecast("review", base, "--format", "json", *arguments, **options)
        rows = json.loads(out)["roles"] if out else []
        return status, {row["role"]: row["permissions"]["verdict"] for row in rows}, err


@contextlib.contextmanager
def repository(files):
    with tempfile.TemporaryDirectory() as folder:
        yield Repository(folder, files)


faults, passed = [], 0


def expect(what, actual, wanted):
    global passed
    if actual == wanted:
        passed += 1
    else:
        faults.append(f"{what}: expected {wanted!r}, got {actual!r}")


def expect_in(what, part, text):
    expect(f"{what}: {text!r} holds {part!r}", part in text, True)


def renamed():
    with repository({"role.yaml": role_file(NARROW)}) as at:
        at.git("mv", "role.yaml", "moved to.yaml")
        expect("renamed", at.review("--fail-on", "any-change")[:2], (0, {"reader": "equal"}))


def folders():
    with repository({"tf/main.tf": terraform('file("${path.module}/policy.tpl")'), "tf/policy.tpl": policy(NARROW),
                     "iam/reader/trust.json": TRUST, "iam/reader/Read.json": policy(NARROW)}) as at:
        at.write({"iam/reader/Read.json": policy(WIDE)})
        expect("folder of a role", at.review()[:2], (1, {"reader": "widened"}))
        at.commit()
        at.write({"tf/policy.tpl": policy(WIDE)})
        expect("a file that Terraform reads", at.review()[:2], (1, {"reader": "widened"}))
        expect("from a folder below", at.review(folder="iam/reader")[:2], (1, {"reader": "widened"}))
        at.git("checkout", "-q", ".")
        at.git("mv", "iam/reader/Read.json", "plain.json")
        expect("out of a folder", at.review()[0], 1)
        at.git("reset", "-q", "--hard")
        at.write({"tf/main.tf": terraform(f"jsonencode({policy(WIDE)})")})
        expect("Terraform folder", at.review()[:2], (1, {"reader": "widened"}))
        expect("in it", at.review(folder="tf")[:2], (1, {"reader": "widened"}))
        expect("git:REV:FOLDER", at.rolecast("parity", "git:HEAD:tf", "git:HEAD:./tf")[0], 0)
        expect("beside", at.rolecast("parity", "git:HEAD:iam/reader", "git:HEAD~1:./reader", folder="iam")[0], 1)
        at.write({"tf/override.tf": ""})
        expect("an override is not passed over", at.review()[0], 2)


def not_passed_over():
    with repository({"role.yaml": role_file(NARROW), "policy.json": policy(NARROW)}) as at:
        for name, text in {"role.yaml": "rolecast: [", "policy.json": "{"}.items():
            at.write({name: text})
            expect(f"{name} cannot be read any more", at.review()[0], 2)
            at.git("checkout", "-q", name)
        at.write({"role.yaml": role_file(NARROW).replace("rolecast:", "rolcast:")})
        expect("not recognised any more", at.review()[0], 2)
        at.write({"role.yaml": ""})
        expect("emptied", at.review()[:2], (0, {"reader": "narrowed"}))
        at.git("checkout", "-q", "role.yaml")
        at.write({"new.yaml": role_file(NARROW) + "  x: ["})
        expect("new and broken", at.review()[0], 2)
        at.write({"new.yaml": role_file(NARROW) + "---\nkind: ServiceAccount\n"})
        expect("one of two documents", at.review()[0], 2)
        (at.folder / "new.yaml").unlink()
        (at.folder / "role.yaml").unlink()
        (at.folder / "role.yaml").symlink_to("/dev/zero")
        expect("a link to a device", at.review()[:2], (1, {}))
        at.write({"large.json": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"})
        at.git("add", "large.json")
        at.git("commit", "-q", "-m", "x")
        status, _, err = at.rolecast("diff", "git:HEAD:large.json", "policy.json")
        expect("Git LFS", status, 2)
        expect_in("Git LFS", "Git LFS", err)


def passed_over():
    files = {"package.json": '{"name": "x"}', "tsconfig.json": '{ // x\n"a": 1}', "helm.yaml": "a: {{ .Values.x }}\n",
             "vault.yml": "x: !vault |\n  abc\n", "k8s.yaml": "kind: Role\n---\n---\nkind: ServiceAccount\n",
             "empty.yaml": "", "only/prod.tfvars": 'x = "1"\n', "tf/main.tf": 'resource "aws_s3_bucket" "b" {}\n',
             "manifest.json": '{"name": "an extension"}'}
    with repository(files) as at:
        at.write({name: text + " \n" for name, text in files.items()})
        status, roles, err = at.review("--fail-on", "any-change")
        expect("no roles", (status, roles), (0, {}))
        expect_in("a note", "`helm.yaml` is passed over", err)


def unusual_names():
    names = ["a b.yaml", "a\nb.yaml", "ä.yaml", "-x.yaml", "--fail-on.yaml", "a:b.yaml", "git:HEAD:role.yaml", "*.yaml",
             "<img src=x onerror=alert(1)>@everyone|`x`.yaml", "a\x1b[31mb.yaml", "a\\b.yaml", "'a\".yaml"]
    with repository({"role.yaml": role_file(NARROW, "untouched")}) as at:
        at.write({name: role_file(NARROW, f"r{i}") for i, name in enumerate(names) if "/" not in name})
        at.commit()
        at.write({name: role_file(WIDE, f"r{i}") for i, name in enumerate(names) if "/" not in name})
        wanted = {f"r{i}": "widened" for i, name in enumerate(names)}
        expect("unusual names", at.review()[:2], (1, wanted))
        for form in ("text", "markdown", "sarif"):
            status, out, _ = at.rolecast("review", "HEAD", "--format", form)
            expect(f"{form}: status", status, 1)
            expect(f"{form}: escapes", "\x1b" in out, False)
            expect(f"{form}: line breaks", "a\nb.yaml" in out, False)
            if form == "markdown":
                outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", out)  # in code spans nothing has a meaning
                expect("markdown: HTML", "<img" in outside or "@everyone" in outside, False)
            if form == "sarif":
                expect("sarif", json.loads(out)["version"], "2.1.0")
        at.commit()
        for name in names:
            expect(f"git:HEAD:{name!r}", at.rolecast("import", f"git:HEAD:{name}")[0], 0)


def subfolder():
    with repository({"a/role.yaml": role_file(NARROW), "b/role.yaml": role_file(NARROW, "b")}) as at:
        at.write({"a/role.yaml": role_file(WIDE), "b/role.yaml": role_file(WIDE, "b"), "c.yaml": role_file(WIDE, "c")})
        expect("from a folder below", at.review(folder="a")[:2], (1, {"reader": "widened", "b": "widened", "c": "widened"}))


def refused():
    with repository({"role.yaml": role_file(NARROW)}) as at:
        at.git("commit", "-q", "--allow-empty", "-m", "y")
        for base in ("nowhere", "-h", "--output=x", "", "...", "HEAD:role.yaml"):
            status, _, err = at.rolecast("review", "--", base)
            expect(f"review {base!r}", (status, err != ""), (2, True))
        for name in ("git:--help:role.yaml", "git::role.yaml", "git:nowhere:role.yaml", "git:HEAD:nothing.yaml",
                     "git:HEAD:../role.yaml", "git:HEAD:", "git:HEAD"):
            expect(f"import {name!r}", at.rolecast("import", name)[0], 2)
        (at.folder / "link.yaml").symlink_to("role.yaml")
        at.commit()
        status, _, err = at.rolecast("import", "git:HEAD:link.yaml")
        expect("a link of a commit", status, 2)
        expect_in("a link of a commit", "link", err)
        with tempfile.TemporaryDirectory() as clone:
            at.git("clone", "-q", "--depth", "1", f"file://{at.folder}", clone)
            done = subprocess.run([BINARY, "review", "HEAD~1"], cwd=clone, env=ENVIRONMENT, capture_output=True, timeout=60)
            expect("shallow clone", done.returncode, 2)
            expect_in("shallow clone", "git fetch", done.stderr.decode())
        status, _, err = at.rolecast("review", "HEAD", PATH="/nowhere")
        expect("no git", status, 2)
        expect_in("no git", "git cannot be started", err)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([BINARY, "review", "HEAD"], cwd=folder, env=ENVIRONMENT | {"GIT_CEILING_DIRECTORIES": "/"},
                              capture_output=True, timeout=60)
        expect("no repository", done.returncode, 2)


def template(**resources):
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}} | resources})


def attached(kind, action, **properties):
    return {"Type": f"AWS::IAM::{kind}", "Properties": {"PolicyName": "Main", "PolicyDocument": json.loads(policy(action))}
            | properties}


def terraform_of_others(action):
    return f"""resource "aws_iam_role_policy" "x" {{
  role   = "prod-role"
  policy = data.aws_iam_policy_document.x.json
}}
data "aws_iam_policy_document" "x" {{
  statement {{
    actions   = ["{action}"]
    resources = ["*"]
  }}
}}
"""


def function(action, memory=128):
    return f"""Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties: {{MemorySize: {memory}, Handler: a.b, Policies: [{{Statement: [{{Effect: Allow, Action: "{action}", Resource: "*"}}]}}]}}
"""


def module(action, comment=""):
    return f"""{comment}
module "r" {{
  source  = "../mods/role"
  actions = ["{action}"]
}}
"""


def verdict_in(at, *arguments, base="HEAD", folder="."):
    """(exit status, verdict, {name: changed} of what was passed over)"""
    status, out, _ = at.rolecast("review", base, "--format", "json", *arguments, folder=folder)
    report = json.loads(out)
    return status, report["verdict"], {each["name"]: each["changed"] for each in report["passedOver"]}


def policies_of_other_roles():
    makers = {
        "policy.yaml": (lambda action: template(Main=attached("Policy", action, Roles=["prod-role"])), "Main"),
        "managed.yaml": (lambda action: template(Main=attached("ManagedPolicy", action)), "Main"),
        "policy.template": (lambda action: template(Main=attached("RolePolicy", action, RoleName="prod-role")), "Main"),
        "UPPER.YAML": (lambda action: template(Main=attached("Policy", action, Roles=["prod-role"])), "Main"),
        "sam.yaml": (function, "Worker"),
        "tf/main.tf": (terraform_of_others, "aws_iam_role_policy.x"),
        "env/main.tf": (module, "module.r"),
        "role.yaml.j2": (lambda action: "{% if x %}\nType: AWS::IAM::Role\n{% endif %}\n# " + action, "role.yaml.j2"),
        "cut.json": (lambda action: '{"Version": "2012-10-17", {{ statements }}' + action, "cut.json"),
    }
    for name, (make, thing) in makers.items():
        with repository({name: make(NARROW)}) as at:
            at.write({name: make(WIDE)})
            expect(name, verdict_in(at), (1, "undecided", {thing: True}))
            expect(f"{name}, never", verdict_in(at, "--fail-on", "never")[0], 0)
            for form in ("text", "markdown", "sarif"):
                expect_in(f"{name} in {form}", thing, at.rolecast("review", "HEAD", "--format", form)[1])
            at.write({"later.yaml": role_file(NARROW)})
            expect(f"{name} beside a role", verdict_in(at)[1:], ("undecided", {thing: True}))
            (at.folder / "later.yaml").unlink()
            (at.folder / name).unlink()
            if "j2" not in name and "cut" not in name:
                expect(f"{name} is gone", verdict_in(at), (1, "undecided", {thing: True}))
        with repository({}) as at:
            at.write({name: make(NARROW)})
            expect(f"{name} is new", verdict_in(at), (1, "undecided", {thing: True}))


def others_as_before():
    files = {"policy.json": template(Main=attached("Policy", WIDE, Roles=["prod-role"])), "sam.yaml": function(WIDE),
             "tf/main.tf": terraform_of_others(WIDE), "env/main.tf": module(WIDE)}
    with repository(files) as at:
        at.write({"policy.json": files["policy.json"].replace("Topic", "Other"), "sam.yaml": function(WIDE, 256),
                  "tf/main.tf": files["tf/main.tf"] + 'resource "aws_s3_bucket" "b" {}\n', "env/main.tf": module(WIDE, "# x")})
        expect("as before", verdict_in(at, "--fail-on", "any-change"), (
            0, "equal", {"Main": False, "Worker": False, "aws_iam_role_policy.x": False, "module.r": False}))


def links():
    secret = "Statement: {{ secret-of-the-host }}"
    with tempfile.TemporaryDirectory() as outside, repository({"role.yaml": role_file(NARROW), "et/main.tf": terraform(
            'file("h.txt")'), "et/h.txt": policy(NARROW)}) as at:
        host = pathlib.Path(outside) / "host"
        host.write_text(secret)
        (at.folder / "new.yaml").symlink_to(host)
        (at.folder / "et/e.tf").symlink_to(host)
        at.write({"role.yaml": role_file(WIDE)})
        status, out, err = at.rolecast("review", "HEAD", "--format", "markdown")
        expect("links: status", status, 1)
        expect("links: nothing of the target", "secret-of" in out + err, False)
        expect_in("links: named", "`new.yaml`: `is a link, and links are not followed`", out)
        expect_in("links: in a folder", "et/e.tf", out)
        expect_in("links: the others", "`reader` now allows", out)
        (at.folder / "et/e.tf").unlink()
        (at.folder / "et/h.txt").unlink()
        (at.folder / "et/h.txt").symlink_to(host)
        status, out, err = at.rolecast("review", "HEAD")
        expect("a link that a configuration reads", (status, "secret-of" in out + err), (1, False))
        expect_in("a link that a configuration reads", "? et is a link", out)
        at.git("checkout", "-q", "role.yaml")
        (at.folder / "et/h.txt").unlink()
        at.write({"et/h.txt": policy(NARROW)})
        at.commit()
        at.write({"role.yaml": role_file(WIDE)})
        expect("a link of the commit", verdict_in(at), (1, "widened", {}))
        at.write({"new2.yaml": role_file(NARROW, "second")})
        (at.folder / "new.yaml").unlink()
        at.write({"new.yaml": role_file(NARROW, "third")})
        expect("a link that became a file", at.review()[1], {"reader": "widened", "second": "widened", "third": "widened"})


def policies_of_resources():
    bucket = json.loads(policy(NARROW))
    bucket["Statement"][0]["Principal"] = "*"
    with repository({"role.yaml": role_file(NARROW), "p.json": policy(NARROW)}) as at:
        at.write({"bucket.json": json.dumps(bucket), "role.yaml": role_file(WIDE)})
        status, roles, err = at.review()
        expect("the policy of a bucket", (status, roles), (1, {"reader": "widened"}))
        expect_in("the policy of a bucket", "`bucket.json` is passed over: it is the policy of a resource", err)
        at.commit()
        at.write({"bucket.json": json.dumps(bucket | {"Id": "x"})})
        expect("a changed policy of a bucket", at.review()[:2], (0, {}))
        at.write({"p.json": json.dumps(bucket)})
        expect("a policy that became one of a bucket", at.review()[0], 2)


def broken_files():
    with repository({"broken.yaml": "rolecast: 1\nroles: {", "role.yaml": role_file(NARROW)}) as at:
        at.write({"broken.yaml": role_file(NARROW, "mended"), "role.yaml": role_file(WIDE)})
        status, roles, err = at.review()
        expect("mended", (status, roles), (1, {"mended": "widened", "reader": "widened"}))
        expect_in("mended", "every role of `broken.yaml` counts as added", err)
        (at.folder / "broken.yaml").unlink()
        at.git("checkout", "-q", "role.yaml")
        status, roles, err = at.review()
        expect("a broken file is gone", (status, roles), (0, {}))
        expect_in("a broken file is gone", "what it was cannot be read", err)
        at.write({"a.yaml": "rolecast: 1\nroles: [", "role.yaml": role_file(WIDE)})
        status, out, err = at.rolecast("review", "HEAD", "--format", "json")
        expect("the others of a broken file", (status, [row["role"] for row in json.loads(out)["roles"]]), (2, ["reader"]))
        expect("a broken file is named", json.loads(out)["passedOver"][0]["name"], "a.yaml")
        expect_in("its fault", "a.yaml:", err)
        done = subprocess.run([str(ROOT / "scripts/review-report"), "HEAD", "report.md"], cwd=at.folder, timeout=60,
                              env=ENVIRONMENT | {"ROLECAST": BINARY}, capture_output=True)
        report = (at.folder / "report.md").read_text()
        expect("review-report", done.returncode, 2)
        for part in ("`reader` now allows", "**Not everything could be read:**", "a.yaml:"):
            expect_in("review-report", part, report)


def names_that_are_not_utf8():
    with repository({}) as at:
        (at.folder / os.fsdecode(b"a\xff.yaml")).write_text(role_file(WIDE))
        for form in ("json", "sarif", "text", "markdown"):
            done = subprocess.run([BINARY, "review", "HEAD", "--format", form], cwd=at.folder, env=ENVIRONMENT,
                                  capture_output=True, timeout=60)
            expect_in(f"UTF-8 in {form}", "a%FF" if form == "sarif" else "a\\\\xff" if form == "json" else "a\\xff",
                      done.stdout.decode("utf-8"))


def places():
    with repository({"gone.yaml": role_file(NARROW, "gone"), "b/role.yaml": role_file(WIDE)}) as at:
        (at.folder / "gone.yaml").unlink()
        at.write({"b/role.yaml": role_file(NARROW), "b/new.yaml": role_file(NARROW, "new")})
        for folder in (".", "b"):
            log = json.loads(at.rolecast("review", "HEAD", "--format", "sarif", folder=folder)[1])
            uris = {place["physicalLocation"]["artifactLocation"]["uri"]
                    for each in log["runs"][0]["results"] for place in each["locations"]}
            expect(f"places from {folder}", uris, {"gone.yaml", "b/role.yaml", "b/new.yaml"})


def settings_do_not_matter():
    with repository({"role.yaml": role_file(NARROW), "sub/x": ""}) as at:
        for name, value in {"diff.external": "false", "diff.noprefix": "true", "diff.renames": "copies",
                            "diff.relative": "true", "core.quotePath": "true", "color.ui": "always",
                            "diff.x.textconv": "false", "status.relativePaths": "true", "core.pager": "false"}.items():
            at.git("config", name, value)
        at.write({".gitattributes": "*.yaml diff=x\n", "role.yaml": role_file(WIDE), "ü.yaml": role_file(WIDE, "new")})
        expect("settings", at.review(folder="sub")[:2], (1, {"reader": "widened", "new": "widened"}))


def main():
    for test in (renamed, folders, not_passed_over, passed_over, unusual_names, subfolder,
                 refused, policies_of_other_roles, others_as_before, links, policies_of_resources, broken_files,
                 names_that_are_not_utf8, places, settings_do_not_matter):
        test()
    print("\n".join([*faults, f"{passed} passed, {len(faults)} failed"]))
    sys.exit(1 if faults or not passed else 0)


if __name__ == "__main__":
    main()
