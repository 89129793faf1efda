#include "analysis/access/callers.h"

#include <algorithm>
#include <set>

#include "model/characters.h"

namespace rolecast::access {
namespace {

using WordView = std::u32string_view;

constexpr std::string_view arn_key = "aws:principalarn", account_key = "aws:principalaccount";

Word word_of(const Glob& glob) {
  Word word;
  for (const auto& token : glob) word.push_back(token.letter);
  return word;
}

/// A principal has no wildcards and no variables.
Word principal_word(const Text& text, Reading& reading, const Assumption& assumption) {
  return word_of(*reading.pattern(text, PatternKind::equal, Side::at_most, Version::v2008_10_17, assumption));
}

/// The letter of `${account}`; none where it is bound.
Letter own_account(Reading& reading, const Assumption& assumption) {
  Text account;
  account.append_reference("account");
  const auto word = principal_word(account, reading, assumption);
  return word.size() == 1 ? word[0] : 0;
}

bool is_account_id(WordView word) {
  return word.size() == account_digits &&
         std::all_of(word.begin(), word.end(), [](Letter c) { return c >= U'0' && c <= U'9'; });
}

/// In an ARN, a deferred value may stand for it.
bool is_account_part(WordView word) { return is_account_id(word) || (word.size() == 1 && is_symbol(word[0])); }

Word last_component(const Word& path) {
  const auto slash = path.rfind(U'/');
  return slash == Word::npos ? path : path.substr(slash + 1);
}

/// A principal of the type `AWS`.
CallerCell read_aws(const Word& word, Letter own_account) {
  CallerCell cell;
  cell.name = word;
  if (is_account_id(word) || word == Word(1, own_account)) {
    cell.kind = CallerKind::root;
    cell.account = word;
    return cell;
  }
  const auto parts = parts_of(word);
  if (parts.size() < 6 || parts[0] != U"arn" || !is_account_part(parts[4])) return cell;
  const WordView resource = parts[5];
  const auto is = [&](WordView service, WordView prefix) {
    return parts[2] == service && resource.starts_with(prefix);
  };
  const auto place = [&](CallerKind kind, WordView prefix) {
    cell.kind = kind;
    cell.partition = parts[1];
    cell.account = parts[4];
    cell.name = Word(resource.substr(prefix.size()));
  };
  if (parts[2] == U"iam" && resource == U"root")
    place(CallerKind::root, U"root");
  else if (is(U"iam", U"role/"))
    place(CallerKind::role, U"role/");
  else if (is(U"iam", U"user/"))
    place(CallerKind::user, U"user/");
  else if (is(U"sts", U"federated-user/"))
    place(CallerKind::federated_user, U"federated-user/");
  else if (is(U"sts", U"assumed-role/")) {
    place(CallerKind::session, U"assumed-role/");
    const auto slash = cell.name.find(U'/');
    if (slash != Word::npos) {
      cell.session = cell.name.substr(slash + 1);
      cell.name.resize(slash);
    }
  }
  return cell;
}

Word arn(const Word& partition, WordView service, const Word& account, WordView resource, const Word& name) {
  Word result = U"arn:" + partition + U":";
  result.append(service).append(U"::").append(account).append(U":").append(resource);
  return result + name;
}

Glob exactly(const Word& word) {
  Glob glob;
  for (const auto letter : word) append(glob, {Step::letter, false, letter});
  return glob;
}

/// Any account: that it is twelve digits is left to the example.
void append_account(Glob& glob) {
  append(glob, {Step::any, true, 0});
  append(glob, {Step::run, true, 0});
}

Test one_of(std::vector<Glob> globs, bool is_negated = false) {
  Test test;
  test.is_negated = is_negated;
  for (auto& glob : globs) test.patterns.add(std::move(glob));
  test.patterns.index();
  return test;
}

Test missing() {
  Test test;
  test.kind = TestKind::null;
  test.takes_true = true;
  return test;
}

/// `text` with a run behind it.
Glob beginning_with(const Word& text) {
  auto glob = exactly(text);
  append(glob, {Step::run, false, 0});
  return glob;
}

class CellMaker {
 public:
  CellMaker(Reading& reading, const Assumption& assumption) : reading_(reading), assumption_(assumption) {}

