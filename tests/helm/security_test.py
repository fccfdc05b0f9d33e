# SPDX-License-Identifier: Apache-2.0
"""What every pod may do (nothing), and where secrets are (in Secrets)."""
import json
import re
import unittest

import chart

chart.skip_without("helm")


class Pods(unittest.TestCase):
    def test_every_pod_is_nobody_with_the_default_filter_of_system_calls(self):
        for where, _, pod in chart.pods():
            security = pod["spec"]["securityContext"]
            self.assertIs(security["runAsNonRoot"], True, where)
            self.assertEqual(security["seccompProfile"], {"type": "RuntimeDefault"}, where)
            if not where.startswith("scaled"):
                self.assertEqual((security["runAsUser"], security["runAsGroup"], security["fsGroup"]),
                                 (10001, 10001, 10001), where)

    def test_no_pod_has_a_token_of_the_api_or_a_part_of_its_node(self):
        for where, _, pod in chart.pods():
            self.assertIs(pod["spec"]["automountServiceAccountToken"], False, where)
            self.assertIs(pod["spec"]["enableServiceLinks"], False, where)
            for key in ("hostNetwork", "hostPID", "hostIPC", "hostUsers", "shareProcessNamespace"):
                self.assertNotIn(key, pod["spec"], where)
            for volume in pod["spec"].get("volumes", []):
                self.assertLessEqual(set(volume), {"name", "emptyDir", "secret", "configMap", "persistentVolumeClaim"}, where)

    def test_every_container_has_a_read_only_root_and_no_capability(self):
        for where, _, pod in chart.pods():
            for container in chart.containers(pod):
                security = container["securityContext"]
                self.assertIs(security["readOnlyRootFilesystem"], True, where)
                self.assertIs(security["allowPrivilegeEscalation"], False, where)
                self.assertIs(security["privileged"], False, where)
                self.assertIs(security["runAsNonRoot"], True, where)
                self.assertEqual(security["capabilities"], {"drop": ["ALL"]}, where)

    def test_programs_write_to_their_volume_and_to_tmp_alone(self):
        for where, _, pod in chart.pods():
            for container in chart.ours(pod):
                writable = {m["mountPath"] for m in container.get("volumeMounts", []) if not m.get("readOnly")}
                self.assertLessEqual(writable, {"/tmp", "/var/lib/broadsheet", "/backups"}, where)
            for volume in pod["spec"].get("volumes", []):
                if "emptyDir" in volume:
                    self.assertIn("sizeLimit", volume["emptyDir"], where)

    def test_every_container_says_what_it_needs_and_has_a_bound_on_memory(self):
        for where, _, pod in chart.pods():
            for container in chart.containers(pod):
                self.assertLessEqual({"cpu", "memory"}, set(container["resources"]["requests"]), where)
                self.assertIn("memory", container["resources"]["limits"], where)

    def test_images_have_versions(self):
        for where, _, pod in chart.pods():
            for container in chart.containers(pod):
                self.assertRegex(container["image"], r"(@sha256:[0-9a-f]{64}|:v?[0-9][^:/]*)$", where)


