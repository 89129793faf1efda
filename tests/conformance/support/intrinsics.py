"""What CloudFormation makes of a value, by the letter of the AWS CloudFormation User Guide, and not a bit more.

Ref, Fn::Sub and Fn::Join ("Intrinsic function reference"), and the refusal of dynamic references. Whatever the guide
leaves open is an error here, so that output which passes is output that is documented to work.
"""
import re


class TemplateError(Exception):
    pass


VARIABLE = re.compile(r"\$\{([^{}]*)\}")
NAME = re.compile(r"[A-Za-z0-9:.]+")


def evaluate(node, values):
    """The plain data behind `node`; `values` holds pseudo parameters and parameters by name."""
    if isinstance(node, str):
        return _plain(node)
    if isinstance(node, list):
        return [evaluate(item, values) for item in node]
    if not isinstance(node, dict):
        return node
    functions = [key for key in node if key == "Ref" or str(key).startswith("Fn::")]
    if not functions:
        return {_plain(key): evaluate(value, values) for key, value in node.items()}
    if len(node) != 1:
        raise TemplateError(f"an intrinsic function beside other keys: {list(node)}")
    function, = functions
    if function not in FUNCTIONS:
        raise TemplateError(f"{function} is not expected here")
    return FUNCTIONS[function](node[function], values)


def _plain(text):
    if not isinstance(text, str):
        raise TemplateError(f"key {text!r} is not text")
    if "{{resolve:" in text:
        raise TemplateError(f"CloudFormation would resolve the dynamic reference in {text!r}")
    return text


def _ref(name, values):
    if not isinstance(name, str) or name not in values:
        raise TemplateError(f"Ref of unknown {name!r}")
    return values[name]


def _sub(argument, values):
    template, local = argument if isinstance(argument, list) else (argument, {})
    known = {**values, **{name: evaluate(value, values) for name, value in local.items()}}
    used = set()

    def replace(match):
        content = match[1]
        if content.startswith("!"):
            if content.strip("!") == "" or content.startswith("!!"):
                raise TemplateError(f"the guide does not say what {match[0]!r} is")
            return "${" + content[1:] + "}"
        if not NAME.fullmatch(content) or content not in known:
            raise TemplateError(f"unresolved {match[0]!r} in Fn::Sub")
        used.add(content)
        return known[content]

    _plain(template)
    if "${" in VARIABLE.sub("", template):
        raise TemplateError(f"an unclosed `${{` in Fn::Sub: {template!r}")
    result = VARIABLE.sub(replace, template)
    if set(local) - used:
        raise TemplateError(f"Fn::Sub does not use {set(local) - used}")
    return _plain(result)


def _join(argument, values):
    separator, parts = argument
    return _plain(separator.join(evaluate(part, values) for part in parts))


FUNCTIONS = {"Ref": _ref, "Fn::Sub": _sub, "Fn::Join": _join}
