"""Every format's own escapes as text in a policy: each rendition says exactly that text, or refuses; never another text.

IAM's variables and look-alikes of Fn::Sub, HCL and dynamic references, alone and next to a deferred `${region}`, as
scalar, in a list, as condition value and in a condition key. CloudFormation's side is judged by support/intrinsics.py
(moto's Fn::Sub is no oracle), Terraform's by a plan.
"""
import concurrent.futures
import dataclasses
import itertools
import json
import pathlib
import tempfile
import unittest

from support import cloudformation, iam, node, rolecast, terraform, tools

REGION = "us-east-1"
VALUES = cloudformation.pseudo_parameters("123456789012", REGION)
RENDITIONS = (*rolecast.CLOUDFORMATION, *rolecast.TERRAFORM_FILES, *rolecast.CDK)

# as a role file spells it, and the text it means
TEXTS = {
    "variable": ("${aws:username}", "${aws:username}"),
    "variable-with-default": ("${aws:PrincipalTag/x, 'y'}", "${aws:PrincipalTag/x, 'y'}"),
    "star": ("${*}", "${*}"),
    "question-mark": ("${?}", "${?}"),
    "dollar": ("${$}", "${$}"),
    "literal-opening": ("$${", "${"),
    "literal-reference": ("$${region}", "${region}"),
    "literal-pseudo-parameter": ("${AWS::Region}", "${AWS::Region}"),
    "dollar-before-literal": ("$$${x}", "$${x}"),
    "bang": ("$${!x}", "${!x}"),
    "bang-variable": ("${!aws:username}", "${!aws:username}"),
    "percent": ("%{x}", "%{x}"),
    "doubled-percent": ("%%{x}", "%%{x}"),
    "ampersand": ("&{x}", "&{x}"),
    "ampersand-variable": ("&{aws:username}", "&{aws:username}"),
    "dynamic-reference": ("{{resolve:ssm:x}}", "{{resolve:ssm:x}}"),
    "braces": ("{{x}}", "{{x}}"),
    "lone-dollar": ("$-%-&-$", "$-%-&-$"),
}
# what stands around the text, and what comes of it
NEIGHBOURS = {
    "alone": (lambda text: text, lambda text: text),
    "after-region": (lambda text: "${region}-" + text, lambda text: REGION + "-" + text),
    "before-region": (lambda text: text + "-${region}", lambda text: text + "-" + REGION),
    "touching": (lambda text: "${region}" + text, lambda text: REGION + text),
}


@dataclasses.dataclass(frozen=True)
class Cell:
    text: str
    neighbour: str
    place: str  # "values" or "key"

    @property
    def name(self):
        return f"{self.text}_{self.neighbour}_{self.place}"

    @property
    def deferred(self):
        return self.neighbour != "alone"

    def written(self):
        return NEIGHBOURS[self.neighbour][0](TEXTS[self.text][0])

    def meant(self):
        return NEIGHBOURS[self.neighbour][1](TEXTS[self.text][1])

    def policy(self, text):
        if self.place == "key":
            return {"Version": "2012-10-17", "Statement": [{
                "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
                "Condition": {"StringEquals": {"aws:RequestTag/" + text: "x"}}}]}
        arn = "arn:aws:s3:::b/" + text
        return {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": arn,
             "Condition": {"StringLike": {"aws:PrincipalTag/a": text}}},
            {"Effect": "Deny", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::c", arn],
             "Condition": {"StringLike": {"aws:PrincipalTag/a": ["first", text]}}}]}

    def role_file(self):
        trust = [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]
        return json.dumps({"rolecast": 1, "roles": {"cell": {
            "name": "Cell", "trust": trust, "policies": {"p": self.policy(self.written())}}}})

    def must_refuse(self, rendition):
        """Where the format has no way to say it."""
        text = TEXTS[self.text][1]
        if rendition is rolecast.TF_DATA:  # the data source rewrites `&{` in values and resources, in keys it does not
            return "&{" in text and self.place == "values"
        if rendition in rolecast.TERRAFORM_FILES:
            return False
        if rendition is rolecast.CDK_DOCUMENTS and cloudformation.TOKEN.search(text):
            return True
        return "{{resolve:" in text or (self.deferred and self.place == "key")

    def may_refuse(self, rendition):
        """Where it has a way, but the guides leave doubt: `${` that Fn::Sub has no documented escape for."""
        undocumented = "${!" in self.meant() or self.text == "literal-opening"
        return self.deferred and undocumented and rendition not in rolecast.TERRAFORM_FILES


