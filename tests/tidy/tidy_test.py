#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks this tree by the rules of tests/tidy/rules.py; and the rules, by a tree that breaks each."""
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rules

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
HEAD = "// SPDX-License-Identifier: Apache-2.0\n// A file.\n"
CMAKE = "# SPDX-License-Identifier: Apache-2.0\n"
GOOD = {
    "CMakeLists.txt": CMAKE + "add_subdirectory(libs/core)\nadd_subdirectory(libs/kv)\nadd_subdirectory(libs/bus)\n",
    "libs/core/CMakeLists.txt": CMAKE + "bs_room(core SOURCES a.cpp HEADERS a.h)\n",
    "libs/core/a.h": HEAD + "#pragma once\n#include <string>\n",
    "libs/core/inside.h": HEAD + "#pragma once\n",
    "libs/core/a.cpp": HEAD + '#include "core/a.h"\n#include <spdlog/spdlog.h>\n#include <unistd.h>\n',
    "libs/kv/CMakeLists.txt": CMAKE + "bs_room(kv SOURCES k.cpp HEADERS k.h USES core HIDES rocksdb)\n",
    "libs/kv/k.h": HEAD + '#include "core/a.h"\n',
    "libs/kv/k.cpp": HEAD + "#include <rocksdb/db.h>\n",
    "libs/bus/CMakeLists.txt": CMAKE + "bs_room(bus SOURCES b.cpp HEADERS b.h HIDES bs_kv)\n",
    "libs/bus/b.h": HEAD,
    "libs/bus/b.cpp": HEAD + '#include "core/a.h"\n#include "kv/k.h"\n// TODO(#7): more\n',
    "tests/unit/bus/CMakeLists.txt": CMAKE + "bs_test(bus_test SOURCES b_test.cpp USES bs_bus)\n",
    "tests/unit/bus/b_test.cpp": HEAD + "#include <gtest/gtest.h>\n",
}


def findings(root):
    tree = rules.Tree(root)
    return {rule.__name__: [f"{path}:{line}: {what}" for path, line, what in rule(tree)] for rule in rules.RULES}


class ThisTree(unittest.TestCase):
    def test_keeps_the_rules(self):
        found = [line for lines in findings(ROOT).values() for line in lines]
        self.assertEqual([], found, "\n" + "\n".join(found))

    def test_is_really_read(self):
        tree = rules.Tree(ROOT)
        self.assertGreater(len(tree.order), 10)
        self.assertGreater(len(tree.cpp()), 100)


class Rules(unittest.TestCase):
    def found(self, changes):
        with tempfile.TemporaryDirectory() as folder:
            for path, text in {**GOOD, **changes}.items():
                full = os.path.join(folder, path)
                os.makedirs(os.path.dirname(full), exist_ok=True)
                with open(full, "w", encoding="utf-8") as file:
                    file.write(text)
            return {rule: lines for rule, lines in findings(folder).items() if lines}

    def assertBreaks(self, rule, changes):
        self.assertEqual([rule], list(self.found(changes)))

    def test_a_good_tree_passes(self):
        self.assertEqual({}, self.found({}))

    def test_a_library_outside_its_room_is_found(self):
        self.assertBreaks("foreign_headers", {"libs/bus/b.cpp": HEAD + "#include <rocksdb/db.h>\n"})

    def test_a_library_in_a_shown_header_is_found(self):
        self.assertBreaks("foreign_headers", {"libs/kv/k.h": HEAD + "#include <rocksdb/db.h>\n"})

    def test_a_library_that_nobody_knows_is_found(self):
        self.assertBreaks("foreign_headers", {"libs/kv/k.cpp": HEAD + "#include <lmdb.h>\n"})

    def test_a_room_that_is_not_declared_is_found(self):
        self.assertBreaks("undeclared_rooms", {"libs/kv/k.cpp": HEAD + '#include "bus/b.h"\n'})

    def test_the_inside_of_another_room_is_found(self):
        self.assertBreaks("undeclared_rooms", {"libs/kv/k.cpp": HEAD + '#include "core/inside.h"\n'})

    def test_a_room_below_is_found(self):
        self.assertBreaks("order_of_rooms", {
            "libs/kv/CMakeLists.txt": CMAKE + "bs_room(kv SOURCES k.cpp HEADERS k.h USES core bus)\n"})

    def test_a_file_nobody_builds_is_found(self):
        self.assertBreaks("files_nobody_builds", {"libs/kv/lost.cpp": HEAD})

    def test_a_file_without_its_first_lines_is_found(self):
        self.assertBreaks("first_lines", {"libs/kv/k.cpp": "#include <string>\n"})
        self.assertBreaks("first_lines", {"libs/kv/k.cpp": HEAD.split("\n")[0] + "\n#include <string>\n"})

    def test_a_promise_without_an_issue_is_found(self):
        self.assertBreaks("promises_without_an_issue", {"libs/kv/k.cpp": HEAD + "// TODO: more\n"})

    def test_a_sleep_is_found(self):
        self.assertBreaks("sleeps", {"tests/unit/bus/b_test.cpp": HEAD + "std::this_thread::sleep_for(1s);\n"})

    def test_a_long_line_is_found(self):
        self.assertBreaks("long_lines", {"libs/kv/k.cpp": HEAD + "// " + "x" * 98 + "\n"})

    def test_a_long_line_of_a_raw_string_passes(self):
        text = HEAD + 'const char* kPage = R"(\n' + "x" * 120 + '\n)";\n'
        self.assertEqual({}, self.found({"libs/kv/k.cpp": text}))

    def test_a_home_folder_is_found(self):
        self.assertBreaks("homes", {"libs/kv/k.cpp": HEAD + '#include "/home/' + 'ada/k.inc"\n'})


if __name__ == "__main__":
    unittest.main()
