# A role file's text, with $values in the place of deferred values, as the parts that deploy.sh sends to IAM.
# `$${` is a literal `${`; `${name}` is a deferred value; any other `${…}` is IAM's own and stays.

def resolved:
  gsub("\\$(?<literal>\\$\\{)|\\$\\{(?<name>[A-Za-z][A-Za-z0-9_]*)\\}";
       if .literal then "${" else .name as $name | $values[0][$name] // error("no value for `\($name)`") end);

def resolve:
  if type == "object" then
    length as $before
    | with_entries((.key |= resolved) | (.value |= resolve))
    | if length == $before then . else error("two keys become the same: \(keys)") end
  elif type == "array" then map(resolve)
  elif type == "string" then resolved
  else . end;

def document: if type == "array" then {Version: "2012-10-17", Statement: .} else . end | tojson;

resolve
| {
    RoleName: (.name // $fallback),
    Path: (.path // "/"),
    Description: (.description // ""),
    MaxSessionDuration: (.maxSessionDuration // 3600),
    PermissionsBoundary: .permissionsBoundary,
    Trust: (.trust | document),
    Tags: [.tags // {} | to_entries[] | {Key: .key, Value: .value}],
    Policies: [.policies // {} | to_entries[] | {PolicyName: .key, PolicyDocument: (.value | document)}],
    Managed: (.managedPolicyArns // [])
  }
