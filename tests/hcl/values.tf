# Values of every kind, in every spelling; values.json holds what Terraform makes of them (evaluate.py).
locals {
  # Numbers, words, lists and objects
  number_exponent   = 1e3
  number_fraction   = 1.50
  number_small      = 1.5E-3
  number_zeros      = 0755
  number_minus_zero = -0
  number_minus      = - 5
  words             = [true, false, null]
  list_trailing     = [1, 2, ]
  list_lines = [
    1
    ,
    2, # comment
    // comment
    /* comment */ 3
  ]
  object_commas = { a = 1, "b" : 2, "c d" = 3 }
  object_lines = {
    a = 1
    b : 2, c = 3

    d = [
      4]
  }
  object_keys     = { (false) = 1, null = 2, true = 3, 4 = 5, (local.name) = 6, "x${local.name}" = 8, name = 9, for-each = 10 }
  object_override = { "a" = 1, b = 2 }.a

  # Operators
  strength_1  = 1 + 2 * 3
  strength_2  = (1 + 2) * 3
  strength_3  = 1 - 2 - 3
  strength_4  = 16 / 4 / 2
  strength_5  = 17 % 10 % 4
  strength_6  = 2 * 7 % 4
  strength_7  = 7 % 4 * 2
  strength_8  = 1 - 2 + 3
  strength_9  = -2 * -3
  strength_10 = - -2
  strength_11 = 1 - -1
  strength_12 = 1 < 2 == true
  strength_13 = true == 2 > 1
  strength_14 = true || false && false
  strength_15 = (true || false) && false
  strength_16 = !true == false
  strength_17 = !false && !false
  strength_18 = 1 + 1 == 2 && 3 >= 3 || false
  strength_19 = 1 != 2 != false
  strength_20 = 5 - 4 <= 1
  choice_1    = true ? 1 : false ? 2 : 3
  choice_2    = false ? 1 : false ? 2 : 3
  choice_3    = false ? true ? 1 : 2 : 3
  choice_4    = 1 > 2 || 3 > 2 ? "a" : "b"
  choice_5    = (true ? false : true) ? 1 : 2
  lines_in_parentheses = (
    1
    +
    2
  )

  # Texts
  text_escapes      = "\n\r\t\"\\ \u00e9 \U0001F600"
  text_null         = "\u0000"
  text_dollars      = "$ $$ $$$ $a ${1} $"
  text_percents     = "% %% %%% %a 100%"
  text_literal      = "$${a} $$${a} $$$${a} %%{a} %%%{a} $%%{a} %$${a}"
  text_dollar_value = "\u0024${1}"
  text_mixed        = "a${1}b${true}c${1.50}d${"e"}f"
  text_nested       = "a${"b${"c${1}"}"}"
  text_brace        = "}${"}"}"
  text_quote        = "${"\"${"\""}"}"
  text_tab          = "a	b"
  text_only         = "${"a"}"
  value_number      = "${1}"
  value_list        = "${[1, 2]}"
  value_trimmed     = "${~ 1 ~}"
  value_as_text     = "${1 ~} "
  value_empty       = "${""}"
  value_lines = "${[
    1,
    2
  ]}"
  trim_1 = "a  ${~ 1 ~}  b"
  trim_2 = "a  ${~ 1 }  b"
  trim_3 = "a  ${ 1 ~}  b"
  trim_4 = "a \n\t ${~ 1 ~} \n\t b"
  trim_5 = "a $  ${~ 1 ~}  $ b"
  trim_6 = "${1 ~} ${~ 2}"
  trim_7 = "${1 ~}  ${2}"

  # Directives
  directive_1 = "%{ if true }a%{ else }b%{ endif }"
  directive_2 = "%{ if false }a%{ else }b%{ endif }"
  directive_3 = "x%{ if false }a%{ endif }y"
  directive_4 = "%{if true}${5}%{endif}"
  directive_5 = "%{ for v in [1, 2] }${v},%{ endfor }"
  directive_6 = "%{ for k, v in { a = 1, b = 2 } }${k}=${v};%{ endfor }"
  directive_7 = "a %{~ if true ~} b %{~ else ~} c %{~ endif ~} d"
  directive_8 = "%{ for v in [1, 2] }%{ if v == 1 }one%{ else }%{ for w in [v] }${w}%{ endfor }%{ endif }%{ endfor }"
  directive_9 = "$%{ if true }$%{ endif }$"

  # Heredocs
  heredoc_plain = <<EOT
  a\n "b" $ %
	c
