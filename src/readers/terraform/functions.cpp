#include "readers/terraform/functions.h"

#include <algorithm>
#include <array>

#include "readers/terraform/function_parts.h"

namespace rolecast::terraform {
namespace {

using enum Gives;
using namespace functions;

constexpr Function all[] = {
    {"alltrue", scalar, all_true},
    {"anytrue", scalar, any_true},
    {"chomp", scalar, chomp},
    {"coalesce", either, coalesce},
    {"coalescelist", collection, coalesce_list},
    {"compact", collection, compact},
    {"concat", collection, concat},
    {"contains", scalar, contains},
    {"distinct", collection, distinct},
    {"element", either, element},
    {"endswith", scalar, ends_with},
    {"flatten", collection, flatten},
    {"format", scalar, format},
    {"formatlist", collection, format_list},
    {"index", scalar, functions::index},
    {"join", scalar, join},
    {"jsondecode", collection, json_decode},
    {"jsonencode", scalar, json_encode},
    {"keys", collection, keys},
    {"length", scalar, length},
    {"lookup", either, lookup},
    {"lower", scalar, lower},
    {"merge", collection, merge},
    {"nonsensitive", either, same},
    {"one", either, one},
    {"range", collection, range},
    {"replace", scalar, functions::replace},
    {"reverse", collection, reverse},
    {"sensitive", either, same},
    {"setintersection", collection, set_intersection},
    {"setproduct", collection, set_product},
    {"setsubtract", collection, set_subtract},
    {"setunion", collection, set_union},
    {"slice", collection, slice},
    {"sort", collection, functions::sort},
    {"split", collection, split},
    {"startswith", scalar, starts_with},
    {"strcontains", scalar, str_contains},
    {"substr", scalar, substr},
    {"title", scalar, title},
    {"tobool", scalar, to_bool},
    {"tolist", collection, to_list},
    {"tomap", collection, to_map},
    {"tonumber", scalar, to_number},
    {"toset", collection, to_set},
    {"tostring", scalar, to_string},
    {"trim", scalar, trim},
    {"trimprefix", scalar, trim_prefix},
    {"trimspace", scalar, trim_space},
    {"trimsuffix", scalar, trim_suffix},
    {"upper", scalar, upper},
    {"values", collection, values},
    {"zipmap", collection, zipmap},
};

/// Never worked out; they give one text, number or boolean.
constexpr std::string_view scalars[] = {"abs",
                                        "abspath",
                                        "base64decode",
                                        "base64encode",
                                        "base64gzip",
                                        "base64sha256",
                                        "base64sha512",
                                        "basename",
                                        "bcrypt",
                                        "can",
                                        "ceil",
                                        "cidrhost",
                                        "cidrnetmask",
                                        "cidrsubnet",
                                        "dirname",
                                        "file",
                                        "filebase64",
                                        "filebase64sha256",
                                        "filebase64sha512",
                                        "fileexists",
                                        "filemd5",
                                        "filesha1",
                                        "filesha256",
                                        "filesha512",
                                        "floor",
                                        "formatdate",
                                        "indent",
                                        "issensitive",
                                        "log",
                                        "max",
                                        "md5",
                                        "min",
                                        "parseint",
                                        "pathexpand",
                                        "plantimestamp",
                                        "pow",
                                        "rsadecrypt",
                                        "sha1",
                                        "sha256",
                                        "sha512",
                                        "signum",
                                        "strrev",
                                        "sum",
                                        "templatefile",
                                        "templatestring",
                                        "textdecodebase64",
                                        "textencodebase64",
                                        "timeadd",
                                        "timecmp",
                                        "timestamp",
                                        "urlencode",
                                        "uuid",
                                        "uuidv5",
                                        "yamlencode"};

constexpr auto unworked = [] {
  std::array<Function, std::size(scalars)> rows{};
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].name = scalars[i];
  return rows;
}();

}  // namespace

const Function* find_function(std::string_view name) {
  for (const auto& row : all)
    if (row.name == name) return &row;
  for (const auto& row : unworked)
    if (row.name == name) return &row;
  return nullptr;
}

bool is_special(std::string_view name) {
  constexpr std::string_view names[] = {"can", "file", "templatefile", "try"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

std::string_view unsupported_function(std::string_view expression) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789_:";
  for (auto open = expression.find('('); open != std::string_view::npos; open = expression.find('(', open + 1)) {
    const auto before = expression.substr(0, open);
    const auto name = before.substr(before.find_last_not_of(letters) + 1);
    const auto* function = find_function(name);
    if (!name.empty() && !is_special(name) && !(function && function->work)) return name;
  }
  return {};
}

}  // namespace rolecast::terraform
