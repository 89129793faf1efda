"""Asks cfn-lint about templates."""
import json
import pathlib
import subprocess
import sys


def cfn_lint(files):
    """Each finding as a line."""
    done = subprocess.run([sys.executable, "-c", "from cfnlint.runner import main; main()", "--format", "json",
                           "--non-zero-exit-code", "none", *map(str, files)], capture_output=True, text=True)
    if done.returncode or not done.stdout:
        raise AssertionError(f"cfn-lint: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return [f"{pathlib.Path(m['Filename']).name}:{m['Location']['Start']['LineNumber']}: {m['Rule']['Id']} {m['Message']}"
            for m in json.loads(done.stdout)]
