// Whether a role allows what its role file expects it to, and nothing that it is expected not to.
#pragma once

#include <string>
#include <vector>

#include "analysis/access/compare.h"
#include "analysis/match.h"

namespace rolecast {

enum class TestStatus : std::uint8_t { passed, failed, undecided };
std::string_view to_string(TestStatus status);

/// One entry of `expect`.
struct TestResult {
  bool is_allow = false;             ///< it stands under `allow`
  const Statement* entry = nullptr;  ///< of the role's expectations
  TestStatus status = TestStatus::undecided;
  std::string reason;  ///< why it is not decided
  std::optional<access::Witness>
      counterexample;  ///< a request of the entry that is decided otherwise, where one is known
};

/// Decides every entry for all requests that it matches and all deferred values, in the order of the file. A managed
/// policy may allow and deny what is not known; a permissions boundary may deny. A key of the context that is tested as
/// a number, a date, an address or a boolean is one here too; a key that is tested as a set holds one value or more, of
/// those that are listed.
std::vector<TestResult> test_expectations(const RoleOf& of);

}  // namespace rolecast
