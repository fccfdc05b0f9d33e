// SPDX-License-Identifier: Apache-2.0
// What gRPC and protobuf would write to stderr, on their own.
#include "rpc/library_log.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>

#include <mutex>
#include <string>

#include "core/log.h"

namespace broadsheet::rpc {

void take_over_library_logs() {
  static std::once_flag once;
  std::call_once(once, [] {
    gpr_set_log_function([](gpr_log_func_args* line) {
      if (line->severity < GPR_LOG_SEVERITY_ERROR) return;
      log::debug("grpc.says", {{"message", std::string(line->message)}});
    });
    google::protobuf::SetLogHandler(
        [](google::protobuf::LogLevel level, const char*, int, const std::string& message) {
          if (level == google::protobuf::LOGLEVEL_FATAL)
            log::error("protobuf.says", {{"message", message}});
          else
            log::debug("protobuf.says", {{"message", message}});
        });
  });
}

}  // namespace broadsheet::rpc
