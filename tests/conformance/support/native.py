"""Role files as roles that tests compare."""
from support import iam
from support.cloudformation import load_pyyaml


def bound(value, values):
    """The value with references replaced, and `$${` as the text it stands for."""
    if isinstance(value, dict):
        return {bound(key, values): bound(item, values) for key, item in value.items()}
    if isinstance(value, list):
        return [bound(item, values) for item in value]
    if not isinstance(value, str):
        return value
    hidden = value.replace("$${", "\0")
    for name, replacement in values.items():
        hidden = hidden.replace("${%s}" % name, str(replacement))
    return hidden.replace("\0", "${")


def document(given):
    return {"Version": "2012-10-17", "Statement": given} if isinstance(given, list) else given


def roles(text, values=None):
    """{id: role} of a role file's text; `values` are for its references."""
    model = bound(load_pyyaml(text), values or {})
    return {id: iam.role(**{**role, "trust": document(role["trust"]), "policies": {
        name: document(given) for name, given in role.get("policies", {}).items()}}) for id, role in model["roles"].items()}
