# SPDX-License-Identifier: Apache-2.0
"""Who can reach whom: the rendered policies, judged as a network plugin would."""
import ipaddress
import re
import unittest

import chart

chart.skip_without("helm")

NOT_PUBLIC = """
    0.0.0.1 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 169.254.169.254 169.254.20.10 172.16.0.1
    172.31.255.255 192.0.0.192 192.168.1.1 198.18.0.1 224.0.0.1 255.255.255.255 100.100.100.200 168.63.129.16
    :: ::1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::a00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1
    2002:a00:1::1 3fff::1 fc00::1 fd00:ec2::254 fdff:ffff::1 fe80::1 fec0::1 ff02::1""".split()
PUBLIC = "1.1.1.1 151.101.0.81 93.184.215.14 172.32.0.1 100.128.0.1 2a04:4e42::81 2606:4700::1111".split()


def allows_address(rules, address, port):
    """Whether egress rules let a packet out to an address outside of the cluster."""
    address = ipaddress.ip_address(address)
    for rule in rules:
        if "ports" in rule and not any(p.get("protocol", "TCP") == "TCP" and p["port"] == port for p in rule["ports"]):
            continue
        for peer in rule.get("to", []):
            block = peer.get("ipBlock")
            if not block or address.version != ipaddress.ip_network(block["cidr"]).version:
                continue
            if address in ipaddress.ip_network(block["cidr"]) and not any(
                    address in ipaddress.ip_network(e) for e in block.get("except", [])):
                return True
    return False


def allows_pod(rules, key, labels, port):
    """Whether rules let a packet from or to a pod of the same namespace pass."""
    return any(("ports" not in rule or any(p["port"] == port for p in rule["ports"])) and
               any("podSelector" in peer and "namespaceSelector" not in peer and
                   chart.selects(peer["podSelector"], labels) for peer in rule.get(key, [])) for rule in rules)


