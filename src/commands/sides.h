// Inputs that are to be compared: read, bound to the same values, and their roles paired.
#pragma once

#include <string>
#include <vector>

#include "analysis/match.h"
#include "commands/command.h"
#include "model/bind.h"

namespace CLI {
class App;
}

namespace rolecast {

/// One input with the roles in it. One without models stands for an input that is not there.
struct Side {
  std::string name;
  std::vector<Model> models;
  bool is_partial = false;  ///< a warning says that more may belong to its roles
  std::vector<LeftOut> left_out = {};
  std::vector<RoleOf> roles() const;
};

/// The options that every comparison has, as they were given.
struct SideOptions {
  std::vector<std::string> from, role, set;
};
void add_side_options(CLI::App& command, SideOptions& options);

/// When two inputs compute one value: `!GetAtt Bucket.Arn` is another bucket in another template, but the same in
/// another version of it where what it says about the bucket is the same.
enum class Inputs : std::uint8_t { independent, versions };

/// Names with what they mean, read from the options.
struct SideNames {
  Bindings bindings;
  std::vector<std::pair<std::string, std::string>> roles;
};
SideNames names_of(const SideOptions& options, Diagnostics& diagnostics);

/// The format of each input, empty where its content is to tell. Standard input may be among them once.
std::vector<std::string> formats_of(const std::vector<std::string>& files, const SideOptions& options,
                                    Diagnostics& diagnostics);

/// The roles in the documents of an input; `bindings` decides what must be decided to be read, and nothing is bound
/// yet.
Side read_side(const std::string& path, std::vector<Document> documents, std::string_view from,
               const Bindings& bindings, Context& context);

/// Gives what sides share one name, binds values, and refuses `--role` pairs that name no role.
void align(std::vector<Side>& sides, const SideNames& names, Inputs inputs, Context& context);

std::vector<const Model*> models_of(const Side& side);

/// A role of one input and its partner in another. A role without one has a null partner.
struct RolePair {
  RoleOf first, second;
  std::string first_input, second_input;  ///< as they were named; a file in it where its roles share an id
};
std::vector<RolePair> pair_roles(const Side& first, const Side& second, const SideNames& names,
                                 const CommonNames& common, const Sources& sources);

}  // namespace rolecast
