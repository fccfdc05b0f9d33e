// SPDX-License-Identifier: Apache-2.0
// What an operator's machines ask: /healthz (it lives), /readyz (it can do its work), /metrics.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/result.h"

namespace broadsheet::app {

struct OperationsOptions {
  std::string listen = "127.0.0.1:7490";
  // Empty: ready. Else why not: "the archive is being opened".
  std::function<std::string()> waiting_for = {};
};

class Operations {
 public:
  // Listens when it returns; until the end of the object's life.
  static Result<std::unique_ptr<Operations>> open(OperationsOptions options);
  ~Operations();
  [[nodiscard]] std::string address() const;

 private:
  struct Impl;
  explicit Operations(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::app
