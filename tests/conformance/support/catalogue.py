"""The catalogue by its files: what goes with what, values for parameters, and the roles that come of them."""
import functools
import json
import re

from support import iam, native, rolecast, tools
from support.cloudformation import load_pyyaml

FILES = tools.REPOSITORY / "templates"
TESTS = tools.REPOSITORY / "tests/catalogue"
FOLDER = {"templates": FILES, "capabilities": FILES / "capabilities"}


def json_of(name):
    return json.loads((TESTS / name).read_text(encoding="utf-8"))


@functools.cache
def rows(kind):
    """{name: row} of what the binary lists; `kind` is templates or capabilities."""
    done = rolecast.run("list", kind, "--json")
    return {row["name"]: row for row in json.loads(done.stdout)[kind]}


@functools.cache
def file_of(kind, name):
    return load_pyyaml((FOLDER[kind] / f"{name}.yaml").read_text(encoding="utf-8"))


@functools.cache
def values():
    return json_of("values.json")


@functools.cache
def value_of(kind, name, parameter):
    """What tests/catalogue.py sets it to."""
    return {**values(), **json_of(f"{kind}.json")[name].get("set", {})}[parameter]


def fitting(template):
    family = rows("templates")[template]["family"]
    return [name for name, row in rows("capabilities").items() if family in row["fits"]]


def with_required(capability):
    return [*rows("capabilities")[capability].get("requires", []), capability]


def compatible_sets(names):
    """Every set of the names that have no conflict with each other and are the most of them."""
    def extend(chosen, left):
        if not left:
            found.add(frozenset(chosen))
            return
        name, *others = left
        conflicts = set(rows("capabilities")[name].get("conflicts", []))
        extend([*chosen, name], [other for other in others if other not in conflicts])
        if conflicts & set(others):
            extend(chosen, others)

    found = set()
    extend([], list(names))
    most = [one for one in found if not any(one < other for other in found)]
    return sorted([name for name in names if name in one] for one in most)


def policies_of(capability):
    return file_of("capabilities", capability)["policies"]


class Part:
    """A template with capabilities."""

    def __init__(self, id, template, capabilities):
        self.id, self.template, self.capabilities = id, template, capabilities

    def parameters(self):
        """{name: (pattern, value)}"""
        files = [("templates", self.template), *(("capabilities", name) for name in self.capabilities)]
        return {parameter: (row.get("pattern"), value_of(*file, parameter)) for file in files
                for parameter, row in file_of(*file).get("parameters", {}).items()}

    def role(self):
        """What the files say together."""
        role, = file_of("templates", self.template)["roles"].values()
        policies = list(role.get("policies", {}).items())
        for capability in self.capabilities:
            policies += policies_of(capability).items()
        return {**role, "policies": iam.no_duplicates(policies)}

    def references(self):
        """The names in it, apart from those that only its own name needs."""
        return set(re.findall(r"\$\{(\w+)\}", json.dumps({**self.role(), "name": ""})))

    def expected(self, name):
        """The role by another name, every reference in it replaced as plain text."""
        known = {parameter: value for parameter, (_, value) in self.parameters().items()}
        bound = native.bound(self.role(), {**values(), **known})
        return iam.role(**{**bound, "name": name, "trust": native.document(bound["trust"]), "policies": {
            name: native.document(given) for name, given in bound["policies"].items()}})


def singles():
    """Every template alone, and with every capability that fits."""
    for template in rows("templates"):
        yield Part(template, template, [])
        for capability in fitting(template):
            yield Part(f"{template}-{capability}", template, with_required(capability))


def wholes():
    """Every template with as many of its capabilities as go together, in each way that they do."""
    for template in rows("templates"):
        if len(fitting(template)) > 1:
            for number, names in enumerate(compatible_sets(fitting(template)), 1):
                yield Part(f"{template}-all-{number}", template, names)
