# SPDX-License-Identifier: Apache-2.0
"""What the tests of the chart share: tools, rendering, and ways to find one's way in objects."""
import functools
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "tests/helm"
CHART = ROOT / "helm/broadsheet"
CI = sorted(p.name for p in (CHART / "ci").glob("*-values.yaml"))
COMPONENTS = ("fetcher", "extractor", "indexer", "gateway")


def tool(name):
    """The path of a program; None if it is nowhere."""
    own = pathlib.Path(os.environ.get("BROADSHEET_TOOLS", ROOT / "build/tools")) / "bin" / name
    return str(own) if own.exists() else shutil.which(name)


def skip_without(*names):
    """Ends the whole file, as skipped, if a program is missing."""
    missing = [name for name in names if not tool(name)]
    if missing:
        print(f"SKIPPED: {', '.join(missing)} not found; run tests/helm/fetch_tools")
        sys.exit(77)


def needs(name):
    return unittest.skipUnless(tool(name), f"{name} not found; run tests/helm/fetch_tools")


def run(*command, **options):
    return subprocess.run(command, text=True, capture_output=True, check=False, timeout=120, **options)


def helm(*arguments):
    return run(tool("helm"), *arguments)


def template(*arguments, values=None):
    """`helm template` of the release "news" with ci files, flags and a dict of values."""
    command = ["template", "news", str(CHART), "--namespace", "press"]
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        if values is not None:
            yaml.safe_dump(values, file)
            file.flush()
            command += ["-f", file.name]
        return helm(*command, *arguments)


@functools.lru_cache(maxsize=None)
def rendered_text(name):
    done = template(*(["-f", str(CHART / "ci" / name)] if name else []))
    assert done.returncode == 0, f"{name}: {done.stderr}"
    return done.stdout


def objects_of(text):
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return [document for document in yaml.load_all(text, loader) if document]


@functools.lru_cache(maxsize=None)
def rendered(name=None):
    """The objects of a ci file; with None those of the chart's own values. Shared: not to be changed."""
    return objects_of(rendered_text(name))


def everything():
    """(ci file, object) of all ci files and of the chart's own values."""
    for name in [None, *CI]:
        for item in rendered(name):
            yield name or "values.yaml", item


def pod_of(item):
    """The pod's metadata and spec that an object makes; None if it makes none."""
    if item["kind"] == "Pod":
        return item
    if item["kind"] in ("Deployment", "StatefulSet", "Job"):
        return item["spec"]["template"]
    if item["kind"] == "CronJob":
        return item["spec"]["jobTemplate"]["spec"]["template"]
    return None


def pods():
    for name, item in everything():
        pod = pod_of(item)
        if pod:
            yield f"{name}: {item['kind']} {item['metadata']['name']}", item, pod


def containers(pod):
    return pod["spec"].get("initContainers", []) + pod["spec"]["containers"]


def ours(pod):
    """The containers that run programs of this project."""
    return [c for c in containers(pod) if c.get("command", [""])[0].startswith("/usr/bin/broadsheet")]


def find(objects, kind, suffix):
    found = [o for o in objects if o["kind"] == kind and o["metadata"]["name"].endswith(suffix)]
    assert len(found) == 1, f"{kind} …{suffix}: {len(found)} of them"
    return found[0]


def workloads(objects):
    """Component → its Deployment or StatefulSet."""
    return {o["metadata"]["labels"]["app.kubernetes.io/component"]: o
            for o in objects if o["kind"] in ("Deployment", "StatefulSet")}


def selects(selector, labels):
    """A label selector with matchLabels alone; the empty one selects all."""
    assert set(selector) <= {"matchLabels"}, selector
    return all(labels.get(key) == value for key, value in selector.get("matchLabels", {}).items())


def environment(container):
    return {e["name"]: e.get("value", e.get("valueFrom")) for e in container.get("env", [])}
