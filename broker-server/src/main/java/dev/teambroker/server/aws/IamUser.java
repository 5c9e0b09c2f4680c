package dev.teambroker.server.aws;

/**
 * An IAM user as GetUser tells it.
 *
 * @param userId immutable: a user made again under its name has another
 */
public record IamUser(String userName, String userId, String arn) {}
