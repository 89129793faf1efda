// Where text came from: the inputs of a run and places in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace rolecast {

/// A half-open range of bytes in one input. `file` counts the inputs of a run from 1; 0 means "no place".
struct Span {
  std::uint32_t file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  /// A place is no part of what a value means: values that differ only in their places are equal.
  friend bool operator==(Span, Span) { return true; }
};

/// Line and column as people count them: from 1, columns in characters rather than bytes.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// One input, its text in UTF-8 without a byte order mark.
struct Source {
  std::string name;
  std::string text;

  Position position(std::size_t byte) const;
};

/// Reads a whole file into `text`. Returns what went wrong, or nothing.
using FileReader = std::function<std::string(const std::string& path, std::string& text)>;

/// The inputs of one run. References stay valid while inputs are added.
class Sources {
 public:
  FileReader read_file;  ///< where it is not set, inputs can name no files
  /// Drops a leading byte order mark. Returns the number that spans use for this input.
  std::uint32_t add(std::string name, std::string text);
  /// Takes in a file that an input names. Returns its number, or 0, with the reason in `fault`.
  std::uint32_t take_in(const std::string& path, std::string& fault);
  std::uint32_t count() const { return static_cast<std::uint32_t>(sources_.size()); }
  const Source& operator[](std::uint32_t file) const { return sources_[file - 1]; }
  auto begin() const { return sources_.begin(); }
  auto end() const { return sources_.end(); }

 private:
  std::deque<Source> sources_;
};

}  // namespace rolecast
