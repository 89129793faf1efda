#include "analysis/access/search.h"

#include <algorithm>
#include <set>

namespace rolecast::access {
namespace {

class RequestSearch {
 public:
  RequestSearch(const Question& question, const Keys& keys, Budget& budget)
      : question_(question), keys_(keys), budget_(budget) {
    std::set<std::size_t> used;
    for (const auto* boxes : {&question.matched, &question.avoided})
      for (const auto* box : *boxes)
        for (const auto& [key, tests] : box->keys) used.insert(key);
    for (const auto& [key, test] : question.given) used.insert(key);
    for (const auto key : used) stages_.push_back(stage(key));
    failed_.resize(stages_.size() + 1);
  }

  std::optional<Answer> find() {
    Bits alive(question_.avoided.size());
    for (std::size_t i = 0; i < question_.avoided.size(); ++i) alive.insert(i);
    if (!go(0, alive)) return {};
    return std::move(answer_);
  }

 private:
  /// A key with what is asked of it.
  struct Stage {
    std::size_t key = 0;
    std::vector<const Test*> required;
    std::vector<KeyRival> rivals;
  };

  Stage stage(std::size_t key) const {
    Stage result{key, {}, {}};
    for (const auto* box : question_.matched)
      if (const auto* tests = box->find(key))
        result.required.insert(result.required.end(), tests->begin(), tests->end());
    for (const auto& [given_key, test] : question_.given)
      if (given_key == key) result.required.push_back(&test);
    for (std::size_t i = 0; i < question_.avoided.size(); ++i)
      if (const auto* tests = question_.avoided[i]->find(key)) {
        result.rivals.push_back({i, *tests});
      }
    return result;
  }

  /// Goes through the keys from `next` on, with the statements that all values chosen so far match. What failed for
  /// fewer statements fails for more.
  bool go(std::size_t next, const Bits& alive) {
    if (next == stages_.size()) return alive.empty();
    if (!budget_.spend(64)) return false;
    for (const auto& failed : failed_[next])
      if (failed.is_subset_of(alive)) return false;
    const auto& stage = stages_[next];
    Bits others = alive;
    std::vector<KeyRival> rivals;
    for (const auto& rival : stage.rivals)
      if (alive.contains(rival.statement)) {
        rivals.push_back(rival);
        others.remove(rival.statement);
      }
    for (auto& choice :
         minimal_choices(keys_.kind(stage.key), stage.required, rivals, question_.avoided.size(), budget_)) {
      choice.alive |= others;
      if (!go(next + 1, choice.alive)) continue;
      answer_[stage.key] = std::move(choice.value);
      return true;
    }
    failed_[next].push_back(alive);
    return false;
  }

  const Question& question_;
  const Keys& keys_;
  Budget& budget_;
  std::vector<Stage> stages_;
  std::vector<std::vector<Bits>> failed_;
  Answer answer_;
};

}  // namespace

std::optional<Answer> find_request(const Question& question, const Keys& keys, Budget& budget) {
  return RequestSearch(question, keys, budget).find();
}

}  // namespace rolecast::access
