// What the references of a configuration are in a role file: built-in values, texts that are known, parameters.
#pragma once

#include <map>
#include <string>

#include "model/model.h"
#include "readers/deferred.h"
#include "readers/terraform/evaluator.h"

namespace rolecast::terraform {

class Names {
 public:
  /// `provider` is the one that the roles use: account, region and partition are its own.
  Names(const Configuration& configuration, std::string provider)
      : configuration_(configuration), provider_(std::move(provider)) {}

  /// `reference` is the attribute of something that the input describes.
  void know(std::string reference, Text value) { known_.insert_or_assign(std::move(reference), std::move(value)); }

  /// The text with built-in values and what is known in the place of references to them.
  Text resolved(const Text& text) const;

  /// Gives every reference its name in the role file: variables become its parameters, and each other expression a
  /// parameter that stands for it. Variables that have a value are parameters too: it is held to their patterns.
  void settle(Model& model, const GivenValues& given, Evaluator& evaluator, Diagnostics& diagnostics) const;

 private:
  std::string_view built_in(std::string_view reference) const;
  void append(const Text& text, Text& result, int depth) const;

  const Configuration& configuration_;
  std::string provider_;
  std::map<std::string, Text, std::less<>> known_;
};

}  // namespace rolecast::terraform
