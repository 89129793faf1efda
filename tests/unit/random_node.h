// Random trees, for laws that hold for every tree.
#pragma once

#include <random>
#include <string>

#include "syntax/node.h"

namespace rolecast::testing {

/// Trees of text, numbers, booleans, null, lists and maps with distinct keys. Texts mix what parsers trip over: YAML's
/// indicators and reserved words, template openings, controls, wide characters.
class RandomNode {
 public:
  explicit RandomNode(unsigned seed) : random_(seed) {}

  Node tree(int depth = 5) {
    switch (pick(depth > 0 ? 8 : 5)) {
      case 0:
        return Node();
      case 1:
        return Node::boolean(pick(2) == 0);
      case 2:
        return Node::number(number());
      case 5:
      case 6:
        return list(depth);
      case 7:
        return map(depth);
      default:
        return Node::string(text());
    }
  }

  Node map(int depth) {
    Node node = Node::map();
    for (auto n = pick(5); n > 0; --n)
      if (auto key = text(); !node.find(key)) node.add(std::move(key), tree(depth - 1));
    return node;
  }

  std::string text() {
    static constexpr const char* parts[] = {"a",
                                            "B9",
                                            "yes",
                                            "null",
                                            "~",
                                            "Null",
                                            "on",
                                            "0x1F",
                                            "012",
                                            "1e3",
                                            ".5",
                                            ".nan",
                                            "2012-10-17",
                                            "1:30",
                                            "=",
                                            "<<",
                                            "*",
                                            "&x",
                                            "!y",
                                            "%z",
                                            "@",
                                            "`",
                                            "'",
                                            "\"",
                                            "\\",
                                            "#",
                                            " #",
                                            ": ",
                                            ":",
                                            "- ",
                                            "-",
                                            "?",
                                            "? ",
                                            "|",
                                            ">",
                                            "{",
                                            "}",
                                            "[",
                                            "]",
                                            ",",
                                            " ",
                                            "\t",
                                            "\n",
                                            "\r",
                                            "\r\n",
                                            "---",
                                            "...",
                                            "${",
                                            "${aws:username}",
                                            "$${",
                                            "%{",
                                            "{{",
                                            "EOT",
                                            "\x01",
                                            "\x1b",
                                            "\x7f",
                                            "\xC2\x80",
                                            "\xC2\x85",
                                            "\xC2\xA0",
                                            "\xC2\xAD",
                                            "\xC3\xA9",
                                            "\xE2\x80\x8B",
                                            "\xE2\x80\xA8",
                                            "\xE2\x80\xA9",
                                            "\xE2\x80\xAE",
                                            "\xE3\x80\x80",
                                            "\xEF\xBB\xBF",
                                            "\xEF\xBF\xBD",
                                            "\xF0\x9F\x98\x80",
                                            "/",
                                            "s3:*",
                                            "arn:aws:iam::123456789012:role/x"};
    std::string result;
    for (auto n = pick(5); n > 0; --n) result += parts[pick(std::size(parts))];
    if (pick(20) == 0) result += '\0';
    return result;
  }

 private:
  std::size_t pick(std::size_t n) { return random_() % n; }

  /// Spellings that JSON and YAML both read as numbers.
  std::string number() {
    static constexpr const char* numbers[] = {"0", "-1", "3600", "9007199254740993", "1.50", "1e300", "-0", "2E+5"};
    return numbers[pick(std::size(numbers))];
  }

  Node list(int depth) {
    Node node = Node::list();
    for (auto n = pick(5); n > 0; --n) node.items.push_back(tree(depth - 1));
    return node;
  }

  std::mt19937 random_;
};

}  // namespace rolecast::testing
