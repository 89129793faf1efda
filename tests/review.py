#!/usr/bin/env python3
"""Reviews scratch repositories: tests/review.py [BINARY] (or BINARY as $ROLECAST).

What changed is found and named, what holds no role is passed over, what cannot be read is not; and no text of an input
changes the structure of a report.
"""
import html.parser
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.path.abspath(os.environ.get("ROLECAST") or (sys.argv[1:] or [ROOT / "build/release/rolecast"])[0])
CLEAN, FINDINGS, FAILED = 0, 1, 2

ROLE = """rolecast: 1
roles:
  {id}:
    trust: [{{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: sts:AssumeRole}}]
    policies:
      Main: [{{Effect: Allow, Action: [{actions}], Resource: "*"}}]
"""
TERRAFORM = """resource "aws_iam_role" "agent" {{
  assume_role_policy = file("trust-policy.json")
}}
resource "aws_iam_role_policy" "main" {{
  name   = "Main"
  role   = aws_iam_role.agent.id
  policy = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = "{action}", Resource = "*" }}] }})
}}
"""
TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}


def role(actions, id="agent"):
    return ROLE.format(actions=actions, id=id)


def document(**fields):
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"} | fields
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class Repository:
    """A scratch repository with one commit of `files`."""

    def __init__(self, folder, files):
        self.folder = pathlib.Path(folder)
        self.git("init", "-q", "-b", "main")
        self.write(files)
        self.commit()

    def write(self, files):
        for name, text in files.items():
            path = self.folder / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def git(self, *arguments):
        own = ["-c", "user.name=n", "-c", "user.email=n@example.com", "-c", "core.quotePath=true"]
        subprocess.run(["git", *own, *arguments], cwd=self.folder, check=True, capture_output=True)

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "state")

    def run(self, *arguments, within="."):
        return subprocess.run([BINARY, *arguments], cwd=self.folder / within, capture_output=True, text=True)

    def review(self, *arguments, within="."):
        """(exit status, {("file role", status): verdict}, standard error)"""
        done = self.run("review", *arguments, "--format", "json", within=within)
        report = json.loads(done.stdout)["roles"] if done.stdout else []
        name = lambda row: (row["after"] or row["before"])["file"] + " " + row["role"]
        return done.returncode, {(name(row).split("/")[-1], row["status"]): row["verdict"] for row in report}, done.stderr


FAULTS = []


def check(what, found, wanted):
    if found != wanted:
        FAULTS.append(f"{what}: {found!r}, not {wanted!r}")


def test_kinds_of_changes(folder):
    one, two = role("s3:GetObject"), role("s3:GetObject, s3:PutObject")
    repository = Repository(folder, {
        "changed.yaml": one, "kept.yaml": role("s3:GetObject", "kept"), "gone.yaml": role("s3:GetObject", "gone"),
        "old name.yaml": role("s3:GetObject", "moved"), "package.json": "{}", "values.yaml": "a: {{ .Values.x }}\n",
        ".github/workflows/a.yaml": "on: push\n", "fn.yaml": "Resources: {F: {Type: AWS::Lambda::Function}}\n"})
    check("nothing changed", repository.review("HEAD"), (CLEAN, {}, ""))
    repository.write({"changed.yaml": two, "gone.yaml": None, "sub/new.yaml": role("s3:GetObject", "added"),
                      "package.json": '{"a": 1}', "values.yaml": "a: {{ .Values.y }}\n",
                      ".github/workflows/a.yaml": "on: [push]\n",
                      "fn.yaml": "Resources: {G: {Type: AWS::Lambda::Function}}\n"})
    repository.git("mv", "old name.yaml", "new: näme -\t.yaml")
    wanted = {("changed.yaml agent", "compared"): "widened", ("git:HEAD:gone.yaml gone", "removed"): "narrowed",
              ("new.yaml added", "added"): "widened", ("new: näme -\t.yaml moved", "compared"): "equal"}
    status, rows, messages = repository.review("HEAD")
    check("kinds of changes", (status, rows), (FINDINGS, wanted))
    check("a template of templates", "`values.yaml` is passed over" in messages, True)
    status, rows, messages = repository.review("main", within="sub")
    check("from a subfolder", (status, sorted(rows.values())), (FINDINGS, sorted(wanted.values())))
    check("fail on never", repository.review("HEAD", "--fail-on", "never")[0], CLEAN)
    repository.write({"changed.yaml": one, "sub/new.yaml": None})
    check("only losses", repository.review("HEAD")[0], CLEAN)
    check("any change", repository.review("HEAD", "--fail-on", "any-change")[0], FINDINGS)


