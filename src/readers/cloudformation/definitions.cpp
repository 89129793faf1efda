#include "readers/cloudformation/definitions.h"

#include <algorithm>
#include <array>
#include <set>

#include "model/characters.h"
#include "readers/cloudformation/functions.h"

namespace rolecast {
namespace {

/// A resource stays the one it is, with its name and ARN, as long as these properties stay. AWS CloudFormation Template
/// Reference: those whose "Update requires" is or may be "Replacement".
struct Lasting {
  std::string_view type;
  std::array<std::string_view, 4> properties;
};
constexpr Lasting lasting[] = {
    {"AWS::IAM::Role", {"RoleName", "Path"}},
    {"AWS::IAM::ManagedPolicy", {"ManagedPolicyName", "Path", "Description"}},
    {"AWS::S3::Bucket", {"BucketName", "BucketNamePrefix", "BucketNamespace"}},
    {"AWS::Lambda::Function", {"FunctionName", "PackageType", "TenancyConfig", "DurableConfig"}},
    {"AWS::SQS::Queue", {"QueueName", "FifoQueue"}},
    {"AWS::SNS::Topic", {"TopicName", "FifoTopic"}},
    {"AWS::DynamoDB::Table", {"TableName", "KeySchema", "ImportSourceSpecification"}},
    {"AWS::SecretsManager::Secret", {"Name"}},
    {"AWS::Logs::LogGroup", {"LogGroupName"}},
    {"AWS::StepFunctions::StateMachine", {"StateMachineName", "StateMachineType"}}};

/// The attributes that are as lasting as the resource; no attribute is what `Ref` gives.
constexpr std::string_view lasting_attributes[] = {"", "Arn", "TopicArn", "PolicyArn", "Id"};

constexpr std::string_view whole = ".";    // behind a name: whatever of it is meant
constexpr std::string_view unknown = "?";  // a name that may be any

const Node& or_nothing(const Node* node) {
  static const Node nothing = Node::map();
  return node ? *node : nothing;
}

std::string_view text_at(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  return value ? std::string_view(value->text) : std::string_view();
}

/// Every `Name` and `Name.Attribute` that a text may hold.
void add_words(std::string_view text, std::vector<std::string>& to) {
  const auto is_part = [](char c) { return c == '.' || is_identifier_character(static_cast<unsigned char>(c)); };
  for (std::size_t at = 0; at < text.size();) {
    auto end = at;
    while (end < text.size() && is_part(text[end])) ++end;
    if (end > at) to.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
}

/// Whether what a function gives stands elsewhere, or where it does depends on the deployment.
bool is_open(std::string_view function, const Node& argument) {
  if (function == "Fn::Transform") return true;
  return function == "Fn::FindInMap" && !argument.items.empty() && !argument.items[0].is_scalar();
}

/// What functions below a node name: more rather than less.
void add_names(const Node& node, std::vector<std::string>& to) {
  for (const auto& item : node.items) add_names(item, to);
  for (const auto& [key, value, comment] : node.entries) {
    add_names(value, to);
    if (!is_function(key.text) && key.text != "Condition") continue;
    if (is_open(key.text, value)) to.emplace_back(unknown);
    if (key.text == "Fn::GetAtt" && value.items.size() == 2) {
      to.push_back(value.items[0].text + "." + value.items[1].text);
      continue;
    }
    add_words(value.text, to);
    for (const auto& item : value.items) add_words(item.text, to);
  }
}

/// Whether a template is named by what it holds: CDK and `aws cloudformation package` name it by its hash.
bool is_pinned(const Node& url) {
  constexpr int shortest_hash = 32;
  const auto text = canonical(url);
  int run = 0, longest = 0;
  for (const char c : text)
    longest = std::max(longest, run = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ? run + 1 : 0);
  return longest >= shortest_hash;
}

class TemplateDefinitions {
 public:
  explicit TemplateDefinitions(const Node& file) : file_(file), resources_(or_nothing(file.find("Resources"))) {
    for (const auto& entry : resources_.entries) by_id_.emplace(entry.key.text, &entry.value);
  }

  Definition find(const std::string& word) const {
    const auto dot = std::min(word.find('.'), word.size());
    const auto name = word.substr(0, dot);
    Definition definition;
    definition.is_whole = word != unknown;
    for (const auto* section : {"Parameters", "Mappings", "Conditions"})
      if (const Node* value = or_nothing(file_.find(section)).find(name)) {
        definition.text += section == std::string_view("Parameters") ? parameter(*value) : canonical(*value);
        add_names(*value, definition.names);
      }
    if (const auto found = by_id_.find(name); found != by_id_.end())
      add_resource(*found->second, std::string_view(word).substr(std::min(dot + 1, word.size())), dot < word.size(),
                   definition);
    else if (file_.find("Transform"))
      add_generated(name, definition);
    return definition;
  }

  std::vector<std::string> names_in(const std::string& expression) const {
    std::vector<std::string> names;
    add_words(expression, names);
    // with an attribute that is a value itself
    if (expression.find("!GetAtt [") != std::string::npos)
      for (auto& name : names) name += whole;
    for (const std::string_view open : {"!Transform", "!FindInMap [!", "!FindInMap [{"})
      if (expression.find(open) != std::string::npos) names.emplace_back(unknown);
    if (expression.find("{{resolve:ssm") != std::string::npos)
      for (const auto& [id, resource] : by_id_)
        if (text_at(*resource, "Type") == "AWS::SSM::Parameter") names.push_back(std::string(id) + ".Value");
    return names;
  }

 private:
  static std::string parameter(const Node& declared) {
    return canonical(or_nothing(declared.find("Type"))) + canonical(or_nothing(declared.find("Default")));
  }

  void add(const Node& node, Definition& to) const {
    to.text += canonical(node);
    add_names(node, to.names);
  }

  void add_resource(const Node& resource, std::string_view attribute, bool has_attribute, Definition& to) const {
    const auto type = text_at(resource, "Type");
    const Node& properties = or_nothing(resource.find("Properties"));
    to.text += std::string(type);
    if (const Node* condition = resource.find("Condition")) {
      to.text += "?" + condition->text;
      add_words(condition->text, to.names);
    }
    const auto row =
        std::find_if(std::begin(lasting), std::end(lasting), [&](const Lasting& each) { return each.type == type; });
    const bool lasts = std::find(std::begin(lasting_attributes), std::end(lasting_attributes), attribute) !=
                       std::end(lasting_attributes);
    const bool is_any = has_attribute && attribute.empty();
    if (row != std::end(lasting) && lasts && !is_any && !is_made_of_functions(properties)) {
      for (const auto property : row->properties)
        if (const Node* value = property.empty() ? nullptr : properties.find(property)) {
          to.text += std::string(property) + "=";
          add(*value, to);
        }
      return;
    }
    add(properties, to);
    if (type.starts_with("AWS::Serverless::")) add(or_nothing(file_.find("Globals")), to);
    if (type == "AWS::CloudFormation::Stack") to.is_whole = is_pinned(or_nothing(properties.find("TemplateURL")));
    if (type == "AWS::Serverless::Application") to.is_whole = is_pinned(or_nothing(properties.find("Location")));
  }

  static bool is_made_of_functions(const Node& properties) {
    return std::any_of(properties.entries.begin(), properties.entries.end(),
                       [](const Entry& entry) { return is_function(entry.key.text); });
  }

  /// What AWS SAM makes is called after what it is made of; what it makes of all functions begins with `Serverless`.
  void add_generated(const std::string& name, Definition& to) const {
    for (const auto& [id, resource] : by_id_)
      if (text_at(*resource, "Type").starts_with("AWS::Serverless::") &&
          (name.starts_with(id) || name.starts_with("Serverless")))
        to.names.push_back(std::string(id) + std::string(whole));
  }

  const Node& file_;
  const Node& resources_;
  std::map<std::string_view, const Node*> by_id_;
};

/// What of a function of AWS SAM says nothing of its role. AWS SAM Developer Guide, "AWS::Serverless::Function".
constexpr std::string_view of_code[] = {"Architectures", "CodeUri",  "Description", "Environment", "EphemeralStorage",
                                        "Handler",       "ImageUri", "InlineCode",  "Layers",      "MemorySize",
                                        "Metadata",      "Runtime",  "Timeout"};

void drop_code(Node* properties) {
  if (!properties) return;
  std::erase_if(properties->entries, [](const Entry& entry) {
    return std::find(std::begin(of_code), std::end(of_code), entry.key.text) != std::end(of_code);
  });
}

Node* child(Node* map, std::string_view key) {
  if (map)
    for (auto& entry : map->entries)
      if (entry.key.text == key) return &entry.value;
  return nullptr;
}

}  // namespace

LeftOutResources::LeftOutResources(const Node& file) : file_(file) {
  drop_code(child(child(&file_, "Globals"), "Function"));
  if (Node* resources = child(&file_, "Resources"))
    for (auto& entry : resources->entries)
      if (text_at(entry.value, "Type") == "AWS::Serverless::Function") drop_code(child(&entry.value, "Properties"));
}

std::optional<std::string> LeftOutResources::said_of(const std::string& id) const {
  const TemplateDefinitions found(file_);
  return Definitions([&](const std::string& name) { return found.find(name); }).said_of({id + std::string(whole)});
}

void define_computed(Model& model, const Node& file) {
  const TemplateDefinitions found(file);
  Definitions definitions([&](const std::string& name) { return found.find(name); });
  define_computed(model, definitions, [&](const std::string& expression) { return found.names_in(expression); });
}

}  // namespace rolecast
