{{- define "broker.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "broker.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end -}}

{{- define "broker.labels" -}}
{{ include "broker.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "broker.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "broker.name" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{- define "broker.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "broker.databaseUrl" -}}
{{- $d := .Values.database -}}
{{- $url := printf "jdbc:postgresql://%s:%d/%s?sslmode=%s" $d.host (int $d.port) $d.name $d.sslMode -}}
{{- if $d.caSecret.name -}}
{{- printf "%s&sslrootcert=/etc/broker/database-ca/ca.crt" $url -}}
{{- else if ne $d.sslMode "disable" -}}
{{- printf "%s&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" $url -}}
{{- else -}}
{{- $url -}}
{{- end -}}
{{- end -}}

{{/* Whether one of the keys is of that kind. */}}
{{- define "broker.usesKey" -}}
{{- $kind := index . 0 -}}
{{- range concat ((index . 1).keys | default list) ((index . 1).retiring | default list) -}}
{{- if or (eq . $kind) (hasPrefix (printf "%s:" $kind) .) -}}yes{{- end -}}
{{- end -}}
{{- end -}}

{{/* What the pods mount as broker.yaml, below `broker`. */}}
{{- define "broker.config" -}}
{{- $v := .Values -}}
{{- $store := dict "keys" $v.secretStore.keys -}}
{{- if $v.secretStore.retiring -}}
{{- $_ := set $store "retiring" $v.secretStore.retiring -}}
{{- end -}}
{{- if include "broker.usesKey" (list "pkcs11" $v.secretStore) -}}
{{- $_ := set $store "pkcs11" (dict "library" $v.secretStore.pkcs11.library) -}}
{{- if $v.secretStore.pkcs11.pinSecret.name -}}
{{- $_ := set $store.pkcs11 "pin-file" "/etc/broker/pkcs11/pin" -}}
{{- end -}}
{{- end -}}
{{- if include "broker.usesKey" (list "vault" $v.secretStore) -}}
{{- $vault := dict "address" $v.secretStore.vault.address "auth" "kubernetes" "auth-mount" $v.secretStore.vault.authMount
    "role" $v.secretStore.vault.role "service-account-token-file" "/var/run/secrets/broker/vault/token" -}}
{{- with $v.secretStore.vault.namespace }}{{ $_ := set $vault "namespace" . }}{{ end -}}
{{- if $v.secretStore.vault.caSecret.name }}{{ $_ := set $vault "authorities-file" "/etc/broker/vault-ca/ca.crt" }}{{ end -}}
{{- $_ := set $store "vault" $vault -}}
{{- end -}}
{{- $checkpoints := dict -}}
{{- if $v.checkpoints.s3.bucket -}}
{{- $_ := set $checkpoints "s3" (pick $v.checkpoints.s3 "bucket" "region" "retain") -}}
{{- end -}}
{{- if $v.checkpoints.https.url -}}
{{- $https := dict "url" $v.checkpoints.https.url -}}
{{- if $v.checkpoints.https.bearerTokenSecret }}{{ $_ := set $https "bearer-token-file" "/etc/broker/checkpoints/bearer-token" }}{{ end -}}
{{- if $v.checkpoints.https.caSecret }}{{ $_ := set $https "authority-file" "/etc/broker/checkpoints-ca/ca.crt" }}{{ end -}}
{{- $_ := set $checkpoints "https" $https -}}
{{- end -}}
{{- $config := dict
    "public-url" $v.publicUrl
    "data-directory" "/var/lib/broker/data"
    "management" (dict "address" "0.0.0.0")
    "web" (dict "shutdown-grace" (printf "%ds" (int $v.shutdownGraceSeconds)))
    "database" (dict "url" (include "broker.databaseUrl" .) "user" $v.database.user "password-file" "/etc/broker/database/password")
    "secret-store" $store
    "aws" (dict "identity" $v.aws.identity) -}}
{{- if $checkpoints }}{{ $_ := set $config "audit" (dict "checkpoints" $checkpoints) }}{{ end -}}
{{- if $v.proxies.trusted -}}
{{- $_ := set $config.web "trusted-proxies" $v.proxies.trusted -}}
{{- $_ := set $config.web "proxy-protocol" $v.proxies.protocol -}}
{{- end -}}
{{- if $v.tls.secret -}}
{{- $_ := set $config "tls" (dict "certificate-file" "/etc/broker/tls/tls.crt" "private-key-file" "/etc/broker/tls/tls.key") -}}
{{- end -}}
{{- toYaml (mustMergeOverwrite $config (deepCopy $v.config)) -}}
{{- end -}}
