{{/* SPDX-License-Identifier: Apache-2.0 */}}
{{/* What the schema cannot say of values that do not fit together. Each message says what to do. */}}

{{- define "broadsheet.checks" -}}
{{- $v := .Values -}}
{{- if and $v.kafka.existingSecret $v.kafka.properties -}}
{{- fail "kafka.properties and kafka.existingSecret exclude each other: put all properties into the Secret" -}}
{{- end -}}
{{- range $name, $value := $v.kafka.properties -}}
{{- if regexMatch "(password|secret|\\.pem$)" $name -}}
{{- fail (printf "kafka.properties.%s is a secret and would stand on a command line: use kafka.existingSecret" $name) -}}
{{- end -}}
{{- end -}}
{{- if and $v.tls.existingSecret $v.tls.certManager.enabled -}}
{{- fail "tls.existingSecret and tls.certManager.enabled exclude each other" -}}
{{- end -}}
{{- if and $v.tls.internal.existingSecret $v.tls.certManager.internal -}}
{{- fail "tls.internal.existingSecret and tls.certManager.internal exclude each other" -}}
{{- end -}}
{{- if and $v.tls.certManager.internal (not $v.tls.certManager.enabled) -}}
{{- fail "tls.certManager.internal wants tls.certManager.enabled" -}}
{{- end -}}
{{- if and $v.backup.enabled $v.access.tokensSecret (not $v.backup.tokenSecret) -}}
{{- fail "backup.tokenSecret has to hold a token of scope admin, as access.tokensSecret is set" -}}
{{- end -}}
{{- if and $v.backup.enabled (ne (empty (include "broadsheet.tlsSecret" .)) (empty (include "broadsheet.internalSecret" .))) -}}
{{- fail "a backup asks the gateway and the indexers alike: give both TLS (tls.internal.existingSecret or tls.certManager.internal), or neither" -}}
{{- end -}}
{{- if and $v.tls.certManager.enabled (not $v.tls.certManager.issuerRef.name) -}}
{{- fail "tls.certManager.issuerRef.name says who signs: set it" -}}
{{- end -}}
{{- if and $v.tls.clientCertificates (not (include "broadsheet.tlsSecret" .)) -}}
{{- fail "tls.clientCertificates wants TLS: set tls.existingSecret or tls.certManager.enabled" -}}
{{- end -}}
{{- $asks := or $v.access.tokensSecret (and $v.tls.clientCertificates (include "broadsheet.tlsSecret" .)) -}}
{{- $outside := or $v.gateway.ingress.enabled (ne $v.gateway.service.type "ClusterIP") -}}
{{- if and $outside (not $asks) (not $v.access.insecure) -}}
{{- fail "the gateway would be open to the world: set access.tokensSecret or tls.clientCertificates, or allow it by name with access.insecure=true" -}}
{{- end -}}
{{- if and (ne $v.gateway.service.type "ClusterIP") (not (include "broadsheet.tlsSecret" .)) (not $v.access.insecure) -}}
{{- fail "a gateway outside of the cluster wants TLS: set tls.existingSecret or tls.certManager.enabled, or allow it without by name with access.insecure=true" -}}
{{- end -}}
{{- if and $v.gateway.ingress.enabled (not $v.gateway.ingress.host) -}}
{{- fail "gateway.ingress.host is the name that people will use: set it" -}}
{{- end -}}
{{- if and $v.extractor.autoscaling.enabled $v.extractor.keda.enabled -}}
{{- fail "extractor.autoscaling and extractor.keda exclude each other" -}}
{{- end -}}
{{- range $what := list $v.extractor.autoscaling $v.extractor.keda $v.gateway.autoscaling -}}
{{- if gt (int $what.minReplicas) (int $what.maxReplicas) -}}
{{- fail "minReplicas is more than maxReplicas" -}}
{{- end -}}
{{- end -}}
{{- if and (gt (int $v.indexer.standbys) 0) (ge (int $v.indexer.standbys) (int $v.indexer.replicas)) -}}
{{- fail "indexer.standbys are copies on other indexers: it must be less than indexer.replicas" -}}
{{- end -}}
{{- range $name := list "fetcher" "indexer" -}}
{{- if gt (int (index $v $name).replicas) (int $v.topics.partitions) -}}
{{- fail (printf "%s.replicas is more than topics.partitions: some would have nothing to do" $name) -}}
{{- end -}}
{{- end -}}
{{- if and $v.seeds.git.enabled (or (not $v.seeds.git.repository) (not $v.seeds.git.files)) -}}
{{- fail "seeds.git wants a repository and the files in it" -}}
{{- end -}}
{{- if and $v.seeds.existingConfigMap.name (not $v.seeds.existingConfigMap.files) -}}
{{- fail "seeds.existingConfigMap.files names the keys that are seed lists: set it" -}}
{{- end -}}
{{- end -}}
