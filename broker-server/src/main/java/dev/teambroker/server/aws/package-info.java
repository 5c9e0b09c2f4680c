/**
 * STS, IAM, KMS and S3 as this broker needs them: the only users of the AWS SDK.
 *
 * <p>{@link dev.teambroker.server.aws.Sts} and {@link dev.teambroker.server.aws.Iam} make a {@code
 * QueryCall}; {@code AwsCalls} decides whether and where it is sent again; {@code AwsHttp} signs it
 * ({@code SigV4}) and sends it once with the SDK's HTTP client to an endpoint of the SDK's rules
 * ({@code AwsEndpoints}); the answer is an {@link dev.teambroker.server.aws.AwsAnswer}. {@link
 * dev.teambroker.server.aws.AwsClock} learns AWS's time on the way. {@link
 * dev.teambroker.server.aws.KeyManagement} (KMS, JSON) and {@link
 * dev.teambroker.server.aws.LockedObjects} (S3) go by {@code SignedHttp}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"web"})
package dev.teambroker.server.aws;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
