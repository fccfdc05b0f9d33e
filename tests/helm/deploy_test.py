# SPDX-License-Identifier: Apache-2.0
"""deploy/: the Dockerfile, the compose file and the walkthrough on kind."""
import os
import re
import tempfile
import unittest

import yaml

import chart

DEPLOY = chart.ROOT / "deploy"
OURS = {"topics", "fetcher", "extractor", "indexer-0", "indexer-1", "gateway"}


def read(name):
    return (DEPLOY / name).read_text()


class Image(unittest.TestCase):
    @chart.needs("hadolint")
    def test_hadolint_has_nothing_to_say(self):
        done = chart.run(chart.tool("hadolint"), str(DEPLOY / "Dockerfile"))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_image_runs_as_the_chart_s_user_and_stops_in_order(self):
        text = read("Dockerfile")
        values = yaml.safe_load((chart.CHART / "values.yaml").read_text())
        user, group = values["security"]["runAsUser"], values["security"]["runAsGroup"]
        self.assertIn(f"USER {user}:{group}", text)
        self.assertIn(f"useradd --uid {user} --gid {group}", text)
        self.assertIn("STOPSIGNAL SIGTERM", text)
        # Every stage that is an image comes of the one that has the user.
        stages = dict(re.findall(r"(?m)^FROM (\S+) AS (\S+)$", text)[::-1])
        self.assertEqual([s for b, s in re.findall(r"(?m)^FROM (\S+) AS (\S+)$", text) if b == "runtime"],
                         ["newsroom", "broadsheet"])
        self.assertIn("debian:12-slim", stages)

    def test_labels_versions_and_ports_are_those_of_the_chart(self):
        text = read("Dockerfile")
        about = yaml.safe_load((chart.CHART / "Chart.yaml").read_text())
        project = re.search(r"project\(broadsheet VERSION (\S+)", (chart.ROOT / "CMakeLists.txt").read_text())[1]
        self.assertEqual(about["appVersion"], project)
        self.assertIn(f"ARG VERSION={project}", text)
        for label in ("title", "description", "licenses", "version", "revision", "created", "base.name"):
            self.assertIn(f"org.opencontainers.image.{label}=", text)
        self.assertIn("EXPOSE 7400 7480 7490", text)

    def test_all_programs_of_the_chart_are_in_the_image(self):
        text = read("Dockerfile")
        for _, _, pod in chart.pods() if chart.tool("helm") else []:
            for container in pod["spec"]["containers"]:
                program = container["command"][0]
                self.assertTrue(program.startswith("/usr/bin/"))
                self.assertIn(f"build/release/bin/{program.removeprefix('/usr/bin/')}", text)

    def test_what_is_copied_is_not_ignored(self):
        ignored = [line for line in (chart.ROOT / ".dockerignore").read_text().splitlines()
                   if line and not line.startswith(("#", "!"))]
        for folder in ("libs", "services", "proto", "scripts", "tests", "seeds", "CMakeLists.txt", "CMakePresets.json"):
            self.assertTrue((chart.ROOT / folder).exists())
            self.assertNotIn(folder, ignored)
        self.assertLessEqual({".git", "build", "data"}, set(ignored))
        self.assertIn("!deploy/runtime-packages", (chart.ROOT / ".dockerignore").read_text())

    def test_the_packages_of_a_program_s_libraries_are_found(self):
        if not os.path.exists("/usr/bin/dpkg"):
            self.skipTest("this is no Debian")
        done = chart.run(str(DEPLOY / "runtime-packages"), "/usr/bin/dpkg", "/bin/bash")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("libc6", done.stdout.split())
        self.assertEqual(done.stdout.split(), sorted(set(done.stdout.split())))


