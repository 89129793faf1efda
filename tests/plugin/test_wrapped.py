"""Every built-in format, served through the protocol, gives the same goldens."""
import concurrent.futures
import os
import pathlib
import re
import tempfile
import unittest

import common
import run_cases


class Wrapped(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.variants = run_cases.variants().items()  # before there are plug-ins on the PATH
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        pathlib.Path(place.name, "rolecast").symlink_to(common.BINARY)
        before = run_cases.ENVIRONMENT["PATH"]
        self.addCleanup(run_cases.ENVIRONMENT.update, PATH=before)
        run_cases.ENVIRONMENT["PATH"] = f"{place.name}:{common.PATH}"

    def faults(self, file, variant, arguments):
        """What differs from the golden files; those are whole, so nothing else can be in the outputs."""
        done, files = run_cases.emit(file, ["--to", "wrapped", "--option", f"to={arguments[1]}", *arguments[2:]])
        expected = run_cases.tree(run_cases.GOLDEN / file.parent.name / variant)
        expected.pop("stderr", None)  # it names the format, not the plug-in
        # what is expected of a role is no part of it, and plug-ins do not get it
        expected = {name: re.sub(rb"^    expect:\n(?:      .*\n)*", b"", content, flags=re.M)
                    for name, content in expected.items()}
        found = "".join(run_cases.differences(expected, files))
        return f"{file.parent.name} {variant}: exit {done.returncode}\n{done.stderr.decode()}{found}" if (
            done.returncode or found) else ""

    def test_goldens(self):
        jobs = [(file, *variant) for file in run_cases.role_files() for variant in self.variants]
        self.assertGreater(len(jobs), 20)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            faults = [fault for fault in pool.map(lambda job: self.faults(*job), jobs) if fault]
        self.assertEqual("\n".join(faults), "")
