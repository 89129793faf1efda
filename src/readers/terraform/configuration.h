// A Terraform configuration: what all of its files declare, by address.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "readers/reader.h"

namespace rolecast::terraform {

/// A block with labels.
struct Block {
  std::string address;  ///< `aws_iam_role.x`, `data.aws_region.current`, `var.x`, `module.x`, `provider.aws`
  std::string type;     ///< `aws_iam_role`; of others the block's own: `variable`
  std::string label;    ///< the last one
  const Node* body = nullptr;
  Span span;  ///< of its last label
};

/// Refers to the documents it was made of.
struct Configuration {
  std::vector<Block> blocks;  ///< in the order of the files; what says nothing of a role is not there
  std::map<std::string, const Node*, std::less<>> locals;
  std::map<std::string, const Node*, std::less<>> given;  ///< to variables, by files with values
  std::map<std::string, Node, std::less<>> values;        ///< of variables: where there is one, it is known
  Span span;                                              ///< of the first file
  std::string folder;                                     ///< that holds all files; empty where none does
  Sources* sources = nullptr;                             ///< where files that the configuration names are taken in

  const Block* find(std::string_view address) const;
  std::vector<std::string_view> addresses_like(std::string_view prefix) const;  ///< for hints

 private:
  friend Configuration gather(const std::vector<Document>& documents, Diagnostics& diagnostics);
  std::map<std::string, std::size_t, std::less<>> places_;
  std::deque<Node> bodies_;  // of the documents in JSON
};

/// Refuses: a block that Terraform does not know, an address that is declared twice, an override file.
Configuration gather(const std::vector<Document>& documents, Diagnostics& diagnostics);

/// Whether a document is a Terraform configuration, in HCL or in JSON.
bool is_configuration(const Node& node);

/// The configuration of the provider that a resource or data source uses: `aws`, `aws.other`.
std::string provider_of(const Block& block);

}  // namespace rolecast::terraform
