// Answers of plug-ins: where their findings belong, and which paths they may name.
#include "emitters/protocol.h"

#include <gtest/gtest.h>

#include "syntax/json.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

constexpr auto model_text =
    R"({"roles": {"a": {"name": "n", "tags": {"x/y~z": "t", "": "e"}, "trust": [{"Sid": "s"}]}}})";

/// What a finding at `pointer` is shown under; the message of a fault where it is none.
std::string place_of(const std::string& pointer) {
  Sources sources;
  Diagnostics diagnostics;
  const auto model = load(sources, sources.add("model.json", model_text), diagnostics).front();
  read_answer(R"({"diagnostics": [{"severity": "error", "message": "m", "path": ")" + pointer + "\"}]}", "p", model,
              diagnostics);
  EXPECT_EQ(diagnostics.all().size(), 1u) << pointer;
  const auto& finding = diagnostics.all().front();
  if (finding.code != Code::plug_in_finding) return finding.message;
  return std::string(model_text).substr(finding.span.begin, finding.span.end - finding.span.begin);
}

TEST(Protocol, FindingsAreShownWhereTheyBelong) {
  EXPECT_EQ(place_of(""), model_text);
  EXPECT_EQ(place_of("/roles/a/name"), "\"n\"");
  EXPECT_EQ(place_of("/roles/a/tags/x~1y~0z"), "\"t\"");
  EXPECT_EQ(place_of("/roles/a/tags/"), "\"e\"");
  EXPECT_EQ(place_of("/roles/a/trust/0"), "{\"Sid\": \"s\"}");
  EXPECT_EQ(place_of("/roles/a/trust/0/Sid"), "\"s\"");
}

TEST(Protocol, FindingsBelongSomewhere) {
  for (const auto* pointer :
       {"roles", "/", "/role", "/roles/a/trust/1", "/roles/a/trust/-", "/roles/a/trust/-1", "/roles/a/trust/00x",
        "/roles/a/trust/0 ", "/roles/a/trust/18446744073709551616", "/roles/a/name/0", "/roles/a/name/"})
    EXPECT_NE(place_of(pointer).find("which is no place in the model"), std::string::npos) << pointer;
}

TEST(Protocol, PathsStayInTheFolder) {
  for (const auto* path : {"a", "a/b", "a.b/c", "...", "..a", "a..", ".a", "ab:c", "a b", "\u00e4", "a/.rolecast", "-"})
    EXPECT_TRUE(is_safe_path(path)) << path;
  for (const auto* path : {"",
                           "/",
                           "/a",
                           "a/",
                           "a//b",
                           ".",
                           "..",
                           "./a",
                           "../a",
                           "a/.",
                           "a/..",
                           "a/./b",
                           "a/../b",
                           "a\\b",
                           "c:a",
                           "c:/a",
                           "a\tb",
                           "a\nb",
                           "a\x7f",
                           "a\u0085",
                           "a\u202e",
                           "\xff",
                           ".rolecast-",
                           ".rolecast-a/b",
                           "a/.rolecast-b"})
    EXPECT_FALSE(is_safe_path(path)) << path;
  EXPECT_FALSE(is_safe_path(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace rolecast
