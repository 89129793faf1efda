// How fast the parts are, in bytes of text a second: parse, check, emit, and read back what was emitted. Build the
// preset `release` and run rolecast_bench.
#include <benchmark/benchmark.h>

#include "analysis/access/compare.h"
#include "commands/verify.h"
#include "emitters/builtin.h"
#include "model/bind.h"
#include "model/check.h"
#include "readers/reader.h"
#include "syntax/json.h"
#include "syntax/syntax.h"
#include "syntax/yaml.h"
#include "tests/bench/hard_policies.h"

namespace rolecast {
namespace {

constexpr int role_count = 200;

/// A role file of many roles, each with a trust policy and ten statements that hold deferred values.
std::string role_file() {
  std::string text = "rolecast: 1\nparameters:\n  agentName:\n    description: Name of the agent\nroles:\n";
  for (int i = 0; i < role_count; ++i) {
    const auto n = std::to_string(i);
    text += "  agent" + n + ":\n    name: Agent" + n +
            "-${agentName}\n    trust:\n      - Sid: Assume\n        Effect: Allow\n";
    text += "        Principal: {Service: bedrock-agentcore.amazonaws.com}\n        Action: sts:AssumeRole\n";
    text += "        Condition:\n          StringEquals: {\"aws:SourceAccount\": \"${account}\"}\n";
    text += "          ArnLike: {\"aws:SourceArn\": \"arn:${partition}:bedrock-agentcore:${region}:${account}:*\"}\n";
    text += "    policies:\n      Runtime:\n";
    for (int s = 0; s < 10; ++s) {
      text += "        - Sid: S" + std::to_string(s) + "\n          Effect: Allow\n";
      text +=
          "          Action: [logs:CreateLogStream, logs:PutLogEvents, logs:DescribeLogStreams]\n          Resource:\n";
      text +=
          "            - \"arn:${partition}:logs:${region}:${account}:log-group:/aws/bedrock-agentcore/runtimes/${agentName}-*\"\n";
      text += "            - \"arn:${partition}:s3:::bucket/${aws:PrincipalTag/team}/*\"\n";
    }
  }
  return text;
}

std::vector<Node> tree_of(const std::string& name, const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  auto documents = load(sources, sources.add(name, text), diagnostics);
  if (diagnostics.has_errors()) std::abort();
  return documents;
}

Model model_of(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  auto documents = tree_of("role.yaml", text);
  std::vector<Document> inputs;
  inputs.push_back({"role", std::move(documents.front())});
  auto models = read(std::move(inputs), "", built_in_readers(), sources, diagnostics);
  check(models.front(), diagnostics);
  if (diagnostics.has_errors()) std::abort();
  return std::move(models.front());
}

void set_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
}

void parse(benchmark::State& state, const std::string& name, const std::string& text) {
  for (auto _ : state) benchmark::DoNotOptimize(tree_of(name, text));
  set_bytes(state, text.size());
}

void parse_yaml(benchmark::State& state) { parse(state, "role.yaml", role_file()); }
void parse_json(benchmark::State& state) {
  parse(state, "role.json", json::write(tree_of("role.yaml", role_file()).front()));
}

void read_model(benchmark::State& state) {
  const auto text = role_file();
  const auto node = tree_of("role.yaml", text).front();
  const auto readers = built_in_readers();
  for (auto _ : state) {
    Sources sources;
    Diagnostics diagnostics;
    std::vector<Document> inputs;
    inputs.push_back({"role", node});
    benchmark::DoNotOptimize(read(std::move(inputs), "", readers, sources, diagnostics));
  }
  set_bytes(state, text.size());
}

void check_model(benchmark::State& state) {
  const auto text = role_file();
  const auto model = model_of(text);
  for (auto _ : state) {
    Diagnostics diagnostics;
    check(model, diagnostics);
    benchmark::DoNotOptimize(diagnostics.errors());
  }
  set_bytes(state, text.size());
}

Bindings all_values() {
  return {{"account", "123456789012"}, {"region", "us-east-1"}, {"partition", "aws"}, {"agentName", "a"}};
}

/// Bytes of output.
void emit(benchmark::State& state, const Emitter& emitter) {
  std::vector<Model> models = {model_of(role_file())};
  Diagnostics diagnostics;
  if (emitter.name == "iam") bind(models, all_values(), diagnostics);
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto files = emitter.emit(models.front(), {}, diagnostics);
    bytes = 0;
    for (const auto& file : files) bytes += file.content.size();
  }
  if (bytes == 0) std::abort();
  set_bytes(state, bytes);
}

/// What reading the output back costs beside emitting it.
void read_back(benchmark::State& state, const Emitter& emitter) {
  auto models = std::vector<Model>{model_of(role_file())};
  Diagnostics diagnostics;
  if (emitter.name == "iam") bind(models, all_values(), diagnostics);
  const auto files = emitter.emit(models.front(), {}, diagnostics);
  const auto readers = built_in_readers();
  std::size_t bytes = 0;
  for (const auto& file : files) bytes += file.content.size();
  Diagnostics findings;  // the emitter has its own: that many roles are too many for one template
  for (auto _ : state) verify(models.front(), emitter, {}, files, readers, findings);
  if (findings.has_errors()) std::abort();
  set_bytes(state, bytes);
}

/// Gained and lost together. `undecided` counts the directions that came to no end.
void compare_access(benchmark::State& state, const PolicyPair& pair) {
  Model before, after;
  before.roles.emplace_back().policies.push_back({Text("p"), pair.before});
  after.roles.emplace_back().policies.push_back({Text("p"), pair.after});
  const CommonNames names({&before, &after});
  int undecided = 0;
  for (auto _ : state) {
    const auto found = access::compare({&before, {&before.roles[0].policies[0].document}},
                                       {&after, {&after.roles[0].policies[0].document}}, false, names);
    undecided = (found.gained.certainty == access::Certainty::undecided) +
                (found.lost.certainty == access::Certainty::undecided);
  }
  state.counters["undecided"] = undecided;
}

BENCHMARK(parse_yaml)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_json)->Unit(benchmark::kMillisecond);
BENCHMARK(read_model)->Unit(benchmark::kMillisecond);
BENCHMARK(check_model)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rolecast

int main(int argc, char** argv) {
  for (const auto& emitter : rolecast::built_in_emitters()) {
    const auto measure = [&emitter](const std::string& name, auto what) {
      benchmark::RegisterBenchmark((name + "/" + emitter.name).c_str(), [emitter, what](benchmark::State& state) {
        what(state, emitter);
      })->Unit(benchmark::kMillisecond);
    };
    measure("emit", rolecast::emit);
    measure("read_back", rolecast::read_back);
  }
  auto pairs = rolecast::hard_pairs();
  for (const auto& [statements, changed] : {std::pair(10, 1), {10, 10}, {20, 1}, {20, 20}, {30, 1}, {30, 30}})
    pairs.push_back(rolecast::ordinary_pair(statements, changed));
  for (auto& pair : pairs)
    benchmark::RegisterBenchmark(("compare/" + pair.name).c_str(), [pair](benchmark::State& state) {
      rolecast::compare_access(state, pair);
    })->Unit(benchmark::kMillisecond);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
