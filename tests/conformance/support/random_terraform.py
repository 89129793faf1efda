"""Random expressions and policy documents in Terraform's language; the same seed gives the same ones."""
import json

WORDS = ["a", "b", "ab", "A-b", "x_y", "", "aa", "b.c", "B c", " z ", "0", "10", "true", "1.50", "key"]


class Expressions:
    """Builds expressions of a type, at most so many levels deep."""

    def __init__(self, random):
        self.random = random

    def one_of(self, *builders):
        return self.random.choice(builders)()

    def any(self, depth):
        return self.one_of(lambda: self.text(depth), lambda: self.texts(depth), lambda: self.map(depth),
                           lambda: self.number(depth), lambda: self.truth(depth),
                           lambda: "{ for k, v in %s : v => k... }" % self.map(depth),
                           lambda: f"[{self.number(depth)}, null, {self.truth(depth)}]")

    def scalar(self, depth):
        return self.one_of(lambda: self.text(depth), lambda: self.number(depth), lambda: self.truth(depth))

    def text(self, depth):
        word = lambda: json.dumps(self.random.choice(WORDS))
        if depth <= 0 or self.random.random() < 0.2:
            return word()
        text, texts = lambda: self.text(depth - 1), lambda: self.texts(depth - 1)
        number, truth = lambda: self.number(depth - 1), lambda: self.truth(depth - 1)
        return self.one_of(
            lambda: f'"x${{{self.scalar(depth - 1)}}}$y"', lambda: f"join({word()}, {texts()})",
            lambda: f'format("%s-%v", {text()}, {self.scalar(depth - 1)})',
            lambda: f"{self.random.choice(['lower', 'upper', 'title', 'trimspace', 'chomp', 'tostring'])}({text()})",
            lambda: f'replace({text()}, "a", {word()})', lambda: f'trimprefix({text()}, "a")', lambda: f'trim({text()}, "-a")',
            lambda: f"substr({text()}, {self.random.randint(0, 4)}, {self.random.randint(-1, 4)})",
            lambda: f'coalesce({text()}, {text()}, "c")', lambda: f"({truth()} ? {text()} : {text()})",
            lambda: f'element(concat({texts()}, ["e"]), {self.random.randint(0, 5)})',
            lambda: f'lookup({self.map(depth - 1)}, "a", {word()})', lambda: f'try({self.map(depth - 1)}["b"], {word()})',
            lambda: f"jsonencode({self.any(depth - 1)})", lambda: f"tostring({number()})",
            lambda: f'"%{{ if {truth()} }}${{{text()}}}%{{ else }}n%{{ endif }}"',
            lambda: f'"%{{ for v in {texts()} }}<${{v}}>%{{ endfor }}"')

    def number(self, depth):
        if depth <= 0 or self.random.random() < 0.3:
            return self.random.choice(["0", "1", "7", "-3", "1.5", "1e2", "12.50"])
        return self.one_of(
            lambda: f"(length({self.texts(depth - 1)}) {self.random.choice('+-*')} {self.random.randint(0, 9)})",
            lambda: f"length({self.map(depth - 1)})", lambda: f"length({self.text(depth - 1)})", lambda: 'tonumber("2.50")')

    def truth(self, depth):
        if depth <= 0 or self.random.random() < 0.2:
            return self.random.choice(["true", "false"])
        return self.one_of(
            lambda: f"({self.scalar(depth - 1)} {self.random.choice(['==', '!='])} {self.scalar(depth - 1)})",
            lambda: f"(length({self.texts(depth - 1)}) {self.random.choice(['<', '<=', '>', '>='])} 2)",
            lambda: f"({self.truth(depth - 1)} {self.random.choice(['&&', '||'])} {self.truth(depth - 1)})",
            lambda: f"!{self.truth(depth - 1)}", lambda: f'contains({self.texts(depth - 1)}, "a")',
            lambda: f'startswith({self.text(depth - 1)}, "a")')

    def texts(self, depth):
        literal = lambda: "[%s]" % ", ".join(self.text(depth - 1) for _ in range(self.random.randint(0, 3)))
        if depth <= 0 or self.random.random() < 0.3:
            return literal()
        texts, a_map = lambda: self.texts(depth - 1), lambda: self.map(depth - 1)
        return self.one_of(
            literal, lambda: f"concat({texts()}, {texts()})", lambda: f"flatten([{texts()}, [{texts()}]])",
            lambda: f"distinct({texts()})", lambda: f'compact(concat({texts()}, ["z"]))', lambda: f"tolist(toset({texts()}))",
            lambda: f'split("-", {self.text(depth - 1)})', lambda: f'keys(merge({a_map()}, {{ k = "v" }}))',
            lambda: f'values(merge({a_map()}, {{ k = "v" }}))', lambda: f'concat([for v in {texts()} : "${{v}}!"], ["e"])',
            lambda: f'concat([for i, v in {texts()} : "${{i}}${{v}}" if v != "a"], ["e"])',
            lambda: f'concat([for k, v in {a_map()} : "${{k}}=${{v}}"], ["e"])',
            lambda: f"[{{ n = {self.text(depth - 1)} }}, {{ n = {self.text(depth - 1)} }}][*].n",
            lambda: f'formatlist("%s:%s", {texts()}, {self.text(0)})')

    def map(self, depth):
        keys = self.random.sample(["a", "b", "k", "x-y", "Z"], self.random.randint(0, 3))
        literal = "{ %s }" % ", ".join(f'"{key}" = {self.text(depth - 1)}' for key in keys)
        if depth <= 0 or self.random.random() < 0.3:
            return literal
        return self.one_of(
            lambda: literal, lambda: f"merge({self.map(depth - 1)}, {self.map(depth - 1)})",
            lambda: f'zipmap(["p", "q"], [{self.text(depth - 1)}, {self.text(depth - 1)}])',
            lambda: f'{{ for v in toset({self.texts(depth - 1)}) : "k${{v}}" => v }}',
            lambda: f'{{ for k, v in {self.map(depth - 1)} : upper(k) => v if k != "a" }}')


