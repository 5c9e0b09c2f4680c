package dev.teambroker.server.aws;

import java.net.URI;

/** Where a request goes and which region it is signed for. */
record AwsEndpoint(Partition partition, URI url, String signingRegion) {}
