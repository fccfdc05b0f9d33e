# SPDX-License-Identifier: Apache-2.0
"""Alerts and dashboards: valid, true to the metrics that the code has, and ringing when they should."""
import json
import pathlib
import re
import shutil
import tempfile
import unittest

import yaml

import chart

RULES = chart.CHART / "rules/alerts.yaml"
DASHBOARDS = sorted((chart.CHART / "dashboards").glob("*.json"))
# What others measure.
FOREIGN = {"up", "kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes"}


def panels():
    for path in DASHBOARDS:
        for panel in json.loads(path.read_text())["panels"]:
            for target in panel.get("targets", []):
                yield f"{path.name}: {panel['title']}", target["expr"]


def alerts():
    for group in yaml.safe_load(RULES.read_text())["groups"]:
        for rule in group["rules"]:
            yield rule["alert"], rule


def expressions():
    yield from panels()
    for name, rule in alerts():
        yield name, rule["expr"]


def plain(expression):
    """Without Grafana's variables."""
    return expression.replace("$namespace", ".*").replace("$job", ".*")


def metrics_in(expression):
    bare = re.sub(r'"[^"]*"', '""', expression)
    return set(re.findall(r"\b(?:broadsheet|process|kubelet)_\w+|\bup\b", bare))


class Truth(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        files = [p for folder in ("libs", "services") for p in (chart.ROOT / folder).rglob("*.cpp")]
        text = "\n".join(p.read_text() for p in files)
        cls.labels = set(re.findall(r'\{"([a-z]+)",', text))
        cls.codes = set(re.findall(r'return "([a-z_]+)";', (chart.ROOT / "libs/rpc/service.cpp").read_text()))
        capture = (chart.ROOT / "libs/records/capture.cpp").read_text()
        cls.outcomes = set(re.findall(r'"([a-z0-9 ]+)"', re.search(r"kOutcomes = \{(.*?)\};", capture, re.S)[1]))
        cls.known = set(re.findall(r'"((?:broadsheet|process)_[a-z_]+)"', text))
        for name in list(cls.known):
            if name.endswith("_seconds"):
                cls.known |= {name + end for end in ("_bucket", "_sum", "_count")}

    def test_every_metric_of_an_alert_or_a_panel_is_in_the_code(self):
        for where, expression in expressions():
            names = metrics_in(expression)
            self.assertTrue(names, where)
            self.assertFalse(names - self.known - FOREIGN, where)

    def test_every_label_that_is_matched_is_in_the_code_or_prometheus_own(self):
        own = {"namespace", "job", "instance", "component", "persistentvolumeclaim"}
        for where, expression in expressions():
            matched = set(re.findall(r"[{,]\s*([a-z_]+)\s*(?:=~|!~|!=|=)", expression))
            self.assertFalse(matched - self.labels - own, where)

    def test_outcomes_and_codes_that_are_matched_exist(self):
        for where, expression in expressions():
            for value in re.findall(r'outcome!?="([^"]*)"', expression):
                self.assertIn(value, self.outcomes, where)
            for values in re.findall(r'code=~"([^"]*)"', expression):
                self.assertFalse(set(values.split("|")) - self.codes, where)

    def test_most_metrics_of_the_programs_are_on_a_dashboard(self):
        shown = {re.sub(r"_(bucket|sum|count)$", "", n) for _, e in panels() for n in metrics_in(e)}
        ours = {n for n in self.known if n.startswith("broadsheet_") and not re.search(r"_(bucket|sum|count)$", n)}
        ours -= {"broadsheet_search"}  # a library
        self.assertGreater(len(shown & ours) / len(ours), 0.85, sorted(ours - shown))


class Alerts(unittest.TestCase):
    def test_every_alert_has_a_severity_and_says_what_and_what_now(self):
        names = [name for name, _ in alerts()]
        self.assertEqual(len(names), len(set(names)))
        for name, rule in alerts():
            self.assertRegex(name, r"^Broadsheet[A-Z]\w+$")
            self.assertIn(rule["labels"]["severity"], ("critical", "warning"), name)
            self.assertLessEqual({"summary", "description"}, set(rule["annotations"]), name)

    @chart.needs("promtool")
    def test_promtool_accepts_the_rules(self):
        done = chart.run(chart.tool("promtool"), "check", "rules", str(RULES))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    @chart.needs("promtool")
    def test_alerts_ring_when_they_should_and_not_otherwise(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(RULES, folder)
            shutil.copy(chart.HERE / "alerts_test.yaml", folder)
            done = chart.run(chart.tool("promtool"), "test", "rules", "alerts_test.yaml", cwd=folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    @chart.needs("helm")
    def test_the_chart_gives_the_same_rules_less_what_is_left_out(self):
        rule = chart.find(chart.rendered("full-values.yaml"), "PrometheusRule", "news-sheet")
        made = {r["alert"]: r for g in rule["spec"]["groups"] for r in g["rules"]}
        wanted = dict(alerts())
        self.assertEqual(set(made), set(wanted) - {"BroadsheetArchiveStandsStill"})
        for name, one in made.items():
            self.assertEqual(one["expr"], wanted[name]["expr"])
            self.assertEqual(one["annotations"], wanted[name]["annotations"])
            self.assertEqual(one["labels"], {**wanted[name]["labels"], "team": "archive"})


class Dashboards(unittest.TestCase):
    def test_dashboards_have_names_ids_and_a_source_that_can_be_chosen(self):
        boards = [json.loads(p.read_text()) for p in DASHBOARDS]
        self.assertGreaterEqual(len(boards), 4)
        self.assertEqual(len({b["uid"] for b in boards}), len(boards))
        for path, board in zip(DASHBOARDS, boards):
            self.assertEqual(path.stem, board["uid"])
            self.assertEqual(board["templating"]["list"][0]["type"], "datasource")
            self.assertEqual(len({p["id"] for p in board["panels"]}), len(board["panels"]))
            for panel in board["panels"]:
                if panel["type"] != "row":
                    self.assertEqual(panel["datasource"]["uid"], "${datasource}")
                place = panel["gridPos"]
                self.assertLessEqual(place["x"] + place["w"], 24)

    def test_no_two_panels_cover_each_other(self):
        for path in DASHBOARDS:
            taken = set()
            for panel in json.loads(path.read_text())["panels"]:
                g = panel["gridPos"]
                cells = {(x, y) for x in range(g["x"], g["x"] + g["w"]) for y in range(g["y"], g["y"] + g["h"])}
                self.assertFalse(cells & taken, (path.name, panel["title"]))
                taken |= cells

    def test_every_panel_keeps_to_the_chosen_release(self):
        for where, expression in panels():
            self.assertIn("$namespace", expression, where)
            self.assertIn("$job", expression, where)

    @chart.needs("promtool")
    def test_every_expression_parses(self):
        rules = [{"record": f"panel:{n}", "expr": plain(e)} for n, (_, e) in enumerate(panels())]
        self.assertGreater(len(rules), 60)
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "panels.yaml"
            file.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
            done = chart.run(chart.tool("promtool"), "check", "rules", str(file))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    @chart.needs("helm")
    def test_the_chart_gives_the_same_dashboards(self):
        maps = [o for o in chart.rendered("full-values.yaml")
                if o["kind"] == "ConfigMap" and "grafana_dashboard" in o["metadata"]["labels"]]
        made = {name: json.loads(text) for o in maps for name, text in o["data"].items()}
        self.assertEqual(made, {p.name: json.loads(p.read_text()) for p in DASHBOARDS})

    @chart.needs("helm")
    def test_prometheus_finds_the_pods(self):
        objects = chart.rendered("full-values.yaml")
        monitor = chart.find(objects, "ServiceMonitor", "news-sheet")
        service, = [o for o in objects if o["kind"] == "Service" and
                    chart.selects(monitor["spec"]["selector"], o["metadata"]["labels"])]
        endpoint, = monitor["spec"]["endpoints"]
        self.assertEqual([p["name"] for p in service["spec"]["ports"]], [endpoint["port"]])
        self.assertEqual(monitor["spec"]["namespaceSelector"], {"matchNames": ["press"]})


if __name__ == "__main__":
    unittest.main()
