// SPDX-License-Identifier: Apache-2.0
// The process as Prometheus' conventions want it measured. Inside app only.
#pragma once

namespace broadsheet::app {

// Sets the gauges process_*: memory, processor time, descriptors, threads, start. Cheap; call it
// before each exposition.
void read_process_metrics();

}  // namespace broadsheet::app
