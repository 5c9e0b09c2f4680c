/** STS and IAM as this broker needs them: the only users of the AWS SDK. */
@NullMarked
@ApplicationModule(allowedDependencies = {"web"})
package dev.teambroker.server.aws;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
