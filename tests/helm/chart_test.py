# SPDX-License-Identifier: Apache-2.0
"""The chart renders, fits the API's schemas, and its parts fit each other."""
import copy
import json
import os
import pathlib
import re
import shutil
import tempfile
import unittest

import yaml

import chart

chart.skip_without("helm")

# Kinds of other projects, whose schemas Kubernetes does not have.
FOREIGN = {"ServiceMonitor", "PrometheusRule", "ScaledObject", "Certificate"}


class Lint(unittest.TestCase):
    def test_the_chart_has_no_fault_with_any_of_the_values(self):
        for name in [None, *chart.CI]:
            values = ["-f", str(chart.CHART / "ci" / name)] if name else []
            done = chart.helm("lint", "--strict", str(chart.CHART), *values)
            self.assertEqual(done.returncode, 0, f"{name}: {done.stdout}{done.stderr}")

    def test_the_notes_tell_the_next_step(self):
        for name in [None, *chart.CI]:
            values = ["-f", str(chart.CHART / "ci" / name)] if name else []
            done = chart.helm("install", "--dry-run=client", "news", str(chart.CHART), *values)
            self.assertEqual(done.returncode, 0, done.stderr)
            notes = done.stdout[done.stdout.index("NOTES:"):]
            self.assertIn("rollout status", notes)
            self.assertIn("port-forward", notes)
            self.assertNotIn("<no value>", done.stdout)


class Schemas(unittest.TestCase):
    def test_every_object_fits_the_three_newest_kubernetes_minors(self):
        try:
            import kubernetes_validate
        except ImportError:
            self.skipTest("kubernetes-validate not found; run tests/helm/fetch_tools")
        folder = pathlib.Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
        minors = sorted({int(m[1]) for p in folder.iterdir() if (m := re.match(r"v1\.(\d+)\.", p.name))})
        checked = 0
        for minor in minors[-3:]:
            for name, item in chart.everything():
                if item["kind"] in FOREIGN:
                    continue
                kubernetes_validate.validate(copy.deepcopy(item), f"1.{minor}", strict=True)
                checked += 1
        print(f"{checked} objects checked against 1.{minors[-3]} to 1.{minors[-1]}")
        self.assertGreater(checked, 100)

    def test_only_known_foreign_kinds_are_made_and_only_when_asked_for(self):
        native = {"StatefulSet", "Deployment", "Service", "ServiceAccount", "ConfigMap", "Job", "Pod", "Ingress",
                  "NetworkPolicy", "PodDisruptionBudget", "HorizontalPodAutoscaler", "CronJob", "PersistentVolumeClaim"}
        self.assertLessEqual({o["kind"] for _, o in chart.everything()}, native | FOREIGN)
        self.assertLessEqual({o["kind"] for o in chart.rendered()}, native)


class Names(unittest.TestCase):
    def test_no_two_objects_share_kind_and_name(self):
        for name in [None, *chart.CI]:
            keys = [(o["kind"], o["metadata"]["name"]) for o in chart.rendered(name)]
            self.assertEqual(len(keys), len(set(keys)), name)

    def test_all_is_in_the_release_s_namespace_and_labelled(self):
        for where, item in chart.everything():
            labels = item["metadata"]["labels"]
            self.assertEqual(item["metadata"]["namespace"], "press", where)
            self.assertEqual(labels["app.kubernetes.io/instance"], "news", where)
            self.assertEqual(labels["app.kubernetes.io/managed-by"], "Helm", where)

    def test_names_stay_within_63_signs_for_the_longest_release(self):
        done = chart.helm("template", "n" * 53, str(chart.CHART), "-f", str(chart.CHART / "ci/full-values.yaml"))
        self.assertEqual(done.returncode, 0, done.stderr)
        for item in chart.objects_of(done.stdout):
            self.assertLessEqual(len(item["metadata"]["name"]), 63)