class Compose(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.file = yaml.safe_load(read("compose.yaml"))
        cls.services = cls.file["services"]

    def test_all_services_are_there(self):
        self.assertEqual(set(self.services), OURS | {"kafka", "prometheus", "grafana", "newsroom"})
        self.assertEqual([n for n, s in self.services.items() if "profiles" in s], ["newsroom"])

    def test_our_programs_are_as_confined_as_in_a_cluster(self):
        for name in OURS | {"newsroom"}:
            service = self.services[name]
            self.assertIs(service["read_only"], True, name)
            self.assertEqual(service["cap_drop"], ["ALL"], name)
            self.assertEqual(service["security_opt"], ["no-new-privileges:true"], name)
            self.assertNotIn("privileged", service)
            self.assertNotIn("user", service)

    def test_programs_wait_for_the_topics_and_the_topics_for_the_broker(self):
        for name in OURS - {"topics"}:
            self.assertEqual(self.services[name]["depends_on"],
                             {"topics": {"condition": "service_completed_successfully"}}, name)
        self.assertEqual(self.services["topics"]["depends_on"], {"kafka": {"condition": "service_healthy"}})

    def test_only_loopback_is_let_in(self):
        for name, service in self.services.items():
            for port in service.get("ports", []):
                self.assertTrue(port.startswith("127.0.0.1:"), (name, port))

    def test_every_file_that_is_mounted_is_there_and_every_volume_declared(self):
        for name, service in self.services.items():
            for mount in service.get("volumes", []):
                source = mount.split(":")[0]
                if source.startswith("."):
                    self.assertTrue((DEPLOY / source).exists(), (name, source))
                else:
                    self.assertIn(source, self.file["volumes"], name)
            for file in service.get("env_file", []):
                for crawl in ("web", "newsroom"):
                    self.assertTrue((DEPLOY / file.replace("${CRAWL:-web}", crawl)).exists())

    def test_seed_lists_of_both_crawls_are_there(self):
        for crawl in ("web", "newsroom"):
            seeds = re.search(r"BROADSHEET_SEEDS=(.*)", read(f"{crawl}.env"))[1]
            self.assertTrue((chart.ROOT / "seeds" / os.path.basename(seeds)).exists())

    def test_the_newsroom_is_where_its_crawl_looks(self):
        address = self.services["newsroom"]["networks"]["default"]["ipv4_address"]
        self.assertIn(f"RESOLVE=*={address}:8000", read("newsroom.env"))
        self.assertIn(f"ALLOW_ADDRESS={address}", read("newsroom.env"))

    def test_images_have_versions(self):
        for name, service in self.services.items():
            self.assertRegex(service["image"], r":v?\d", name)

    @chart.needs("docker")
    def test_docker_compose_reads_it(self):
        if chart.run("docker", "compose", "version").returncode:
            self.skipTest("docker has no compose")
        done = chart.run("docker", "compose", "-f", str(DEPLOY / "compose.yaml"), "--profile", "newsroom", "config")
        self.assertEqual(done.returncode, 0, done.stderr)


class Watching(unittest.TestCase):
    @chart.needs("promtool")
    def test_prometheus_reads_its_file_and_the_chart_s_alerts(self):
        with tempfile.TemporaryDirectory() as folder:
            text = read("prometheus.yml").replace("/etc/prometheus/alerts.yaml", str(chart.CHART / "rules/alerts.yaml"))
            path = os.path.join(folder, "prometheus.yml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            done = chart.run(chart.tool("promtool"), "check", "config", path)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_every_program_is_read_and_named_as_in_a_cluster(self):
        jobs = yaml.safe_load(read("prometheus.yml"))["scrape_configs"]
        names = {n for j in jobs for d in j["dns_sd_configs"] for n in d["names"]}
        self.assertEqual(names, OURS - {"topics"})
        for job in jobs:
            self.assertEqual({r["target_label"] for r in job["relabel_configs"]}, {"component", "job"})

    def test_grafana_shows_the_chart_s_dashboards(self):
        services = yaml.safe_load(read("compose.yaml"))["services"]
        folder = yaml.safe_load(read("grafana/dashboards.yaml"))["providers"][0]["options"]["path"]
        self.assertIn(f"../helm/broadsheet/dashboards:{folder}:ro", services["grafana"]["volumes"])
        home = services["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
        self.assertTrue((chart.CHART / "dashboards" / os.path.basename(home)).exists())


class Kind(unittest.TestCase):
    def manifests(self):
        for name in ("kafka.yaml", "newsroom.yaml", "restore.yaml"):
            yield from (d for d in yaml.safe_load_all(read(f"kind/{name}")) if d)

    @chart.needs("helm")
    def test_the_chart_takes_its_values(self):
        done = chart.template("-f", str(DEPLOY / "kind/values.yaml"), "--set-file",
                              "seeds.lists.newsroom\\.yaml=" + str(chart.ROOT / "seeds/newsroom.yaml"))
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_its_objects_fit_the_schemas(self):
        try:
            import kubernetes_validate
        except ImportError:
            self.skipTest("kubernetes-validate not found; run tests/helm/fetch_tools")
        for item in self.manifests():
            kubernetes_validate.validate(item, "1.37", strict=True)

    def test_the_newsroom_is_where_the_values_look(self):
        values = yaml.safe_load(read("kind/values.yaml"))
        service, = [m for m in self.manifests() if m["kind"] == "Service" and m["metadata"]["name"] == "newsroom"]
        address = service["spec"]["clusterIP"]
        self.assertEqual(values["crawl"]["resolve"], [f"*={address}:8000"])
        self.assertEqual(values["crawl"]["allowAddress"], [address])


class Walkthrough(unittest.TestCase):
    def test_every_path_in_the_documents_exists(self):
        for path in ("docs/kubernetes.md", "helm/broadsheet/README.md", "helm/broadsheet/UPGRADING.md"):
            file = chart.ROOT / path
            text = file.read_text()
            for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
                self.assertTrue((file.parent / link).exists(), (path, link))
            for word in re.findall(r"\b((?:deploy|helm|seeds|tests)/[\w./-]*\w)", text):
                self.assertTrue((chart.ROOT / word).exists(), (path, word))

    @chart.needs("helm")
    def test_every_value_in_the_documents_exists(self):
        values = yaml.safe_load((chart.CHART / "values.yaml").read_text())
        for path in ("README.md", "docs/kubernetes.md", "helm/broadsheet/README.md"):
            text = (chart.ROOT / path).read_text()
            for setting in re.findall(r"--set(?:-file|-string)? '?([a-z][A-Za-z]*(?:\.[A-Za-z]+)*)", text):
                at = values
                for key in setting.split("."):
                    if at in ({}, None) or setting.endswith(".labels.release"):
                        break
                    self.assertIn(key, at, (path, setting))
                    at = at[key]


if __name__ == "__main__":
    unittest.main()
