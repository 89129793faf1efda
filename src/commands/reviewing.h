// Reviewing: what two versions of an input say, compared role by role, and reported.
#pragma once

#include <string>
#include <vector>

#include "commands/review_rows.h"
#include "commands/sides.h"

namespace rolecast {

struct ReportOptions {
  std::string format = "text", fail_on = "new-access";
};
void add_report_options(CLI::App& command, ReportOptions& options);

/// An input as it was read, before it is known what it is. Without documents there is no such version.
struct VersionInput {
  std::string name;
  std::string from;  ///< the reader; empty where the content is to tell
  std::vector<Document> documents;
};

/// Whether these are policy documents of one kind, and not the documents of a role.
bool are_plain(const std::vector<Document>& documents, std::string_view from);

/// An input and a later version of it. Plain policy documents are read as such: `kind` says what they are,
/// `permissions` or `trust`, where their content does not tell. None after errors.
std::vector<Side> read_versions(std::vector<VersionInput> inputs, const std::string& kind, const Bindings& bindings,
                                Context& context);

/// Every role of either side, with its partner. The sides have been aligned.
std::vector<ReviewRow> review_sides(const Side& before, const Side& after, const SideNames& names,
                                    const Sources& sources);

/// Prints the review as `options` asks, and sets the exit status.
void report(const Review& review, const ReportOptions& options, Context& context);

}  // namespace rolecast
