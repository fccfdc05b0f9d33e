{{/* SPDX-License-Identifier: Apache-2.0 */}}
{{/* Seed lists: from the values, from a ConfigMap, from a repository, or from several of them. */}}

{{- define "broadsheet.seedsArgs" -}}
{{- range $name, $list := .Values.seeds.lists }}
- --seeds
- /etc/broadsheet/seeds/{{ $name }}
{{- end }}
{{- if .Values.seeds.existingConfigMap.name }}
{{- range .Values.seeds.existingConfigMap.files }}
- --seeds
- /etc/broadsheet/more-seeds/{{ . }}
{{- end }}
{{- end }}
{{- if .Values.seeds.git.enabled }}
{{- range .Values.seeds.git.files }}
- --seeds
- /var/lib/broadsheet-seeds/current/{{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "broadsheet.seedsMounts" -}}
{{- if .Values.seeds.lists }}
- {name: seeds, mountPath: /etc/broadsheet/seeds, readOnly: true}
{{- end }}
{{- if .Values.seeds.existingConfigMap.name }}
- {name: more-seeds, mountPath: /etc/broadsheet/more-seeds, readOnly: true}
{{- end }}
{{- if .Values.seeds.git.enabled }}
- {name: git-seeds, mountPath: /var/lib/broadsheet-seeds, readOnly: true}
{{- end }}
{{- end -}}

{{- define "broadsheet.seedsVolumes" -}}
{{- if .Values.seeds.lists }}
- name: seeds
  configMap:
    name: {{ include "broadsheet.fullname" . }}-seeds
{{- end }}
{{- if .Values.seeds.existingConfigMap.name }}
- name: more-seeds
  configMap:
    name: {{ .Values.seeds.existingConfigMap.name }}
{{- end }}
{{- if .Values.seeds.git.enabled }}
- name: git-seeds
  emptyDir: {sizeLimit: 1Gi}
{{- end }}
{{- end -}}

{{/* A sidecar that starts before the fetcher: its probe succeeds when the lists are there. */}}
{{- define "broadsheet.seedsSidecar" -}}
{{- if .Values.seeds.git.enabled }}
{{- $git := .Values.seeds.git }}
- name: git-sync
  image: {{ $git.image | quote }}
  restartPolicy: Always
  args:
    - {{ printf "--repo=%s" $git.repository | quote }}
    - {{ printf "--ref=%s" $git.ref | quote }}
    - --root=/git
    - --link=current
    - {{ printf "--period=%s" $git.period | quote }}
    - --depth=1
    - --max-failures=-1
    - --http-bind=:7491
    {{- if $git.existingSecret }}
    - --password-file=/etc/git-secret/password
    {{- end }}
  env:
    - {name: HOME, value: /tmp}
    {{- if $git.existingSecret }}
    - name: GITSYNC_USERNAME
      valueFrom: {secretKeyRef: {name: {{ $git.existingSecret }}, key: username}}
    {{- end }}
  ports:
    - {name: git-sync, containerPort: 7491}
  startupProbe:
    httpGet: {path: /, port: git-sync}
    periodSeconds: 2
    failureThreshold: 150
  livenessProbe:
    tcpSocket: {port: git-sync}
    periodSeconds: 30
  resources:
    {{- toYaml $git.resources | nindent 4 }}
  securityContext:
    {{- include "broadsheet.containerSecurity" . | nindent 4 }}
  volumeMounts:
    - {name: git-seeds, mountPath: /git}
    - {name: tmp, mountPath: /tmp}
    {{- if $git.existingSecret }}
    - {name: git-secret, mountPath: /etc/git-secret, readOnly: true}
    {{- end }}
{{- end }}
{{- end -}}
