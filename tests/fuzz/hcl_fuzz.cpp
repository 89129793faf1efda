#include "fuzz/laws.h"
#include "source/diagnostic.h"
#include "source/utf8.h"
#include "syntax/hcl.h"

namespace rolecast {
namespace {

/// A string of Terraform's JSON syntax, as the value of an attribute.
void check_embedded(std::string_view text, Node (*parse)(std::string_view, Span, Diagnostics&)) {
  Diagnostics diagnostics;
  Node body = Node::map().tagged("body");
  body.add("x", parse(text, {}, diagnostics));
  if (diagnostics.has_errors()) return;
  const auto written = hcl::write(body);
  Sources sources;
  fuzz::require(hcl::load(sources, sources.add("embedded.tf", written), diagnostics) == body,
                "what stands in a string loads as the same tree", written);
}

}  // namespace
}  // namespace rolecast

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = rolecast::fuzz::text_of(data, size);
  rolecast::fuzz::check_syntax("fuzz.tf", text, rolecast::hcl::write);
  if (rolecast::find_bad_utf8(text) != std::string::npos) return 0;  // it came out of a file that was read
  rolecast::check_embedded(text, rolecast::hcl::parse_template);
  rolecast::check_embedded(text, rolecast::hcl::parse_expression);
  return 0;
}
