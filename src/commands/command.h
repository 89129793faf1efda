// What every command works with, and the list of commands.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "emitters/plug_in.h"
#include "readers/reader.h"
#include "source/diagnostic.h"

namespace CLI {
class App;
}

namespace rolecast {

/// Exit status of the process.
enum Status : int {
  clean = 0,
  findings = 1,  ///< the command did its work and has something to object to
  failed = 2,    ///< the command could not do its work
};

/// One run of the program. Commands append to `out` and `diagnostics`; main prints both.
struct Context {
  std::vector<std::string> arguments;  ///< without the program's name
  std::vector<Emitter> emitters;
  std::vector<Reader> readers;
  PlugInHost plug_ins;
  bool color = false;      ///< on standard error
  bool color_out = false;  ///< on standard output
  /// Shows a question to whoever sits at the terminal. The answer, or nothing where they end the input. Not set where
  /// nobody is there to answer.
  std::function<std::optional<std::string>(const std::string& question)> ask;

  Sources sources;
  Diagnostics diagnostics;
  bool follows_links = true;  ///< of the disk; those of a commit are never followed
  bool keeps_out = false;     ///< what is in `out` is handed out beside errors as well
  std::string out;
  int status = clean;
};

/// Parses the arguments and runs the command they name. Never throws. Returns what belongs on standard error.
std::string run(Context& context);

void add_new(CLI::App& app, Context& context);
void add_list(CLI::App& app, Context& context);
void add_emit(CLI::App& app, Context& context);
void add_emitter(CLI::App& app, Context& context);
void add_import(CLI::App& app, Context& context);
void add_diff(CLI::App& app, Context& context);
void add_parity(CLI::App& app, Context& context);
void add_review(CLI::App& app, Context& context);
void add_test(CLI::App& app, Context& context);
void add_which(CLI::App& app, Context& context);
void add_explain(CLI::App& app, Context& context);
void add_schema(CLI::App& app, Context& context);

}  // namespace rolecast