def test_folders(folder):
    base = {"module/main.tf": TERRAFORM.format(action="s3:GetObject"), "module/trust-policy.json": json.dumps(TRUST),
            "main.tf": TERRAFORM.format(action="s3:GetObject"), "trust-policy.json": json.dumps(TRUST),
            "iam/agent/trust.json": json.dumps(TRUST), "iam/agent/Main.json": document()}
    repository = Repository(folder, base)
    repository.write({"module/main.tf": TERRAFORM.format(action="s3:*"), "iam/agent/Main.json": document(Action="s3:*"),
                      "main.tf": TERRAFORM.format(action="sqs:SendMessage")})
    status, rows, messages = repository.review("HEAD")
    check("folders", (status, sorted(rows.values())), (FINDINGS, ["incomparable", "widened", "widened"]))
    for name in ("module", "module/main.tf", "main.tf"):
        found = repository.run("diff", f"git:HEAD:{name}", f"git:HEAD:{name}")
        check(f"git:HEAD:{name}", (found.returncode, found.stdout.splitlines()[-1:]), (CLEAN, ["verdict: equal"]))
    other = json.dumps(TRUST).replace("lambda", "ec2")
    repository.write({"trust-policy.json": other, "module/trust-policy.json": other})
    found = repository.run("diff", "git:HEAD:main.tf", "git:HEAD:module/main.tf")
    check("a file that is named comes from the commit", (found.returncode, found.stderr), (CLEAN, ""))


def test_what_cannot_be_read(folder):
    repository = Repository(folder, {"role.yaml": role("s3:GetObject")})
    for name, text in {"broken": "rolecast: 1\nroles: {\n", "unknown key": role("s3:GetObject") + "    wrong: 1\n",
                       "another kind": document()}.items():
        repository.write({"role.yaml": text})
        status, rows, messages = repository.review("HEAD")
        check(name, (status, rows, "error[" in messages), (FAILED, {}, True))
    repository.write({"role.yaml": ""})
    check("an empty file", repository.review("HEAD")[1], {("git:HEAD:role.yaml agent", "removed"): "narrowed"})
    for name in ("git:HEAD:none.yaml", "git:none:role.yaml", "git:-p:role.yaml", "git:HEAD:../x", "git:HEAD:"):
        check(name, repository.run("diff", name, name).returncode, FAILED)
    for base in ("none", "-p", "--output=x", "", "...", "HEAD:role.yaml"):
        check(f"base {base}", repository.run("review", f"--fail-on=never", "--", base).returncode, FAILED)
    check("no repository", subprocess.run([BINARY, "review", "HEAD"], cwd="/", capture_output=True).returncode, FAILED)


def test_three_dots(folder):
    repository = Repository(folder, {"role.yaml": role("s3:GetObject"), "other.yaml": role("s3:GetObject", "other")})
    repository.git("checkout", "-q", "-b", "branch")
    repository.write({"role.yaml": role("s3:*")})
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.write({"other.yaml": role("sqs:*", "other")})
    repository.commit()
    repository.git("checkout", "-q", "branch")
    check("main...", repository.review("main...")[1], {("role.yaml agent", "compared"): "widened"})
    check("main", len(repository.review("main")[1]), 2)


NASTY = ["</details><script>alert(1)</script>", "@everyone", "`` ` ```", "|a|b|", "a\nb\r\n# head\n- item", "\x1b[31mred",
         "\u202eleft", "<!-- rolecast review -->", "[x](http://example.com)", "&lt;b&gt;", "\\", "*b* _i_ ~s~", "\u2028",
         "\u200bzero", "{0} [1](2)", "#123 GH-1", "{{x}}", " ", "$(id)", "::error::x", "%0A", "'\"", "\u0085"]


class Structure(html.parser.HTMLParser):
    """The elements of rendered Markdown, without their text."""

    def __init__(self, text):
        super().__init__()
        self.seen = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, attributes))

    def handle_endtag(self, tag):
        self.seen.append(("/" + tag, []))


