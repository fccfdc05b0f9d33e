#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whole seed lists, judged by seeds/schema.json and by the reader: they agree, and with us.

usage: schema_test.py SOURCE_FOLDER BROADSHEET. Exit code 77: there is no python3-jsonschema here.
"""
import json
import os
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("skipped: install python3-jsonschema to have lists judged by the schema too")
    sys.exit(77)

HOME = {"homepage": "https://a.example/"}


def source(**more):
    return {"sources": [{**HOME, **more}]}


def without(**keys):
    return {"sources": [keys]}


GOOD = {
    "no sources": {"sources": []},
    "a homepage": source(),
    "a feed": without(feeds=["https://a.example/rss"]),
    "a feed that is no list": without(feeds="https://a.example/rss"),
    "a sitemap": without(sitemaps=["https://a.example/sitemap.xml"]),
    "no feeds beside a homepage": source(feeds=[], sitemaps=None),
    "everything": source(
        id="a", name="A: the paper", feeds=["http://a.example:8080/rss"], sitemaps="https://a.example/s",
        language="zh-Hant-TW", country="TW", tags=["one", "two words"],
        scope={"allow": ["https://a.example/*"], "deny": "*/live/*"},
        crawl={"delay": "1m30s", "recheck": "6h", "budget": 5000}),
    "a delay of nothing": source(crawl={"delay": 0}),
    "empty maps": source(scope={}, crawl={}),
    "the greatest budget": source(crawl={"budget": 4294967295}),
}

BAD = {
    "no map": [],
    "no list": {"sources": {}},
    "nothing": {},
    "another key": {"sources": [], "version": 1},
    "a text as a source": {"sources": ["https://a.example/"]},
    "nothing to fetch": without(name="A"),
    "no feed in the list": without(feeds=[]),
    "no feed at all": without(feeds=None),
    "an unknown key": source(feed="https://a.example/rss"),
    "a bare host": without(homepage="a.example"),
    "another scheme": without(homepage="ftp://a.example/"),
    "a list as the homepage": without(homepage=["https://a.example/"]),
    "a bad feed among good ones": source(feeds=["https://a.example/rss", "rss"]),
    "an id with a capital": source(id="Planet"),
    "an empty id": source(id=""),
    "a long id": source(id="a" * 65),
    "a name that is a list": source(name=["A"]),
    "a language in words": source(language="english"),
    "a country in words": source(country="Britain"),
    "a tag that is a list": source(tags=[["a"]]),
    "a scope that is a text": source(scope="all"),
    "no scope": source(scope=None),
    "an unknown key of the scope": source(scope={"allowed": []}),
    "an unknown key of the crawl": source(crawl={"speed": 3}),
    "a delay in words": source(crawl={"delay": "soon"}),
    "units in the wrong order": source(crawl={"delay": "30m1h"}),
    "a negative delay": source(crawl={"delay": "-5s"}),
    "a budget in words": source(crawl={"budget": "many"}),
    "a negative budget": source(crawl={"budget": -1}),
    "too great a budget": source(crawl={"budget": 4294967296}),
    "half a fetch": source(crawl={"budget": 0.5}),
}


def main():
    root, broadsheet = sys.argv[1:3]
    with open(os.path.join(root, "seeds", "schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "list.yaml")
        for lists, good in ((GOOD, True), (BAD, False)):
            for name, document in lists.items():
                with open(path, "w", encoding="utf-8") as file:
                    json.dump(document, file)  # JSON is YAML
                by_schema = validator.is_valid(document)
                lint = subprocess.run([broadsheet, "seeds", "lint", path], capture_output=True, text=True, check=False)
                if by_schema != good:
                    wrong.append(f"{name}: the schema {'takes' if by_schema else 'refuses'} it")
                if (lint.returncode == 0) != good:
                    wrong.append(f"{name}: the reader ends with {lint.returncode}: {lint.stdout}{lint.stderr}")
    for line in wrong:
        print(line)
    print(f"{len(GOOD) + len(BAD)} lists, {len(wrong)} disagreements")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