  void note(const Statement& statement) {
    if (statement.principal)
      for (const auto& group : statement.principal->groups)
        for (const auto& value : group.values.items) note_principal(group.type, value);
    if (!statement.condition) return;
    for (const auto& op : *statement.condition)
      for (const auto& tested : op.keys) note_condition(tested);
  }

  std::vector<CallerCell> cells() {
    for (const auto& [account, partitions] : accounts_) {
      auto own = partitions;
      if (own.empty()) own.insert(U"aws");
      for (const auto& partition : own) add_account(partition, account);
    }
    for (const auto& cell : named_) add_named(cell);
    add_strangers();
    return std::move(cells_);
  }

 private:
  void note_principal(const std::string& type, const Text& text) {
    const auto word = principal_word(text, reading_, assumption_);
    if (type != "AWS") {
      CallerCell cell;
      cell.kind = type == "Service"     ? CallerKind::service
                  : type == "Federated" ? CallerKind::provider
                                        : CallerKind::canonical;
      cell.name = word;
      if (word != U"*") named_.push_back(std::move(cell));
      return;
    }
    if (word == U"*") return;
    auto cell = read_aws(word, own_account(reading_, assumption_));
    if (!cell.account.empty()) note_account(cell);
    if (cell.kind != CallerKind::root) named_.push_back(std::move(cell));
  }

  void note_account(const CallerCell& cell) {
    auto& partitions = accounts_[cell.account];
    if (!cell.partition.empty()) partitions.insert(cell.partition);
  }

  /// Accounts and ARNs in conditions are callers to be told from others too.
  void note_condition(const ConditionKey& tested) {
    if (!tested.name.is_literal()) return;
    const auto name = lower_case(tested.name.literal());
    if (name != arn_key && name != account_key) return;
    for (const auto& value : tested.values.items) {
      const auto word = principal_word(value, reading_, assumption_);
      if (name == account_key) {
        if (is_account_part(word)) accounts_[word];
        continue;
      }
      const auto parts = parts_of(word);
      if (parts.size() == 6 && is_account_part(parts[4])) {
        auto& partitions = accounts_[parts[4]];
        if (parts[1].find_first_of(U"*?") == Word::npos) partitions.insert(parts[1]);
      }
    }
  }

  CallerCell& add(CallerKind kind, const Word& partition, const Word& account, Word name) {
    auto& cell = cells_.emplace_back();
    cell.kind = kind;
    cell.partition = partition;
    cell.account = account;
    cell.name = std::move(name);
    return cell;
  }

  static void set_keys(CallerCell& cell, Test caller_arn) {
    cell.own_keys.emplace_back(arn_key, std::move(caller_arn));
    cell.own_keys.emplace_back(account_key, one_of({exactly(cell.account)}));
  }

  std::vector<Glob> named_arns(CallerKind kind, const Word& account) const {
    std::vector<Glob> globs;
    for (const auto& cell : named_)
      if (cell.kind == kind && cell.account == account)
        globs.push_back(
            exactly(arn(cell.partition, U"iam", account, kind == CallerKind::role ? U"role/" : U"user/", cell.name)));
    return globs;
  }

  /// The account itself, and its roles and users that nothing names.
  void add_account(const Word& partition, const Word& account) {
    const Word any(1, other_letter);
    auto& root = add(CallerKind::root, partition, account, {});
    set_keys(root, one_of({exactly(arn(partition, U"iam", account, U"root", {}))}));
    for (const auto kind : {CallerKind::role, CallerKind::user}) {
      auto& cell = add(kind, partition, account, any);
      const auto start = arn(partition, U"iam", account, kind == CallerKind::role ? U"role/" : U"user/", {});
      set_keys(cell, one_of({beginning_with(start)}));
      cell.own_keys.emplace_back(arn_key, one_of(named_arns(kind, account), true));
    }
    auto& federated = add(CallerKind::federated_user, partition, account, any);
    set_keys(federated, one_of({beginning_with(arn(partition, U"sts", account, U"federated-user/", {}))}));
  }

