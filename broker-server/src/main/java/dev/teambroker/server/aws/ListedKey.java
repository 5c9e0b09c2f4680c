package dev.teambroker.server.aws;

/** An access key as IAM lists it. */
public record ListedKey(String accessKeyId, boolean isActive) {}
