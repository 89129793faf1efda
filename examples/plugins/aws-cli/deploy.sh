#!/bin/sh
# Creates the IAM roles in roles/ beside this script, or changes them into what their files say: tags, inline policies and
# attachments that are in no file are taken away. Running it again changes nothing. Needs the AWS CLI and jq.
#
#   AWS_REGION=eu-west-1 PARAMETER_name=value sh deploy.sh
#
# Parameters and their defaults are in parameters.json. Account and partition are those of the caller.
# shellcheck disable=SC2016 # the dollars are jq's
set -eu
cd "$(dirname "$0")"
export AWS_PAGER=
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

fail() {
  echo "deploy.sh: $*" >&2
  exit 1
}

# Texts go through files: the CLI would fetch an argument that begins with http:// or file://.
call() { # OPERATION, its input on standard input
  cat >"$work/input.json"
  aws iam "$1" --output json --cli-input-json "file://$work/input.json"
}
part() { # FILTER on what the role shall be; `$now` is the answer that was last kept
  jq -ac --slurpfile now "$work/now.json" "$1" "$work/role.json"
}
keep() { # OPERATION
  part '{RoleName}' | call "$1" >"$work/answer.json"
  mv "$work/answer.json" "$work/now.json"
}
each() { # OPERATION FILTER, which gives any number of inputs
  part ". as {RoleName: \$role} | $2" >"$work/inputs"
  while read -r input; do printf '%s\n' "$input" | call "$1" >/dev/null; done <"$work/inputs"
}

create() {
  each create-role '{RoleName, Path, AssumeRolePolicyDocument: .Trust, Description, MaxSessionDuration, PermissionsBoundary, Tags}
                    | with_entries(select(.value != null and .value != "" and .value != []))'
}

update() {
  [ "$(part '.Path == $now[0].Role.Path')" = true ] ||
    fail "role $(part .RoleName) exists under another path; a path cannot be changed, so delete the role first"
  each update-assume-role-policy '{RoleName, PolicyDocument: .Trust}'
  each update-role '{RoleName, Description, MaxSessionDuration}'
  each put-role-permissions-boundary 'select(.PermissionsBoundary) | {RoleName, PermissionsBoundary}'
  each delete-role-permissions-boundary 'select(.PermissionsBoundary == null and $now[0].Role.PermissionsBoundary != null)
                                         | {RoleName}'
  keep list-role-tags
  each untag-role '([$now[0].Tags[].Key] - [.Tags[].Key]) | select(. != []) | {RoleName: $role, TagKeys: .}'
  each tag-role 'select(.Tags != []) | {RoleName, Tags}'
}

deploy() { # ID, NAME where the file has none
  jq -a --arg fallback "$2" --slurpfile values "$work/values.json" -f resolve.jq "roles/$1.json" >"$work/role.json"
  echo null >"$work/now.json"
  if part '{RoleName}' | call get-role >"$work/answer.json" 2>"$work/error"; then
    mv "$work/answer.json" "$work/now.json"
    update
  elif grep -q NoSuchEntity "$work/error"; then
    create
  else
    cat "$work/error" >&2
    fail "role $(part .RoleName) cannot be read"
  fi

  keep list-role-policies
  each delete-role-policy '($now[0].PolicyNames - [.Policies[].PolicyName])[] | {RoleName: $role, PolicyName: .}'
  each put-role-policy '.Policies[] | {RoleName: $role} + .'
  keep list-attached-role-policies
  each detach-role-policy '([$now[0].AttachedPolicies[].PolicyArn] - .Managed)[] | {RoleName: $role, PolicyArn: .}'
  each attach-role-policy '(.Managed - [$now[0].AttachedPolicies[].PolicyArn])[] | {RoleName: $role, PolicyArn: .}'
  keep get-role
  jq -r .Role.Arn "$work/now.json"
}

aws sts get-caller-identity --output json >"$work/identity.json"
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
jq -a --slurpfile identity "$work/identity.json" --arg region "$region" '
  ($identity[0].Arn | split(":")[1]) as $partition
  | {
      account: $identity[0].Account,
      region: (if $region == "" then null else $region end),
      partition: $partition,
      dns_suffix: {
        "aws": "amazonaws.com", "aws-cn": "amazonaws.com.cn", "aws-us-gov": "amazonaws.com", "aws-iso": "c2s.ic.gov",
        "aws-iso-b": "sc2s.sgov.gov", "aws-iso-e": "cloud.adc-e.uk", "aws-iso-f": "csp.hci.ic.gov", "aws-eusc": "amazonaws.eu"
      }[$partition]
    }
  + with_entries(
      .key as $name
      | .value.pattern as $pattern
      | .value |= (env["PARAMETER_\($name)"] // (.default | if . then gsub("\\$\\$\\{"; "${") else null end)
                   // error("set PARAMETER_\($name)"))
      | if $pattern and (.value | test("\\A(?:\($pattern))\\z") | not)
        then error("PARAMETER_\($name) does not match \($pattern)") else . end)
' parameters.json >"$work/values.json"

