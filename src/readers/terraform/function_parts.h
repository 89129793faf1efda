// The functions themselves. Private to functions.cpp.
#pragma once

#include "readers/terraform/functions.h"

namespace rolecast::terraform::functions {

using Result = std::optional<Node>;

/// A list in which elements of different types have become texts.
Node unified(Node list);

// list_functions.cpp
Result all_true(const Call& call);
Result any_true(const Call& call);
Result coalesce_list(const Call& call);
Result index(const Call& call);
Result range(const Call& call);
Result reverse(const Call& call);
Result set_intersection(const Call& call);
Result set_product(const Call& call);
Result set_subtract(const Call& call);
Result set_union(const Call& call);
Result slice(const Call& call);
Result sort(const Call& call);

// collection_functions.cpp
Result coalesce(const Call& call);
Result compact(const Call& call);
Result concat(const Call& call);
Result contains(const Call& call);
Result distinct(const Call& call);
Result element(const Call& call);
Result flatten(const Call& call);
Result keys(const Call& call);
Result length(const Call& call);
Result lookup(const Call& call);
Result merge(const Call& call);
Result one(const Call& call);
Result same(const Call& call);
Result to_list(const Call& call);
Result to_map(const Call& call);
Result to_set(const Call& call);
Result values(const Call& call);
Result zipmap(const Call& call);

// text_functions.cpp
Result chomp(const Call& call);
Result ends_with(const Call& call);
Result format(const Call& call);
Result format_list(const Call& call);
Result join(const Call& call);
Result json_decode(const Call& call);
Result json_encode(const Call& call);
Result lower(const Call& call);
Result replace(const Call& call);
Result split(const Call& call);
Result starts_with(const Call& call);
Result str_contains(const Call& call);
Result substr(const Call& call);
Result title(const Call& call);
Result to_bool(const Call& call);
Result to_number(const Call& call);
Result to_string(const Call& call);
Result trim(const Call& call);
Result trim_prefix(const Call& call);
Result trim_space(const Call& call);
Result trim_suffix(const Call& call);
Result upper(const Call& call);

}  // namespace rolecast::terraform::functions
