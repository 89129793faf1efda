#!/usr/bin/env python3
"""Runs every conformance test, modules side by side, and ends with "N passed, N failed, N skipped".

    tests/conformance/run.py [MODULE…]        ROLECAST=path of the binary, ROLECAST_REQUIRE_TOOLS=1 to allow no skips
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SLOWEST_FIRST = ["test_managed_policies", "test_catalogue_deploy", "test_read_state", "test_plugins", "test_terraform",
                 "test_nasty", "test_deploy", "test_variables", "test_lint"]
MODULE_TIMEOUT = 600


def run_module(name):
    """In a process of its own: the tests of one module, then a line for the parent."""
    sys.path.insert(0, str(HERE))
    suite = unittest.defaultTestLoader.loadTestsFromName(name)
    result = unittest.TextTestRunner(stream=sys.stderr, verbosity=2).run(suite)
    # a test fails once, however many of its subtests do
    failed = {getattr(test, "test_case", test).id() for test, _ in [*result.failures, *result.errors]}
    skipped = {test.id() for test, _ in result.skipped}
    print("counted", result.testsRun - len({id for id in failed | skipped if "setUpClass" not in id}), len(failed),
          len(skipped))


def start(name):
    begin = time.monotonic()
    try:
        done = subprocess.run([sys.executable, __file__, "--module", name], capture_output=True, text=True,
                              errors="replace", timeout=MODULE_TIMEOUT)
        output, counted = done.stderr, done.stdout.split()[-3:]
    except subprocess.TimeoutExpired as late:
        output, counted = f"{late.stderr}\n{name}: not done after {MODULE_TIMEOUT} s", []
    counts = [int(number) for number in counted] if len(counted) == 3 else [0, 1, 0]
    return name, output, counts, time.monotonic() - begin


def main(names):
    names = names or [path.stem for path in HERE.glob("test_*.py")]
    names.sort(key=lambda name: (SLOWEST_FIRST + [name]).index(name))
    from support import tools
    tools.provider_mirror()  # searched once, for all
    total, skips = [0, 0, 0], []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for future in concurrent.futures.as_completed([pool.submit(start, name) for name in names]):
            name, output, counts, seconds = future.result()
            print(f"== {name}: {counts[0]} passed, {counts[1]} failed, {counts[2]} skipped in {seconds:.0f} s", flush=True)
            if counts[1]:
                print(output, flush=True)
            skips += [line for line in output.splitlines() if line.startswith("SKIPPED: ")]
            total = [a + b for a, b in zip(total, counts)]
    for line in skips:
        print(line)
    print("{} passed, {} failed, {} skipped".format(*total))
    return 1 if total[1] or not total[0] else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--module"]:
        run_module(sys.argv[2])
    else:
        sys.exit(main(sys.argv[1:]))
