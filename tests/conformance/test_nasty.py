"""The corpus of nasty role files (tests/nasty): accepted ones mean the same to every tool, the others are refused.

Accepted files are emitted in every rendition and read back by the tools the renditions are for. A rendition may refuse
only what it cannot say, and this file says what that is: see `inexpressible`.
"""
import concurrent.futures
import filecmp
import pathlib
import re
import tempfile
import unittest

from support import cloudformation, iam, json_places, node, rolecast, terraform, tools

CORPUS = tools.REPOSITORY / "tests" / "nasty"
RENDITIONS = (*rolecast.CLOUDFORMATION, *rolecast.TERRAFORM_FILES, *rolecast.CDK, rolecast.NATIVE, rolecast.DOCUMENTS)


class Case:
    def __init__(self, path):
        self.name = path.name.removesuffix(".role.json")
        self.path = path
        self.expect = iam.loads(path.with_name(self.name + ".expect.json").read_text(encoding="utf-8"))["expect"]
        self.accepted = self.expect["outcome"] == "accept"
        self.only_for = self.expect.get("only_for")
        self.where = self.expect.get("where", "")
        if self.expect.get("code") == "json.duplicate-key":  # either of the two is at fault
            self.where = self.where.rpartition("/")[0]

    def role(self):
        return iam.role(trust=iam.document(self.expect["canonical_trust"]), **self.expect["fields"], policies={
            name: iam.document(text) for name, text in self.expect["canonical_policies"].items()})

    def policy_text(self):
        return "".join([self.expect["canonical_trust"], *self.expect["canonical_policies"].values()])


def cases():
    return [Case(path) for path in sorted(CORPUS.glob("*.role.json"))]


def inexpressible(case, rendition):
    """Whether this rendition has no way to say what the case holds."""
    if rendition is rolecast.TF_DATA:  # the data source turns every `&{` into `${`
        return "&{" in case.policy_text()
    if rendition is rolecast.CDK_DOCUMENTS:  # what looks like a deferred value is one
        return cloudformation.TOKEN.search(case.policy_text()) is not None
    return False