class Documents:
    """aws_iam_policy_document, some of them made of earlier ones: {label: body}."""
    ACTIONS = ["s3:GetObject", "s3:PutObject", "sqs:*", "ec2:Describe*", "iam:PassRole"]
    RESOURCES = ["*", "arn:aws:s3:::a/*", "arn:aws:s3:::&{aws:username}/x", "arn:aws:s3:::b"]
    VALUES = {"StringEquals": ["a", "b", "&{aws:username}"], "StringLike": ["a*"], "Bool": ["true", False],
              "NumericLessThan": [1, "2", 3.5]}

    def __init__(self, random, count):
        self.random, self.bodies, self.uses = random, {}, {}
        for number in range(count):
            self.uses[f"d{number}"] = set()
            self.bodies[f"d{number}"] = self.body(f"d{number}")

    def configuration(self, label):
        """The data sources that one needs, itself included."""
        needed, found = [label], []
        while needed:
            found.append(needed.pop())
            needed += self.uses[found[-1]] - set(found)
        return "".join(self.data_source(one) for one in sorted(set(found)))

    def data_source(self, label):
        return f'data "aws_iam_policy_document" "{label}" {{\n{self.bodies[label]}}}\n'

    def some(self, values):
        return [self.random.choice(values) for _ in range(self.random.randint(1, 3))]

    def body(self, label):
        # the provider refuses two source documents with the same Sid
        lines = [f"  {name} = [{', '.join(self.other(label) for _ in range(self.random.randint(1, most)))}]\n"
                 for name, most in (("source_policy_documents", 1), ("override_policy_documents", 2))
                 if self.random.random() < 0.4]
        sids = self.random.sample(["A", "B", "C"], 3) + ["", None]
        lines += [self.statement(sids[number]) for number in range(self.random.randint(1, 4))]
        return "".join(lines)

    def other(self, label):
        earlier = sorted(self.bodies)
        if earlier and self.random.random() < 0.5:
            used = self.random.choice(earlier)
            self.uses[label].add(used)
            return f"data.aws_iam_policy_document.{used}.{self.random.choice(['json', 'minified_json'])}"
        statements = [{"Sid": sid, "Effect": "Deny", "Action": self.random.choice(["s3:*", ["s3:Get*", "s3:List*"]]),
                       "Resource": "arn:aws:s3:::${aws:username}"} for sid in self.random.sample(["A", "C", "E", ""], 2)]
        text = json.dumps({"Version": "2012-10-17", "Statement": statements}).replace("${", "$${")
        return self.random.choice([f"jsonencode({text})", json.dumps(text)])

    def statement(self, sid):
        negated = lambda: self.random.choice(["", "", "not_"])
        lines = [f"    {negated()}actions = {json.dumps(self.some(self.ACTIONS))}\n",
                 f"    {negated()}resources = {json.dumps(self.some(self.RESOURCES))}\n"]
        if sid is not None:
            lines.append(f'    sid = "{sid}"\n')
        if self.random.random() < 0.4:
            lines.append('    effect = "Deny"\n')
        for _ in range(self.random.choice([0, 0, 1, 3])):
            test = self.random.choice(list(self.VALUES))
            lines.append(f'    condition {{\n      test     = "{test}"\n      variable = "aws:{self.random.choice("xy")}"\n'
                         f"      values   = {json.dumps(self.some(self.VALUES[test]))}\n    }}\n")
        return "  statement {\n" + "".join(lines) + "  }\n"
