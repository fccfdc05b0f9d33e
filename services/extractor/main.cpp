// SPDX-License-Identifier: Apache-2.0
// broadsheet-extractor: captures in, articles and discoveries out.
#include <filesystem>

#include "extractor/extractor.h"
#include "extractor/settings.h"
#include "program/service_main.h"

namespace broadsheet::extractor {
namespace {

struct ProgramOptions {
  BusOptions bus;
  ServeOptions serve;
  Settings extracting;
  std::string listen = "127.0.0.1:7400";
};

class Program : public Service {
 public:
  Program(OpenBus bus, Options options)
      : bus_(std::move(bus)), options_(std::move(options)), api_(extractor_api(options_.readers)) {}

  std::vector<app::Loop> loops() override {
    return {{"extract", [this](std::stop_token stop) {
               return extractor::run(*bus_.bus, tally_, options_, stop);
             }}};
  }
  rpc::Services apis() override { return {nullptr, nullptr, api_.get(), nullptr}; }

 private:
  OpenBus bus_;
  const Options options_;
  Tally tally_;
  std::unique_ptr<rpc::ExtractorApi> api_;
};

// The extractor owns nothing: what it was working on when it died lies in the folder for temporary
// files, which a container that is started again still has.
Options to_options(const ProgramOptions& options) {
  Options extracting;
  extracting.workers = workers_of(options.extracting.workers);
  extracting.readers = readers_of(options.extracting);
  std::error_code ignored;
  const auto folder = std::filesystem::temp_directory_path(ignored);
  const auto name = options.bus.member.empty() ? host_name() : options.bus.member;
  if (!ignored) extracting.crash_marks = folder / ("extractor." + name + ".marks");
  return extracting;
}

Result<app::ExitCode> run(const ProgramOptions& options) {
  TRY_LET(bus_options, to_bus(options.bus, "broadsheet-extractor"));
  Plan plan;
  plan.name = "extractor";
  plan.grpc_listen = options.listen;
  plan.waits = true;
  plan.open = [&](const std::stop_token& stop) -> Result<std::unique_ptr<Service>> {
    bus_options.ending = stop;
    TRY_LET(bus, open_bus(bus_options));
    return std::unique_ptr<Service>(std::make_unique<Program>(std::move(bus), to_options(options)));
  };
  return serve(options.serve, plan);
}

app::Command command(ProgramOptions& options) {
  app::Command command;
  command.name = "broadsheet-extractor";
  command.summary = "read articles out of captures";
  command.description =
      "Reads the topic `captures`, writes `articles` and `discoveries`, and owns nothing: run as "
      "many as there is work for, up to the number of partitions. Reads `captures.backfill` when "
      "no other captures wait. Answers ExtractorService.";
  command.examples = "  broadsheet-extractor --bus kafka://kafka:9092 --workers 4";
  auto own = extractor_settings(options.extracting);
  app::append(own, {grpc_setting(options.listen)});
  command.settings = service_settings(options.bus, own, options.serve);
  command.run = [&options] { return run(options); };
  return command;
}

}  // namespace
}  // namespace broadsheet::extractor

int main(int argc, char** argv) {
  if (broadsheet::extractor::is_reader_command(argc, argv)) {
    return broadsheet::extractor::run_reader(argc, argv);
  }
  return broadsheet::run_service(broadsheet::extractor::command, argc, argv);
}