class Accepted(unittest.TestCase):
    """One run emits everything, twice; every test then hands it to one tool."""
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.cases = [case for case in cases() if case.accepted]
        jobs = [(case, rendition) for case in cls.cases for rendition in RENDITIONS]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            cls.runs = dict(zip(jobs, pool.map(lambda job: cls.emit_twice(*job), jobs)))

    @classmethod
    def emit_twice(cls, case, rendition):
        first, second = (rendition.emit(case.path, cls.out(case, rendition, again)) for again in ("", "again"))
        if first.returncode == second.returncode == 0:
            return first, filecmp.cmp(*(rendition.file(cls.out(case, rendition, again)) for again in ("", "again")), False)
        return first, True

    @classmethod
    def out(cls, case, rendition, again=""):
        return cls.folder / (rendition.label + again) / case.name

    def files(self, rendition):
        """{case: the file it was emitted to}, without what was refused (test_accepted looks after that)."""
        return {case: rendition.file(self.out(case, rendition)) for case in self.cases
                if self.runs[case, rendition][0].returncode == 0}

    def check(self, case, tool, actual, fields=True, form=iam.exact):
        """`actual` is a role, or a function that reads one."""
        with self.subTest(case.name, tool=tool):
            actual = actual() if callable(actual) else actual
            wanted = case.role()
            if not fields:
                actual, wanted = ({key: role[key] for key in ("trust", "policies")} for role in (actual, wanted))
            wanted = iam.with_documents(wanted, form)
            if form is not iam.exact:
                actual = iam.with_documents(actual, form)
            self.assertEqual(iam.text(wanted), iam.text(actual))

    def test_accepted(self):
        for (case, rendition), (done, _) in self.runs.items():
            with self.subTest(case.name, rendition=rendition.label):
                if inexpressible(case, rendition):
                    self.assert_refused(done)
                else:
                    self.assertEqual(done.returncode, 0, done.stderr)

    def assert_refused(self, done):
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, r"error\[RC3\d\d\]")

    def test_a_second_run_writes_the_same_bytes(self):
        for (case, rendition), (_, same) in self.runs.items():
            self.assertTrue(same, f"{case.name} {rendition.label}")

    @tools.needs("PyYAML")
    def test_yaml_by_pyyaml(self):
        for case, file in self.files(rolecast.CFN_YAML).items():
            text = file.read_text(encoding="utf-8")
            self.check(case, "PyYAML", lambda: cloudformation.only_role(cloudformation.load_pyyaml(text)))

    @tools.needs("cfn-lint")
    def test_templates_by_cfn_lint(self):
        for rendition in rolecast.CLOUDFORMATION:
            for case, file in self.files(rendition).items():
                self.check(case, "cfn-lint", lambda: cloudformation.only_role(cloudformation.load_cfn_lint(file)))

    @tools.needs("npm:yaml", "npm:js-yaml")
    def test_yaml_by_javascript(self):
        files = self.files(rolecast.CFN_YAML)
        answers = node.read_yaml({case.name: file for case, file in files.items()})
        for case in files:
            for parser, template in answers[case.name].items():
                self.check(case, parser, lambda: cloudformation.only_role(template))

    def test_json_templates(self):
        for case, file in self.files(rolecast.CFN_JSON).items():
            self.check(case, "JSON", lambda: cloudformation.only_role(iam.loads(file.read_text(encoding="utf-8"))))

    def test_plain_documents(self):
        for case, trust in self.files(rolecast.DOCUMENTS).items():
            documents = {path.name.removesuffix(".json"): iam.loads(path.read_text(encoding="utf-8"))
                         for path in trust.parent.iterdir()}
            self.check(case, "JSON", iam.role(trust=documents.pop("trust"), policies=documents), fields=False)

    def test_native_form_means_the_same(self):
        for case, file in self.files(rolecast.NATIVE).items():
            out = self.folder / "from-native" / case.name
            rolecast.emit_or_fail(rolecast.CFN_JSON, file, out)
            template = iam.loads(rolecast.CFN_JSON.file(out).read_text(encoding="utf-8"))
            self.check(case, "native form", lambda: cloudformation.only_role(template))

    @tools.needs("npm:aws-cdk-lib")
    def test_cdk(self):
        for rendition in rolecast.CDK:
            files = self.files(rendition)
            answers = node.synth({case.name: file for case, file in files.items()}, rendition.cdk_shape)
            documents = rendition is rolecast.CDK_DOCUMENTS
            for case in files:
                self.check(case, rendition.label, lambda: self.synthesized(answers[case.name]), fields=not documents,
                           form=iam.equivalent if documents else iam.exact)

    @staticmethod
    def synthesized(answer):
        if "error" in answer:
            raise AssertionError(answer["error"])
        return cloudformation.only_role(answer["template"])

    @tools.needs("terraform", "AWS provider")
    def test_terraform_plan(self):
        files = {(case, rendition): file for rendition in rolecast.TERRAFORM_FILES
                 for case, file in self.files(rendition).items()}
        resources = terraform.planned(self.folder / "plan", files)
        for case, rendition in files:
            self.check(case, rendition.label, lambda: terraform.only_role(resources[case, rendition]),
                       form=iam.exact if rendition.keeps_shape else iam.equivalent)

    @tools.needs("terraform")
    def test_terraform_fmt(self):
        files = [*self.files(rolecast.TF_SNIPPET).values(), *self.files(rolecast.TF_DATA).values()]
        self.assertEqual(terraform.fmt_changes(files), "")


class Refused(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.cases = [case for case in cases() if not case.accepted]

    def test_refused_everywhere(self):
        for case in self.cases:
            if case.only_for:
                continue
            for rendition in RENDITIONS:
                with self.subTest(case.name, rendition=rendition.label):
                    self.assert_refused(case, rendition)

    def test_refused_only_where_it_does_harm(self):
        some = [case for case in self.cases if case.only_for]
        self.assertTrue(some)
        for case in some:
            for rendition in RENDITIONS:
                with self.subTest(case.name, rendition=rendition.label):
                    if rendition.to in case.only_for:
                        self.assert_refused(case, rendition)
                    else:
                        rolecast.emit_or_fail(rendition, case.path, self.folder / case.name / rendition.label)

    def assert_refused(self, case, rendition):
        out = self.folder / case.name / rendition.label
        done = rendition.emit(case.path, out)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertFalse(out.exists(), "something was left behind")
        place = re.search(rf"^{re.escape(str(case.path))}:(\d+):(\d+): error\[RC\d\d\d\]: .+", done.stderr, re.MULTILINE)
        self.assertTrue(place, f"no place and code in\n{done.stderr}")
        self.assert_near(case, int(place[1]), int(place[2]))

    def assert_near(self, case, line, column):
        """The place lies inside the offending value or at its key; the whole file is fair where the case names no place."""
        text = case.path.read_bytes().decode("utf-8", "surrogateescape").removeprefix("\ufeff")
        lines = text.split("\n")
        self.assertLessEqual(line, len(lines))
        self.assertLessEqual(column, len(lines[line - 1]) + 1)
        offset = sum(len(earlier) + 1 for earlier in lines[:line - 1]) + column - 1
        begin, end = json_places.find(text, case.where)
        self.assertTrue(begin <= offset <= end,
                        f"{line}:{column} is outside {case.where}, {text[begin:end][:200]!r}")
