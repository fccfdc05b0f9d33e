{{/* SPDX-License-Identifier: Apache-2.0 */}}
{{/* What the pods of all components have in common. */}}

{{- define "broadsheet.podSecurity" -}}
runAsNonRoot: true
{{- with .Values.security }}
{{- if not (kindIs "invalid" .runAsUser) }}
runAsUser: {{ int64 .runAsUser }}
{{- end }}
{{- if not (kindIs "invalid" .runAsGroup) }}
runAsGroup: {{ int64 .runAsGroup }}
{{- end }}
{{- if not (kindIs "invalid" .fsGroup) }}
fsGroup: {{ int64 .fsGroup }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "broadsheet.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Where the bus is. Nothing here is a secret; those are in the file that BROADSHEET_CONFIG names. */}}
{{- define "broadsheet.busEnv" -}}
- name: BROADSHEET_BUS
  value: {{ printf "kafka://%s" .Values.kafka.bootstrapServers | quote }}
{{- if .Values.kafka.existingSecret }}
- name: BROADSHEET_CONFIG
  value: /etc/broadsheet/kafka/{{ .Values.kafka.secretKey }}
{{- end }}
- name: BROADSHEET_LOG_LEVEL
  value: {{ .Values.log.level }}
- name: BROADSHEET_LOG_FORMAT
  value: {{ .Values.log.format }}
{{- end -}}

{{- define "broadsheet.busArgs" -}}
{{- range $name, $value := .Values.kafka.properties }}
- --bus-property
- {{ printf "%s=%v" $name $value | quote }}
{{- end }}
{{- end -}}

{{- define "broadsheet.busMounts" -}}
{{- if .Values.kafka.existingSecret }}
- name: kafka
  mountPath: /etc/broadsheet/kafka
  readOnly: true
{{- end }}
{{- if .Values.kafka.tlsSecret }}
- name: kafka-tls
  mountPath: /etc/broadsheet/kafka-tls
  readOnly: true
{{- end }}
{{- end -}}

{{- define "broadsheet.busVolumes" -}}
{{- if .Values.kafka.existingSecret }}
- name: kafka
  secret:
    secretName: {{ .Values.kafka.existingSecret }}
    defaultMode: 0440
{{- end }}
{{- if .Values.kafka.tlsSecret }}
- name: kafka-tls
  secret:
    secretName: {{ .Values.kafka.tlsSecret }}
    defaultMode: 0440
{{- end }}
{{- end -}}

{{/* /healthz answers from the first moment; /readyz when everything is open, topics and shards too. */}}
{{- define "broadsheet.probes" -}}
startupProbe:
  httpGet: {path: /healthz, port: metrics}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /healthz, port: metrics}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /readyz, port: metrics}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
{{- end -}}

{{/* The stop deadline in whole seconds, rounded up, and what the kubelet adds before it kills. */}}
{{- define "broadsheet.gracePeriod" -}}
{{- $number := regexFind "^[0-9]+" .Values.stopDeadline | int -}}
{{- if hasSuffix "m" .Values.stopDeadline }}{{ $number = mul $number 60 }}{{ end -}}
{{ add $number 15 }}
{{- end -}}

{{/* How other programs tell who they are, if they have certificates. */}}
{{- define "broadsheet.servesInside" -}}
{{- if include "broadsheet.internalSecret" . -}}
- name: BROADSHEET_TLS_CERTIFICATE
  value: /etc/broadsheet/internal-tls/tls.crt
- name: BROADSHEET_TLS_KEY
  value: /etc/broadsheet/internal-tls/tls.key
- name: BROADSHEET_TLS_CLIENT_CA
  value: /etc/broadsheet/internal-tls/ca.crt
{{- else -}}
# Inside of the cluster, in plain text: the network policy says who may call.
- name: BROADSHEET_ACCESS_INSECURE
  value: "true"
{{- end }}
{{- end -}}

