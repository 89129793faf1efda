// The boundary between an input format and rolecast: trees go in, models come out.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/model.h"
#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast {

/// One document of an input. A stream of several documents is several of these.
struct Document {
  std::string stem;  ///< the input's file name without its endings
  Node node;
  std::string path = {};    ///< of the input, as it was named; empty where it has none
  std::string folder = {};  ///< the name of the folder it was found in, where that was named and not the file itself
  /// Values for parameters of the model, which are bound later: for what must be decided to be read.
  std::map<std::string, std::string, std::less<>> given = {};
};

/// An input format. `recognises` looks at content only. `read` reports what it does not understand instead of leaving
/// it out; `sources` takes in the texts that a document names, such as templates.
struct Reader {
  std::string name;
  std::string summary;
  std::function<bool(const Node&)> recognises;
  std::function<Model(const std::vector<Document>&, Sources& sources, Diagnostics&)> read;
  bool joins = false;       ///< all documents of a run in this format together describe one model
  bool takes_tags = false;  ///< trees may hold tags; elsewhere each is an error, since a value behind one would be lost
};

/// In the order in which they are asked.
std::vector<Reader> built_in_readers();

/// Every document through the first reader that recognises it, or through the reader called `from` where that is not
/// empty.
std::vector<Model> read(std::vector<Document> documents, std::string_view from, const std::vector<Reader>& readers,
                        Sources& sources, Diagnostics& diagnostics);

/// `dir/agent.role.yaml` → `agent`; standard input → `role`.
std::string stem_of(std::string_view path);

/// The stem that documents share, or `role`.
std::string common_stem(const std::vector<Document>& documents);

}  // namespace rolecast
