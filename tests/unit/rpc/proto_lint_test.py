# SPDX-License-Identifier: Apache-2.0
"""scripts/proto-lint must find what it is for: each case breaks a copy of proto/ in one way."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv.pop(1))


class ProtoLint(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.proto = pathlib.Path(self.folder.name) / "proto"
        shutil.copytree(ROOT / "proto", self.proto)

    def tearDown(self):
        self.folder.cleanup()

    def change(self, file, old, new):
        path = self.proto / "broadsheet/v1" / file
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1))

    def lint(self, *options):
        command = [sys.executable, ROOT / "scripts/proto-lint", "--root", self.proto, *options]
        done = subprocess.run(command, capture_output=True, text=True)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.stdout.splitlines()

    def expect(self, finding, *options):
        lines = self.lint(*options)
        self.assertTrue(any(finding in line for line in lines), lines)

    def test_accepts_what_is_there(self):
        self.assertEqual(self.lint(), [])

    def test_a_renumbered_field_is_a_break(self):
        self.change("extractor.proto", "string content_hash = 6;", "string content_hash = 99;")
        self.expect("content_hash = 6 string: was removed", "--breaking")

    def test_a_retyped_field_is_a_break(self):
        self.change("archive.proto", "int64 total_size = 3;", "int32 total_size = 3;")
        self.expect("total_size = 3 int64: was removed", "--breaking")

    def test_a_renamed_field_is_a_break(self):
        self.change("archive.proto", "string cursor = 10;", "string position = 10;")
        self.expect("cursor = 10 string: was removed", "--breaking")

    def test_a_method_that_no_longer_streams_is_a_break(self):
        self.change("archive.proto", "returns (stream GetPayloadResponse)", "returns (GetPayloadResponse)")
        self.expect("GetPayload", "--breaking")

    def test_a_break_cannot_be_accepted(self):
        self.change("archive.proto", "int64 total_size = 3;", "int32 total_size = 3;")
        before = (self.proto / "baseline.txt").read_text()
        self.expect("was removed", "--accept")
        self.assertEqual((self.proto / "baseline.txt").read_text(), before)

    def test_a_new_field_is_accepted_once_and_kept(self):
        self.change("extractor.proto", "string text_hash = 7;", "string text_hash = 7;\n  // New.\n  bool new = 98;")
        self.expect("is new", "--breaking")
        self.assertEqual(self.lint("--accept"), ["1 lines added"])
        self.assertEqual(self.lint(), [])
        self.change("extractor.proto", "bool new = 98;", "")
        self.expect("new = 98 bool: was removed", "--breaking")

    def test_style(self):
        cases = (
            ("archive.proto", "  // How much there is.\n", "", "GetStats: has no comment"),
            ("archive.proto", "bool follow = 12;", "bool Follow = 12;", "is not lower_snake_case"),
            ("archive.proto", "DIFF_OP_EQUAL", "EQUAL", "is not DIFF_OP_"),
            ("archive.proto", "DIFF_OP_UNSPECIFIED", "DIFF_OP_NONE", "DIFF_OP_UNSPECIFIED = 0"),
            ("archive.proto", "(GetStatsRequest)", "(GetCheckpointRequest)", "does not use GetStatsRequest"),
            ("crawl.proto", "until_time = 2", "until = 2", "its name ends in _time"),
            ("crawl.proto", "service CrawlService", "service Crawl", "suffix Service"),
            ("crawl.proto", "string page_token = 5;", "", "one of page_size and page_token"),
        )
        for file, old, new, finding in cases:
            with self.subTest(finding=finding):
                original = (self.proto / "broadsheet/v1" / file).read_text()
                self.change(file, old, new)
                self.expect(finding, "--style")
                (self.proto / "broadsheet/v1" / file).write_text(original)


if __name__ == "__main__":
    unittest.main()
