#include "source/codes.h"

#include <array>

namespace rolecast {
namespace {

constexpr auto rows = std::to_array<CodeRow>({
    {Code::unreadable, "file cannot be read",
     "The file or folder does not exist, may not be read by this user, or is no regular file in a folder. Give a path "
     "that can be opened, or `-` for standard input."},
    {Code::encoding, "text is not UTF-8",
     "Input is read as UTF-8; a byte order mark at its beginning is dropped. Every other encoding is refused, because "
     "a guess could change the characters of a policy. Save the file as UTF-8."},
    {Code::too_large, "input is too large",
     "An input may have 16 MiB and 2,000,000 values, counted after YAML aliases are followed. No role comes near that, "
     "so a larger one is taken for a mistake or an attack. Split the file."},
    {Code::json_syntax, "not valid JSON",
     "The text is not JSON as RFC 8259 defines it. Comments, trailing commas, single quotes, numbers such as 012 and "
     "NaN, and lone surrogates are refused. Write the file as YAML if you want comments."},
    {Code::yaml_syntax, "not valid YAML",
     "The text could not be read as YAML. Often the indentation is off, or a text that begins with `*`, `&`, `!`, `%`, "
     "`@`, `[` or `{`, or that holds `: ` or ` #`, stands without quotes. Put such texts in double quotes."},
    {Code::too_deep, "nested too deeply",
     "Lists and maps may be nested 100 levels deep. A role file needs fewer than ten. Check for brackets that are "
     "never closed."},
    {Code::duplicate_key, "key stands twice in one map",
     "IAM refuses an object that holds one key twice, and most parsers silently keep only the last one. Keys are "
     "compared after escapes are resolved, so `Action` and `\\u0041ction` are the same key. Merge the two entries or "
     "remove one."},
    {Code::yaml_feature, "YAML that parsers disagree about",
     "Merge keys (`<<`), keys that are no plain text, infinities, NaN and some characters are read differently by "
     "different YAML parsers, and tags such as `!Sub` mean nothing outside of CloudFormation. They are refused, so "
     "that a role means the same everywhere. Write the value out, in double quotes where it is a text."},
    {Code::write_failed, "output could not be written",
     "A file or folder could not be made or replaced. Files are written beside their target and then renamed, so a "
     "file that is already there is still whole. Check the permissions and the free space of the folder."},
    {Code::usage, "wrong use of the command line",
     "The command, an option or the number of files is not what the command takes. `rolecast COMMAND --help` lists "
     "what it takes. Nothing was read or written."},
    {Code::hcl_syntax, "text is no HCL",
     "The text breaks the rules of Terraform's language, or uses a part of it that is not understood. Nothing is "
     "skipped: what cannot be read in full is refused. `terraform validate` says whether Terraform itself reads it."},

    {Code::unknown_key, "unknown key",
     "A role file and a policy document have a fixed set of keys, and IAM refuses policies with others. Letter case "
     "counts: it is `Action`, not `action`. Correct the spelling or remove the key."},
    {Code::missing_key, "required key is missing",
     "The map lacks a key that it cannot do without, such as `rolecast` in a role file or `Effect` in a statement. Add "
     "it."},
    {Code::wrong_type, "value has the wrong type",
     "The value is of another kind than its key takes, such as a list where one text is needed. Plain YAML values such "
     "as `yes`, `012` or `2012-10-17` are not always texts. Put a text in double quotes."},
    {Code::unknown_reference, "reference to an unknown value",
     "`${name}` stands for a value that is known at deployment: `${account}`, `${region}`, `${partition}`, "
     "`${dns_suffix}`, or a parameter of the role file. IAM's own variables hold a colon, as in `${aws:username}`. "
     "Correct the name, declare it under `parameters`, or write `$${` where a literal `${` is meant."},
    {Code::malformed_reference, "reference that is not closed or has no name",
     "A reference is `${`, a name of letters, digits and `_` that begins with a letter, and `}`. Write `$${` where a "
     "literal `${` is meant."},
    {Code::unknown_name, "unknown name",
     "There is no template, capability or other listed thing of that name. `rolecast list` shows all of them."},
    {Code::parameter, "parameter is not valid",
     "A parameter's name has 1 to 64 characters: a letter, then letters, digits and `_`. No other parameter and no "
     "built-in value may have the same name, also not with other letter case. Its pattern must mean the same in every "
     "output format, its default must match the pattern and have at most 4,096 bytes, as CloudFormation demands, and "
     "its description at most 4,000 characters."},
    {Code::format_version, "unknown version of the role file format",
     "A role file begins with `rolecast: 1`, the version of its format. This program reads version 1 only. Correct the "
     "number, or use a newer rolecast for a newer format."},
    {Code::unused_parameter, "parameter is not used",
     "The parameter is declared, but no text refers to it. Every deployment would ask for a value that changes "
     "nothing. Refer to it as `${name}` or remove it."},
    {Code::binding, "value for a parameter does not fit",
     "`--set NAME=VALUE` gives a value to a parameter or to `account`, `region` or `partition`; `with:` gives one to a "
     "parameter of a template or capability. The name must be one of these and the value must match the parameter's pattern as a whole. An account is 12 digits."},
    {Code::role_id, "role id is not valid",
     "A role's id names it inside the files: CloudFormation's logical id and Terraform's label are made from it. It "
     "has 1 to 255 characters: a letter or digit, then letters, digits, `_`, `.` and `-`. Two ids that differ only in "
     "letter case are refused. The name in AWS is set by `name` and is free of this."},
    {Code::role_name, "role name is not valid",
     "IAM takes role names of 1 to 64 characters out of the letters A-Z and a-z, digits and `_+=,.@-`. Letters beyond "
     "ASCII, blanks and line breaks are refused. Leave `name` out to let the deployment pick one."},
    {Code::role_path, "role path is not valid",
     "A path has 1 to 512 characters. It is `/`, or begins and ends with `/` and holds only visible ASCII characters, "
     "no blanks. AWS documents letters, digits, `/` and `+=,.@_-` as safe, so others are warned about."},
    {Code::role_description, "role description is not valid",
     "A description has at most 1,000 characters. IAM takes tab, line feed, carriage return, U+0020 to U+007E and "
     "U+00A1 to U+00FF; typographic quotes, dashes, no-break spaces and emoji are outside. Replace them by plain ones."},
    {Code::session_duration, "session duration is out of range",
     "A role's maximum session duration is between 3600 seconds (one hour) and 43200 seconds (twelve hours). Without "
     "it, AWS takes 3600."},
    {Code::permissions_boundary, "permissions boundary is no policy ARN",
     "A permissions boundary is the ARN of one managed policy, 20 to 2,048 characters: "
     "`arn:PARTITION:iam::ACCOUNT:policy/NAME`, where ACCOUNT is 12 digits, or `aws` for AWS's own policies. Write the "
     "whole ARN, not the policy's name."},
    {Code::managed_policies, "managed policies are not valid",
     "Each entry is the ARN of a managed policy, 20 to 2,048 characters: `arn:PARTITION:iam::ACCOUNT:policy/NAME`, "
     "where ACCOUNT is 12 digits or `aws`. No ARN may stand twice. A role may have 10 managed policies by default, so "
     "more are warned about, and 20 after the quota was raised, so more than 20 are refused."},
    {Code::tags, "tags are not valid",
     "A role has at most 50 tags. A key has 1 to 128 characters and a value at most 256, out of letters, digits and "
     "blanks of any script and `_.:/=+-@`; combining marks and control characters are refused. Keys that differ only "
     "in letter case are the same key, and keys that begin with `aws:` are AWS's own."},
    {Code::policy_name, "policy name is not valid",
     "The name of an inline policy has 1 to 128 characters out of the letters A-Z and a-z, digits and `_+=,.@-`. "
     "CloudFormation's own schema does not check it, so the deployment would fail half way."},
    {Code::duplicate_policy, "two policies have the same name",
     "The inline policies of a role are told apart by their names, and letter case does not count. The second would "
     "replace the first. Rename one of them or merge their statements."},
    {Code::policy_characters, "character that no policy may hold",
     "IAM takes only these characters in a policy: tab, line feed, carriage return, and U+0020 to U+00FF. Typographic "
     "quotes, dashes, other scripts and emoji are outside, and so are all other control characters. Use a plain "
     "character, or `*` or `?` where the text is a pattern."},
    {Code::inline_size, "inline policies are too large",
     "All inline policies of a role together may have 10,240 characters; white space outside texts does not count. The "
     "limit cannot be raised. References count as little as they can for the error and as much as they can for the "
     "warning. Shorten lists with wildcards or move statements to a managed policy."},
    {Code::trust_size, "trust policy is too large",
     "A trust policy may have 2,048 characters by default; white space outside texts does not count. AWS raises the "
     "limit on request. References count as little as they can for the error and as much as they can for the warning. "
     "Name fewer principals, or restrict one account with conditions."},
    {Code::policy_version, "policy has the wrong version",
     "`Version` must be 2012-10-17. Under 2008-10-17, which IAM also takes for a document without a version, variables "
     "such as `${aws:username}` are plain text and match nothing. Write 2012-10-17, or leave `Version` out in a role "
     "file."},
    {Code::policy_id, "Id in a permissions policy",
     "IAM refuses `Id` in the policies of a role; it may stand only in policies of resources and in trust policies. "
     "Remove it."},
    {Code::no_statements, "policy has no statement",
     "A policy needs at least one statement. Add one, or remove the policy."},
    {Code::sid, "Sid is not valid",
     "A statement's `Sid` in an IAM policy holds only the letters A-Z and a-z and digits. Blanks, `-` and `_` are "
     "refused. It is only a label: leave it out where none is needed."},
    {Code::duplicate_sid, "two statements have the same Sid",
     "A `Sid` may stand only once in a document. Rename the second one or leave it out."},
    {Code::effect, "effect is neither Allow nor Deny",
     "`Effect` is `Allow` or `Deny`, in exactly that letter case. IAM refuses `allow` and everything else."},
    {Code::action_missing, "statement needs one of Action and NotAction",
     "A statement holds either `Action` or `NotAction`, never both, with at least one action. To allow nothing, remove "
     "the statement."},
    {Code::action_syntax, "action is not valid",
     "An action is `*`, `*:*` or `service:name` with exactly one colon, such as `s3:GetObject`. The service is written "
     "out, out of letters, digits, `.` and `-`; only the name may hold the wildcards `*` and `?`. IAM takes other "
     "characters in the name, such as a blank, but no action has them, so they are warned about. Letter case does not "
     "count."},
    {Code::resource_missing, "statement needs one of Resource and NotResource",
     "A statement of a permissions policy holds either `Resource` or `NotResource`, never both, with at least one "
     "resource. Write `Resource: \"*\"` where the actions have no resources."},
    {Code::resource_syntax, "resource is no ARN",
     "A resource is `*`, an ARN with or without wildcards that begins with `arn:`, or a text that begins with a "
     "reference. Names of buckets, tables or roles alone are refused by IAM. Write the whole ARN: "
     "`arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`."},
    {Code::unusual_resource, "resource ARN looks mistyped",
     "The ARN names a partition that AWS does not have, or an account that is no 12 digits. IAM takes it, but it "
     "matches nothing, so the statement is without effect. Write `${partition}` and `${account}` where the "
     "deployment's own are meant."},
    {Code::resource_in_trust, "resource in a trust policy",
     "A trust policy is attached to the role itself, so its statements may not hold `Resource` or `NotResource`. "
     "Remove it."},
    {Code::principal_missing, "trust statement has no principal",
     "A statement of a trust policy says who may assume the role, so it needs `Principal`. Name a service, an account, "
     "a role or an identity provider, such as `{Service: bedrock-agentcore.amazonaws.com}`."},
    {Code::principal_in_permissions, "principal in a permissions policy",
     "A permissions policy speaks about the role it is attached to, so IAM refuses `Principal` and `NotPrincipal` in "
     "it. Who may assume the role stands in its trust policy."},
    {Code::principal_value, "principal is not valid",
     "Principal types are `AWS`, `Service`, `Federated` and `CanonicalUser`, each with at least one value. `AWS` takes "
     "`*`, a 12-digit account, or the ARN of an account, role, user or session, without other wildcards. `Service` "
     "takes a host name such as `lambda.amazonaws.com`, `Federated` a provider's ARN or host name, and `CanonicalUser` "
     "64 hexadecimal digits."},
    {Code::not_principal, "NotPrincipal in a trust policy",
     "`NotPrincipal` with `Allow` would let everybody else in, and AWS advises against it altogether. Name the "
     "principals that may assume the role, and exclude others with a condition on `aws:PrincipalArn`."},
    {Code::trust_action, "trust statement is not about assuming the role",
     "The actions of a trust policy are those of STS, such as `sts:AssumeRole`, `sts:TagSession` or "
     "`sts:AssumeRoleWithWebIdentity`. A bare `*`, `NotAction` and actions of other services are refused. Other "
     "permissions belong under `policies`."},
    {Code::condition_operator, "unknown condition operator",
     "The operator is none of IAM's, whose letter case counts: `StringEquals`, `ArnLike`, `Bool`, `Null` and so on. "
     "`ForAllValues:` or `ForAnyValue:` may stand before one and `IfExists` after one, except after `Null`."},
    {Code::condition_key, "condition key is not valid",
     "A condition key is `prefix:name`, such as `aws:SourceAccount`. A key without a colon matches nothing in IAM, and "
     "`Ref`, `Condition` or `Fn::Sub` as a key would be run by CloudFormation as a function. One key may stand only "
     "once under an operator, also with other letter case: give it a list of values."},
    {Code::condition_value, "condition value is not valid",
     "A condition key needs at least one value: an empty list makes the meaning depend on the operator. Values for "
     "`sts:ExternalId` have 2 to 1,224 characters out of letters, digits and `_+=,.@:/-`."},
    {Code::duplicate_role_name, "two roles have the same name",
     "Role names are unique in an account, and letter case does not count. Rename one of the roles, or leave its "
     "`name` out."},
    {Code::trust_missing, "role has no trust policy",
     "AWS makes no role without a trust policy, since nobody could assume it. Add `trust` with a statement that names "
     "who may call `sts:AssumeRole`."},
    {Code::no_roles, "file has no role", "A role file describes at least one role under `roles`."},

    {Code::absent_service, "statement left out where a service is absent",
     "A template or capability holds a statement for a service that the partition or region given with `--set` does not "
     "have. The role goes without it there. Nothing has to be done."},
    {Code::capability_misfit, "capability that does not go with the rest",
     "A capability is made for some kinds of roles, may need another capability to work, and may contradict one. A "
     "gateway's capability on the role of a memory would never be used. `rolecast list capabilities` says what each "
     "is for."},
    {Code::unknown_format, "unknown output format",
     "`--to` names no format that rolecast writes. `rolecast list emitters` shows them all."},
    {Code::unknown_option, "unknown option of an output format",
     "`--option NAME=VALUE` sets a choice that the format offers. `rolecast list emitters` shows each format's options "
     "and their values."},
    {Code::output_collision, "two outputs want the same place",
     "Two roles, files or formats would write the same file, declare the same name in files that are read together, or "
     "replace an input. Nothing is written then. Rename one of the inputs or roles, or write to different folders."},
    {Code::dynamic_reference, "text that CloudFormation would replace",
     "CloudFormation replaces `{{resolve:ssm:…}}` and its kind by values it looks up, in every text of a template, and "
     "has no way to write them literally. Such a text cannot be emitted to CloudFormation or CDK. Change the text or "
     "use another format."},
    {Code::deferred_key, "reference in a condition key",
     "The format cannot compute the keys of a map, so a condition key such as `${issuer}:sub`, or a name that becomes "
     "a key, cannot be written there. Give the value with `--set`, or emit to a format that can, such as terraform."},
    {Code::unbound, "value must be given",
     "The format holds plain text only and cannot leave a value open until deployment. Give every referenced value "
     "with `--set NAME=VALUE`, such as `--set account=123456789012`; only parameters with a default have one already."},
    {Code::inexpressible, "format cannot say this",
     "The role holds something that the output format has no means to write. It is refused rather than left out. Use "
     "another format or option, or change the role."},
    {Code::undeclared_parameter, "reference to a parameter the model does not declare",
     "The output refers to a parameter but is only a part of a stack, so it has no place to declare it. The stack that "
     "takes it in must declare a parameter of that name. Give the value with `--set` to do without."},
    {Code::template_size, "template is large",
     "CloudFormation takes a template of 51,200 bytes in a call and one of 1,000,000 bytes from S3, with at most 500 "
     "resources, 200 parameters and 200 outputs. Beyond the first limit, deploy from a bucket; beyond the others, "
     "spread the roles over several files."},
    {Code::no_test, "no test could be written",
     "The module's test must know a value for every parameter and the text of every document, and one of them cannot "
     "be known before deployment. The module itself is complete. Give the parameter a default, or use `--option "
     "documents=jsonencode`, to get the test as well."},
    {Code::left_out, "attributes are left out",
     "The output format holds policy documents and nothing else of a role. Its name, path, boundary, managed policies "
     "and the like are not in the files: set them where the role is created, or use a format that holds whole roles."},

    {Code::not_recognised, "format of the input was not recognised",
     "The content is like none of the formats that can be read. `rolecast list readers` shows them, and `--from NAME` "
     "names the one to use. A folder is read where it holds `*.tf` files, the `manifest.json` of a cdk.out, or roles as "
     "the format `iam` writes them: ROLE/trust.json and ROLE/POLICY.json. What would be passed over there is refused."},
    {Code::role_from_documents, "plain documents make no role",
     "Plain policy documents are read as one role: the one document with principals is its trust policy, the others "
     "are its inline policies. There must be exactly one trust policy, given in the same command. For several roles, "
     "give a folder with a folder for each role, or write a role file."},
    {Code::literal_placeholder, "placeholder in a plain document",
     "The text holds something that looks like a placeholder, such as `${AWS::AccountId}` or `<account-id>`. A plain "
     "document is taken as it stands, so IAM would compare with exactly these characters. Put the value in its place, "
     "or write a reference such as `${account}` in a role file."},
    {Code::deferred_expression, "expression became a parameter",
     "The value is computed at deployment from something outside of the role, such as another resource or a module. It "
     "becomes a parameter of the role file, named after the expression; the same expression is the same parameter. "
     "Nothing is lost: give the parameter the value when you deploy, or rename it in the role file."},
    {Code::not_constant, "expression decides what the role holds",
     "Whether a role, a policy or a statement exists, or how many there are, depends on a value that is known only at "
     "deployment. Such a role is several roles, and reading one of them would be a guess. Give the parameters or variables "
     "that decide it with --set, write the role out for one case, or replace the expression by its value."},
    {Code::unsupported_expression, "expression is not understood",
     "The value is written with a function or a form that the reader does not work out, in a place where it cannot stay "
     "open until deployment. Replace it by what it gives."},
    {Code::embedded_document, "text holds no policy document",
     "A policy may be given as JSON in a text. The text must be one JSON object with `Statement`, and deferred values "
     "may stand only inside of its strings."},
    {Code::policy_elsewhere, "policy is not about a role of this input",
     "The input attaches a policy to a role that it does not describe itself, or to users or groups. That role is not "
     "read, so the policy is left out. Read it together with the file that holds the role."},
    {Code::managed_policy_inlined, "managed policy is read as an inline policy",
     "The input defines a managed policy and attaches it to the role. A role file holds no managed policies of its own, "
     "so its document becomes an inline policy of the role: the role may do the same, but the limit on the size of "
     "inline policies counts it."},
    {Code::loose_parameter, "parameter takes other values than in the input",
     "The input restricts a parameter in a way that role files have no word for, or lets it be left out. The parameter "
     "is read without that restriction, so every value that the input takes is taken here too, and it must be given."},
    {Code::partial_input, "input does not hold the whole role",
     "The input is a part of a longer answer, leaves something of the role out, or may be older than the role. What is "
     "there is read as it stands, so the role may be able to do more or less than it seems. Where it is an error, read "
     "the whole: the hint says how."},
    {Code::sensitive_value, "hidden value is shown",
     "The input marks the value as sensitive, and a role file is plain text. The value is read, because the role would "
     "be another one without it. Replace it by a parameter where nobody may see it."},
    {Code::contradiction, "the input contradicts itself",
     "Two parts of the input each say everything that a role holds, and they do not agree. What the role holds would "
     "depend on which was deployed last. Remove one of the two."},

    {Code::not_comparable, "inputs that cannot be compared",
     "One input is a plain policy document and the other describes roles, or one is a trust policy and the other "
     "permissions. What the one says has no counterpart in the other. Compare two of one kind; where a document has no "
     "statement that tells what it is, say it with `--kind`."},
    {Code::access_gained, "a role allows more than before",
     "There is a request that the role allows now and did not allow before: the message has it. It was confirmed by "
     "evaluating both versions. Narrow the statement that is named, or accept the change."},
    {Code::access_lost, "a role allows less than before",
     "There is a request that the role allowed before and does not allow now: the message has it. What relies on it will "
     "fail after the deployment."},
    {Code::access_undecided, "it is not known whether a role allows more, or less",
     "Something was changed whose effect cannot be decided, such as a managed policy whose text is not at hand, a "
     "permissions boundary, or a condition that is not understood. The message says what. It counts as new access where "
     "something may be gained."},
    {Code::attribute_changed, "an attribute of a role was changed",
     "Name, path, description, session, tags, permissions boundary, managed policies, names of policies and defaults of "
     "parameters are attributes. What a change of them means for access is said apart."},
    {Code::passed_over, "something was not compared that may give access",
     "A changed file cannot be read, is a link, or holds policies of roles that stand elsewhere, a module, a nested stack "
     "or a managed policy. What it gives to roles is not known, so where it changed, the verdict is undecided and it "
     "counts as new access. Compare it together with what it is about, or look at it yourself."},
    {Code::nothing_to_test, "nothing is expected",
     "`rolecast test` decides the entries under `expect`, and there are none in the files that were given. A test run "
     "that tests nothing would look like one that passed. Add an `allow` or a `deny` to a role."},

    {Code::internal, "error in rolecast",
     "The program found that its own result is wrong, such as an output that does not read back as the role it was "
     "made from. Nothing was written. Please report it with the input."},
    {Code::plug_in_failed, "plug-in failed",
     "The program `rolecast-emit-NAME` could not be started, ended with a status other than 0 or by a signal, did not "
     "answer in time, or wrote too much. Nothing was written. The notes beside it are what the program wrote to standard "
     "error."},
    {Code::plug_in_answer, "plug-in answered wrongly",
     "The program `rolecast-emit-NAME` wrote something to standard output that is not the answer the protocol asks for: "
     "one JSON object with `files` and `diagnostics`, and paths that stay in the folder of the outputs. Nothing was "
     "written. The fault is the plug-in's, not the role's."},
    {Code::plug_in_finding, "finding of a plug-in",
     "The output format is a plug-in, and this is what the plug-in itself says about the role."},
});

}  // namespace

std::span<const CodeRow> code_table() { return rows; }

std::string to_string(Code code) {
  const auto digits = std::to_string(static_cast<unsigned>(code));
  return "RC" + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

}  // namespace rolecast
