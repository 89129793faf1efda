"""Where the tests of plug-ins find things."""
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
BINARY = os.environ["ROLECAST"]
TOOLS = f"{os.path.dirname(sys.executable)}:/usr/bin:/bin"  # this very Python first: a version manager's shim is slow
PATH = f"{HERE / 'bin'}:{TOOLS}"
