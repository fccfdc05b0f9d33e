// SPDX-License-Identifier: Apache-2.0
// broadsheet: the command line.
#include "app/command.h"
#include "broadsheet/commands.h"
#include "broadsheet/version.h"

int main(int argc, char** argv) {
  broadsheet::app::Command root;
  root.name = "broadsheet";
  root.summary = "the archive of record for news";
  root.description =
      "Follows the news sources that a seed list names, fetches every article politely, keeps "
      "every "
      "version of it, and answers questions about them.";
  root.examples =
      "  broadsheet crawl --seeds seeds/example.yaml --data data --contact you@example.org\n"
      "  broadsheet up --data data                    serve it, and go on crawling\n"
      "  broadsheet search 'flood AND \"prime minister\"'\n"
      "  broadsheet history https://news.example/2026/11/22/flood";
  root.subcommands = {
      broadsheet::up_command(),      broadsheet::crawl_command(),  broadsheet::seeds_command(),
      broadsheet::search_command(),  broadsheet::get_command(),    broadsheet::history_command(),
      broadsheet::diff_command(),    broadsheet::copies_command(), broadsheet::stats_command(),
      broadsheet::explain_command(), broadsheet::export_command(), broadsheet::extract_command(),
      broadsheet::verify_command(),
  };
  return broadsheet::app::run_program(root, broadsheet::kVersion, argc, argv);
}
