#pragma once

#include "web/app/model/edition.hpp"

// The editions: tables of what each has. A program that names one of them links what its table names, no
// more.
namespace sigillo::app {

/// `/`: for members.
const Edition& member_edition();
/// `/office/`: for those who work for an Order or the provider.
const Edition& office_edition();

} // namespace sigillo::app