def outside_of_code(text):
    """The report without its code spans, as CommonMark finds them: a run of backticks to the next one as long."""
    return re.sub(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", "CODE", text)


def reports(folder, name, text):
    for file, action in (("a", "s3:GetObject"), ("b", "s3:PutObject")):
        path = pathlib.Path(folder) / file / name
        path.parent.mkdir(parents=True, exist_ok=True)
        condition = {"StringNotEquals": {"aws:PrincipalTag/" + text: text}}
        path.write_text(document(Sid=text, Action=action, Resource="arn:aws:s3:::" + text, Condition=condition))
    return {kind: subprocess.run([BINARY, "diff", f"a/{name}", f"b/{name}", "--format", kind], cwd=folder,
                                 capture_output=True).stdout.decode("utf-8")
            for kind in ("text", "markdown", "json", "sarif")}


def shape(node):
    """A tree without its texts, and without the keys of `context`."""
    if isinstance(node, dict):
        return {key: None if key == "context" else shape(value) for key, value in node.items()}
    return [shape(item) for item in node] if isinstance(node, list) else type(node).__name__


def test_injection(folder):
    plain = reports(folder, "plain.json", "x")
    check("the harmless report", "Gained: 1" in plain["markdown"] and '"gained": [\n' in plain["json"], True)
    for number, text in enumerate(NASTY):
        names = [f"{number}.json", text.replace("/", "_").replace("\n", " ") + ".json"]
        names.append(text.replace("/", "_") + ".json")
        for name in names:
            found = reports(folder, name, text)
            what = f"{text!r} in {name!r}"
            check(f"lines of text, {what}", found["text"].count("\n"), plain["text"].count("\n"))
            for kind in ("text", "markdown"):
                bad = re.findall(r"[\x00-\x09\x0b-\x1f\x7f\x80-\x9f\u2028-\u202e\u2066-\u2069]", found[kind])
                check(f"control characters in {kind}, {what}", bad, [])
            markdown = outside_of_code(found["markdown"])
            check(f"markdown, {what}", markdown, outside_of_code(plain["markdown"]))
            check(f"HTML, {what}", Structure(markdown).seen, Structure(outside_of_code(plain["markdown"])).seen)
            for kind in ("json", "sarif"):
                check(f"{kind}, {what}", shape(json.loads(found[kind])), shape(json.loads(plain[kind])))
            for result in json.loads(found["sarif"])["runs"][0]["results"]:
                message = re.sub(r"\\.", "", result["message"]["text"])
                check(f"links in SARIF, {what}", re.findall(r"[\[\]]|(?<!\{)\{\d", message.replace("{{", "")), [])
                for location in result["locations"]:
                    uri = location["physicalLocation"]["artifactLocation"]["uri"]
                    check(f"URI, {what}", re.findall(r"[^A-Za-z0-9._~/%-]", uri), [])


def test_length(folder):
    statements = [{"Effect": "Allow", "Action": f"s3:Get{i}", "Resource": f"arn:aws:s3:::{'long' * 60}{i}/*"} for i in range(600)]
    write = lambda name, list: (pathlib.Path(folder) / name).write_text(
        json.dumps({"Version": "2012-10-17", "Statement": list}))
    write("a.json", statements[:1])
    write("b.json", statements)
    done = subprocess.run([BINARY, "diff", "a.json", "b.json", "--format", "markdown"], cwd=folder, capture_output=True)
    text = done.stdout.decode("utf-8")
    check("length", 40_000 < len(text) <= 60_000, True)
    left_out = re.search(r"\*\*(\d+) rows are left out", text)
    check("all rows counted", left_out and int(left_out[1]) + text.count("\n- `"), 599)
    check("every fold is closed", text.count("<details>"), text.count("</details>"))
    check("the title keeps the count", "Gained: 599" in text, True)


def test_scripts(folder):
    repository = Repository(folder, {"role.yaml": role("s3:GetObject")})
    repository.write({"role.yaml": role("s3:*")})
    environment = os.environ | {"ROLECAST": BINARY}
    run = lambda *words, **more: subprocess.run(words, cwd=folder, capture_output=True, text=True,
                                                env=environment | more)
    marker = "<!-- rolecast review -->"
    report = pathlib.Path(folder) / "report.md"
    for base, fail_on, status, title in (("HEAD", "new-access", FINDINGS, "### Role review: widened"),
                                         ("HEAD", "never", CLEAN, "### Role review: widened"),
                                         ("none", "never", FAILED, "### Role review: not possible")):
        done = run(str(ROOT / "scripts/review-report"), base, "report.md", fail_on)
        lines = report.read_text().splitlines()
        check(f"review-report {base} {fail_on}", (done.returncode, lines[:2]), (status, [marker, title]))
    tools = pathlib.Path(folder) / "tools"
    tools.mkdir()
    gh = tools / "gh"
    gh.write_text('#!/bin/sh\necho "$*" >>calls\ncase "$*" in *--paginate*) cat known ;; esac\n')
    gh.chmod(0o755)
    for known, method in (("", "POST repos/o/r/issues/7/comments "), ("42\n43\n", "PATCH repos/o/r/issues/comments/42 ")):
        (pathlib.Path(folder) / "known").write_text(known)
        (pathlib.Path(folder) / "calls").unlink(missing_ok=True)
        done = run(str(ROOT / "scripts/comment-report"), "o/r", "7", "report.md", PATH=f"{tools}:{os.environ['PATH']}")
        calls = (pathlib.Path(folder) / "calls").read_text().splitlines()
        check("comment-report", (done.returncode, calls[-1].startswith(f"api --method {method}")), (0, True))


CURL = r"""#!/usr/bin/env python3
import json, os, sys
words = sys.argv[1:]
with open("calls", "a") as calls:
    calls.write(" ".join(words) + "\n")
if os.environ.get("FAILS", "none") in words[-1]:
    sys.exit(22)
if words[-1].endswith("/user"):
    print(json.dumps({"id": 7}))
elif "page=" in words[-1]:
    page = int(words[-1].rsplit("=", 1)[1])
    note = lambda id, author: {"id": id, "author": {"id": author}, "body": "<!-- rolecast review -->\nx"}
    pages = [[note(41, 8)] * 100, [note(42, 9), note(43, 7)], [note(44, 7)]]
    option = lambda name: words[words.index(name) + 1]
    open(option("--dump-header"), "w").write(f"HTTP/2 200\r\nX-Next-Page: {page + 1 if page < 3 else ''}\r\n")
    open(option("--output"), "w").write(json.dumps(pages[page - 1]))
"""


def gitlab_script():
    """The commands of the job, without those that install programs."""
    lines = (ROOT / "examples/pipelines/gitlab-ci.yml").read_text().split("  script:\n")[1].split("\n  artifacts:")[0]
    items = [item.removeprefix("|\n") for item in re.split(r"^    - ", lines, flags=re.M)[1:]]
    return "\n".join(item for item in items if not item.startswith("apt-get"))


def test_gitlab_job(folder):
    if not shutil.which("jq"):
        return
    repository = Repository(folder, {"role.yaml": role("s3:GetObject")})
    repository.write({"role.yaml": role("s3:*")})
    tools = pathlib.Path(folder) / "tools"
    tools.mkdir()
    (tools / "curl").write_text(CURL)
    (tools / "rolecast").symlink_to(BINARY)
    (tools / "curl").chmod(0o755)
    calls = pathlib.Path(folder) / "calls"
    for token, fails, last in (("", "none", None), ("x", "none", "--request PUT --form body=<note.md api/projects/1/merge_requests/2/notes/43"),
                               ("x", "/notes/43", "/notes/43"), ("x", "/user", "/user"), ("x", "page=1", "page=1")):
        calls.unlink(missing_ok=True)
        environment = os.environ | {"PATH": f"{tools}:{os.environ['PATH']}", "ROLECAST_TOKEN": token, "FAILS": fails,
                                    "CI_API_V4_URL": "api", "CI_PROJECT_ID": "1", "CI_MERGE_REQUEST_IID": "2",
                                    "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD"}
        done = subprocess.run(["bash", "-eo", "pipefail", "-c", gitlab_script()], cwd=folder, env=environment,
                              capture_output=True, text=True)
        called = calls.read_text().splitlines()[-1] if calls.exists() else None
        check(f"the job, {token} {fails}", (done.returncode, bool(called and called.endswith(last or "")), done.stderr),
              (FINDINGS, last is not None, ""))


def test_textconv(folder):
    repository = Repository(folder, {"agent.role.yaml": role("s3:GetObject"), ".gitattributes": "*.role.yaml diff=rolecast\n"})
    repository.git("config", "diff.rolecast.textconv", f"{BINARY} emit --to rolecast")
    repository.write({"agent.role.yaml": role("s3:GetObject,   s3:PutObject")})
    shown = subprocess.run(["git", "diff"], cwd=folder, capture_output=True, text=True).stdout
    check("textconv", [line for line in shown.splitlines() if re.match(r"[-+] ", line)],
          ["+            - s3:PutObject"])


def main():
    tests = [value for name, value in globals().items() if name.startswith("test_")]
    for test in tests:
        with tempfile.TemporaryDirectory() as folder:
            test(folder)
    for fault in FAULTS:
        print(fault)
    print(f"{len(tests)} tests, {len(FAULTS)} faults")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