  void add_named(const CallerCell& named) {
    auto cell = named;
    switch (cell.kind) {
      case CallerKind::role:
        set_keys(cell, one_of({exactly(arn(cell.partition, U"iam", cell.account, U"role/", cell.name))}));
        break;
      case CallerKind::user:
        set_keys(cell, one_of({exactly(arn(cell.partition, U"iam", cell.account, U"user/", cell.name))}));
        break;
      case CallerKind::federated_user:
        set_keys(cell, one_of({exactly(arn(cell.partition, U"sts", cell.account, U"federated-user/", cell.name))}));
        break;
      case CallerKind::session:
        return add_session(named);
      default:
        break;
    }
    cells_.push_back(std::move(cell));
  }

  /// The ARN of a session does not say which path its role has. An account has one role of a name: where that is named,
  /// the session is its.
  void add_session(const CallerCell& named) {
    bool has_role = false;
    for (const auto& role : named_) {
      if (role.kind != CallerKind::role || role.account != named.account || last_component(role.name) != named.name)
        continue;
      auto cell = named;
      cell.name = role.name;
      set_keys(cell, one_of({exactly(arn(role.partition, U"iam", role.account, U"role/", role.name))}));
      cells_.push_back(std::move(cell));
      has_role = true;
    }
    if (has_role) return;
    auto cell = named;
    auto in_path = beginning_with(arn(cell.partition, U"iam", cell.account, U"role/", {}));
    for (const auto letter : U"/" + cell.name) append(in_path, {Step::letter, false, letter});
    set_keys(cell,
             one_of({exactly(arn(cell.partition, U"iam", cell.account, U"role/", cell.name)), std::move(in_path)}));
    cell.own_keys.emplace_back(arn_key, one_of(named_arns(CallerKind::role, cell.account), true));
    cells_.push_back(std::move(cell));
  }

  /// Those of accounts, services and providers that nothing names, and whoever has no credentials.
  void add_strangers() {
    const Word any(1, other_letter);
    std::vector<Glob> known_arns, known_accounts;
    for (const auto& [account, partitions] : accounts_) {
      Glob of_account = exactly(U"arn:");
      append(of_account, {Step::run, true, 0});
      append(of_account, {Step::letter, false, U':'});
      append(of_account, {Step::run, true, 0});
      for (const auto letter : U"::" + account + U":") append(of_account, {Step::letter, false, letter});
      append(of_account, {Step::run, false, 0});
      known_arns.push_back(std::move(of_account));
      known_accounts.push_back(exactly(account));
    }
    known_accounts.push_back(exactly(U"anonymous"));
    for (const auto kind : {CallerKind::root, CallerKind::role, CallerKind::user, CallerKind::federated_user}) {
      const bool is_sts = kind == CallerKind::federated_user;
      auto& cell = add(kind, U"aws", Word(account_digits, other_letter), kind == CallerKind::root ? Word() : any);
      Glob glob = exactly(U"arn:");
      append(glob, {Step::run, true, 0});
      for (const auto letter : WordView(is_sts ? U":sts::" : U":iam::")) append(glob, {Step::letter, false, letter});
      append_account(glob);
      const WordView start = kind == CallerKind::root   ? U":root"
                             : kind == CallerKind::role ? U":role/"
                             : kind == CallerKind::user ? U":user/"
                                                        : U":federated-user/";
      for (const auto letter : start) append(glob, {Step::letter, false, letter});
      if (kind != CallerKind::root) append(glob, {Step::run, false, 0});
      cell.own_keys.emplace_back(arn_key, one_of({std::move(glob)}));
      cell.own_keys.emplace_back(arn_key, one_of(known_arns, true));
      Glob account;
      append_account(account);
      cell.own_keys.emplace_back(account_key, one_of({std::move(account)}));
      cell.own_keys.emplace_back(account_key, one_of(known_accounts, true));
    }
    for (const auto kind : {CallerKind::service, CallerKind::provider, CallerKind::canonical}) add(kind, {}, {}, any);
    auto& anonymous = add(CallerKind::anonymous, {}, {}, {});
    anonymous.own_keys.emplace_back(arn_key, missing());
    anonymous.own_keys.emplace_back(account_key, one_of({exactly(U"anonymous")}));
  }

