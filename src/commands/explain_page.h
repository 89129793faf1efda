// An explanation as a page: titles, sentences and listings, which the reports for people put down in their own ways.
#pragma once

#include <string>
#include <vector>

#include "commands/explanation.h"

namespace rolecast {

struct Block {
  enum class Kind : std::uint8_t {
    paragraph,
    row,     ///< a label with what stands under it
    item,    ///< of a list
    detail,  ///< a line more of the item above
    code,    ///< a listing, under its label
  };
  Kind kind = Kind::paragraph;
  std::string label;
  Prose prose;
  std::string code, language;
};

struct Section {
  int level = 1;
  Prose title;
  std::vector<Block> blocks;
};

struct Page {
  std::vector<Section> sections;
};

Page page_of(const Explanation& explanation);

/// What the catalogue says, with code where it has backticks.
Prose catalogue_prose(std::string_view text);

/// Who assumes the role and what that reaches, for Mermaid. Only letters, digits, blanks, slashes and full stops of the
/// input stand in it as they are. Mermaid, "Flowcharts syntax", "Entity codes to escape characters".
std::string diagram_of(const RoleExplanation& role);

}  // namespace rolecast