class Wiring(unittest.TestCase):
    def test_probes_ask_the_operations_port_for_the_right_paths(self):
        for name in [None, *chart.CI]:
            for component, item in chart.workloads(chart.rendered(name)).items():
                container = item["spec"]["template"]["spec"]["containers"][0]
                ports = {p["name"]: p["containerPort"] for p in container["ports"]}
                self.assertEqual(ports["metrics"], 7490)
                self.assertEqual(ports["grpc"], 7400)
                self.assertEqual(ports.get("http"), 7480 if component == "gateway" else None)
                for probe, path in (("startupProbe", "/healthz"), ("livenessProbe", "/healthz"),
                                    ("readinessProbe", "/readyz")):
                    self.assertEqual(container[probe]["httpGet"], {"path": path, "port": "metrics"})
                listen = chart.environment(container)
                self.assertTrue(listen["BROADSHEET_METRICS_LISTEN"].endswith(":7490"))
                self.assertTrue(listen["BROADSHEET_GRPC_LISTEN"].endswith(":7400"))

    def test_every_service_reaches_pods_and_their_ports(self):
        for name in [None, *chart.CI]:
            objects = chart.rendered(name)
            work = list(chart.workloads(objects).values())
            for service in (o for o in objects if o["kind"] == "Service"):
                found = [w["spec"]["template"] for w in work if chart.selects(
                    {"matchLabels": service["spec"]["selector"]}, w["spec"]["template"]["metadata"]["labels"])]
                self.assertEqual(len(found), 4 if service["metadata"]["name"].endswith("-metrics") else 1)
                for port in service["spec"]["ports"]:
                    for pod in found:
                        named = {p["name"] for p in pod["spec"]["containers"][0]["ports"]}
                        self.assertIn(port["targetPort"], named)

    def test_pods_with_volumes_have_names_that_others_know(self):
        for name in [None, *chart.CI]:
            objects = chart.rendered(name)
            work = chart.workloads(objects)
            for component in ("fetcher", "indexer"):
                owner = chart.find(objects, "Service", "-" + component)
                self.assertEqual(work[component]["spec"]["serviceName"], owner["metadata"]["name"])
                self.assertEqual(owner["spec"]["clusterIP"], "None")
                self.assertTrue(owner["spec"]["publishNotReadyAddresses"])
            indexer = work["indexer"]["metadata"]["name"]
            advertised = chart.environment(work["indexer"]["spec"]["template"]["spec"]["containers"][0])
            self.assertEqual(advertised["BROADSHEET_GRPC_ADVERTISE"],
                             f"$(POD_NAME).{indexer}.press.svc.cluster.local:7400")
            self.assertEqual(list(advertised).index("POD_NAME") + 1,
                             list(advertised).index("BROADSHEET_GRPC_ADVERTISE"))
            fetcher = work["fetcher"]
            arguments = work["gateway"]["spec"]["template"]["spec"]["containers"][0].get("args", [])
            servers = [b for a, b in zip(arguments, arguments[1:]) if a == "--crawl-server"]
            full = fetcher["metadata"]["name"]
            self.assertEqual(servers, [f"{full}-{i}.{full}.press.svc.cluster.local:7400"
                                       for i in range(fetcher["spec"]["replicas"])])

    def test_volumes_outlive_the_pods_and_the_release(self):
        for name in [None, *chart.CI]:
            for component, item in chart.workloads(chart.rendered(name)).items():
                if item["kind"] != "StatefulSet":
                    self.assertIn(component, ("extractor", "gateway"))
                    continue
                self.assertIn(component, ("fetcher", "indexer"))
                self.assertEqual(item["spec"]["persistentVolumeClaimRetentionPolicy"],
                                 {"whenDeleted": "Retain", "whenScaled": "Retain"})
                claim, = item["spec"]["volumeClaimTemplates"]
                mounts = item["spec"]["template"]["spec"]["containers"][0]["volumeMounts"]
                data, = [m["mountPath"] for m in mounts if m["name"] == claim["metadata"]["name"]]
                folder = chart.environment(item["spec"]["template"]["spec"]["containers"][0])["BROADSHEET_DATA"]
                self.assertEqual(pathlib.PurePosixPath(folder).parent, pathlib.PurePosixPath(data))

    def test_maintenance_takes_one_pod_of_each_program_at_most(self):
        for name in [None, *chart.CI]:
            objects = chart.rendered(name)
            for component, item in chart.workloads(objects).items():
                budget = chart.find(objects, "PodDisruptionBudget", "-" + component)
                self.assertEqual(budget["spec"]["selector"], item["spec"]["selector"])
                self.assertEqual(budget["spec"]["maxUnavailable"], 1)

    def test_pods_have_time_to_stop(self):
        for name in [None, *chart.CI]:
            for item in chart.workloads(chart.rendered(name)).values():
                spec = item["spec"]["template"]["spec"]
                deadline = chart.environment(spec["containers"][0])["BROADSHEET_STOP_DEADLINE"]
                seconds = int(deadline[:-1]) * {"s": 1, "m": 60}[deadline[-1]]
                self.assertGreaterEqual(spec["terminationGracePeriodSeconds"], seconds + 10)

    def test_every_mount_has_its_volume_and_every_volume_a_mount(self):
        for where, item, pod in chart.pods():
            claims = {c["metadata"]["name"] for c in item["spec"].get("volumeClaimTemplates", [])}
            there = {v["name"] for v in pod["spec"].get("volumes", [])} | claims
            mounted = {m["name"] for c in chart.containers(pod) for m in c.get("volumeMounts", [])}
            self.assertEqual(there, mounted, where)

    def test_seed_lists_that_are_named_are_mounted(self):
        for name in [None, *chart.CI]:
            container = chart.workloads(chart.rendered(name))["fetcher"]["spec"]["template"]["spec"]["containers"][0]
            arguments = container.get("args", [])
            lists = [b for a, b in zip(arguments, arguments[1:]) if a == "--seeds"]
            mounts = [m["mountPath"] + "/" for m in container["volumeMounts"]]
            for path in lists:
                self.assertTrue(any(path.startswith(mount) for mount in mounts), path)
            self.assertEqual(len(lists), {"full-values.yaml": 5, "minimal-values.yaml": 1}.get(name, 0))