class Policies(unittest.TestCase):
    def setUp(self):
        self.use("minimal-values.yaml")

    def use(self, name, values=None):
        objects = chart.rendered(name) if values is None else chart.objects_of(
            chart.template("-f", str(chart.CHART / "ci" / name), values=values).stdout)
        self.policies = [o["spec"] for o in objects if o["kind"] == "NetworkPolicy"]
        self.labels = {c: w["spec"]["template"]["metadata"]["labels"] for c, w in chart.workloads(objects).items()}

    def rules(self, component, direction):
        """All rules of a direction that hold for a component; none if a policy closes it and none opens it."""
        holding = [p for p in self.policies if chart.selects(p["podSelector"], self.labels[component])
                   and direction.capitalize() in p["policyTypes"]]
        self.assertTrue(holding, f"nothing closes {direction} of {component}")
        return [rule for p in holding for rule in p.get(direction, [])]

    def test_everything_is_denied_first_to_every_pod_of_the_release(self):
        deny, = [p for p in self.policies if not p.get("ingress") and not p.get("egress")]
        self.assertEqual(sorted(deny["policyTypes"]), ["Egress", "Ingress"])
        for _, item, pod in chart.pods():
            if item["metadata"]["labels"]["app.kubernetes.io/name"] == "broadsheet":
                self.assertTrue(chart.selects(deny["podSelector"], pod["metadata"]["labels"]))

    def test_the_fetcher_reaches_public_addresses_on_the_ports_of_the_web(self):
        rules = self.rules("fetcher", "egress")
        for address in PUBLIC:
            self.assertTrue(allows_address(rules, address, 443), address)
            self.assertTrue(allows_address(rules, address, 80), address)
            self.assertFalse(allows_address(rules, address, 22), address)

    def test_the_fetcher_reaches_nothing_that_is_not_public(self):
        for name in (None, "minimal-values.yaml", "scaled-values.yaml"):
            self.use(name)
            rules = self.rules("fetcher", "egress")
            for address in NOT_PUBLIC:
                for port in (80, 443, 8080):
                    self.assertFalse(allows_address(rules, address, port), (name, address, port))

    def test_the_policy_denies_at_least_what_the_fetcher_itself_refuses_to_dial(self):
        source = (chart.ROOT / "libs/url/address.cpp").read_text()
        block = next(rule for rule in self.rules("fetcher", "egress")
                     if any("ipBlock" in peer for peer in rule["to"]))
        excepted = [ipaddress.ip_network(e) for peer in block["to"] for e in peer["ipBlock"]["except"]]
        found = 0
        for table, version, width in (("kRanges4", 4, 4), ("kRanges6", 6, 16)):
            body = re.search(table + r"\[\] = \{(.*?)\n\};", source, re.S)[1]
            for octets, bits, kind in re.findall(r"\{\{([^}]*)\}, (\d+), (k\w+)\}", body):
                if kind == "kPublic":
                    continue
                digits = [int(o.strip(), 0) for o in octets.split(",")]
                packed = bytes(digits + [0] * (width - len(digits)))
                network = ipaddress.ip_network((packed, int(bits)))
                found += 1
                self.assertTrue(any(e.version == version and network.subnet_of(e) for e in excepted), network)
        self.assertGreater(found, 20)

    def test_every_excepted_range_lies_in_its_block(self):
        for name in [None, *chart.CI]:
            for item in chart.rendered(name):
                for rule in item["spec"].get("egress", []) if item["kind"] == "NetworkPolicy" else []:
                    for peer in rule.get("to", []):
                        for inner in peer.get("ipBlock", {}).get("except", []):
                            outer = ipaddress.ip_network(peer["ipBlock"]["cidr"])
                            self.assertTrue(ipaddress.ip_network(inner).subnet_of(outer) and
                                            ipaddress.ip_network(inner) != outer)

    def test_a_cluster_s_own_public_ranges_can_be_closed_and_others_opened(self):
        self.use("full-values.yaml")
        rules = self.rules("fetcher", "egress")
        self.assertFalse(allows_address(rules, "203.0.112.9", 443))
        self.assertFalse(allows_address(rules, "2001:4860::8888", 443))
        self.assertTrue(allows_address(rules, "10.20.1.1", 8080))
        self.assertTrue(allows_address(rules, "fd00:1234::9", 443))
        self.assertTrue(allows_address(rules, "192.0.2.7", 80))
        self.assertFalse(allows_address(rules, "192.0.2.8", 80))
        self.assertFalse(allows_address(rules, "10.21.0.1", 443))
        self.assertTrue(allows_address(rules, "1.1.1.1", 8443))

    def test_what_is_opened_by_name_is_open_on_the_ports_of_the_web_and_on_those_that_are_dialled(self):
        self.use("minimal-values.yaml", {"crawl": {"allowAddress": ["10.20.0.0/16", "fd00:1234::/64"], "resolve": [
            "a.example=10.20.0.9:8080", "b.example=[fd00:1234::9]:8081", "c.example=10.20.0.7", "d.example=fd00:1234::7"]}})
        rules = self.rules("fetcher", "egress")
        for address in ("10.20.1.1", "fd00:1234::5"):
            for port in (80, 443, 8080, 8081):
                self.assertTrue(allows_address(rules, address, port), (address, port))
            for port in (22, 7, 2379, 6443):
                self.assertFalse(allows_address(rules, address, port), (address, port))

    def test_nobody_else_reaches_the_world(self):
        for component in ("extractor", "indexer", "gateway"):
            for address in PUBLIC + NOT_PUBLIC:
                self.assertFalse(allows_address(self.rules(component, "egress"), address, 443), (component, address))

    def test_programs_reach_those_they_ask_and_no_others(self):
        asks = {("gateway", "indexer"), ("gateway", "fetcher"), ("gateway", "extractor"), ("indexer", "indexer")}
        for asker in chart.COMPONENTS:
            for asked in chart.COMPONENTS:
                out = allows_pod(self.rules(asker, "egress"), "to", self.labels[asked], 7400)
                into = allows_pod(self.rules(asked, "ingress"), "from", self.labels[asker], 7400)
                if asked != "gateway":  # which the whole namespace may ask
                    self.assertEqual(into, (asker, asked) in asks, (asker, asked))
                self.assertEqual(out, (asker, asked) in asks, (asker, asked))

    def test_who_sends_pages_to_the_extractors_is_a_value(self):
        labels = {"app": "newsroom-tools"}
        self.use("minimal-values.yaml", {"networkPolicy": {"extractor": {"from": [{"podSelector": {"matchLabels": labels}}]}}})
        self.assertTrue(allows_pod(self.rules("extractor", "ingress"), "from", labels, 7400))
        self.assertFalse(allows_pod(self.rules("indexer", "ingress"), "from", labels, 7400))

    def test_the_fetcher_cannot_ask_the_archive(self):
        rules = self.rules("fetcher", "egress")
        for asked in ("gateway", "indexer", "extractor", "fetcher"):
            for port in (7400, 7480, 7490, 80, 443):
                self.assertFalse(allows_pod(rules, "to", self.labels[asked], port), (asked, port))

    def test_everybody_resolves_names_and_reaches_the_brokers(self):
        for component in chart.COMPONENTS:
            rules = self.rules(component, "egress")
            names = [r for r in rules if {(p["protocol"], p["port"]) for p in r.get("ports", [])} ==
                     {("UDP", 53), ("TCP", 53)}]
            self.assertEqual(len(names), 1)
            brokers = [r for r in rules if [p["port"] for p in r.get("ports", [])] == [9092]]
            self.assertEqual(brokers[0]["to"], [{"namespaceSelector": {
                "matchLabels": {"kubernetes.io/metadata.name": "kafka"}}}])

    def test_the_topics_job_and_the_test_reach_what_they_need(self):
        objects = chart.rendered("minimal-values.yaml")
        self.labels["topics"] = chart.find(objects, "Job", "-topics")["spec"]["template"]["metadata"]["labels"]
        self.labels["test"] = chart.find(objects, "Pod", "-test")["metadata"]["labels"]
        self.assertTrue([r for r in self.rules("topics", "egress") if {"protocol": "TCP", "port": 9092} in r["ports"]])
        self.assertTrue(allows_pod(self.rules("test", "egress"), "to", self.labels["gateway"], 7400))
        self.assertTrue(allows_pod(self.rules("gateway", "ingress"), "from", self.labels["test"], 7400))
        self.assertFalse(allows_address(self.rules("topics", "egress"), "1.1.1.1", 443))

    def test_a_backup_reaches_the_gateway_and_the_indexers_alone(self):
        self.use("full-values.yaml")
        job = chart.find(chart.rendered("full-values.yaml"), "CronJob", "-backup")
        self.labels["backup"] = chart.pod_of(job)["metadata"]["labels"]
        for asked in chart.COMPONENTS:
            out = allows_pod(self.rules("backup", "egress"), "to", self.labels[asked], 7400)
            into = allows_pod(self.rules(asked, "ingress"), "from", self.labels["backup"], 7400)
            self.assertEqual((out, into), (asked in ("gateway", "indexer"),) * 2, asked)

    def test_metrics_are_for_the_monitoring_namespace(self):
        for component in chart.COMPONENTS:
            peers = [peer for rule in self.rules(component, "ingress")
                     if [p["port"] for p in rule["ports"]] == [7490] for peer in rule["from"]]
            self.assertEqual(peers, [{"namespaceSelector": {"matchLabels": {
                "kubernetes.io/metadata.name": "monitoring"}}}])

    def test_brokers_outside_of_the_cluster_have_to_be_named(self):
        done = chart.template(values={"kafka": {"bootstrapServers": "b1.broker.example:9093"}})
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("networkPolicy.kafka.to", done.stderr)


class Off(unittest.TestCase):
    def test_there_are_none_where_they_are_switched_off(self):
        self.assertFalse([o for o in chart.rendered("open-values.yaml") if o["kind"] == "NetworkPolicy"])


if __name__ == "__main__":
    unittest.main()
