{{- define "broker.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "broker.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "broker.port" -}}
{{- dig "web" "port" 8443 .Values.config | int -}}
{{- end -}}

{{- define "broker.managementPort" -}}
{{- dig "management" "port" 9443 .Values.config | int -}}
{{- end -}}

{{/* Name, Secret, its key, and the file: one file of a Secret, which only the broker's group may read (0440). */}}
{{- define "broker.secretVolume" -}}
- name: {{ index . 0 }}
  secret:
    secretName: {{ index . 1 }}
    defaultMode: 288
    items:
      - {key: {{ index . 2 }}, path: {{ index . 3 }}}
{{- end -}}

{{- define "broker.databaseCaVolume" -}}
{{- with .Values.database.caSecret }}
{{- if .name }}
{{ include "broker.secretVolume" (list "database-ca" .name .key "ca.crt") }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "broker.mounts" -}}
{{- $v := .Values -}}
- {name: database, mountPath: /etc/broker/database, readOnly: true}
{{- if $v.database.caSecret.name }}
- {name: database-ca, mountPath: /etc/broker/database-ca, readOnly: true}
{{- end }}
{{- if $v.tls.secret }}
- {name: tls, mountPath: /etc/broker/tls, readOnly: true}
{{- end }}
{{- if $v.secretStore.pkcs11.pinSecret.name }}
- {name: pkcs11, mountPath: /etc/broker/pkcs11, readOnly: true}
{{- end }}
{{- with $v.secretStore.pkcs11.libraryVolume }}
- {name: pkcs11-library, mountPath: {{ .mountPath }}, readOnly: true}
{{- end }}
{{- with $v.secretStore.pkcs11.tokenVolume }}
- {name: pkcs11-token, mountPath: {{ .mountPath }}, readOnly: {{ $v.secretStore.pkcs11.tokenVolumeReadOnly }}}
{{- end }}
{{- if include "broker.usesKey" (list "vault" $v.secretStore) }}
- {name: vault, mountPath: /var/run/secrets/broker/vault, readOnly: true}
{{- if $v.secretStore.vault.caSecret.name }}
- {name: vault-ca, mountPath: /etc/broker/vault-ca, readOnly: true}
{{- end }}
{{- end }}
{{- if $v.checkpoints.https.bearerTokenSecret }}
- {name: checkpoints, mountPath: /etc/broker/checkpoints, readOnly: true}
{{- end }}
{{- if $v.checkpoints.https.caSecret }}
- {name: checkpoints-ca, mountPath: /etc/broker/checkpoints-ca, readOnly: true}
{{- end }}
{{- range $i, $name := $v.secretFiles }}
- {name: secret-{{ $i }}, mountPath: /etc/broker/secrets/{{ $name }}, readOnly: true}
{{- end }}
{{- end -}}

{{- define "broker.volumes" -}}
{{- $v := .Values -}}
{{- $p := $v.database.passwordSecret -}}
{{ include "broker.secretVolume" (list "database" $p.name $p.key "password") }}
{{- include "broker.databaseCaVolume" . }}
{{- if $v.tls.secret }}
- name: tls
  secret: {secretName: {{ $v.tls.secret }}, defaultMode: 288}
{{- end }}
{{- with $v.secretStore.pkcs11.pinSecret }}
{{- if .name }}
{{ include "broker.secretVolume" (list "pkcs11" .name .key "pin") }}
{{- end }}
{{- end }}
{{- with $v.secretStore.pkcs11.libraryVolume }}
- name: pkcs11-library
  {{- toYaml .source | nindent 2 }}
{{- end }}
{{- with $v.secretStore.pkcs11.tokenVolume }}
- name: pkcs11-token
  {{- toYaml .source | nindent 2 }}
{{- end }}
{{- if include "broker.usesKey" (list "vault" $v.secretStore) }}
- name: vault
  projected:
    defaultMode: 288
    sources:
      - serviceAccountToken:
          path: token
          expirationSeconds: 3600
          {{- with $v.secretStore.vault.audience }}
          audience: {{ . }}
          {{- end }}
{{- with $v.secretStore.vault.caSecret }}
{{- if .name }}
{{ include "broker.secretVolume" (list "vault-ca" .name .key "ca.crt") }}
{{- end }}
{{- end }}
{{- end }}
{{- with $v.checkpoints.https.bearerTokenSecret }}
{{ include "broker.secretVolume" (list "checkpoints" . "bearer-token" "bearer-token") }}
{{- end }}
{{- with $v.checkpoints.https.caSecret }}
{{ include "broker.secretVolume" (list "checkpoints-ca" . "ca.crt" "ca.crt") }}
{{- end }}
{{- range $i, $name := $v.secretFiles }}
- name: secret-{{ $i }}
  secret: {secretName: {{ $name }}, defaultMode: 288}
{{- end }}
{{- end -}}