  Reading& reading_;
  const Assumption& assumption_;
  std::map<Word, std::set<Word>> accounts_;  // with the partitions they are named in
  std::vector<CallerCell> named_, cells_;
};

bool is_of_account(const CallerCell& cell) {
  return cell.kind == CallerKind::root || cell.kind == CallerKind::role || cell.kind == CallerKind::session ||
         cell.kind == CallerKind::user || cell.kind == CallerKind::federated_user;
}

bool is_aws(const CallerCell& cell) { return is_of_account(cell) || cell.kind == CallerKind::other; }

/// An account's number says which partition it is in; an ARN says it again.
bool takes_aws(const Word& word, const CallerCell& cell, Letter own_account) {
  if (word == U"*") return is_aws(cell) || cell.kind == CallerKind::anonymous;
  const auto named = read_aws(word, own_account);
  if (named.kind == CallerKind::other) return cell.kind == CallerKind::other && cell.name == word;
  if (named.account != cell.account || !is_of_account(cell)) return false;
  if (!named.partition.empty() && named.partition != cell.partition) return false;
  switch (named.kind) {
    case CallerKind::root:
      return true;
    case CallerKind::role:
      return (cell.kind == CallerKind::role || cell.kind == CallerKind::session) && cell.name == named.name;
    case CallerKind::session:
      return cell.kind == CallerKind::session && last_component(cell.name) == named.name &&
             cell.session == named.session;
    default:
      return cell.kind == named.kind && cell.name == named.name;
  }
}

}  // namespace

std::vector<Word> parts_of(const Word& word) {
  std::vector<Word> parts(1);
  for (const auto letter : word)
    if (letter == U':' && parts.size() < 6)
      parts.emplace_back();
    else
      parts.back().push_back(letter);
  return parts;
}

std::vector<CallerCell> caller_cells(const std::vector<const Statement*>& statements, Reading& reading,
                                     const Assumption& assumption) {
  CellMaker maker(reading, assumption);
  for (const auto* statement : statements) maker.note(*statement);
  return maker.cells();
}

bool takes(const Principal& principal, const CallerCell& cell, Reading& reading, const Assumption& assumption,
           bool loosely) {
  if (principal.anyone) return true;
  const auto is_kind = [&](const std::string& type) {
    return (type == "Service" && cell.kind == CallerKind::service) ||
           (type == "Federated" && cell.kind == CallerKind::provider) ||
           (type == "CanonicalUser" && cell.kind == CallerKind::canonical);
  };
  for (const auto& group : principal.groups)
    for (const auto& value : group.values.items) {
      const auto word = principal_word(value, reading, assumption);
      const bool is_known = std::none_of(word.begin(), word.end(), is_symbol);
      if (loosely && !is_known && (group.type == "AWS") == is_aws(cell)) return true;
      if (group.type == "AWS" ? takes_aws(word, cell, own_account(reading, assumption))
                              : is_kind(group.type) && (word == cell.name || word == U"*"))
        return true;
    }
  return false;
}

CallerWord caller_of(const CallerCell& cell) {
  switch (cell.kind) {
    case CallerKind::root:
      return {"AWS", arn(cell.partition, U"iam", cell.account, U"root", {})};
    case CallerKind::role:
      return {"AWS", arn(cell.partition, U"iam", cell.account, U"role/", cell.name)};
    case CallerKind::session:
      return {"AWS", arn(cell.partition, U"sts", cell.account, U"assumed-role/",
                         last_component(cell.name) + U"/" + cell.session)};
    case CallerKind::user:
      return {"AWS", arn(cell.partition, U"iam", cell.account, U"user/", cell.name)};
    case CallerKind::federated_user:
      return {"AWS", arn(cell.partition, U"sts", cell.account, U"federated-user/", cell.name)};
    case CallerKind::other:
      return {"AWS", cell.name};
    case CallerKind::service:
      return {"Service", cell.name};
    case CallerKind::provider:
      return {"Federated", cell.name};
    case CallerKind::canonical:
      return {"CanonicalUser", cell.name};
    case CallerKind::anonymous:
      break;
  }
  return {"anonymous", {}};
}

}  // namespace rolecast::access
