package dev.teambroker.server.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns the broker as a whole.
 *
 * @param mode production, or sandbox: a stand-in for AWS is used, and the data never opens in
 *     production
 * @param publicUrl the address by which members reach the broker, such as
 *     https://broker.example.com; default https://localhost and the port
 */
@ConfigurationProperties("broker")
public record BrokerSettings(@DefaultValue("production") Mode mode, @Nullable URI publicUrl) {
  public BrokerSettings {
    if (publicUrl != null) {
      publicUrl = checked(publicUrl);
    }
  }

  private static URI checked(URI url) {
    if (!"https".equals(url.getScheme())
        || url.getHost() == null
        || url.getRawQuery() != null
        || url.getRawFragment() != null
        || url.getRawUserInfo() != null) {
      throw SettingCheck.wrong(
          "broker.public-url", "an https address such as https://broker.example.com");
    }
    String text = url.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
  }
}
