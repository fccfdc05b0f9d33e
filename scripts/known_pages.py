# SPDX-License-Identifier: Apache-2.0
"""Pages whose text or kind is known, and what the extractor says of them: what train-body and train-outcome learn from.

The sets are folders of DATA, each with gold.jsonl and html/ID.html.gz (see scripts/score-extraction). Pages of our own
are the newsroom's, which have layouts that nobody uses any more and languages that DATA has little of, and those of
tests/golden. The programs are those of build/release/bin; BROADSHEET and NEWSROOM name others.
"""
import contextlib
import gzip
import hashlib
import json
import os
import subprocess
import tempfile
from urllib.parse import urlparse

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
FOLDS = 5
OWN = "own"
# Each layout in several languages.
OWN_WORLD = ("--no-trials", "--outlets", "28", "--articles", "12", "--history", "48h")
SECOND_LEVEL = ("co", "com", "org", "ac", "gov", "net", "or", "ne")


def program(name):
    return os.environ.get(name.upper()) or os.path.join(ROOT, "build", "release", "bin", name)


def site(gold):
    host = urlparse(gold.get("url") or "").hostname or gold["id"]
    parts = host.split(".")
    deep = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in SECOND_LEVEL
    return ".".join(parts[-3 if deep else -2:])


def fold(gold):
    """All pages of a site are in one."""
    return int(hashlib.sha256(site(gold).encode()).hexdigest()[:8], 16) % FOLDS


def lines_of(path):
    with open(path, encoding="utf8") as lines:
        for line in lines:
            yield json.loads(line)


def gold_of(data, name):
    return {one["id"]: one for one in lines_of(os.path.join(data, name, "gold.jsonl"))}


def requests_of(data, name, folder):
    """The pages of a set, as files below `folder`: what the extractor can be asked."""
    for one in gold_of(data, name).values():
        path = os.path.join(folder, one["id"] + ".html")
        with gzip.open(os.path.join(data, name, "html", one["id"] + ".html.gz")) as page, open(path, "wb") as plain:
            plain.write(page.read())
        yield {"id": one["id"], "url": one.get("url") or "https://page.example/one", "path": path}


def newsroom_requests(folder):
    """The newsroom's articles; each has its text as "body"."""
    made = subprocess.run([program("newsroom"), "pages", *OWN_WORLD, folder], stdout=subprocess.PIPE, check=True)
    for line in made.stdout.decode("utf8").splitlines():
        yield json.loads(line)


def golden_requests():
    """The pages of tests/golden that are articles; each has its text as "body"."""
    golden = os.path.join(ROOT, "tests", "golden")
    for name in sorted(os.listdir(golden)):
        with open(os.path.join(golden, name, "want.json"), encoding="utf8") as file:
            want = json.load(file)
        if want.get("paragraphs"):
            yield {"id": name, "url": want["url"], "path": os.path.join(golden, name, "page.html"),
                   "body": "\n".join(want["paragraphs"])}


@contextlib.contextmanager
def explained(requests_in):
    """What the extractor says of pages, one after the other, each beside what was known of it when it was asked.
    `requests_in` gives the requests, and may write the pages into the folder that it is told."""
    with tempfile.TemporaryDirectory() as folder:
        requests = list(requests_in(folder))
        asked, answers = os.path.join(folder, "asked.jsonl"), os.path.join(folder, "answers.jsonl")
        with open(asked, "w", encoding="utf8") as out:
            for one in requests:
                out.write(json.dumps({key: one[key] for key in ("id", "url", "path")}) + "\n")
        with open(answers, "w", encoding="utf8") as out:
            subprocess.run([program("broadsheet"), "extract", "--explain", "--jsonl", asked], stdout=out, check=True)
        yield zip(lines_of(answers), requests)
