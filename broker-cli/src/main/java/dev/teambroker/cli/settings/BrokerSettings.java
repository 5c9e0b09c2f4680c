package dev.teambroker.cli.settings;

import org.jspecify.annotations.Nullable;

/**
 * A broker that this device is enrolled at: the table {@code [brokers.NAME]}.
 *
 * @param url its public URL, without a path
 * @param pin SHA-256 of the public key of its CA, base64url; null: the system's CAs decide
 * @param member the member's name there
 * @param deviceKey which store holds the device key: {@code secret-service} or {@code file}
 */
public record BrokerSettings(
    String name,
    String url,
    @Nullable String pin,
    @Nullable String member,
    @Nullable String deviceKey) {

  public static final String DEFAULT = "default";
}
