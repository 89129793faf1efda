#include "analysis/access/witness.h"

#include <algorithm>
#include <bitset>
#include <set>
#include <unordered_set>

#include "analysis/alike.h"
#include "model/bind.h"
#include "model/characters.h"
#include "model/pattern.h"
#include "model/pattern_example.h"
#include "model/vocabulary.h"

namespace rolecast::access {
namespace {

constexpr std::string_view example_account = "111122223333";
constexpr std::string_view example_accounts[] = {example_account, "444455556666", "777788889999", "123456789012"};
constexpr std::string_view example_regions[] = {"us-east-1", "eu-west-1", "ap-south-1", "us-west-2"};

constexpr std::size_t example_values = 4, example_resources = 3;

/// One way to fill in what the search leaves open.
struct Attempt {
  std::size_t value = 0;     ///< which example for deferred values
  std::size_t resource = 0;  ///< which example for a resource of any kind
  bool is_short = false;     ///< exactly as many letters as the search has
};

/// Policies with values for what is deferred in them.
class Bound {
 public:
  Bound(const Permissions& side, const std::map<std::string, std::string>& values) : policies_(side.policies) {
    if (values.empty()) return;
    TextByName texts;
    for (const auto& [name, value] : values) texts.emplace(name, Text(value));
    copies_.reserve(policies_.size());
    for (auto& policy : policies_) {
      for_each_text_in_policy(copies_.emplace_back(*policy), [&](Text& text) { text = text.bound(texts); });
      policy = &copies_.back();
    }
  }
  Bound(const Bound&) = delete;
  Bound& operator=(const Bound&) = delete;

  const Policies& policies() const { return policies_; }

 private:
  std::vector<Policy> copies_;
  Policies policies_;
};

using ValueByName = std::map<std::string, std::string>;

/// Whether one side allows a request and the other does not.
bool tell_apart(const Policies& allowing, const Policies& other, const Request& request) {
  return permits(allowing, request) == true && permits(other, request) == false;
}

/// Both sides with the same values.
struct BoundSides {
  BoundSides(const Permissions& allowing_side, const Permissions& other_side, const ValueByName& values)
      : allowing(allowing_side, values), other(other_side, values) {}
  Bound allowing, other;
};

/// The statements of policies that are about one request.
class Concerned {
 public:
  Concerned(const Policies& policies, const Request& request) {
    copies_.reserve(policies.size());
    for (const auto* policy : policies) {
      Policy copy;
      copy.version = policy->version;
      for (const auto& statement : policy->statements)
        if (may_concern(*policy, statement, request)) copy.statements.push_back(statement);
      copies_.push_back(std::move(copy));
    }
    for (const auto& copy : copies_) policies_.push_back(&copy);
  }
  Concerned(const Concerned&) = delete;
  Concerned& operator=(const Concerned&) = delete;

  const Policies& policies() const { return policies_; }
  std::set<std::string> keys() const {
    std::set<std::string> keys;
    for (const auto& policy : copies_)
      for (const auto& statement : policy.statements)
        if (statement.condition)
          for (const auto& op : *statement.condition)
            for (const auto& key : op.keys) keys.insert(lower_case(key.name.literal()));
    return keys;
  }

 private:
  std::vector<Policy> copies_;
  Policies policies_;
};

/// What the conditions of both sides compare with a key, as an example of what it may hold.
using KeyExamples = std::map<std::string, std::vector<Text>, std::less<>>;
constexpr std::size_t most_examples = 8;

void append_letter(std::string& text, Letter letter) { append_character(text, letter); }

}  // namespace

/// What all requests of a comparison are made from.
struct Witnesses::Known {
  Known(const Permissions& allowing_side, const Permissions& other_side, const CommonNames& common_names)
      : allowing(allowing_side), other(other_side), names(common_names) {
    for (const auto* side : {&allowing, &other})
      for (const auto* policy : side->policies) note(*policy);
    for (const Letter letter : U"xqzwvkjXQZWVKJ7593~") {
      if (letter != 0 && !is_named[lower(letter)] && !is_named[upper(letter)]) {
        unused = letter;
        break;
      }
    }
  }

  const BoundSides& bound(const ValueByName& values) {
    constexpr std::size_t most_kept = 16;
    if (kept.size() == most_kept) kept.clear();
    return kept.try_emplace(values, allowing, other, values).first->second;
  }

