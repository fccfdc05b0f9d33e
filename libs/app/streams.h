// SPDX-License-Identifier: Apache-2.0
// Standard input, output and error, which a caller may have closed, and a disk may refuse.
#pragma once

#include "core/result.h"

namespace broadsheet::app {

// Those that are closed stay so, but no file that is opened later takes their place: else what is
// printed would be written into it. Before the first file is opened.
void hold_standard_streams();

// Everything that was printed has been taken, or why not.
Result<void> flush_standard_output();

}  // namespace broadsheet::app
