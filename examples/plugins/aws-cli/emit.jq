# A request of rolecast becomes an answer. The role files go out as they are: resolve.jq reads them at deployment.

def pretty($indent):
  if (type == "object" or type == "array") and length > 0 then
    "\n\($indent)  " as $line
    | if type == "object" then
        "{" + ([to_entries[] | "\($line)\(.key | tojson): \(.value | pretty("\($indent)  "))"] | join(",")) + "\n\($indent)}"
      else
        "[" + ([.[] | $line + pretty("\($indent)  ")] | join(",")) + "\n\($indent)]"
      end
  else tojson end;

def for_shell: "'" + gsub("'"; "'\\''") + "'";

if .protocol != 1 then error("this plug-in speaks protocol 1")
elif .describe then {summary: "a script for the AWS CLI", settings: []}
else
  .stem as $stem
  | [.model.roles | to_entries[] | .fallback = ("\($stem)-\(.key)" | gsub("[^A-Za-z0-9_+=,.@-]"; "-") | .[:64])] as $roles
  | {
      files: ([
        {path: "deploy.sh", content: ($deploy + ([$roles[] | "deploy \(.key | for_shell) \(.fallback | for_shell)\n"] | add))},
        {path: "resolve.jq", content: $resolve},
        {path: "parameters.json", content: ((.model.parameters // {} | pretty("")) + "\n")},
        ($roles[] | {path: "roles/\(.key).json", content: ((.value | pretty("")) + "\n")})
      ] | map(.path = "\($stem)/\(.path)")),
      diagnostics: [
        (.settings | keys[] | {severity: "error", message: "there is no option `\(.)`"}),
        ($roles[] | select(.value | has("name") | not)
          | {severity: "note", path: "/roles/\(.key)", message: "role `\(.key)` has no name: deploy.sh will call it `\(.fallback)`"})
      ]
    }
end
