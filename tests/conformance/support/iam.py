"""Roles and policy documents in the forms that tests compare."""
import json

LISTABLE = ("Action", "NotAction", "Resource", "NotResource")


def no_duplicates(pairs):
    pairs = list(pairs)
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"duplicate key in {keys}")
    return dict(pairs)


def loads(text, **options):
    """JSON without duplicate keys."""
    return json.loads(text, object_pairs_hook=no_duplicates, **options)


def document(text):
    """A policy document whose numbers keep their spelling, as text: the only numbers there can be stand in conditions."""
    return loads(text, parse_int=str, parse_float=str)


def _statements(doc):
    statements = doc["Statement"]
    return statements if isinstance(statements, list) else [statements]


def _spelled(value):
    return json.dumps(value) if isinstance(value, (bool, int)) else value


def exact(doc):
    """What a faithful rendition of the document holds: condition values are text, an empty Sid is gone."""
    def condition_values(values):
        return [_spelled(v) for v in values] if isinstance(values, list) else _spelled(values)

    def statement(source):
        result = {key: value for key, value in source.items() if (key, value) != ("Sid", "")}
        if "Condition" in result:
            result["Condition"] = {operator: {key: condition_values(values) for key, values in keys.items()}
                                   for operator, keys in result["Condition"].items()}
        return result

    statements = [statement(s) for s in _statements(doc)]
    return {**doc, "Statement": statements if isinstance(doc["Statement"], list) else statements[0]}


def _as_set(values):
    return sorted({_spelled(v) for v in (values if isinstance(values, list) else [values])})


def equivalent(doc):
    """What the document means: lists are sets, a single value is a list of one, an Id says nothing."""
    def statement(source):
        result = exact({"Statement": source})["Statement"]
        for key in LISTABLE:
            if key in result:
                result[key] = _as_set(result[key])
        if "Principal" in result:
            principal = result["Principal"]
            groups = principal if isinstance(principal, dict) else {"AWS": principal}
            result["Principal"] = {kind: _as_set(values) for kind, values in groups.items()}
        if not result.get("Condition", True):
            del result["Condition"]
        if "Condition" in result:
            result["Condition"] = {operator: {key: _as_set(values) for key, values in keys.items()}
                                   for operator, keys in result["Condition"].items()}
        return result

    return {"Version": doc.get("Version", "2008-10-17"), "Statement": [statement(s) for s in _statements(doc)]}


def role(trust, policies, name=None, path=None, description=None, maxSessionDuration=None, permissionsBoundary=None,
         managedPolicyArns=(), tags=None):
    """A role with AWS's defaults filled in. `name` is None where the deployment picks one."""
    return {"name": name, "path": path or "/", "description": description or "",
            "maxSessionDuration": 3600 if maxSessionDuration is None else maxSessionDuration,
            "permissionsBoundary": permissionsBoundary or "", "managedPolicyArns": sorted(managedPolicyArns or ()),
            "tags": dict(tags or {}), "trust": trust, "policies": policies}


def documents(role, form):
    """The role's documents alone, each in that form."""
    return {"trust": form(role["trust"]), "policies": {name: form(doc) for name, doc in role["policies"].items()}}


def with_documents(role, form):
    """The role with its documents in that form."""
    return {**role, **documents(role, form)}


def text(value):
    """One spelling of a value: objects are unordered, everything else counts, also whether it is text."""
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)
