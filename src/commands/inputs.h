// What a path on the command line stands for: a file, standard input, or the files of a folder.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast {

/// A file to read.
struct Input {
  std::string path;
  std::string stem;         ///< of what was named
  std::string folder = {};  ///< the name of the folder it was found in, where a folder was named
  bool is_stack = false;    ///< one of the templates that a manifest leads to
};

/// What becomes of links in a folder. Those of a commit cannot be followed.
enum class Links : std::uint8_t { follow, leave_out };

/// A path may be `git:REV:PATH`, a file or a folder of a commit. A file is itself. A folder is the first of these that
/// it holds, sorted by name:
///   `*.tf` and `*.tf.json` with `terraform.tfvars` and `*.auto.tfvars`, as Terraform takes them: no hidden ones, none
///   from folders below;
///   the `manifest.json` of a cloud assembly (`cdk.out`);
///   `trust.json` with `POLICY.json` files beside it: a role, as the format `iam` writes it;
///   folders that are such roles.
/// Nothing, and an error, where it holds none of them or, beside them, what would be passed over; a link is only named
/// as left out where that is asked for.
std::vector<Input> inputs_of(const std::string& path, Links links, Diagnostics& diagnostics);

/// Whether this is the manifest of a cloud assembly, and no policy of that name.
bool is_manifest(const Input& input, const Node& node);
/// The templates and the manifests of nested assemblies that a manifest leads to. One that names none is an error, and
/// so is a path that leaves the folder.
std::vector<Input> files_of(const Input& input, const Node& manifest, Diagnostics& diagnostics);

}  // namespace rolecast
