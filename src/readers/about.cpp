#include "readers/about.h"

#include <algorithm>
#include <array>

#include "syntax/fields.h"

namespace rolecast {
namespace {

struct TextKey {
  std::string_view key;
  std::string About::*to;
  bool required = false;
};
constexpr std::array text_keys = {
    TextKey{"summary", &About::summary, true},
    TextKey{"family", &About::family},
    TextKey{"kind", &About::kind},
    TextKey{"passedAs", &About::passed_as},
    TextKey{"source", &About::source, true},
    TextKey{"page", &About::page, true},
    TextKey{"seen", &About::seen, true},
    TextKey{"authority", &About::authority, true},
};

struct ListKey {
  std::string_view key;
  std::vector<std::string> About::*to;
};
constexpr std::array list_keys = {
    ListKey{"notFor", &About::not_for},     ListKey{"notes", &About::notes},         ListKey{"fits", &About::fits},
    ListKey{"requires", &About::requires_}, ListKey{"conflicts", &About::conflicts},
};

void append_texts(const Node* list, std::vector<std::string>& to) {
  if (!list) return;
  for (const auto& item : list->items) to.push_back(item.text);
}

Absence read_absence(const Node& node, Diagnostics& diagnostics) {
  Absence absence;
  Fields fields(node, "`absent`", diagnostics);
  append_texts(fields.take("partitions"), absence.places);
  append_texts(fields.take("regions"), absence.places);
  append_texts(fields.require("statements"), absence.statements);
  if (const Node* reason = fields.require("reason")) absence.reason = reason->text;
  fields.finish();
  return absence;
}

}  // namespace

bool is_in(const Absence& absence, const std::vector<std::string_view>& places) {
  return std::find_first_of(absence.places.begin(), absence.places.end(), places.begin(), places.end()) !=
         absence.places.end();
}

bool leaves_out(const Absence& absence, std::string_view sid) {
  return std::any_of(absence.statements.begin(), absence.statements.end(),
                     [&](const std::string& one) { return one == "*" || one == sid; });
}

About read_about(const Node& file, Diagnostics& diagnostics) {
  About about;
  const Node* block = file.find("catalogue");
  if (!block) {
    diagnostics.error(Code::missing_key, file.span, "the catalogue file has no `catalogue`");
    return about;
  }
  Fields fields(*block, "`catalogue`", diagnostics);
  for (const auto& row : text_keys)
    if (const Node* text = row.required ? fields.require(row.key) : fields.take(row.key)) about.*row.to = text->text;
  for (const auto& row : list_keys) append_texts(fields.take(row.key), about.*row.to);
  if (const Node* absent = fields.take("absent"))
    for (const auto& item : absent->items) about.absent.push_back(read_absence(item, diagnostics));
  fields.finish();
  return about;
}

}  // namespace rolecast
