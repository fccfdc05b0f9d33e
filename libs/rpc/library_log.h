// SPDX-License-Identifier: Apache-2.0
// For this room's .cpp files alone: what gRPC and protobuf would write to stderr, on their own.
#pragma once

namespace broadsheet::rpc {

// From now on their lines are events of ours, at debug: each of them is about one call or
// connection, and whoever called learns of it. Otherwise anybody outside could fill our logs. Any
// number of times.
void take_over_library_logs();

}  // namespace broadsheet::rpc
