# SPDX-License-Identifier: Apache-2.0
"""The table of values in helm/broadsheet/README.md, made of the comments in values.yaml.

usage: tests/helm/run readme.py           says whether the table is up to date
       tests/helm/run readme.py --write   makes it so
"""
import json
import re
import sys

import yaml

import chart

BEGIN, END = "<!-- values -->", "<!-- end of values -->"


def documented():
    """[(path, sentence)] of all keys with a comment "# -- …"; a fault for a key that has none."""
    rows, path, sentence, covered = [], [], None, None
    for number, line in enumerate((chart.CHART / "values.yaml").read_text().splitlines(), 1):
        if match := re.match(r" *# -- (.*)$", line):
            sentence = match[1]
            continue
        match = re.match(r"( *)([A-Za-z0-9]+):(.*)$", line)
        if not match:
            continue
        depth = len(match[1]) // 2
        if covered is not None and depth > covered:
            continue
        covered = None
        path = path[:depth] + [match[2]]
        if sentence:
            rows.append((".".join(path), sentence))
            sentence, covered = None, depth
        elif match[3].strip():
            raise SystemExit(f"values.yaml:{number}: {'.'.join(path)} has no comment")
    return rows


def table():
    values = yaml.safe_load((chart.CHART / "values.yaml").read_text())
    lines = ["| value | default | what it is |", "|---|---|---|"]
    for path, sentence in documented():
        default = values
        for key in path.split("."):
            default = default[key]
        text = json.dumps(default, ensure_ascii=False)
        shown = f"`{text}`" if len(text) <= 40 else "see values.yaml"
        lines.append(f"| `{path}` | {shown} | {sentence.replace('|', chr(92) + '|')} |")
    return "\n".join(lines)


def with_table(text):
    head, rest = text.split(BEGIN)
    return f"{head}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}"


def main():
    file = chart.CHART / "README.md"
    old = file.read_text()
    new = with_table(old)
    if "--write" in sys.argv:
        file.write_text(new)
    elif old != new:
        sys.exit("helm/broadsheet/README.md is behind values.yaml: run tests/helm/run readme.py --write")


if __name__ == "__main__":
    main()
