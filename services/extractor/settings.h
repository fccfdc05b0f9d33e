// SPDX-License-Identifier: Apache-2.0
// The settings of extraction.
#pragma once

#include <cstddef>

#include "app/command.h"

namespace broadsheet::extractor {

// It points to `workers`, which outlives it.
app::Setting workers_setting(int& workers);

// 0: one for each core.
std::size_t workers_of(int workers);

}  // namespace broadsheet::extractor
