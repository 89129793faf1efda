#include "analysis/explain/prose.h"

#include <algorithm>

#include "syntax/json.h"

namespace rolecast {

Prose& Prose::say(std::string_view plain) {
  if (plain.empty()) return *this;
  if (!words_.empty() && words_.back().kind == Words::Kind::plain)
    words_.back().text += plain;
  else
    words_.push_back({Words::Kind::plain, std::string(plain)});
  return *this;
}

Prose& Prose::shout(std::string_view loud) {
  words_.push_back({Words::Kind::loud, std::string(loud)});
  return *this;
}

Prose& Prose::quote(std::string_view text) {
  words_.push_back({Words::Kind::quoted, std::string(text)});
  return *this;
}

Prose& Prose::tell(std::string_view comment) {
  words_.push_back({Words::Kind::told, std::string(comment)});
  return *this;
}

Prose& Prose::add(const Prose& other) {
  for (const auto& run : other.words_) {
    if (run.kind == Words::Kind::plain)
      say(run.text);
    else
      words_.push_back(run);
  }
  return *this;
}

std::string Prose::text() const {
  std::string all;
  for (const auto& run : words_) all += run.kind == Words::Kind::quoted ? apart(run.text) : run.text;
  return all;
}

Prose joined(const std::vector<Prose>& parts, std::string_view last) {
  Prose all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) all.say(i + 1 == parts.size() ? " " + std::string(last) + " " : ", ");
    all.add(parts[i]);
  }
  return all;
}

std::string apart(std::string_view text) {
  const bool is_plain =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F && c != '"'; });
  return is_plain ? std::string(text) : json::write_compact(Node::string(std::string(text)));
}

}  // namespace rolecast
