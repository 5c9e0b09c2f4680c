package dev.teambroker.server.aws;

/**
 * An access key as IAM lists it.
 *
 * @param createdAt as IAM words it
 */
public record ListedKey(String accessKeyId, boolean isActive, String createdAt) {}
