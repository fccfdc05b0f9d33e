// SPDX-License-Identifier: Apache-2.0
// Waiting that a stop ends.
#pragma once

#include <stop_token>

#include "core/time.h"

namespace broadsheet {

// Waits until `stop` is requested, or `patience` at most. True if it was requested.
bool wait_for(std::stop_token stop, Duration patience);

}  // namespace broadsheet
