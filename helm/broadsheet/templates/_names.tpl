{{/* SPDX-License-Identifier: Apache-2.0 */}}
{{/* Names and labels. */}}

{{- define "broadsheet.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* At most 40 signs, so that what is appended fits into the 63 of a DNS label. */}}
{{- define "broadsheet.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "broadsheet.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "broadsheet.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What selects the pods of a component: a list of root and component. Never to be changed: the
selectors of workloads are immutable. */}}
{{- define "broadsheet.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "broadsheet.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* All pods of the release. */}}
{{- define "broadsheet.everyPod" -}}
app.kubernetes.io/name: {{ include "broadsheet.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* The labels of an object: a list of root and component. */}}
{{- define "broadsheet.labels" -}}
{{- $root := index . 0 -}}
{{ include "broadsheet.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: broadsheet
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "broadsheet.serviceAccount" -}}
{{- $values := .Values.serviceAccount -}}
{{- if $values.create -}}
{{- default (include "broadsheet.fullname" .) $values.name -}}
{{- else -}}
{{- default "default" $values.name -}}
{{- end -}}
{{- end -}}

{{- define "broadsheet.image" -}}
{{- $image := .Values.image -}}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ default .Chart.AppVersion $image.tag }}
{{- end -}}
{{- end -}}

{{/* The name of pod number 1 of the list's root, component and number, inside of the cluster. */}}
{{- define "broadsheet.podHost" -}}
{{- $root := index . 0 -}}
{{- $name := printf "%s-%s" (include "broadsheet.fullname" $root) (index . 1) -}}
{{ $name }}-{{ index . 2 }}.{{ $name }}.{{ $root.Release.Namespace }}.svc.{{ $root.Values.clusterDomain }}
{{- end -}}

{{/* The Secret with the gateway's certificate; empty without TLS. */}}
{{- define "broadsheet.tlsSecret" -}}
{{- if .Values.tls.certManager.enabled -}}
{{ include "broadsheet.fullname" . }}-tls
{{- else -}}
{{ .Values.tls.existingSecret }}
{{- end -}}
{{- end -}}

{{/* The Secret with the certificate of the programs among each other; empty if they speak plain text. */}}
{{- define "broadsheet.internalSecret" -}}
{{- if and .Values.tls.certManager.enabled .Values.tls.certManager.internal -}}
{{ include "broadsheet.fullname" . }}-internal-tls
{{- else -}}
{{ .Values.tls.internal.existingSecret }}
{{- end -}}
{{- end -}}

{{/* "true" if the gateway speaks TLS and asks callers who they are. */}}
{{- define "broadsheet.gatewayAsks" -}}
{{- if and (include "broadsheet.tlsSecret" .) (or .Values.access.tokensSecret .Values.tls.clientCertificates) -}}
true
{{- end -}}
{{- end -}}
