#include "syntax/suggest.h"

#include <gtest/gtest.h>

namespace rolecast {
namespace {

TEST(Suggest, FindsWhatWasMeant) {
  const std::vector<std::string_view> keys = {"Action", "NotAction", "Resource", "Effect", "Sid"};
  EXPECT_EQ(nearest("Acton", keys), "Action");
  EXPECT_EQ(nearest("action", keys), "Action");
  EXPECT_EQ(nearest("Resuorce", keys), "Resource");
  EXPECT_EQ(nearest("Side", keys), "Sid");
  EXPECT_EQ(nearest("zzz", keys), "");
  EXPECT_EQ(nearest(std::string(100000, 'x'), keys), "");
}

TEST(Suggest, ListsWhatIsKnownWhereNothingIsNear) {
  EXPECT_EQ(suggestion("alow", {"allow", "deny"}), "did you mean `allow`?");
  EXPECT_EQ(suggestion("zzzzz", {"a", "b"}), "known: a, b");
}

}  // namespace
}  // namespace rolecast
