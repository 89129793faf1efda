// The normal form of policies: what it sees through, what it never does, and that IAM decides alike where it is equal.
#include "analysis/normal.h"

#include <array>
#include <fstream>
#include <iterator>
#include <random>

#include "check_changes.h"
#include "iam_evaluator.h"
#include "model/characters.h"
#include "model/document.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

using testing::Request;

Policy parse(const std::string& json, TextSyntax syntax = TextSyntax::native) {
  Sources sources;
  Diagnostics diagnostics;
  const auto node = json::load(sources, sources.add("policy.json", json), diagnostics);
  auto policy = read_policy(node, syntax, "the policy", diagnostics);
  EXPECT_FALSE(diagnostics.has_errors()) << json;
  return policy;
}

/// A model that refers to what the policy does, so that parameters have their names in common.
Model holding(const Policy& policy) {
  Model model;
  model.roles.emplace_back().policies.push_back({Text("inline"), policy});
  return model;
}

NormalComparison compare(const Policy& first, const Policy& second) {
  const auto one = holding(first), other = holding(second);
  return compare_normal_forms({&first}, {&second}, CommonNames({&one, &other}));
}

bool is_equal(const std::string& first, const std::string& second) {
  return compare(parse(first), parse(second)).is_equal();
}

std::string statement(const std::string& inner) { return R"([{"Effect":"Allow",)" + inner + "}]"; }

std::string trusting(const std::string& principal) {
  return statement(R"("Action":"sts:AssumeRole","Principal":)" + principal);
}

