// SPDX-License-Identifier: Apache-2.0
// The tree of commands.
#include "broadsheet/commands.h"

namespace broadsheet {

app::Command root_command() {
  app::Command root;
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
      up_command(),     crawl_command(),      seeds_command(),  search_command(),
      get_command(),    history_command(),    diff_command(),   copies_command(),
      stats_command(),  explain_command(),    export_command(), extract_command(),
      import_command(), reextract_command(),  topics_command(), dead_letters_command(),
      verify_command(), checkpoint_command(), backup_command(), restore_command(),
  };
  return root;
}

}  // namespace broadsheet