class Secrets(unittest.TestCase):
    def test_the_chart_makes_no_secret_and_no_right(self):
        for where, item in chart.everything():
            self.assertNotIn(item["kind"], ("Secret", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"), where)

    def test_config_maps_hold_seed_lists_and_dashboards_alone(self):
        for where, item in chart.everything():
            if item["kind"] == "ConfigMap":
                self.assertRegex(item["metadata"]["name"], r"-(seeds|dashboard-[a-z-]+)$", where)
                self.assertNotRegex(json.dumps(item["data"]), r"(?i)password|BEGIN [A-Z ]*PRIVATE KEY|bearer ", where)

    def test_nothing_secret_stands_on_a_command_line_or_in_a_plain_variable(self):
        secret = re.compile(r"(?i)(password|token|secret|credential)")
        for where, _, pod in chart.pods():
            for container in chart.containers(pod):
                for argument in container.get("command", []) + container.get("args", []):
                    self.assertFalse(secret.search(argument) and "--password-file=" not in argument, (where, argument))
                for name, value in chart.environment(container).items():
                    named = name.endswith(("_FILE", "_PRODUCT_TOKEN"))  # what robots.txt knows a crawler by
                    if secret.search(name) and not named:
                        self.assertIn("secretKeyRef", value, (where, name))

    def test_secrets_are_readable_for_the_pod_s_group_alone(self):
        found = 0
        for where, _, pod in chart.pods():
            for volume in pod["spec"].get("volumes", []):
                if "secret" in volume:
                    self.assertEqual(volume["secret"]["defaultMode"], 0o440, where)
                    found += 1
        self.assertGreater(found, 5)

    def test_the_test_pod_gets_the_authority_and_not_the_key(self):
        pod = chart.find(chart.rendered("full-values.yaml"), "Pod", "-test")
        volume, = [v for v in pod["spec"]["volumes"] if v["name"] == "tls"]
        self.assertEqual(volume["secret"]["items"], [{"key": "ca.crt", "path": "ca.crt"}])
        self.assertTrue(volume["secret"]["optional"], "without ca.crt the pod would never start")

    def test_the_test_pod_needs_no_authority_where_the_secret_has_none(self):
        values = {"tls": {"existingSecret": "public"},
                  "tests": {"authority": False, "server": "archive.example.org:443"}}
        done = chart.template(values=values)
        self.assertEqual(done.returncode, 0, done.stderr)
        pod = chart.find(chart.objects_of(done.stdout), "Pod", "-test")
        environment = chart.environment(pod["spec"]["containers"][0])
        self.assertNotIn("volumes", pod["spec"])
        self.assertNotIn("BROADSHEET_CLIENT_CA_FILE", environment)
        self.assertEqual(environment["BROADSHEET_CLIENT_TLS"], "true")
        self.assertEqual(environment["BROADSHEET_CLIENT_SERVER"], "archive.example.org:443")


class Access(unittest.TestCase):
    def gateway(self, name):
        work = chart.workloads(chart.rendered(name))
        return chart.environment(work["gateway"]["spec"]["template"]["spec"]["containers"][0])

    def test_with_tls_and_tokens_the_gateway_is_not_told_that_it_may_be_open(self):
        told = self.gateway("full-values.yaml")
        self.assertEqual(told["BROADSHEET_TLS_CERTIFICATE"], "/etc/broadsheet/tls/tls.crt")
        self.assertEqual(told["BROADSHEET_ACCESS_TOKEN_FILE"], "/etc/broadsheet/tokens/tokens")
        self.assertNotIn("BROADSHEET_ACCESS_INSECURE", told)

    def test_with_certificates_of_callers_it_is_not_either(self):
        told = self.gateway("scaled-values.yaml")
        self.assertEqual(told["BROADSHEET_TLS_CLIENT_CA"], "/etc/broadsheet/tls/ca.crt")
        self.assertNotIn("BROADSHEET_ACCESS_INSECURE", told)

    def test_with_certificates_for_the_programs_none_of_them_is_open(self):
        for name in ("full-values.yaml", "scaled-values.yaml"):
            for component, item in chart.workloads(chart.rendered(name)).items():
                told = chart.environment(item["spec"]["template"]["spec"]["containers"][0])
                self.assertNotIn("BROADSHEET_ACCESS_INSECURE", told)
                self.assertEqual("BROADSHEET_PEER_KEY" in told, component in ("indexer", "gateway"))
                if component != "gateway":
                    self.assertEqual(told["BROADSHEET_TLS_CLIENT_CA"], "/etc/broadsheet/internal-tls/ca.crt")

    def test_the_programs_certificate_has_the_names_that_they_call_each_other_by(self):
        objects = chart.rendered("full-values.yaml")
        names = chart.find(objects, "Certificate", "-internal")["spec"]["dnsNames"]
        gateway = chart.workloads(objects)["gateway"]["spec"]["template"]["spec"]["containers"][0]
        called = [a.rsplit(":", 1)[0] for a in gateway["args"] if a.endswith(":7400")]
        indexer = chart.workloads(objects)["indexer"]["spec"]["template"]["spec"]["containers"][0]
        advertised = chart.environment(indexer)["BROADSHEET_GRPC_ADVERTISE"]
        called.append(advertised.replace("$(POD_NAME)", "news-sheet-indexer-0").rsplit(":", 1)[0])
        self.assertGreater(len(called), 4)
        for host in called:
            self.assertIn("*." + host.split(".", 1)[1], names)

    def test_only_the_gateway_can_be_reached_from_outside(self):
        for where, item in chart.everything():
            if item["kind"] == "Service" and not item["metadata"]["name"].endswith("-gateway"):
                self.assertEqual(item["spec"].get("type", "ClusterIP"), "ClusterIP", where)


if __name__ == "__main__":
    unittest.main()
