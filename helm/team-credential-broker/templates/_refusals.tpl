{{/* What isn't safe isn't rendered. It looks at the whole configuration, so that `config` is no way around. */}}
{{- define "broker.refusals" -}}
{{- $v := .Values -}}
{{- $config := include "broker.config" . | fromYaml -}}
{{- $store := index $config "secret-store" -}}
{{- $kinds := dict "keys" (default list $store.keys) "retiring" (default list $store.retiring) -}}

{{- if not (hasPrefix "https://" (index $config "public-url" | default "")) -}}
{{- fail "publicUrl is missing: the https address by which members reach the broker, such as https://broker.example.com" -}}
{{- end -}}

{{- if and (not $v.database.host) (not (dig "database" "url" "" $v.config)) -}}
{{- fail "database.host is missing: the image brings no PostgreSQL, and an embedded one would be lost with its pod" -}}
{{- end -}}
{{- if not (hasPrefix "jdbc:postgresql://" ($config.database.url | default "")) -}}
{{- fail "config.database.url takes jdbc:postgresql://…: an embedded PostgreSQL is for trying out, on one machine" -}}
{{- end -}}
{{- if contains "password=" $config.database.url -}}
{{- fail "config.database.url holds a password, which anybody who reads the ConfigMap has: put it into database.passwordSecret" -}}
{{- end -}}
{{- if or (not $v.database.passwordSecret.name) (ne (index $config.database "password-file") "/etc/broker/database/password") -}}
{{- fail "database.passwordSecret.name is missing: there is no default password" -}}
{{- end -}}
{{- if or (hasKey $config.database "owner-password-file") (hasKey $config.database "owner-user") -}}
{{- fail "config.database names the schema's owner: that is for the migrations' Job alone (database.owner)" -}}
{{- end -}}
{{- if $v.migrations.enabled -}}
{{- if not $v.database.owner.passwordSecret.name -}}
{{- fail "database.owner.passwordSecret.name is missing: migrations run as the schema's owner (or migrations.enabled=false, and run `broker migrate` yourself)" -}}
{{- end -}}
{{- if eq $v.database.owner.passwordSecret.name $v.database.passwordSecret.name -}}
{{- fail "database.owner.passwordSecret and database.passwordSecret are the same Secret: the service would hold the owner's password and could rewrite the audit trail" -}}
{{- end -}}
{{- end -}}
{{- if has $v.database.owner.passwordSecret.name $v.secretFiles -}}
{{- fail "secretFiles mounts the schema owner's password into the service" -}}
{{- end -}}

{{- range list "keys" "retiring" -}}
{{- if hasKey (dig "secret-store" dict $v.config) . -}}
{{- fail (printf "config.secret-store.%s: set secretStore.%s, from which the pods' mounts are made" . .) -}}
{{- end -}}
{{- end -}}
{{- if not $kinds.keys -}}
{{- fail "secretStore.keys is missing: name a key of a PKCS#11 token, of AWS KMS or of Vault (docs/secret-store.md)" -}}
{{- end -}}
{{- if include "broker.usesKey" (list "keystore" $kinds) -}}
{{- if gt (int $v.replicas) 1 -}}
{{- fail "secretStore.keys names the software keystore, which each replica would have a different one of: one replica alone, or another key" -}}
{{- end -}}
{{- if not $v.persistence.existingClaim -}}
{{- fail "secretStore.keys names the software keystore, which would be lost with its pod, and all that is sealed with it: set persistence.existingClaim" -}}
{{- end -}}
{{- end -}}
{{- if include "broker.usesKey" (list "pkcs11" $kinds) -}}
{{- $pkcs11 := $store.pkcs11 | default dict -}}
{{- if not $pkcs11.library -}}
{{- fail "secretStore.pkcs11.library is missing: the vendor's module, as a path in the pod" -}}
{{- end -}}
{{- if and (not $v.secretStore.pkcs11.pinSecret.name) (not (contains "pin-source=" (join "," $kinds.keys))) -}}
{{- fail "secretStore.pkcs11.pinSecret.name is missing: there is no default PIN" -}}
{{- end -}}
{{- end -}}
{{- if and (include "broker.usesKey" (list "vault" $kinds)) (or (not (dig "vault" "address" "" $store)) (not (dig "vault" "role" "" $store))) -}}
{{- fail "secretStore.vault.address and secretStore.vault.role are wanted for a key of Vault" -}}
{{- end -}}
{{- $nobody := eq ($config.aws.identity | default "none") "none" -}}
{{- if and (include "broker.usesKey" (list "kms" $kinds)) $nobody -}}
{{- fail "aws.identity is none, and a key of KMS wants somebody: web-identity, container or instance" -}}
{{- end -}}

{{- $bucket := dig "audit" "checkpoints" "s3" "bucket" "" $config -}}
{{- if and $bucket $nobody -}}
{{- fail "aws.identity is none, and the checkpoints' bucket wants somebody: web-identity, container or instance" -}}
{{- end -}}
{{- if not (or $bucket (dig "audit" "checkpoints" "https" "url" "" $config) $v.persistence.existingClaim $v.checkpoints.onlyInPods) -}}
{{- fail "checkpoints of the audit trail would be lost with each pod, and a rolled back database not be noticed: set checkpoints.s3.bucket or checkpoints.https.url, or take that with checkpoints.onlyInPods=true" -}}
{{- end -}}

{{- if and (gt (int $v.replicas) 1) $v.persistence.existingClaim -}}
{{- fail "persistence.existingClaim is for one replica: a data directory belongs to one broker" -}}
{{- end -}}
{{- if and (index $config.web "proxy-protocol") (not (index $config.web "trusted-proxies")) -}}
{{- fail "proxies.trusted is missing: the networks of the proxies that speak the PROXY protocol" -}}
{{- end -}}
{{- range (index $config.web "trusted-proxies" | default list) -}}
{{- if hasSuffix "/0" . -}}
{{- fail "proxies.trusted names everybody, who could then say from where a request came" -}}
{{- end -}}
{{- end -}}
{{- range $v.extraEnv -}}
{{- if and (hasKey . "value") (regexMatch "(PASSWORD|PIN|TOKEN|SECRET)" (upper .name)) -}}
{{- fail (printf "extraEnv gives %s a value: secrets come from Secrets, by valueFrom" .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