class Members(unittest.TestCase):
    def test_who_keeps_partitions_over_a_restart_has_a_name_and_who_owns_nothing_leaves_as_it_ends(self):
        for component, workload in chart.workloads(chart.rendered("minimal-values.yaml")).items():
            variables = chart.environment(workload["spec"]["template"]["spec"]["containers"][0])
            self.assertEqual("BROADSHEET_MEMBER" in variables, component != "extractor", component)


class Hooks(unittest.TestCase):
    def test_topics_are_made_before_everything_else_and_without_it(self):
        for name in [None, *chart.CI]:
            objects = chart.rendered(name)
            if name == "open-values.yaml":
                self.assertFalse([o for o in objects if o["kind"] == "Job"])
                continue
            job = chart.find(objects, "Job", "-topics")
            self.assertEqual(job["metadata"]["annotations"]["helm.sh/hook"], "pre-install,pre-upgrade")
            container, = job["spec"]["template"]["spec"]["containers"]
            self.assertEqual(container["command"], ["/usr/bin/broadsheet", "topics", "apply"])
            self.assertIn("--partitions", container["args"])
            self.assertNotIn("--shorten", container["args"])  # an operator may have raised the retention
            # Objects of the release do not exist yet when it runs.
            made = {o["metadata"]["name"] for o in objects if o["kind"] in ("ConfigMap", "Secret", "ServiceAccount")}
            text = json.dumps(job["spec"]["template"]["spec"])
            self.assertFalse([n for n in made if f'"{n}"' in text])

    def test_the_test_pod_asks_the_gateway(self):
        for name in (None, "minimal-values.yaml", "full-values.yaml"):
            objects = chart.rendered(name)
            pod = chart.find(objects, "Pod", "-test")
            self.assertEqual(pod["metadata"]["annotations"]["helm.sh/hook"], "test")
            server = chart.environment(pod["spec"]["containers"][0])["BROADSHEET_CLIENT_SERVER"]
            gateway = chart.find(objects, "Service", "-gateway")["metadata"]["name"]
            self.assertEqual(server, f"{gateway}.press.svc.cluster.local:7400")


