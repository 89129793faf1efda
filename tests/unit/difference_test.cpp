// The difference that --check shows: applying it to the old text must give the new one.
#include "commands/difference.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace rolecast {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// A strict `patch`: every hunk must fit where its header says.
std::string patched(const std::string& before, const std::string& diff) {
  const auto old = lines_of(before);
  std::string result;
  std::size_t at = 0;
  for (const auto& line : lines_of(diff)) {
    if (line.starts_with("---") || line.starts_with("+++")) continue;
    if (line.starts_with("@@")) {
      std::size_t start = 0, count = 0;
      std::sscanf(line.c_str(), "@@ -%zu,%zu", &start, &count);
      const auto begin = count == 0 ? start : start - 1;
      while (at < begin) result += old.at(at++) + "\n";
      continue;
    }
    if (line[0] != '+') {
      EXPECT_EQ(old.at(at++), line.substr(1));
    }
    if (line[0] != '-') result += line.substr(1) + "\n";
  }
  while (at < old.size()) result += old[at++] + "\n";
  return result;
}

TEST(Difference, AppliedToTheOldTextGivesTheNewOne) {
  std::mt19937 random(1);
  const auto text = [&] {
    std::string result;
    for (auto n = random() % 40; n > 0; --n) result += std::string(1, static_cast<char>('a' + random() % 4)) + "\n";
    return result;
  };
  for (int i = 0; i < 2000; ++i) {
    const auto before = text(), after = text();
    EXPECT_EQ(patched(before, difference("a", before, "b", after)), after);
  }
}

TEST(Difference, ShowsThreeLinesAround) {
  EXPECT_EQ(difference("old", "1\n2\n3\n4\n5\n6\n7\n8\n", "new", "1\n2\n3\n4\nX\n6\n7\n8\n"),
            "--- old\n+++ new\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8\n");
  EXPECT_EQ(difference("old", "", "new", "1\n"), "--- old\n+++ new\n@@ -0,0 +1,1 @@\n+1\n");
  EXPECT_EQ(difference("old", "same\n", "new", "same\n"), "");
}

}  // namespace
}  // namespace rolecast
