"""Finds places in JSON text that may be broken, so no parser: loose on purpose, for "the error points about there"."""
import re


def find(text, where):
    """(begin, end) of the key and value that a pointer such as /policies/0/document/Statement/0/Sid means.

    The pointer starts somewhere inside the role. Under /policies, a number is an entry of the map, and `name` and
    `document` are its key and value. A part that is not there leaves the place of the part before.
    """
    begin, value, end = 0, 0, len(text)
    parts = where.strip("/").split("/") if where else []
    for i, part in enumerate(parts):
        if i == 2 and parts[0] == "policies" and part in ("name", "document"):
            continue
        if part.isdigit():
            begin, value, end = _element(text, value, int(part), end)
            continue
        found = re.compile(r'"%s"\s*:\s*' % re.escape(part)).search(text, value, end)
        if not found:
            break
        begin, value = found.span()
        end = _value_end(text, value, end)
    return begin, end


def _element(text, container, number, limit):
    """The element or entry of that number: (begin, begin of its value, end)."""
    at = container + 1
    for _ in range(number + 1):
        at = begin = value = _skip(text, at, limit)
        at = _value_end(text, at, limit)
        colon = re.compile(r"\s*:\s*").match(text, at, limit)
        if text[container] == "{" and colon:
            value = colon.end()
            at = _value_end(text, value, limit)
    return begin, value, at


def _skip(text, at, limit):
    return re.compile(r"[\s,]*").match(text, at, limit).end()


def _value_end(text, begin, limit):
    """Where the value that begins there ends."""
    depth, in_string, at = 0, False, begin
    while at < limit:
        character = text[at]
        if in_string:
            if character == "\\":
                at += 1
            elif character == '"':
                in_string = False
        elif character == '"':
            in_string = True
        elif character in "[{":
            depth += 1
        elif character in "]}":
            depth -= 1
        if depth == 0 and not in_string and character in '"]}':
            return at + 1
        if depth < 0 or (depth == 0 and not in_string and character == ","):
            return at
        at += 1
    return limit
