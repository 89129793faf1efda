# Every function that is worked out, in the tags of a role.
locals {
  words  = ["beta", "alpha", "beta", "gamma"]
  map    = { b = "2", a = "1", c = "3" }
  mixed  = ["x", 1, true]
  nested = { list = [{ name = "n0", tags = { k = "v0" } }, { name = "n1", tags = {} }] }
}

resource "aws_iam_role" "functions" {
  name               = "functions"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }] })
  tags = {
    chomp      = chomp("a\n\n")
    coalesce   = coalesce(null, "", "c", "d")
    compact    = join("/", compact(["a", "", "b", null]))
    concat     = join("/", concat(["a"], [], local.words))
    contains   = "${contains(local.words, "beta")} ${contains(local.words, "delta")}"
    distinct   = join("/", distinct(local.words))
    element    = element(local.words, 5)
    endswith   = endswith("abc", "bc")
    flatten    = join("/", flatten([["a"], [["b", "c"]], []]))
    format     = format("%s-%d-%v", "a", 12, true)
    formatlist = join("/", formatlist("%s:%s", ["a", "b"], "x"))
    join       = join(" ", ["a"], ["b", "c"])
    decode     = jsondecode("{\"a\": [1.50, {\"b\": \"c\"}]}").a[0]
    keys       = join("/", keys(local.map))
    length     = "${length(local.words)}${length(local.map)}${length("four")}${length([])}"
    lookup     = "${lookup(local.map, "a", "z")}${lookup(local.map, "d", "z")}"
    lower      = lower("ABC-Def")
    merge      = join("/", values(merge(local.map, { a = "9" }, null, { d = "4" })))
    one        = one(["single"])
    replace    = replace("a.b.c", ".", "-")
    sensitive  = nonsensitive(sensitive("s"))
    split      = split(",", "a,b,c")[1]
    startswith = startswith("abc", "bc")
    substr     = "${substr("abcdef", 1, 3)} ${substr("abcdef", -2, -1)} ${substr("abc", 2, 9)}"
    title      = title("hello big-world of_under a1b")
    tobool     = tobool("true")
    tolist     = join("/", tolist(toset(local.words)))
    tomap      = tomap(local.map)["b"]
    tonumber   = tonumber("1e2") + 1
    toset      = join("/", toset(local.words))
    tostring   = tostring(1.0)
    trim       = trim("--a-b--", "-")
    trimprefix = trimprefix("prefix-a", "prefix-")
    trimspace  = trimspace("  a b \n")
    trimsuffix = trimsuffix("a-suffix", "-suffix")
    upper      = upper("abc")
    values     = join("/", values(local.map))
    zipmap     = zipmap(["k", "l"], ["v", "w"])["l"]
    try        = try(local.map.missing, local.nested.list[7].name, "fallback")
    try2       = try(local.map["a"], "fallback")
    operators  = "${1 + 2 * 3 - 4 % 3}:${- 5}:${!true}:${1 < 2 && "a" == "b"}:${3 >= 3 || false}:${7 / 7}:${10 - 3 - 2}"
    equal      = "${"1" == "2"}:${null == null}:${true != false}"
    numbers    = "${1e3}:${0.50}:${100000000000000000000}:${1.10e-2}:${12345.678e2}"
  }
}

resource "aws_iam_role" "loops" {
  name               = "functions-loops"
  assume_role_policy = local.trust
  tags = {
    choice     = true ? "yes" : "no"
    spread     = format("%s+%s", ["x", "y"]...)
    for_list   = join("/", [for i, w in local.words : "${i}${w}" if w != "beta"])
    for_map    = join("/", values({ for k, v in local.map : upper(k) => v }))
    for_set    = join("/", [for w in toset(local.words) : upper(w)])
    splat      = join("/", local.nested.list[*].name)
    splat_deep = join("/", [for t in local.nested.list[*].tags : length(t)])
    legacy     = join("/", local.nested.list.*.name)
    single     = join("/", "alone" [*])
    directive  = "%{for k, v in local.map}${k}=${v}.%{endfor}%{if length(local.words) > 3}many%{else}few%{endif}"
  }
}

resource "aws_iam_role" "more" {
  name               = "functions-more"
  assume_role_policy = local.trust
  description        = "$${a} %%{b} $ % $$ {} ${jsonencode({ b = [1.0, "<&>", null], a = true })} ${format("%s%%", "x")}${local.heredoc}"
  tags = {
    mixed     = join("/", [for m in local.mixed : tostring(m)])
    mixed_set = length(toset(["a", 1, "1"]))
    index     = local.nested["list"][0]["tags"].k
    unicode   = "é 日本"
  }
}

locals {
  trust = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }] })
  heredoc = trimspace(<<-EOT
        a
          b
    EOT
  )
}