TEST(Normal, SeesThroughSpelling) {
  const auto plain = statement(R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*")");
  EXPECT_TRUE(is_equal(plain, statement(R"("Sid":"A","Resource":["arn:aws:s3:::b/*"],"Action":["S3:getobject"])")));
  EXPECT_TRUE(is_equal(plain, statement(R"("Action":["s3:GetObject","S3:GETOBJECT"],"Resource":"arn:aws:s3:::b/*")")));
  EXPECT_TRUE(is_equal(plain, statement(R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{})")));
  const auto with = [](const std::string& condition) {
    return statement(R"("Action":"s3:GetObject","Resource":"*","Condition":)" + condition);
  };
  EXPECT_TRUE(is_equal(with(R"({"StringEquals":{"aws:a":["x","y"],"aws:b":"z"},"Null":{"aws:c":"true"}})"),
                       with(R"({"Null":{"AWS:C":["true"]},"StringEquals":{"aws:B":["z"],"aws:A":["y","x","y"]}})")));
}

TEST(Normal, DoesNotSeeThroughMeaning) {
  const auto plain = statement(R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*")");
  for (const auto* other :
       {R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::B/*")",
        R"("NotAction":"s3:GetObject","Resource":"arn:aws:s3:::b/*")",
        R"("Action":"s3:GetObject","NotResource":"arn:aws:s3:::b/*")",
        R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"Null":{"aws:a":"true"}})"})
    EXPECT_FALSE(is_equal(plain, statement(other))) << other;
  const auto with = [](const std::string& condition) {
    return statement(R"("Action":"s3:GetObject","Resource":"*","Condition":)" + condition);
  };
  const std::vector<std::string> conditions = {R"({"StringEquals":{"aws:a":"x"}})",
                                               R"({"StringEquals":{"aws:a":"X"}})",
                                               R"({"StringNotEquals":{"aws:a":"x"}})",
                                               R"({"StringEqualsIfExists":{"aws:a":"x"}})",
                                               R"({"ForAllValues:StringEquals":{"aws:a":"x"}})",
                                               R"({"ForAnyValue:StringEquals":{"aws:a":"x"}})",
                                               R"({"StringEquals":{"aws:a":["x","y"]}})",
                                               R"({"StringEquals":{"aws:a":"${x}"}})",
                                               R"({"StringEquals":{"aws:a":"$${x}"}})",
                                               R"({"StringEquals":{}})"};
  for (const auto& one : conditions)
    for (const auto& other : conditions) EXPECT_EQ(is_equal(with(one), with(other)), one == other) << one << other;
}

TEST(Normal, SplitsNoNegatedList) {
  EXPECT_TRUE(is_equal(statement(R"("NotAction":["a:x","a:y"],"Resource":"*")"),
                       statement(R"("NotAction":["A:Y","a:x","a:x"],"Resource":"*")")));
  EXPECT_FALSE(is_equal(R"([{"Effect":"Allow","NotAction":["a:x","a:y"],"Resource":"*"}])",
                        R"([{"Effect":"Allow","NotAction":"a:x","Resource":"*"},
                            {"Effect":"Allow","NotAction":"a:y","Resource":"*"}])"));
}

TEST(Normal, KnowsPrincipalsByTheirType) {
  const std::vector<std::string> principals = {R"("*")", R"({"AWS":"*"})", R"({"Federated":"a.b"})",
                                               R"({"Service":"a.b"})", R"({"Service":"A.b"})"};
  for (const auto& one : principals)
    for (const auto& other : principals) EXPECT_EQ(is_equal(trusting(one), trusting(other)), one == other);
  EXPECT_TRUE(
      is_equal(trusting(R"({"AWS":["1","2"],"Service":"a.b"})"), trusting(R"({"Service":["a.b"],"AWS":["2","1"]})")));
}

TEST(Normal, TakesAnAccountForItsRootInTheOnePartitionNamed) {
  const std::string bare = R"({"AWS":"123456789012"})", aws = R"({"AWS":"arn:aws:iam::123456789012:root"})",
                    own = R"({"AWS":"arn:${partition}:iam::123456789012:root"})",
                    china = R"({"AWS":"arn:aws-cn:iam::123456789012:root"})",
                    both = R"({"AWS":["123456789012","arn:aws:iam::123456789012:root"]})";
  for (const auto& root : {aws, own, china}) EXPECT_TRUE(is_equal(trusting(bare), trusting(root))) << root;
  EXPECT_TRUE(is_equal(trusting(both), trusting(aws)));
  EXPECT_FALSE(is_equal(trusting(both), trusting(own)));
  EXPECT_FALSE(is_equal(trusting(aws), trusting(own)));
  EXPECT_FALSE(is_equal(trusting(aws), trusting(china)));
  EXPECT_TRUE(
      is_equal(trusting(R"({"AWS":"${account}"})"), trusting(R"({"AWS":"arn:${partition}:iam::${account}:root"})")));
  // the parameter might be a whole ARN
  EXPECT_FALSE(is_equal(trusting(R"({"AWS":"${trusted}"})"), trusting(R"({"AWS":"arn:aws:iam::${trusted}:root"})")));
  EXPECT_FALSE(is_equal(trusting(bare), trusting(R"({"AWS":"arn:aws:iam::123456789012:role/root"})")));
}

TEST(Normal, KnowsParametersByTheirLettersAndDigits) {
  const auto naming = [](const std::string& name) {
    return statement(R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::)" + name + R"(/*")");
  };
  for (const auto* name : {"${AgentName}", "${agent_name}", "${AGENTNAME}"})
    EXPECT_TRUE(is_equal(naming("${agentName}"), naming(name))) << name;
  for (const auto* name : {"${agentName2}", "agentName", "$${agentName}", "${agentName}${agentName}"})
    EXPECT_FALSE(is_equal(naming("${agentName}"), naming(name))) << name;
  EXPECT_FALSE(is_equal(naming("${dnsSuffix}"), naming("${dns_suffix}")));
  EXPECT_FALSE(is_equal(naming("${account_}"), naming("${account}")));
  EXPECT_TRUE(is_equal(naming("${a_b}-${ab}"), naming("${a_b}-${ab}")));
  EXPECT_FALSE(is_equal(naming("${a_b}-${ab}"), naming("${ab}-${a_b}")));
  EXPECT_FALSE(is_equal(naming("${a_b}-${ab}"), naming("${ab}-${ab}")));
  EXPECT_FALSE(is_equal(naming("${a_b}-${ab}"), naming("${AB}-${AB}")));
}

TEST(Normal, KeepsADollarBeforeAReferenceApartFromAnEscape) {
  auto first = parse(statement(R"("Action":"s3:GetObject","Resource":"x")")), second = first;
  Text one("$"), other("${");
  one.append_reference("x");
  other.append("x}");
  first.statements[0].resource->items = {one};
  second.statements[0].resource->items = {other};
  EXPECT_EQ(one.spelled(), other.spelled());
  EXPECT_FALSE(compare(first, second).is_equal());
}

TEST(Normal, CutsWhatIsMissingOutOfAStatement) {
  const auto first = parse(R"([{"Effect":"Allow","Action":["a:x","a:y","a:z","a:w"],"Resource":["arn:p","arn:q"]}])");
  const auto second = parse(R"([{"Effect":"Allow","Action":"a:x","Resource":["arn:q","arn:p"]},
                                {"Effect":"Allow","Action":["a:y","a:w"],"Resource":"arn:p"}])");
  const auto found = compare(first, second);
  EXPECT_TRUE(found.only_second.empty());
  ASSERT_EQ(found.only_first.size(), 2u);
  const auto expect = [&](const Remainder& remainder, std::vector<Text> actions, std::vector<Text> resources) {
    EXPECT_EQ(remainder.policy, &first);
    EXPECT_EQ(remainder.statement.action->items, actions);
    EXPECT_EQ(remainder.statement.resource->items, resources);
  };
  expect(found.only_first[0], {Text("a:y"), Text("a:w")}, {Text("arn:q")});
  expect(found.only_first[1], {Text("a:z")}, {Text("arn:p"), Text("arn:q")});
}

TEST(Normal, GivesUpOnTooManyCombinations) {
  const auto policy = parse(R"([{"Effect":"Allow","Action":["a:x","a:y"],"Resource":["arn:p","arn:q"]}])");
  const CommonNames names({});
  EXPECT_TRUE(compare_normal_forms({&policy}, {&policy}, names, 4).is_equal());
  const auto found = compare_normal_forms({&policy}, {&policy}, names, 3);
  EXPECT_TRUE(found.too_large);
  EXPECT_FALSE(found.is_equal());
}

/// Small random policies, and changes to them that mean nothing.
class RandomPolicy {
 public:
  explicit RandomPolicy(unsigned seed) : random_(seed) {}

  Policy policy(bool is_trust) {
    Policy policy;
    for (auto n = 1 + pick(3); n > 0; --n) policy.statements.push_back(one_statement(is_trust));
    return policy;
  }

  Policy respelled(Policy policy) {
    for (int n = 0; n < 3; ++n) split(policy);
    for (auto& statement : policy.statements) {
      for (auto* values : {&statement.action, &statement.not_action, &statement.resource, &statement.not_resource})
        if (*values) respell(**values, values == &statement.action || values == &statement.not_action);
      if (statement.principal) {
        for (auto& group : statement.principal->groups) respell(group.values, false);
        shuffle(statement.principal->groups);
      }
      if (statement.condition) {
        for (auto& op : *statement.condition) {
          for (auto& key : op.keys) {
            key.name = other_case(key.name);
            respell(key.values, false);
          }
          shuffle(op.keys);
        }
        shuffle(*statement.condition);
      }
      if (pick(2)) statement.sid = Text("S" + std::to_string(pick(100)));
    }
    if (pick(2)) policy.statements.push_back(policy.statements[pick(policy.statements.size())]);
    shuffle(policy.statements);
    return policy;
  }

  /// Another one, in one place.
  Policy changed(Policy policy, bool is_trust) {
    auto& statement = policy.statements[pick(policy.statements.size())];
    const auto fresh = one_statement(is_trust);
    switch (pick(5)) {
      case 0:
        statement.effect = fresh.effect;
        break;
      case 1:
        statement.action = fresh.action;
        statement.not_action = fresh.not_action;
        break;
      case 2:
        statement.resource = fresh.resource;
        statement.not_resource = fresh.not_resource;
        statement.principal = fresh.principal;
        break;
      case 3:
        statement.condition = fresh.condition;
        break;
      default:
        policy.statements.push_back(fresh);
    }
    return policy;
  }

  std::size_t pick(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }

 private:
  Values values(const std::vector<std::string>& from) {
    Values result;
    result.is_list = pick(2);
    for (auto n = result.is_list ? 1 + pick(3) : 1; n > 0; --n)
      result.items.push_back(changes::text(from[pick(from.size())]));
    return result;
  }

  Statement one_statement(bool is_trust) {
    Statement result;
    result.effect = pick(4) ? Effect::allow : Effect::deny;
    const auto actions = is_trust ? std::vector<std::string>{"sts:AssumeRole", "sts:TagSession", "STS:*"}
                                  : std::vector<std::string>{"a:x", "A:X", "a:*", "a:?", "b:x", "*"};
    (pick(4) ? result.action : result.not_action) = values(actions);
    if (is_trust)
      result.principal = principal();
    else
      (pick(4) ? result.resource : result.not_resource) = values({"arn:p", "arn:q", "arn:*", "*", "arn:${v}"});
    if (pick(2)) result.condition = condition();
    return result;
  }

  Principal principal() {
    Principal result;
    if (pick(6) == 0) {
      result.anyone = true;
      return result;
    }
    if (pick(3))
      result.groups.push_back(
          {"AWS",
           values({"111111111111", "arn:aws:iam::111111111111:root", "arn:${partition}:iam::111111111111:root",
                   "arn:aws-cn:iam::111111111111:root", "arn:aws:iam::111111111111:role/r", "*"}),
           {}});
    if (result.groups.empty() || pick(2)) result.groups.push_back({"Service", values({"a.b", "c.d"}), {}});
    return result;
  }

  std::vector<ConditionOperator> condition() {
    static const std::vector<std::string> operators = {"StringEquals",
                                                       "StringNotEquals",
                                                       "StringLike",
                                                       "StringEqualsIfExists",
                                                       "ForAllValues:StringEquals",
                                                       "ForAnyValue:StringEquals",
                                                       "ForAnyValue:StringNotEquals",
                                                       "Null"};
    std::vector<ConditionOperator> result;
    for (auto n = 1 + pick(2); n > 0; --n) {
      const auto& name = operators[pick(operators.size())];
      if (!result.empty() && result[0].name == name) continue;
      auto& op = result.emplace_back(ConditionOperator{name, {}, {}});
      const auto from =
          name == "Null" ? std::vector<std::string>{"true", "false"} : std::vector<std::string>{"v", "w", "*"};
      for (const auto* key : {"k:a", "k:b"})
        if (pick(2)) op.keys.push_back({Text(key), values(from)});
    }
    return result;
  }

  void split(Policy& policy) {
    const auto at = pick(policy.statements.size());
    auto one = policy.statements[at], other = one;
    std::vector<std::pair<Values*, Values*>> lists;
    for (auto field : {&Statement::action, &Statement::resource})
      if (one.*field) lists.emplace_back(&*(one.*field), &*(other.*field));
    if (one.principal && one.principal->groups.size() == 1)
      lists.emplace_back(&one.principal->groups[0].values, &other.principal->groups[0].values);
    const auto [first, second] = lists.empty() ? std::pair<Values*, Values*>() : lists[pick(lists.size())];
    if (!first || first->items.size() < 2) return;
    const auto middle = 1 + static_cast<std::ptrdiff_t>(pick(first->items.size() - 1));
    first->items.resize(static_cast<std::size_t>(middle));
    second->items.erase(second->items.begin(), second->items.begin() + middle);
    policy.statements[at] = one;
    policy.statements.push_back(other);
  }

  void respell(Values& values, bool is_action) {
    if (is_action)
      for (auto& item : values.items) item = other_case(item);
    if (pick(3) == 0) values.items.push_back(values.items[pick(values.items.size())]);
    shuffle(values.items);
    values.is_list = values.items.size() > 1 || pick(2);
  }

  Text other_case(const Text& text) {
    std::string result(text.literal());
    for (char& c : result)
      if (pick(2)) c = pick(2) ? static_cast<char>(std::toupper(c)) : static_cast<char>(std::tolower(c));
    return Text(result);
  }

  template <typename Item>
  void shuffle(std::vector<Item>& items) {
    std::shuffle(items.begin(), items.end(), random_);
  }

  std::mt19937 random_;
};

/// Every request of a small world, deployed in two partitions and with two values of `${v}`.
bool decide_alike(const Policy& first, const Policy& second, const std::vector<Request>& requests) {
  for (const auto* partition : {"aws", "aws-cn"})
    for (const auto* value : {"p", "*"}) {
      const testing::Deployment deployment{{{"partition", Text(partition)}, {"v", Text(value)}}, partition};
      const auto one = deployment.of(first), other = deployment.of(second);
      if (!deployment.accepts(one) || !deployment.accepts(other)) continue;
      for (const auto& request : requests)
        if (deployment.allows(one, request) != deployment.allows(other, request)) return false;
    }
  return true;
}

TEST(Normal, IsInvariantUnderRespelling) {
  RandomPolicy random(1);
  for (int i = 0; i < 1000; ++i) {
    const bool is_trust = i % 2;
    const auto policy = random.policy(is_trust), same = random.respelled(policy);
    EXPECT_TRUE(compare(policy, policy).is_equal());
    EXPECT_TRUE(compare(policy, same).is_equal())
        << json::write_compact(document(policy, [](const Text& text) { return Node::string(text.spelled()); }))
        << json::write_compact(document(same, [](const Text& text) { return Node::string(text.spelled()); }));
    EXPECT_TRUE(compare(same, policy).is_equal());
  }
}

/// A policy together with what it lacks of another, and that with what it lacks of the first, are the same.
TEST(Normal, LosesNothingThatIsMissing) {
  RandomPolicy random(3);
  for (int i = 0; i < 500; ++i) {
    auto first = random.policy(i % 2), second = random.policy(i % 2);
    const auto found = compare(first, second);
    auto one = first, other = second;
    for (const auto& missing : found.only_second) one.statements.push_back(missing.statement);
    for (const auto& missing : found.only_first) other.statements.push_back(missing.statement);
    EXPECT_TRUE(compare(one, other).is_equal()) << i;
    for (const auto& missing : found.only_first) {  // and nothing of that was there already
      const auto again = compare(second, changes::policy_of(missing.statement)).only_second;
      EXPECT_TRUE(again.size() == 1 && again[0].statement == missing.statement) << i;
    }
  }
}

TEST(Normal, IsSymmetricAndEqualOnlyWhereIamDecidesAlike) {
  RandomPolicy random(2);
  const std::array<std::vector<Request>, 2> requests = {testing::all_requests(false), testing::all_requests(true)};
  int equal = 0, different = 0;
  for (int i = 0; i < 600; ++i) {
    const bool is_trust = i % 2;
    const auto first = random.policy(is_trust);
    const auto second = random.respelled(random.pick(4) ? random.changed(first, is_trust) : first);
    const auto found = compare(first, second), back = compare(second, first);
    EXPECT_EQ(found.is_equal(), back.is_equal());
    EXPECT_EQ(found.only_first.size(), back.only_second.size());
    if (found.is_equal()) {
      ++equal;
      ASSERT_TRUE(decide_alike(first, second, requests[is_trust])) << i;
    } else if (different < 150) {
      different += !decide_alike(first, second, requests[is_trust]);
    }
  }
  EXPECT_GT(equal, 120);
  EXPECT_EQ(different, 150);  // the world is not too small to tell policies apart
}

/// One document or a list of documents that add up, read as a command would; nothing where it would be refused.
std::optional<std::vector<Policy>> documents(const Node& node, TextSyntax syntax) {
  std::vector<Policy> result;
  Diagnostics diagnostics;
  const auto nodes = node.is(Node::Kind::list) ? node.items : std::vector<Node>{node};
  for (const auto& each : nodes) {
    result.push_back(read_policy(each, syntax, "a document", diagnostics));
    read_as_2012(result.back(), diagnostics);
    if (diagnostics.has_errors() || result.back().version != Version::v2012_10_17) return std::nullopt;
  }
  return result;
}

TEST(Normal, NeverCallsPairsOfAnotherVerdictEqual) {
  std::ifstream file(ROLECAST_TESTS "/access/pairs.json");
  Sources sources;
  Diagnostics diagnostics;
  const auto number = sources.add("pairs.json", std::string(std::istreambuf_iterator<char>(file), {}));
  const auto pairs = json::load(sources, number, diagnostics);
  ASSERT_FALSE(diagnostics.has_errors());
  std::vector<std::string> equal;
  int compared = 0;
  for (const auto& pair : pairs.items) {
    const auto syntax = pair.find("deferred") ? TextSyntax::native : TextSyntax::plain;
    const auto first = documents(*pair.find("old"), syntax), second = documents(*pair.find("new"), syntax);
    if (!first || !second) continue;
    ++compared;
    const auto pointers = [](const std::vector<Policy>& policies) {
      Policies result;
      for (const auto& policy : policies) result.push_back(&policy);
      return result;
    };
    if (!compare_normal_forms(pointers(*first), pointers(*second), CommonNames({})).is_equal()) continue;
    equal.push_back(pair.find("name")->text);
    EXPECT_EQ(pair.find("verdict")->text, "equal") << equal.back();
  }
  EXPECT_GT(compared, 190);
  const std::vector<std::string> expected = {
      "act-case-insensitive",   "act-deny-case",       "cond-values-reorder",    "def-unchanged", "deny-split-equal",
      "res-cross-product-four", "str-both-empty",      "str-deny-in-other-doc",  "str-duplicate", "str-refactor-role",
      "str-sid-only",           "str-version-no-vars", "trust-split-statements", "wild-split"};
  EXPECT_EQ(equal, expected);
}

}  // namespace
}  // namespace rolecast
