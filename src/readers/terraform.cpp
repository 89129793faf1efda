#include "readers/terraform.h"

#include "readers/terraform/configuration.h"
#include "readers/terraform/given.h"
#include "readers/terraform/roles.h"

namespace rolecast {
namespace {

Model read_configuration(const std::vector<Document>& documents, Sources& sources, Diagnostics& diagnostics) {
  const auto errors = diagnostics.errors();
  auto configuration = terraform::gather(documents, diagnostics);
  configuration.sources = &sources;
  const auto& given = documents.front().given;
  if (diagnostics.errors() == errors) terraform::give_values(configuration, given, diagnostics);
  Model model;
  if (diagnostics.errors() == errors) model = terraform::read_roles(configuration, given, diagnostics);
  model.damaged = diagnostics.errors() > errors;
  model.stem = common_stem(documents);
  model.span = documents.front().node.span;
  return model;
}

}  // namespace

Reader terraform_reader() {
  return {"terraform",
          "Terraform configurations: aws_iam_role with its policies",
          terraform::is_configuration,
          read_configuration,
          true,
          true};
}

}  // namespace rolecast
