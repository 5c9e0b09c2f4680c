package dev.teambroker.server.shareduser;

/** Whose key it is, as AWS said it on a call that was signed with it. */
record ProvedUser(String account, String userName, String arn, String userId) {}
