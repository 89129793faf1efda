// The words and signs of HCL, one at a time. Private to the HCL loader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rolecast::hcl {

struct Token {
  enum class Kind : std::uint8_t {
    end,      ///< of the text
    newline,  ///< one line break
    name,
    number,
    quote,    ///< `"`, with which a text begins
    heredoc,  ///< `<<EOT` or `<<-EOT` with the line break behind it
    sign,
    unknown,  ///< what begins no word of HCL
  };

  Kind kind = Kind::end;
  std::size_t begin = 0, end = 0;
  std::string_view text = {};
};

/// What stands at `at` or, behind blanks and comments, after it.
Token next_token(std::string_view text, std::size_t at);

}  // namespace rolecast::hcl
