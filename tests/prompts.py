#!/usr/bin/env python3
"""Holds `rolecast new` to what it asks at a terminal: tests/prompts.py [BINARY] (or BINARY as $ROLECAST)."""
import os
import pathlib
import pty
import select
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.path.abspath(os.environ.get("ROLECAST") or (sys.argv[1:] or [ROOT / "build/release/rolecast"])[0])
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "NO_COLOR": "1"} | {
    name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
END = "\x04"


def converse(arguments, answers, error_is_terminal=True):
    """(status, what the terminal showed, standard output). Each answer is typed when a question stands there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([BINARY, *arguments], stdin=theirs, stdout=subprocess.PIPE, env=ENVIRONMENT,
                               stderr=theirs if error_is_terminal else subprocess.DEVNULL, start_new_session=True)
    os.close(theirs)
    shown, typed, answers, until = "", 0, [*answers, END], time.monotonic() + 60  # whatever else is asked
    while time.monotonic() < until:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                some = os.read(ours, 65536)
            except OSError:  # Linux's way of saying that the other end is closed
                break
            if not some:
                break
            shown += some.decode()
        while answers and shown.count("\n") and shown.replace("\r", "").count("> ") > typed:
            os.write(ours, (answers[0] if answers[0] == END else answers[0] + "\n").encode())
            answers.pop(0)
            typed += 1
        if process.poll() is not None and not select.select([ours], [], [], 0)[0]:
            break
    if process.poll() is None and time.monotonic() >= until:
        process.kill()
    output = process.stdout.read().decode()
    process.wait(timeout=10)
    os.close(ours)
    return process.returncode, shown.replace("\r\n", "\n"), output


def check(name, is_right, *seen):
    if not is_right:
        print(f"FAILED: {name}", *seen, sep="\n")
    return is_right


def tests():
    status, shown, output = converse(["new", "agentcore-runtime"], ["hello", "agents/hello"])
    yield check("answers are put in", status == 0 and "AmazonBedrockAgentCoreRuntime-hello" in output
                and "repository/agents/hello" in output and "${agentName}" not in output, shown, output)
    yield check("a question says what it is about", "agentName: Name of the agent in AgentCore Runtime\n"
                "  pattern [a-zA-Z][a-zA-Z0-9_]{0,33}\n  empty: the deployment gives it\nagentName> " in shown, shown)
    yield check("a question shows the default", "  empty: *, unless the deployment gives another\n" in shown, shown)

    status, shown, output = converse(["new", "agentcore-runtime"], ["", ""])
    yield check("empty answers leave values to the deployment", status == 0 and "${agentName}" in output
                and 'default: "*"' in output, shown, output)

    status, shown, output = converse(["new", "agentcore-runtime"], ["my-agent", "1", "mine", ""])
    yield check("a bad answer is asked for again", status == 0 and "AmazonBedrockAgentCoreRuntime-mine" in output
                and "my-agent does not match [a-zA-Z][a-zA-Z0-9_]{0,33}\nagentName> " in shown, shown, output)

    status, shown, output = converse(["new", "agentcore-runtime"], ["hello", END])
    yield check("the end of the input leaves the rest", status == 0 and "AmazonBedrockAgentCoreRuntime-hello" in output
                and "${ecrRepositoryName}" in output, shown, output)

    status, shown, output = converse(["new", "agentcore-runtime", "--set", "agentName=hello"], [""])
    yield check("what is set is not asked for", status == 0 and "agentName>" not in shown
                and "ecrRepositoryName> " in shown, shown)

    status, shown, output = converse(["new", "agentcore-runtime", "--set", "agentName=my-agent"], [])
    yield check("nothing is asked where an option is wrong", status == 2 and "> " not in shown and not output, shown)

    with tempfile.TemporaryDirectory() as place:
        there = pathlib.Path(place) / "role.yaml"
        there.write_text("mine\n")
        status, shown, output = converse(["new", "agentcore-runtime", "-o", str(there)], [])
        yield check("nothing is asked where the file is there", status == 2 and "> " not in shown
                    and there.read_text() == "mine\n", shown)

    status, shown, output = converse(["new", "agentcore-runtime", "--no-input"], [])
    yield check("--no-input asks nothing", status == 0 and shown == "" and "${agentName}" in output, shown)

    status, shown, output = converse(["new", "agentcore-runtime"], [], error_is_terminal=False)
    yield check("nothing is asked where nobody would see it", status == 0 and "${agentName}" in output, output)

    done = subprocess.run([BINARY, "new", "agentcore-runtime"], input=b"hello\n", capture_output=True, env=ENVIRONMENT,
                          timeout=60)
    yield check("nothing is asked where no terminal is", done.returncode == 0 and b"${agentName}" in done.stdout
                and not done.stderr, done.stderr)


def main():
    results = list(tests())
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