  Permissions allowing, other;
  const CommonNames& names;
  std::vector<std::string> actions;  // that the policies name, as they spell them
  std::set<std::string> references;
  std::bitset<128> is_named;  // letter by letter, as far as they are tried
  KeyExamples examples;
  Letter unused = U'\u00E6';
  std::map<ValueByName, BoundSides> kept;

 private:
  std::unordered_set<std::string_view> known_actions;

  void note(const Policy& policy) {
    for (const auto& statement : policy.statements) {
      for (const auto* list : {&statement.action, &statement.not_action})
        if (*list)
          for (const auto& item : (*list)->items)
            if (item.is_literal() && item.literal().find('*') == std::string_view::npos &&
                item.literal().find('?') == std::string_view::npos && known_actions.insert(item.literal()).second)
              actions.emplace_back(item.literal());
      if (statement.condition)
        for (const auto& op : *statement.condition)
          for (const auto& key : op.keys) note(key);
    }
    for_each_text_in_policy(policy, [&](const Text& text) {
      for (const auto& piece : text.pieces())
        if (piece.is_reference)
          references.insert(piece.text);
        else
          for (const char c : piece.text)
            if (const auto letter = static_cast<unsigned char>(c); letter < is_named.size()) is_named[letter] = true;
    });
  }

  void note(const ConditionKey& key) {
    if (!key.name.is_literal()) return;
    auto& known = examples[lower_case(key.name.literal())];
    for (const auto& value : key.values.items)
      if (known.size() < most_examples) known.push_back(value);
  }
};

namespace {

class WitnessMaker {
 public:
  template <typename Sides>
  WitnessMaker(const Lead& lead, Sides& known)
      : lead_(lead),
        allowing_(known.allowing),
        other_(known.other),
        names_(known.names),
        actions_(known.actions),
        references_(known.references),
        examples_(known.examples),
        unused_(known.unused) {}

  /// `bound` gives both sides with values.
  template <typename BoundWith>
  std::optional<Witness> find(BoundWith bound) const {
    const auto action = lead_.answer.find(Keys::action);
    const auto word = action == lead_.answer.end() ? Word(1, other_letter) : action->second.items.front().word;
    for (std::size_t value = 0; value < example_values; ++value) {
      Attempt attempt{value, 0, false};
      Witness witness;
      for (const auto& reference : references_)
        witness.values[reference] = value_of(Symbol{names_.name(reference), false}, attempt);
      if (!are_values_possible(witness.values)) continue;
      const BoundSides& sides = bound(witness.values);
      for (const bool is_short : {false, true})
        for (std::size_t resource = 0; resource < example_resources; ++resource) {
          attempt = {value, resource, is_short};
          for (const auto& named : actions_like(word, attempt)) {
            auto request = make(named, attempt);
            if (!request || !tell_apart(sides.allowing.policies(), sides.other.policies(), *request)) continue;
            witness.request = std::move(*request);
            generalise(witness.request, sides);
            weigh_keys(witness, sides);
            return witness;
          }
        }
    }
    return {};
  }

 private:
  /// Where the other side allows nothing of the action, no resource has to be made up.
  void generalise(Request& request, const BoundSides& sides) const {
    const auto found = lead_.answer.find(Keys::resource);
    const bool is_any = found == lead_.answer.end() || found->second.items.front().word == Word(1, other_letter);
    if (lead_.caller || !is_any) return;
    auto anywhere = request;
    anywhere.resource = "*";
    if (!names_action(sides.other.policies(), anywhere.action) &&
        tell_apart(sides.allowing.policies(), sides.other.policies(), anywhere))
      request = std::move(anywhere);
  }

  /// Whether some Allow is about the action, whatever the resource.
  static bool names_action(const Policies& policies, const std::string& action) {
    return std::any_of(policies.begin(), policies.end(), [&](const Policy* policy) {
      return std::any_of(policy->statements.begin(), policy->statements.end(), [&](const Statement& statement) {
        return statement.effect == Effect::allow && may_concern(statement, action);
      });
    });
  }

