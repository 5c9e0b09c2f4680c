package dev.teambroker.server.secretstore;

/**
 * What a sealed secret belongs to; part of its associated data, so that a sealed column can't be
 * moved to another row or version.
 *
 * @param kind such as {@code access-key} or {@code totp-seed}
 * @param recordId the row's id
 * @param owner the shared user's ARN, or the member's id
 * @param keyId the access key id, the MFA device's ARN or the factor's id
 * @param version of the record
 */
public record Binding(String kind, String recordId, String owner, String keyId, long version) {}
