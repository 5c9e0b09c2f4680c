package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.call.Service;
import java.util.List;

/** Identity and Access Management. */
public final class Iam {
  private Iam() {}

  public static Service service() {
    return new Service(
        "iam",
        "2010-05-08",
        "https://iam.amazonaws.com/doc/2010-05-08/",
        List.of(
            new CreateAccessKey(),
            new CreateVirtualMfaDevice(),
            new DeactivateMfaDevice(),
            new DeleteAccessKey(),
            new DeletePolicy(PolicyOwner.ROLE),
            new DeletePolicy(PolicyOwner.USER),
            new DeleteVirtualMfaDevice(),
            new EnableMfaDevice(),
            new GetAccessKeyLastUsed(),
            new GetPolicy(PolicyOwner.ROLE),
            new GetPolicy(PolicyOwner.USER),
            new GetRole(),
            new GetUser(),
            new ListAccessKeys(),
            new ListMfaDevices(),
            new ListPolicies(PolicyOwner.ROLE),
            new ListPolicies(PolicyOwner.USER),
            new ListVirtualMfaDevices(),
            new PutPolicy(PolicyOwner.ROLE),
            new PutPolicy(PolicyOwner.USER),
            new ResyncMfaDevice(),
            new SimulatePrincipalPolicy(),
            new UpdateAccessKey()));
  }
}