  /// Keys that change nothing, whatever they hold, play no part; a missing one that does must be missing. The resource
  /// may hold variables, so which statements are concerned is looked at anew where one is left out.
  void weigh_keys(Witness& witness, const BoundSides& sides) const {
    auto& context = witness.request.context;
    TextByName values;
    for (const auto& [name, value] : witness.values) values.emplace(name, Text(value));
    const Concerned allowing(sides.allowing.policies(), witness.request),
        other(sides.other.policies(), witness.request);
    const auto is_told_apart = [&](const std::string& key, std::optional<ContextValue> value) {
      auto request = witness.request;
      request.context.erase(key);
      if (value) request.context[key] = std::move(*value);
      return tell_apart(allowing.policies(), other.policies(), request);
    };
    const auto plays_a_part = [&](const std::string& key) {
      if (!is_told_apart(key, {}) || !is_told_apart(key, ContextValue{false, {"example"}})) return true;
      const auto known = examples_.find(key);
      return known != examples_.end() && std::any_of(known->second.begin(), known->second.end(), [&](const Text& text) {
               const std::string value(text.bound(values).literal());
               return !is_told_apart(key, ContextValue{false, {value}}) ||
                      !is_told_apart(key, ContextValue{true, {value}});
             });
    };
    auto keys = allowing.keys();
    keys.merge(other.keys());
    for (const auto& key : lead_.assumption.absent) keys.insert(key);
    for (const auto& [key, value] : context) keys.insert(key);
    const auto whole = context;
    for (const auto& key : keys) {
      const bool is_there = context.contains(key);
      const bool counts = plays_a_part(key);
      if (counts && !is_there) witness.missing.insert(key);
      if (!counts && is_there) context.erase(key);
    }
    if (context != whole && !tell_apart(sides.allowing.policies(), sides.other.policies(), witness.request))
      context = whole;
  }

  const Parameter* parameter(const std::string& common_name) const {
    for (const auto* side : {&allowing_, &other_})
      for (const auto& parameter : side->model->parameters)
        if (names_.name(parameter.name) == common_name) return &parameter;
    return nullptr;
  }

  /// An example of what a symbol stands for.
  std::string example(const Symbol& symbol, std::size_t which) const {
    if (symbol.is_variable) return which < 2 ? "example" : which == 2 ? "x" : "another-example";
    if (symbol.name == "account") return std::string(example_accounts[which]);
    if (symbol.name == "region") return std::string(example_regions[which]);
    if (symbol.name == "partition") return "aws";
    if (symbol.name == "dns_suffix") return "amazonaws.com";
    const auto* known = parameter(symbol.name);
    if (which == 0 && known && known->default_value) return *known->default_value;
    const auto name = folded(symbol.name);
    std::string values[] = {"example-" + name, "arn:aws:s3:::example-" + name, "x", "example"};
    if (!known || !known->pattern || matches(*known->pattern, values[which])) return values[which];
    return example_for(*known->pattern, which).value_or(values[which]);
  }

  static std::string in_other_case(std::string text) {
    const auto first =
        std::find_if(text.begin(), text.end(), [](char c) { return is_letter_or_digit(c) && !is_digit(c); });
    if (first != text.end()) *first ^= 0x20;
    return text;
  }

  std::string text_of(const Word& word, const Attempt& attempt) const {
    std::string text;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (is_symbol(word[i])) {
        text += value_of(word[i], attempt);
      } else if (word[i] == wild_letter) {
        text += '*';
      } else if (word[i] != other_letter) {
        append_letter(text, word[i]);
      } else if (attempt.is_short) {
        append_letter(text, unused_);
      } else {
        while (i + 1 < word.size() && word[i + 1] == other_letter) ++i;
        text += "example";
      }
    }
    return text;
  }

  std::string value_of(Letter symbol, const Attempt& attempt) const {
    if (symbol != lower(symbol)) return in_other_case(value_of(lower(symbol), attempt));
    const auto bound = lead_.assumption.bound.find(symbol);
    if (bound != lead_.assumption.bound.end()) return text_of(bound->second, attempt);
    return example(lead_.symbols[symbol], attempt.value);
  }

