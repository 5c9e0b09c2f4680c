package dev.teambroker.sandbox.sigv4;

/** For what a signature was made: {@code AKIA…/20260102/us-east-1/sts/aws4_request}. */
public record Scope(String keyId, String date, String region, String service) {

  String credential() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}