CELLS = [Cell(*parts) for parts in itertools.product(TEXTS, NEIGHBOURS, ("values", "key"))]


class Variables(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        for cell in CELLS:
            (cls.folder / f"{cell.name}.json").write_text(cell.role_file(), encoding="utf-8")
        jobs = list(itertools.product(CELLS, RENDITIONS))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            emit = pool.map(lambda job: job[1].emit(cls.folder / f"{job[0].name}.json", cls.out(*job)), jobs)
            cls.runs = dict(zip(jobs, emit))

    @classmethod
    def out(cls, cell, rendition):
        return cls.folder / rendition.label / cell.name

    def files(self, rendition):
        return {cell: rendition.file(self.out(cell, rendition)) for cell in CELLS
                if self.runs[cell, rendition].returncode == 0}

    def check(self, cell, rendition, read):
        with self.subTest(cell.name, rendition=rendition.label):
            form = iam.exact if rendition.keeps_shape else iam.equivalent
            document, = read()["policies"].values()
            self.assertEqual(iam.text(form(cell.policy(cell.meant()))), iam.text(form(document)))

    def test_refused_exactly_where_it_cannot_be_said(self):
        for (cell, rendition), done in self.runs.items():
            with self.subTest(cell.name, rendition=rendition.label):
                self.assertIn(done.returncode, (0, 2), done.stderr)
                if done.returncode == 2:
                    self.assertTrue(cell.must_refuse(rendition) or cell.may_refuse(rendition), done.stderr)
                    self.assertRegex(done.stderr, r":\d+:\d+: error\[RC3\d\d\]")
                    self.assertFalse(self.out(cell, rendition).exists())
                else:
                    self.assertFalse(cell.must_refuse(rendition), "emitted what the format cannot say")

    @tools.needs("PyYAML")
    def test_cloudformation_yaml(self):
        for cell, file in self.files(rolecast.CFN_YAML).items():
            template = cloudformation.load_pyyaml(file.read_text(encoding="utf-8"))
            self.check(cell, rolecast.CFN_YAML, lambda: cloudformation.only_role(template, VALUES))

    def test_templates_in_json(self):
        for rendition in (rolecast.CFN_JSON, rolecast.CDK_TEMPLATE):
            for cell, file in self.files(rendition).items():
                template = iam.loads(file.read_text(encoding="utf-8"))
                self.check(cell, rendition, lambda: cloudformation.only_role(template, VALUES))

    @tools.needs("npm:aws-cdk-lib")
    def test_cdk(self):
        for rendition in rolecast.CDK:
            files = self.files(rendition)
            answers = node.synth({cell.name: file for cell, file in files.items()}, rendition.cdk_shape)
            for cell in files:
                self.check(cell, rendition, lambda: cloudformation.only_role(answers[cell.name]["template"], VALUES))

    @tools.needs("terraform", "AWS provider")
    def test_terraform(self):
        files = {(cell, rendition): file for rendition in rolecast.TERRAFORM_FILES
                 for cell, file in self.files(rendition).items()}
        resources = terraform.planned(self.folder / "plan", files)
        for cell, rendition in files:
            self.check(cell, rendition, lambda: terraform.only_role(resources[cell, rendition]))


class Intrinsics(unittest.TestCase):
    """The judge itself: what it lets pass, and what it must not."""

    def test_documented(self):
        for node_, text in (({"Fn::Sub": "${AWS::Region}-${!aws:username}"}, "us-east-1-${aws:username}"),
                            ({"Fn::Sub": ["${A}/${AWS::Region}", {"A": "${!x}"}]}, "${!x}/us-east-1"),
                            ({"Fn::Join": ["", [{"Ref": "AWS::Region"}, "${x}"]]}, "us-east-1${x}"),
                            ("${AWS::Region}", "${AWS::Region}")):
            self.assertEqual(cloudformation.evaluate(node_, VALUES), text)

    def test_undocumented(self):
        for node_ in ({"Fn::Sub": "${aws:username}"}, {"Fn::Sub": "${!!x}"}, {"Fn::Sub": "${"}, {"Ref": "Nobody"},
                      {"Fn::Sub": "${Role.Arn}"}, {"Ref": "AWS::Region", "x": 1}, "{{resolve:ssm:x}}",
                      {"Fn::GetAtt": ["A", "B"]}, {"Fn::Sub": ["x", {"A": "unused"}]},
                      {"Fn::Join": ["", ["{{resolve", ":ssm:x}}"]]}):
            with self.subTest(node_), self.assertRaises(cloudformation.TemplateError):
                cloudformation.evaluate(node_, VALUES)