EOT
  heredoc_empty = <<EOT
EOT
  heredoc_escapes = <<EOT
$${a} $$${a} %%{a} ${1} \${2} \u0041
EOT
  heredoc_indented_end = <<EOT
    a
    EOT
  heredoc_blank_end = <<EOT
a
EOT  
  heredoc_marker_inside = <<EOT
EOT a
a EOT
${1}EOT
EOT
  indented_1 = <<-EOT
    a
      b

   
  c
  EOT
  indented_2 = <<-EOT
      a
    
      b
  EOT
  indented_3 = <<-EOT
    a
  ${1}b
     c
    EOT
  indented_4 = <<-EOT
    a
${1}
    b
  EOT
  indented_5 = <<-EOT
	a
		b
  c
	EOT
  indented_6 = <<-EOT
    %{ if true }
      x
    %{ endif }
    y
  EOT
  indented_7 = <<-EOT
    %{ if true ~}
      x
    %{ endif ~}
    y
  EOT
  indented_8 = <<-EOT
    a ${~ 1 ~}
      b
  EOT
  indented_9 = <<-EOT
      ${~ 1}
    b
  EOT
  indented_10 = <<-EOT
  EOT
  indented_11 = <<-EOT
     a
    b
  EOT
  indented_12 = <<-EOT
    ${"\n  a"}
      b
  EOT
  heredoc_trim_1 = <<EOT
a
   ${~ 1 ~}   
  b
EOT
  heredoc_trim_2 = <<EOT
a
${~ 1 ~}
  b
EOT
  heredoc_trim_3 = <<EOT
%{ for v in [1, 2] ~}
  ${v}
%{ endfor ~}
  end
EOT
  heredoc_in_list = [<<A
a
A
    , <<-B
    b
  B
  ]
  heredoc_in_text = "x${<<EOT
a
EOT
  }y"
  heredoc_in_heredoc = <<A
${<<B
b
B
}a
A
  heredoc_hyphen = <<a-b
a
a-b

  # References
  member_1    = local.object.list[1]
  member_2    = local.object["list"][0]
  member_3    = local.object.list.1
  member_4    = local.objects.0.name
  member_5    = local.object [ "a b" ]
  member_6    = local.objects[local.one - 1].name
  member_7    = [1, 2][1]
  member_8    = { a = { b = 1 } }.a.b
  member_9    = (local.object).list[0]
  member_10   = local.object["a${" "}b"]
  splat_1     = local.objects[*].name
  splat_2     = local.objects.*.name
  splat_3     = local.objects[*].list[0]
  splat_4     = local.objects.*.list[0]
  splat_5     = local.objects.*.list.0
  splat_6     = local.object.name[*]
  splat_7     = local.nothing[*]
  splat_8     = (local.objects[*].list)[0]
  splat_9     = local.objects[0].list[*]

  # Loops and calls
  loop_1 = [for v in [1, 2, 3] : v * 2]
  loop_2 = [for v in [1, 2, 3] : v if v != 2]
  loop_3 = [for i, v in ["a", "b"] : "${i}${v}"]
  loop_4 = { for v in ["a", "b"] : v => upper(v) }
  loop_5 = { for k, v in { a = 1, b = 2 } : v => k if v > 1 }
  loop_6 = { for v in ["a1", "a2", "b1"] : substr(v, 0, 1) => v... }
  loop_7 = [
    for v in [1, 2] :
    [for w in [v, v + 1] : w]
  ]
  loop_8 = {
    for k, v in { a = [1], b = [2] } : k =>
    v[0]
  }
  loop_9  = [for v in [1, 2] : v > 1 ? "a" : "b"]
  call_1  = join(",", ["a", "b"], )
  call_2  = upper(
    "a"
  )
  call_3  = concat([1], [2], [[3], [4]]...)
}

locals {
  name    = "n"
  one     = 1
  nothing = null
  object  = { name = "o", list = [10, 20], "a b" = "c" }
  objects = [{ name = "x", list = [1, 2] }, { name = "y", list = [3, 4] }]
}
