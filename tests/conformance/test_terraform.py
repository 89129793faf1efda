"""What `terraform` thinks of the configurations: fmt, validate, and the test that a module brings along."""
import pathlib
import re
import tempfile
import unittest

from support import corpus, rolecast, terraform, tools


class TerraformQuality(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        tools.demand("test_terraform", "terraform", "AWS provider")
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.emitted = pathlib.Path(cls.folder.name, "emitted")
        for name, role_file in corpus.role_files().items():
            for rendition in rolecast.TERRAFORM:
                rolecast.emit_or_fail(rendition, role_file, cls.emitted / name / rendition.label)

    def test_fmt_has_nothing_to_do(self):
        files = [path for path in self.emitted.rglob("*") if path.name.endswith((".tf", ".tftest.hcl"))]
        self.assertTrue(any(path.name.endswith(".tftest.hcl") for path in files))
        self.assertEqual(terraform.fmt_changes(files), "")

    def test_validate_has_nothing_to_say(self):
        workspace = terraform.Workspace(pathlib.Path(self.folder.name, "validate"))
        for name in corpus.role_files():
            required = terraform.required_variables(rolecast.TF_JSON.file(self.emitted / name / rolecast.TF_JSON.label))
            for rendition in rolecast.TERRAFORM:
                workspace.add(f"of-{name}-{rendition.label}", rendition.folder(self.emitted / name / rendition.label),
                              dict.fromkeys(required, terraform.UNKNOWN))
        workspace.init()
        self.assertEqual([(d["severity"], d["summary"], d.get("range"), d.get("detail")) for d in workspace.validate()], [])

    def terraform_test(self, name, rendition, change=lambda text: text):
        """`terraform test` in an emitted module after `change` to its main.tf."""
        with tempfile.TemporaryDirectory(dir=self.folder.name) as scratch:
            workspace = terraform.Workspace(scratch)
            workspace.add("module", rendition.folder(self.emitted / name / rendition.label))
            module = workspace.root / "module"
            main = module / "main.tf"
            main.write_text(change(main.read_text(encoding="utf-8")), encoding="utf-8")
            self.assertTrue(list(module.rglob("*.tftest.hcl")), "the module has no test")
            workspace.run("init", "-no-color", cwd=module)
            return workspace.run("test", "-no-color", allowed=(0, 1), cwd=module)

    def test_modules_pass_their_own_test(self):
        for name in ("roles-article", "roles-edge", "roles-full", "roles-names", "roles-several"):
            with self.subTest(name):
                done = self.terraform_test(name, rolecast.TF_MODULE)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertRegex(done.stdout, r"Success! [1-9]\d* passed, 0 failed\.")

    def assert_noticed(self, pattern, replacement):
        """The emitted test fails once the module is changed like that."""
        def change(text):
            changed = re.sub(pattern, replacement, text)
            self.assertNotEqual(changed, text)
            return changed

        done = self.terraform_test("roles-article", rolecast.TF_MODULE, change)
        self.assertNotEqual(done.returncode, 0, f"{replacement} passed the module's own test:\n{done.stdout}")

    def test_the_emitted_test_notices_a_wider_policy(self):
        self.assert_noticed(r'"ecr:BatchGetImage"', '"ecr:*"')

    def test_the_emitted_test_notices_a_fixed_partition(self):
        self.assert_noticed(r"\$\{data\.aws_partition\.current\.partition\}", "aws")