  std::string resource_of(const Word& word, const std::string& action, const Attempt& attempt) const {
    const bool is_any = std::all_of(word.begin(), word.end(), [](Letter letter) { return letter == other_letter; });
    const auto service = action.substr(0, action.find(':'));
    if (is_any && attempt.resource == 1) return "*";
    if (is_any) return "arn:aws:" + service + ":us-east-1:" + std::string(example_account) + ":example";
    const std::string fills[] = {"aws", service, "us-east-1", std::string(example_account)};
    std::string text;
    Word part;
    std::size_t parts = 0;
    const auto finish_part = [&] {
      const bool is_open =
          !part.empty() && std::all_of(part.begin(), part.end(), [](Letter l) { return l == other_letter; });
      text += is_open && attempt.resource == 0 && parts >= 1 && parts <= 4 ? fills[parts - 1] : text_of(part, attempt);
      part.clear();
    };
    for (const auto letter : word) {
      if (letter == U':' && parts < 5) {
        finish_part();
        text += ':';
        ++parts;
      } else {
        part.push_back(letter);
      }
    }
    finish_part();
    return text;
  }

  /// An account: the open places become as many digits as it takes.
  std::string account_text(const Word& word, const Attempt& attempt) const {
    const auto stranger = example_accounts[(attempt.value + 1) % std::size(example_accounts)];
    const auto open = static_cast<std::size_t>(std::count(word.begin(), word.end(), other_letter));
    if (open == 0 || std::any_of(word.begin(), word.end(), is_symbol) || word.size() > stranger.size())
      return text_of(word, attempt);
    std::string text;
    for (const auto letter : word) {
      const bool is_first_open = letter == other_letter && text.find('\0') == std::string::npos;
      if (is_first_open)
        text.append(1 + stranger.size() - word.size(), '\0');
      else if (letter == other_letter)
        text += '\0';
      else
        append_letter(text, letter);
    }
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\0') text[i] = stranger[i];
    return text;
  }

  /// The ARN of a caller, or an account alone.
  std::string caller_text(const Word& word, const Attempt& attempt) const {
    constexpr std::size_t partition = 1, account = 4, resource = 5;
    const auto parts = parts_of(word);
    if (parts.size() == 1) return account_text(word, attempt);
    if (parts.size() <= resource) return text_of(word, attempt);
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_open =
          std::all_of(parts[i].begin(), parts[i].end(), [](Letter letter) { return letter == other_letter; });
      if (i > 0) text += ':';
      text += i == partition && is_open ? "aws"
              : i == account            ? account_text(parts[i], attempt)
                                        : text_of(parts[i], attempt);
    }
    return text;
  }

  /// Actions that the policies name, as they spell them, where the search found one of them; then what it found.
  std::vector<std::string> actions_like(const Word& word, const Attempt& attempt) const {
    std::vector<std::string> result;
    const auto text = text_of(word, attempt);
    const auto open = word.find(other_letter);
    const auto start = open == Word::npos ? text : text_of(word.substr(0, open), attempt);
    for (const auto& named : actions_) {
      const auto lower = lower_case(named);
      if (open == Word::npos ? lower == text : lower.starts_with(start)) result.push_back(named);
    }
    result.push_back(text.find(':') == std::string::npos ? "example:" + text : text);
    return result;
  }

  /// In the last attempt, a value that may be any is one that BinaryEquals takes too.
  std::string word_of(const Word& word, const Attempt& attempt) const {
    const bool is_any = std::all_of(word.begin(), word.end(), [](Letter letter) { return letter == other_letter; });
    return is_any && !word.empty() && attempt.value == 3 ? "ZXhhbXBsZQ==" : text_of(word, attempt);
  }

  std::vector<std::string> values_of(TestKind kind, const KeyValue& value, const Attempt& attempt) const {
    std::vector<std::string> texts;
    for (const auto& element : value.items) switch (kind) {
        case TestKind::number:
          texts.push_back(write_number(element.amount));
          break;
        case TestKind::date:
          texts.push_back(write_date(element.amount));
          break;
        case TestKind::address:
          texts.push_back(write_address(element.address));
          break;
        case TestKind::boolean:
          texts.emplace_back(element.amount != 0 ? "true" : "false");
          break;
        default:
          texts.push_back(word_of(element.word, attempt));
      }
    return texts;
  }

