#include "commands/difference.h"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

namespace rolecast {
namespace {

using Lines = std::vector<std::string_view>;

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

struct Edit {
  char sign;  // ' ', '-' or '+'
  std::string_view line;
};

/// The middle of both texts, by longest common subsequence; where that table would be large, all out and all in.
void edit_middle(const Lines& a, std::size_t a0, std::size_t a1, const Lines& b, std::size_t b0, std::size_t b1,
                 std::vector<Edit>& edits) {
  const auto rows = a1 - a0, columns = b1 - b0;
  constexpr std::size_t largest = 16'000'000;
  std::vector<std::uint32_t> common;
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return common[i * (columns + 1) + j]; };
  if (rows * columns <= largest) {
    common.resize((rows + 1) * (columns + 1));
    for (auto i = rows; i-- > 0;)
      for (auto j = columns; j-- > 0;)
        at(i, j) = a[a0 + i] == b[b0 + j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
  }
  std::size_t i = 0, j = 0;
  while (!common.empty() && i < rows && j < columns) {
    if (a[a0 + i] == b[b0 + j]) {
      edits.push_back({' ', a[a0 + i]}), ++i, ++j;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      edits.push_back({'-', a[a0 + i++]});
    } else {
      edits.push_back({'+', b[b0 + j++]});
    }
  }
  for (; i < rows; ++i) edits.push_back({'-', a[a0 + i]});
  for (; j < columns; ++j) edits.push_back({'+', b[b0 + j]});
}

std::vector<Edit> edit(const Lines& a, const Lines& b) {
  std::size_t head = 0, tail = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < head; ++i) edits.push_back({' ', a[i]});
  edit_middle(a, head, a.size() - tail, b, head, b.size() - tail, edits);
  for (auto i = a.size() - tail; i < a.size(); ++i) edits.push_back({' ', a[i]});
  return edits;
}

void append_hunk(const std::vector<Edit>& edits, std::size_t from, std::size_t to, std::string& out) {
  const auto count = [&](std::size_t begin, std::size_t end, char without) {
    return std::count_if(edits.begin() + static_cast<std::ptrdiff_t>(begin),
                         edits.begin() + static_cast<std::ptrdiff_t>(end),
                         [without](const Edit& e) { return e.sign != without; });
  };
  const auto start = [&](char without) { return count(0, from, without) + (count(from, to, without) > 0 ? 1 : 0); };
  out += fmt::format("@@ -{},{} +{},{} @@\n", start('+'), count(from, to, '+'), start('-'), count(from, to, '-'));
  for (auto i = from; i < to; ++i) {
    out += edits[i].sign;
    out += edits[i].line;
    if (!edits[i].line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
  }
}

}  // namespace

std::string difference(std::string_view before_name, std::string_view before, std::string_view after_name,
                       std::string_view after) {
  if (before == after) return {};
  constexpr std::size_t context = 3;
  const auto edits = edit(split(before), split(after));
  std::string out = fmt::format("--- {}\n+++ {}\n", before_name, after_name);
  for (std::size_t i = 0; i < edits.size();) {
    if (edits[i].sign == ' ') {
      ++i;
      continue;
    }
    const auto from = i > context ? i - context : 0;
    auto last = i;  // the last change of this hunk
    for (auto j = i; j < edits.size() && j <= last + 2 * context; ++j)
      if (edits[j].sign != ' ') last = j;
    const auto to = std::min(last + context + 1, edits.size());
    append_hunk(edits, from, to, out);
    i = to;
  }
  return out;
}

}  // namespace rolecast
