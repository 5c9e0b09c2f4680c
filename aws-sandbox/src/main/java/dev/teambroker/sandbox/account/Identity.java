package dev.teambroker.sandbox.account;

/** Who somebody is to AWS, as GetCallerIdentity says it. */
public record Identity(String account, String arn, String userId) {}
