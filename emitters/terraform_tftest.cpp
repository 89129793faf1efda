// The test of a Terraform module: it runs offline and compares every policy with what the role file says.
#include <array>

#include <fmt/core.h>

#include "emitters/terraform_parts.h"
#include "model/bind.h"
#include "model/check.h"
#include "model/pattern.h"
#include "model/vocabulary.h"
#include "syntax/hcl.h"

namespace rolecast::terraform {
namespace {

using Values = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view account = "123456789012";

/// Where a test run pretends to be.
struct Place {
  const char *run, *partition, *region;
};
constexpr std::array<Place, 2> places = {{{"aws", "aws", "us-east-1"}, {"aws_cn", "aws-cn", "cn-north-1"}}};

Values built_in_values(const Place& place) {
  Values values = {{"account", std::string(account)}, {"region", place.region}, {"partition", place.partition}};
  for (const auto& row : partitions())
    if (row.name == place.partition) values["dns_suffix"] = row.dns_suffix;
  return values;
}

Model bound(Model model, const Values& values) {
  TextByName texts;
  for (const auto& [name, value] : values) texts.emplace(name, Text(value));
  replace(model, texts);
  return model;
}

bool fits(const Model& model, const Parameter& parameter, const std::string& value) {
  if (parameter.pattern && !matches(*parameter.pattern, value)) return false;
  Diagnostics diagnostics;
  check(bound(model, {{parameter.name, value}}), diagnostics);
  return !diagnostics.has_errors();
}

/// The attributes of the data sources in use, with their values: the body of each mock, by the type of the data source.
std::map<std::string, Node> data_values(const Model& model, const Place& place) {
  const auto used = references(model);
  const auto values = built_in_values(place);
  std::map<std::string, Node> result;
  for (const auto& row : built_ins()) {
    if (!used.contains(row.name)) continue;
    Node& object = result.try_emplace(std::string(row.terraform_data), Node::map()).first->second;
    object.add(std::string(row.terraform.substr(row.terraform.rfind('.') + 1)),
               Node::string(values.find(row.name)->second));
  }
  return result;
}

Node mock_provider(const Model& model) {
  Node provider = hcl::block({"aws"});
  for (auto& [type, values] : data_values(model, places[0]))
    provider.add("mock_data", hcl::block({type})).add("defaults", std::move(values));
  return provider;
}

Node equals(const std::string& address, const Policy& expected) {
  const Spell literal = [](const Text& text) { return Node::string(std::string(text.literal())); };
  Node block = hcl::block();
  block.add("condition",
            hcl::infix("==", {hcl::call("jsonencode", {hcl::call("jsondecode", {hcl::expression(address)})}),
                              hcl::call("jsonencode", {document(expected, literal)})}));
  block.add("error_message", Node::string(address + " is not what the role file says."));
  return block;
}

Node run_in(const Place& place, const Model& model, const Labels& labels, Values values) {
  Node run = hcl::block();
  run.add("command", hcl::expression("plan"));
  if (&place != &places[0]) {
    for (auto& [type, mocked] : data_values(model, place)) {
      Node& data = run.add("override_data", hcl::block());
      data.add("target", hcl::expression("data." + type + ".current"));
      data.add("values", std::move(mocked));
    }
  }
  values.merge(built_in_values(place));
  const Model expected = bound(model, values);
  for (std::size_t i = 0; i < expected.roles.size(); ++i) {
    const auto& role = expected.roles[i];
    const auto& label = labels.roles[i];
    run.add("assert", equals("aws_iam_role." + label.role + ".assume_role_policy", *role.trust));
    for (std::size_t j = 0; j < role.policies.size(); ++j)
      run.add("assert", equals("aws_iam_role_policy." + label.policies[j] + ".policy", role.policies[j].document));
  }
  return run;
}

const std::string* value_against(const std::string& pattern) {
  static const std::array<std::string, 5> candidates = {"", " ", "!", "\n", "not a value that anyone would expect"};
  for (const auto& candidate : candidates)
    if (!matches(pattern, candidate)) return &candidate;
  return nullptr;
}

void add_rejections(Node& body, const Model& model, const Labels& labels) {
  for (const auto& parameter : model.parameters) {
    const auto label = labels.variables.find(parameter.name);
    if (label == labels.variables.end() || !parameter.pattern) continue;
    const auto* wrong = value_against(*parameter.pattern);
    if (!wrong) continue;
    Node& run = body.add("run", hcl::block({"rejects_" + label->second}));
    run.add("command", hcl::expression("plan"));
    run.add("expect_failures", Node::list({hcl::expression("var." + label->second)}));
    run.add("variables", hcl::block()).add(label->second, Node::string(*wrong));
  }
}

}  // namespace

std::map<std::string, std::string, std::less<>> sample_values(const Model& model, const Labels& labels) {
  static const std::vector<std::string> candidates = {
      "example",
      "Example1",
      "a",
      "A",
      "1",
      "10",
      "abcdefgh",
      "example-0123456789",
      std::string(account),
      "us-east-1",
      "example.com",
      "https://example.com",
      "/",
      "/example/",
      "vpc-0123456789abcdef0",
      "01234567-89ab-cdef-0123-456789abcdef",
      "arn:aws:iam::123456789012:policy/example",
      "arn:aws:iam::123456789012:role/example",
      "arn:aws:s3:::example",
      "arn:aws:s3:::example/*",
      "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef",
      "arn:aws:lambda:us-east-1:123456789012:function:example",
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:example"};
  Values samples;
  for (const auto& parameter : model.parameters) {
    if (parameter.default_value || !labels.variables.contains(parameter.name)) continue;
    for (const auto& candidate : candidates)
      if (fits(model, parameter, candidate) && samples.emplace(parameter.name, candidate).second) break;
  }
  return samples;
}

std::string test_file(const Model& model, const Labels& labels, Diagnostics& diagnostics) {
  Values values = sample_values(model, labels);
  Node body = Node::map(), variables = hcl::block();
  body.add("mock_provider", mock_provider(model));
  for (const auto& parameter : model.parameters) {
    const auto label = labels.variables.find(parameter.name);
    if (label == labels.variables.end()) continue;
    if (parameter.default_value) {
      values[parameter.name] = *parameter.default_value;
    } else if (const auto sample = values.find(parameter.name); sample != values.end()) {
      variables.add(label->second, Node::string(sample->second));
    } else {
      diagnostics.warning(Code::no_test, parameter.span,
                          fmt::format("no test for the module: rolecast found no value for `{}`", parameter.name),
                          "give the parameter a default");
      return {};
    }
  }
  if (!variables.entries.empty()) body.add("variables", std::move(variables));
  const auto used = references(model);
  const bool varies = used.contains("partition") || used.contains("region") || used.contains("dns_suffix");
  for (const auto& place : places)
    if (varies || &place == &places[0])
      body.add("run", hcl::block({place.run})).entries = run_in(place, model, labels, values).entries;
  add_rejections(body, model, labels);
  return hcl::write(body);
}

}  // namespace rolecast::terraform
