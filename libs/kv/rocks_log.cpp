// SPDX-License-Identifier: Apache-2.0
// RocksDB's warnings in our log. Its own logger writes a file beside the store, and in Debian's
// build a full disk makes that logger crash the process by an assertion.
#include <rocksdb/env.h>

#include <array>
#include <cstdarg>
#include <cstdio>

#include "core/log.h"
#include "core/strings.h"
#include "kv/rocks.h"

#ifdef __SANITIZE_THREAD__
// Debian's RocksDB is built without ThreadSanitizer, which therefore cannot see how its threads
// order what they do: any program that has this room and is checked would report races inside of
// it.
extern "C" const char* __tsan_default_suppressions() { return "race:librocksdb.so\n"; }
#endif

namespace broadsheet::kv {
namespace {

// Its own logger writes a file beside the store; on a full disk, Debian's build of that logger
// crashes the process by an assertion.
class ForwardingLog : public rocksdb::Logger {
 public:
  ForwardingLog(std::string folder, Witness& witness)
      : Logger(rocksdb::InfoLogLevel::WARN_LEVEL), folder_(std::move(folder)), witness_(witness) {}

  void Logv(const char*, va_list) override {}
  // Its errors are warnings to us: what they mean for a caller reaches that caller as a fault.
  void Logv(const rocksdb::InfoLogLevel level, const char* format, va_list arguments) override {
    if (level < rocksdb::InfoLogLevel::WARN_LEVEL || level > rocksdb::InfoLogLevel::FATAL_LEVEL) {
      return;
    }
    std::array<char, 1024> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    note_damage(text.data());
    const log::Field folder("folder", folder_);
    const log::Field what("what", trim(text.data()));
    if (level == rocksdb::InfoLogLevel::WARN_LEVEL) {
      log::debug("kv.rocksdb", {folder, what});
    } else {
      log::warning("kv.rocksdb", {folder, what});
    }
  }

 private:
  void note_damage(std::string_view message) {
    if (message.find("Corruption") == message.npos) return;
    std::string file = file_in(message);
    if (file.empty()) return;
    const std::scoped_lock lock(witness_.mutex);
    witness_.damaged_file = std::move(file);
  }

  const std::string folder_;
  Witness& witness_;
};

class FailureListener : public rocksdb::EventListener {
 public:
  explicit FailureListener(Witness& witness) : witness_(witness) {}

  void OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status*) override {
    witness_.failed = true;
  }

  // Its own recovery looks every five seconds and keeps ours out meanwhile; the next write() asks.
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }

 private:
  Witness& witness_;
};

}  // namespace

void watch(rocksdb::DBOptions& options, const std::filesystem::path& folder, Witness& witness) {
  options.info_log = std::make_shared<ForwardingLog>(folder.string(), witness);
  options.listeners.push_back(std::make_shared<FailureListener>(witness));
}

}  // namespace broadsheet::kv
