// Makes the text of a new role file, with comments, out of files of the catalogue.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "readers/expand.h"
#include "readers/text_lines.h"

namespace rolecast {

/// The template's text with the parameters and policies of the capabilities added, without the statements for services
/// that none of `places` (partitions and regions) has. What the files say about themselves stands in comments. Relies
/// on the layout of the catalogue: two spaces a level, `catalogue:`, `parameters:`, `roles:` and `policies:` in a line
/// of their own, a template's policies at its end. Begins with the first lines.
std::string compose(const CatalogueItem& item, const std::vector<CatalogueItem>& capabilities,
                    const std::vector<std::string_view>& places);

/// Adds those parameters of the file `from` that `lines` has not.
void add_parameters(Lines& lines, const Lines& from);

/// The lines below `policies:` of `from`, a file like those of capabilities, as they stand in a role, below a comment
/// that says what they are for and where they are from.
Lines policies_of(const Lines& from, std::string_view name, const About& about);

}  // namespace rolecast
