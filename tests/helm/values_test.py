# SPDX-License-Identifier: Apache-2.0
"""Values: all documented, all checked, and those that do not fit together refused with a remedy."""
import json
import unittest

import yaml

import chart
import readme

chart.skip_without("helm")

# What has keys of the user's own.
FREE = {"commonLabels", "kafka.properties", "seeds.lists"}


def refused(values):
    done = chart.template(values=values)
    return done.stderr if done.returncode else ""


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.values = yaml.safe_load((chart.CHART / "values.yaml").read_text())
        cls.schema = json.loads((chart.CHART / "values.schema.json").read_text())

    def walk(self, values, schema, path=""):
        yield path, values, schema
        for key, value in values.items():
            below = f"{path}.{key}".lstrip(".")
            self.assertIn(key, schema["properties"], f"the schema does not know {below}")
            inner = schema["properties"][key]
            if isinstance(value, dict) and "properties" in inner:
                yield from self.walk(value, inner, below)

    def test_the_schema_and_the_values_have_the_same_keys(self):
        for path, values, schema in self.walk(self.values, self.schema):
            self.assertEqual(set(values), set(schema["properties"]) - {"global"}, path)

    def test_no_object_takes_a_key_that_nobody_knows(self):
        def check(schema, path):
            if isinstance(schema, dict):
                if schema.get("type") == "object" and "properties" in schema:
                    self.assertIs(schema.get("additionalProperties"), False, path)
                for key, inner in schema.items():
                    check(inner, f"{path}/{key}")
        check(self.schema, "")

    def test_misspelt_keys_are_refused_everywhere(self):
        for path, _, _ in self.walk(self.values, self.schema):
            wrong = {"mispelt": 1}
            for key in reversed(path.split(".") if path else []):
                wrong = {key: wrong}
            self.assertIn("mispelt", refused(wrong), path)

    def test_values_of_the_wrong_kind_are_refused(self):
        for values in ({"topics": {"partitions": 0}}, {"topics": {"partitions": "many"}},
                       {"crawl": {"delay": "5 seconds"}}, {"crawl": {"bodyBytesMax": "big"}},
                       {"kafka": {"bootstrapServers": "kafka"}}, {"log": {"level": "loud"}},
                       {"fetcher": {"replicas": -1}}, {"indexer": {"persistence": {"size": "much"}}},
                       {"indexer": {"standbys": 9}}, {"networkPolicy": {"fetcher": {"exceptIPv4": ["10.0.0.0"]}}},
                       {"networkPolicy": {"fetcher": {"exceptIPv4": []}}}, {"image": {"digest": "sha256:1"}},
                       {"seeds": {"lists": {"../up.yaml": "x"}}}, {"security": {"runAsUser": 0}},
                       {"seeds": {"git": {"repository": "https://me:word@git.example/x.git"}}},
                       {"gateway": {"service": {"type": "Open"}}}, {"stopDeadline": "soon"}):
            self.assertTrue(refused(values), values)


class Together(unittest.TestCase):
    def test_what_does_not_fit_together_is_refused_and_says_what_to_do(self):
        for values, remedy in (
                ({"kafka": {"existingSecret": "a", "properties": {"a.b": "c"}}}, "put all properties into the Secret"),
                ({"kafka": {"properties": {"sasl.password": "x"}}}, "use kafka.existingSecret"),
                ({"kafka": {"properties": {"ssl.key.password": "x"}}}, "use kafka.existingSecret"),
                ({"kafka": {"properties": {"ssl.key.pem": "x"}}}, "use kafka.existingSecret"),
                ({"tls": {"existingSecret": "a", "certManager": {"enabled": True}}}, "exclude each other"),
                ({"tls": {"certManager": {"enabled": True}}}, "issuerRef.name"),
                ({"tls": {"clientCertificates": True}}, "set tls.existingSecret"),
                ({"tls": {"internal": {"existingSecret": "a"}, "certManager": {"internal": True}}}, "exclude each other"),
                ({"tls": {"certManager": {"internal": True}}}, "tls.certManager.enabled"),
                ({"backup": {"enabled": True}, "access": {"tokensSecret": "a"}}, "backup.tokenSecret"),
                ({"backup": {"enabled": True}, "tls": {"existingSecret": "a"}}, "give both TLS"),
                ({"gateway": {"ingress": {"enabled": True, "host": "a.example"}}}, "set access.tokensSecret"),
                ({"gateway": {"service": {"type": "LoadBalancer"}}}, "set access.tokensSecret"),
                ({"gateway": {"service": {"type": "NodePort"}}, "access": {"tokensSecret": "a"}}, "wants TLS"),
                ({"gateway": {"ingress": {"enabled": True}}, "access": {"insecure": True}}, "gateway.ingress.host"),
                ({"extractor": {"autoscaling": {"enabled": True}, "keda": {"enabled": True}}}, "exclude each other"),
                ({"gateway": {"autoscaling": {"minReplicas": 20}}}, "minReplicas"),
                ({"indexer": {"replicas": 1}}, "indexer.standbys"),
                ({"fetcher": {"replicas": 13}}, "topics.partitions"),
                ({"seeds": {"git": {"enabled": True}}}, "seeds.git wants"),
                ({"seeds": {"existingConfigMap": {"name": "a"}}}, "seeds.existingConfigMap.files")):
            self.assertIn(remedy, refused(values), values)


class Documents(unittest.TestCase):
    def test_every_value_has_its_sentence(self):
        rows = readme.documented()
        self.assertGreater(len(rows), 100)
        for path, sentence in rows:
            self.assertTrue(sentence.endswith((".", ":")), f"{path}: {sentence}")

    def test_the_readme_has_the_table_of_these_values(self):
        text = (chart.CHART / "README.md").read_text()
        self.assertEqual(text, readme.with_table(text), "run tests/helm/run readme.py --write")


if __name__ == "__main__":
    unittest.main()