class Backups(unittest.TestCase):
    def test_a_backup_is_made_by_the_clock_and_checked(self):
        for name, claim in (("full-values.yaml", "news-sheet-backups"), ("open-values.yaml", "backups")):
            objects = chart.rendered(name)
            job = chart.find(objects, "CronJob", "-backup")
            self.assertEqual(job["spec"]["concurrencyPolicy"], "Forbid")
            spec = chart.pod_of(job)["spec"]
            self.assertEqual(spec["volumes"][0]["persistentVolumeClaim"]["claimName"], claim)
            self.assertEqual(spec["initContainers"][0]["command"], ["/usr/bin/broadsheet", "backup", "/backups"])
            self.assertEqual(spec["containers"][0]["command"][-1], "--check")
            made = [o for o in objects if o["kind"] == "PersistentVolumeClaim"]
            self.assertEqual([o["metadata"]["name"] for o in made], [claim] if name.startswith("full") else [])
            for item in made:
                self.assertEqual(item["metadata"]["annotations"]["helm.sh/resource-policy"], "keep")


    def test_a_backup_may_go_into_a_bucket(self):
        bucket = {"url": "s3://backups/news", "endpoint": "https://minio.example:9000", "secret": "bucket"}
        done = chart.template(values={"backup": {"enabled": True, "bucket": bucket}})
        self.assertEqual(done.returncode, 0, done.stderr)
        objects = chart.objects_of(done.stdout)
        self.assertEqual([o for o in objects if o["kind"] == "PersistentVolumeClaim"], [])
        spec = chart.pod_of(chart.find(objects, "CronJob", "-backup"))["spec"]
        self.assertEqual(spec["volumes"], [{"name": "scratch", "emptyDir": {}}])
        for container in (spec["initContainers"][0], spec["containers"][0]):
            self.assertEqual(container["command"][1:3], ["backup", "s3://backups/news"])
            self.assertEqual(chart.environment(container)["BROADSHEET_S3_ENDPOINT"], "https://minio.example:9000")
            self.assertEqual(container["envFrom"], [{"secretRef": {"name": "bucket"}}])
            self.assertEqual(container["volumeMounts"], [{"name": "scratch", "mountPath": "/tmp"}])
        policy = chart.find(objects, "NetworkPolicy", "-backup")
        self.assertIn({"ports": [{"protocol": "TCP", "port": 443}]}, policy["spec"]["egress"])
        self.assertNotEqual(chart.template(values={"backup": {"bucket": {"url": "gs://a"}}}).returncode, 0)


class Scaling(unittest.TestCase):
    def test_who_is_scaled_has_no_fixed_number(self):
        for name in [None, *chart.CI]:
            objects = chart.rendered(name)
            scaled = {o["spec"]["scaleTargetRef"]["name"] for o in objects
                      if o["kind"] in ("HorizontalPodAutoscaler", "ScaledObject")}
            for item in chart.workloads(objects).values():
                self.assertEqual("replicas" not in item["spec"], item["metadata"]["name"] in scaled)

    def test_keda_looks_at_the_lag_of_captures(self):
        scaled = chart.find(chart.rendered("full-values.yaml"), "ScaledObject", "-extractor")
        trigger, = scaled["spec"]["triggers"]
        self.assertEqual((trigger["metadata"]["topic"], trigger["metadata"]["consumerGroup"]),
                         ("captures", "extractors"))
        source = (chart.ROOT / "services/extractor/extractor.h").read_text()
        self.assertIn("group = std::string(topics::kExtractors)", source)
        names = (chart.ROOT / "services/common/topics.h").read_text()
        self.assertIn('kExtractors = "extractors"', names)
        self.assertIn('kCaptures = "captures"', names)


class Settings(unittest.TestCase):
    """What pods are told, the programs understand."""

    @classmethod
    def setUpClass(cls):
        sources = [p for folder in ("services", "libs/app") for p in (chart.ROOT / folder).rglob("*.cpp")]
        text = "\n".join(p.read_text() for p in sources)
        cls.literals = set(re.findall(r'"([a-z][a-z0-9_.]*)"', text))
        cls.flags = {f for group in re.findall(r'"(--?[a-z0-9,-]+)"', text) for f in group.split(",")}
        cls.variables = set(re.findall(r'"(BROADSHEET_[A-Z_]+)"', text))

    def test_every_variable_is_a_key_of_the_configuration(self):
        keys = {"BROADSHEET_" + k.upper().replace(".", "_") for k in self.literals} | self.variables
        keys.add("BROADSHEET_CONFIG")
        for where, _, pod in chart.pods():
            for container in chart.ours(pod):
                unknown = {v for v in chart.environment(container) if v.startswith("BROADSHEET_")} - keys
                self.assertFalse(unknown, where)

    def test_every_flag_is_one_of_the_program(self):
        for where, _, pod in chart.pods():
            for container in chart.ours(pod):
                flags = {a for a in container["command"] + container.get("args", []) if a.startswith("--")}
                self.assertFalse(flags - self.flags, where)


    def test_an_extractor_is_told_what_a_page_may_cost(self):
        for name, time, memory in ((None, "20s", "512MiB"), ("full-values.yaml", "45s", "1GiB")):
            pod = chart.pod_of(chart.find(chart.rendered(name), "Deployment", "-extractor"))
            environment = chart.environment(pod["spec"]["containers"][0])
            self.assertEqual(environment["BROADSHEET_EXTRACT_PAGE_TIME"], time)
            self.assertEqual(environment["BROADSHEET_EXTRACT_PAGE_MEMORY"], memory)
        # As Kubernetes writes it, which the program does not read.
        self.assertNotEqual(chart.template(values={"extractor": {"pageMemory": "512Mi"}}).returncode, 0)

    def test_the_programs_themselves_accept_what_pods_are_told(self):
        folder = pathlib.Path(os.environ.get("BROADSHEET_BIN", chart.ROOT / "build/dev/bin"))
        if not (folder / "broadsheet-gateway").exists():
            self.skipTest(f"there are no programs in {folder}")
        with tempfile.TemporaryDirectory() as work:
            secret = pathlib.Path(work) / "broadsheet.yaml"
            secret.write_text("bus_properties:\n  - security.protocol=SASL_SSL\n  - sasl.password=a=b\n")
            for where, container in ((w, c) for w, _, pod in chart.pods() for c in chart.ours(pod)):
                told = {k: v for k, v in chart.environment(container).items() if isinstance(v, str)}
                if "BROADSHEET_CONFIG" in told:
                    told["BROADSHEET_CONFIG"] = str(secret)
                words = container["command"] + container.get("args", [])
                program = folder / words[0].removeprefix("/usr/bin/")
                done = chart.run(str(program), *words[1:], "--check-config", env=told)
                self.assertEqual(done.returncode, 0, f"{where}: {done.stderr}")


