package dev.teambroker.server.mfa;

/** A code that was right, and is to be taken before it counts. */
public record RightCode(String memberId, String deviceId, String factorId, long step) {}
