#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/purchase/values.hpp"

#include <vector>

namespace sigillo::domain::purchase {

/// The steps that a product takes when it is delivered there, in their order. All that differs between two
/// conventions' procedures is in here.
std::vector<Step> plan_of(const Product& product, Delivery to);

/// The stage that a purchase stands in once the step is done.
Stage stage_after(Step step);

} // namespace sigillo::domain::purchase