class Upgrades(unittest.TestCase):
    """What Kubernetes does not let anybody change."""

    @staticmethod
    def fixed(objects):
        kept = {}
        for item in objects:
            if item["kind"] in ("StatefulSet", "Deployment"):
                spec = item["spec"]
                kept[f"{item['kind']} {item['metadata']['name']}"] = {
                    "selector": spec["selector"],
                    "serviceName": spec.get("serviceName"),
                    "podManagementPolicy": spec.get("podManagementPolicy"),
                    "claims": [{"name": c["metadata"]["name"], "labels": c["metadata"]["labels"]}
                               for c in spec.get("volumeClaimTemplates", [])],
                }
            if item["kind"] == "Service" and item["spec"].get("clusterIP") == "None":
                kept[f"Service {item['metadata']['name']}"] = {"clusterIP": "None"}
        return kept

    def test_selectors_and_claims_are_those_of_all_versions_before(self):
        golden = json.loads((chart.HERE / "immutable.json").read_text())
        self.assertEqual(self.fixed(chart.rendered()), golden,
                         "an upgrade would fail; if it is meant, say how to go on in helm/broadsheet/UPGRADING.md")

    def test_a_new_version_and_new_labels_change_no_selector(self):
        with tempfile.TemporaryDirectory() as folder:
            copy_of = pathlib.Path(folder) / "broadsheet"
            shutil.copytree(chart.CHART, copy_of)
            about = yaml.safe_load((copy_of / "Chart.yaml").read_text())
            about.update(version="9.9.9", appVersion="9.9.9")
            (copy_of / "Chart.yaml").write_text(yaml.safe_dump(about))
            done = chart.helm("template", "news", str(copy_of), "--namespace", "press",
                              "--set", "commonLabels.team=other,indexer.standbys=2")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.fixed(chart.objects_of(done.stdout)), self.fixed(chart.rendered()))

    def test_a_new_chart_alone_restarts_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            copy_of = pathlib.Path(folder) / "broadsheet"
            shutil.copytree(chart.CHART, copy_of)
            about = (copy_of / "Chart.yaml").read_text()
            (copy_of / "Chart.yaml").write_text(re.sub(r"(?m)^version: .*$", "version: 9.9.9", about))
            done = chart.helm("template", "news", str(copy_of), "--namespace", "press")
            before = {k: v["spec"]["template"] for k, v in chart.workloads(chart.rendered()).items()}
            after = {k: v["spec"]["template"] for k, v in chart.workloads(chart.objects_of(done.stdout)).items()}
            self.assertEqual(before, after)

    def test_every_version_has_its_notes(self):
        about = yaml.safe_load((chart.CHART / "Chart.yaml").read_text())
        self.assertIn(f"## {about['version']}", (chart.CHART / "UPGRADING.md").read_text())


if __name__ == "__main__":
    unittest.main()
