// The only code that touches the disk: inputs in, output files out, all or nothing.
#pragma once

#include <string>
#include <vector>

#include "commands/command.h"
#include "model/bind.h"

namespace rolecast {

/// For options that take a path: an empty one is usually a shell variable that is not set.
std::string not_empty(const std::string& path);

/// Reads a file, or standard input for `-`, into the context's sources. Returns its number, or 0 after an error.
std::uint32_t read_input(const std::string& path, Context& context);

/// Reads a file that an input names. Returns what went wrong, or nothing.
std::string read_named_file(const std::string& path, std::string& text);

/// The same, but a link is refused.
std::string read_named_file_itself(const std::string& path, std::string& text);

/// Whether a relative path is a link, or leads through one.
bool leads_through_link(const std::string& path);

/// The models in these files and folders, checked, with `bindings` applied. An empty list after errors.
std::vector<Model> read_models(const std::vector<std::string>& paths, std::string_view from, const Bindings& bindings,
                               Context& context);

/// The models of documents that are read already, in the same way.
std::vector<Model> read_models(std::vector<Document> documents, std::string_view from, const Bindings& bindings,
                               Context& context);

/// The documents in one file or folder.
std::vector<Document> read_documents(const std::string& path, Context& context);

/// Their models, checked. `given` decides what must be decided to be read; nothing is bound yet.
std::vector<Model> read_unbound(std::vector<Document> documents, std::string_view from, const Bindings& given,
                                Context& context);

/// Writes every file below `folder`, making folders as needed. Each content is first written in full beside its target,
/// in a file `.rolecast-*`; only when all are written do they take their targets' names, one rename each. So a reader
/// sees the old file or the new one, and a failure before the renames changes nothing. A file with the same content is
/// not touched. A target that is a symbolic link stays one, and the file it points to is replaced.
void write_files(const std::string& folder, const std::vector<OutputFile>& files, Diagnostics& diagnostics);

/// An error for every output that would take the place of a file that was read.
void refuse_to_replace_inputs(const Sources& inputs, const std::string& folder, const std::vector<OutputFile>& files,
                              Diagnostics& diagnostics);

/// An error for every file of a plug-in that would be written outside of `folder`, through a symbolic link.
void refuse_to_leave(const std::string& folder, const std::vector<OutputFile>& files, Diagnostics& diagnostics);

/// The content of a file below `folder`; nothing where there is none.
std::optional<std::string> read_existing(const std::string& folder, const std::string& path);

}  // namespace rolecast
