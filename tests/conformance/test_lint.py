"""What linters think of the CloudFormation templates and of what a CDK app makes of them: nothing."""
import json
import pathlib
import tempfile
import unittest

from support import corpus, lint, node, rolecast, tools


class Lint(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)

    def emit(self, rendition, may_refuse=False):
        """{name: file}"""
        emitted = {}
        for name, role_file in corpus.role_files().items():
            out = pathlib.Path(self.folder.name, name, rendition.label)
            done = rendition.emit(role_file, out)
            if done.returncode == 0:
                emitted[name] = rendition.file(out)
            elif not (may_refuse and done.returncode == 2):
                self.fail(f"{name} {rendition.label}: exit {done.returncode}\n{done.stderr}")
        return emitted

    @tools.needs("cfn-lint")
    def test_cfn_lint_finds_nothing(self):
        files = [file for rendition in rolecast.CLOUDFORMATION for file in self.emit(rendition).values()]
        self.assertEqual(lint.cfn_lint(files), [])

    @tools.needs("npm:aws-cdk-lib")
    def test_cdk_validation_finds_nothing(self):
        templates = self.emit(rolecast.CDK_TEMPLATE)
        for rendition in rolecast.CDK:
            files = self.emit(rendition, may_refuse=rendition is not rolecast.CDK_TEMPLATE)
            answers = node.run({name: {"do": "synth", "file": str(file), "shape": rendition.cdk_shape, "validate": True,
                                       "parameters": declared(templates[name])} for name, file in files.items()})
            for name, answer in answers.items():
                with self.subTest(name, shape=rendition.cdk_shape):
                    self.assertNotIn("error", answer)
                    self.assertEqual(unexpected(answer["findings"], rendition), [])


def declared(template):
    """The parameters of a template: those an app must declare for the other shapes, by the same ids."""
    return list(json.loads(template.read_text(encoding="utf-8")).get("Parameters", {}))


def unexpected(findings, rendition):
    """Our app declares every parameter, so shapes that leave the declaring to the app may leave some unused."""
    unused_parameter = "W2001"
    return [finding for finding in findings if rendition is rolecast.CDK_TEMPLATE or unused_parameter not in finding]
