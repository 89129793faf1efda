// Where the templates of a cloud assembly stand, as `cdk synth` writes its manifest.
#include "readers/cdk.h"

#include <gtest/gtest.h>

#include "syntax/json.h"

namespace rolecast {
namespace {

Node manifest(std::string text) {
  Sources sources;
  Diagnostics diagnostics;
  return json::load(sources, sources.add("manifest.json", std::move(text)), diagnostics);
}

TEST(Cdk, TemplatesAndNestedAssembliesInTheManifestsOrder) {
  const auto files = template_files(manifest(R"({
    "version": "48.0.0",
    "artifacts": {
      "Agents.assets": {"type": "cdk:asset-manifest", "properties": {"file": "Agents.assets.json"}},
      "Agents": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/unknown-region",
                 "properties": {"templateFile": "Agents.template.json"}},
      "assembly-Production": {"type": "cdk:cloud-assembly",
                              "properties": {"directoryName": "assembly-Production", "displayName": "Production"}},
      "Network": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "Network.template.json"}},
      "Tree": {"type": "cdk:tree", "properties": {"file": "tree.json"}}
    }
  })"));
  EXPECT_EQ(files, (std::vector<std::string>{"Agents.template.json", "assembly-Production/manifest.json",
                                             "Network.template.json"}));
}

TEST(Cdk, WhatIsNoManifestLeadsNowhere) {
  for (const char* text :
       {"{}", "[]", "\"artifacts\"", R"({"artifacts": []})", R"({"artifacts": {"A": null}})",
        R"({"artifacts": {"A": {"type": "aws:cloudformation:stack"}}})",
        R"({"artifacts": {"A": {"type": "cdk:cloud-assembly", "properties": {"directoryName": 1}}}})"})
    EXPECT_TRUE(template_files(manifest(text)).empty()) << text;
}

}  // namespace
}  // namespace rolecast
