#!/usr/bin/env python3
"""Tests of plug-ins: tests/plugin/run.py [BINARY] (or BINARY as $ROLECAST)."""
import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
BINARY = os.environ.get("ROLECAST") or (sys.argv[1:] or [HERE.parent.parent / "build/release/rolecast"])[0]

if __name__ == "__main__":
    os.environ["ROLECAST"] = os.path.abspath(BINARY)
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    unittest.main(module=None, argv=["run.py", "discover", "-s", str(HERE), "-t", str(HERE)])