{{/* How it asks other programs. */}}
{{- define "broadsheet.asksInside" -}}
{{- if include "broadsheet.internalSecret" . -}}
- name: BROADSHEET_PEER_CA_FILE
  value: /etc/broadsheet/internal-tls/ca.crt
- name: BROADSHEET_PEER_CERTIFICATE
  value: /etc/broadsheet/internal-tls/tls.crt
- name: BROADSHEET_PEER_KEY
  value: /etc/broadsheet/internal-tls/tls.key
{{- end }}
{{- end -}}

{{/* metadata and spec of a pod. Of the dict: root, component, args, env, mounts, volumes, sidecars,
http (serves HTTP), annotations; the last are texts of YAML. */}}
{{- define "broadsheet.pod" -}}
{{- $root := .root -}}
{{- $values := index $root.Values .component -}}
metadata:
  labels:
    {{- /* No versions: a new chart alone must not restart what did not change. */}}
    {{- include "broadsheet.selector" (list $root .component) | nindent 4 }}
    {{- with $root.Values.commonLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    broadsheet.metrics: "true"
    {{- with $values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    kubectl.kubernetes.io/default-container: {{ .component }}
    {{- with .annotations }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with $values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "broadsheet.serviceAccount" $root }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  securityContext:
    {{- include "broadsheet.podSecurity" $root | nindent 4 }}
  terminationGracePeriodSeconds: {{ include "broadsheet.gracePeriod" $root }}
  {{- with $root.Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    {{- if $values.topologySpreadConstraints }}
    {{- toYaml $values.topologySpreadConstraints | nindent 4 }}
    {{- else }}
    {{- range $key := list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
    - maxSkew: 1
      topologyKey: {{ $key }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "broadsheet.selector" (list $root $.component) | nindent 10 }}
    {{- end }}
    {{- end }}
  {{- with .sidecars }}
  initContainers:
    {{- . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ .component }}
      image: {{ include "broadsheet.image" $root | quote }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      command: [/usr/bin/broadsheet-{{ .component }}]
      {{- $args := printf "%s\n%s" (include "broadsheet.busArgs" $root | trim) (default "" .args) | trim }}
      {{- if $args }}
      args:
        {{- $args | nindent 8 }}
      {{- end }}
      env:
        {{- include "broadsheet.busEnv" $root | nindent 8 }}
        {{- if ne .component "extractor" }}
        - name: BROADSHEET_MEMBER
          valueFrom: {fieldRef: {fieldPath: metadata.name}}
        {{- end }}
        - name: BROADSHEET_METRICS_LISTEN
          value: {{ printf "%s:7490" $root.Values.listenAddress | quote }}
        - name: BROADSHEET_GRPC_LISTEN
          value: {{ printf "%s:7400" $root.Values.listenAddress | quote }}
        - name: BROADSHEET_STOP_DEADLINE
          value: {{ $root.Values.stopDeadline | quote }}
        {{- with .env }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- with $values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        - {name: grpc, containerPort: 7400}
        {{- if .http }}
        - {name: http, containerPort: 7480}
        {{- end }}
        - {name: metrics, containerPort: 7490}
      {{- include "broadsheet.probes" $root | nindent 6 }}
      {{- if .http }}
      # Endpoints forget a pod a moment after it was told to stop: it answers until then.
      lifecycle:
        preStop:
          sleep: {seconds: 5}
      {{- end }}
      resources:
        {{- toYaml $values.resources | nindent 8 }}
      securityContext:
        {{- include "broadsheet.containerSecurity" $root | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        {{- if include "broadsheet.internalSecret" $root }}
        - {name: internal-tls, mountPath: /etc/broadsheet/internal-tls, readOnly: true}
        {{- end }}
        {{- with include "broadsheet.busMounts" $root | trim }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- with .mounts }}
        {{- . | nindent 8 }}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: 1Gi}
    {{- with include "broadsheet.internalSecret" $root }}
    - name: internal-tls
      secret:
        secretName: {{ . }}
        defaultMode: 0440
    {{- end }}
    {{- with include "broadsheet.busVolumes" $root | trim }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with .volumes }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end -}}