  std::optional<Request> make(const std::string& action, const Attempt& attempt) const {
    Request request;
    request.action = action;
    const auto resource = lead_.answer.find(Keys::resource);
    if (!lead_.caller)
      request.resource =
          resource_of(resource == lead_.answer.end() ? Word(1, other_letter) : resource->second.items.front().word,
                      action, attempt);
    for (const auto& [key, value] : lead_.answer) {
      const auto& kind = lead_.keys.kind(key);
      if (kind.kind == TestKind::opaque) return {};
      if (key == Keys::action || key == Keys::resource || value.is_missing) continue;
      const auto& name = lead_.keys.name(key);
      auto& held = request.context[name] = {value.is_array, values_of(kind.kind, value, attempt)};
      if (!lead_.caller || (name != "aws:principalarn" && name != "aws:principalaccount")) continue;
      for (std::size_t i = 0; i < held.items.size(); ++i) held.items[i] = caller_text(value.items[i].word, attempt);
    }
    add_variables(request.context, attempt);
    if (lead_.caller) request.caller = caller(request.context, attempt);
    if (!is_caller_possible(request)) return {};
    return request;
  }

  /// Variables have values, unless they are assumed to have none.
  void add_variables(Context& context, const Attempt& attempt) const {
    for (std::size_t i = 0; i < lead_.symbols.size(); ++i) {
      const auto letter = lead_.symbols.letter_at(i);
      const auto& symbol = lead_.symbols[letter];
      if (symbol.is_variable && !lead_.assumption.absent.contains(symbol.name))
        context.try_emplace(symbol.name, ContextValue{false, {value_of(letter, attempt)}});
    }
  }

  /// A reference that the search did not meet may have any value.
  std::string value_of(const Symbol& reference, const Attempt& attempt) const {
    for (std::size_t i = 0; i < lead_.symbols.size(); ++i) {
      const auto letter = lead_.symbols.letter_at(i);
      if (lead_.symbols[letter] == reference) return value_of(letter, attempt);
    }
    return example(reference, attempt.value);
  }

  /// The caller's own keys say more of the caller than the cell does.
  Caller caller(const Context& context, const Attempt& attempt) const {
    const auto word = caller_of(*lead_.caller);
    auto text = caller_text(word.value, attempt);
    const auto arn = context.find("aws:principalarn");
    if (arn != context.end() && !arn->second.items.empty() && word.type == "AWS") {
      const auto kind = lead_.caller->kind;
      const auto& known = arn->second.items.front();
      if (kind != CallerKind::session && kind != CallerKind::other) text = known;
    }
    return {std::string(word.type), std::move(text)};
  }

  /// An account has twelve digits, in the caller's ARN and in its keys the same.
  static bool is_caller_possible(const Request& request) {
    if (!request.caller || request.caller->type != "AWS" || !request.caller->value.starts_with("arn:")) return true;
    const auto account_of = [](std::string_view arn) {
      for (int i = 0; i < 4; ++i) arn.remove_prefix(std::min(arn.find(':'), arn.size() - 1) + 1);
      return arn.substr(0, arn.find(':'));
    };
    const auto account = account_of(request.caller->value);
    if (account.size() != account_digits || !all_in(account, is_digit)) return false;
    const auto held = request.context.find("aws:principalaccount");
    return held == request.context.end() || (held->second.items.size() == 1 && held->second.items.front() == account);
  }

  bool are_values_possible(const std::map<std::string, std::string>& values) const {
    for (const auto* side : {&allowing_, &other_})
      for (const auto& parameter : side->model->parameters) {
        const auto value = values.find(parameter.name);
        if (value != values.end() && parameter.pattern && !matches(*parameter.pattern, value->second)) return false;
      }
    return true;
  }

  const Lead& lead_;
  const Permissions& allowing_;
  const Permissions& other_;
  const CommonNames& names_;
  const std::vector<std::string>& actions_;
  const std::set<std::string>& references_;
  const KeyExamples& examples_;
  Letter unused_;
};

}  // namespace

Witnesses::Witnesses(const Permissions& allowing, const Permissions& other, const CommonNames& names)
    : allowing_(allowing), other_(other), names_(names) {}

Witnesses::~Witnesses() = default;

std::optional<Witness> Witnesses::find(const Lead& lead) {
  if (!known_) known_ = std::make_unique<Known>(allowing_, other_, names_);
  const WitnessMaker maker(lead, *known_);
  return maker.find([&](const ValueByName& values) -> const BoundSides& { return known_->bound(values); });
}

}  // namespace rolecast::access
