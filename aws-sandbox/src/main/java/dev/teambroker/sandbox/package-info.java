/**
 * A strict stand-in for AWS on loopback: STS, IAM, KMS's symmetric keys, console sign-in and
 * CloudTrail's LookupEvents, in their own protocols and with their own codes and words. It is for
 * tests and the demo; the keys that it makes open nothing else, so they are held as plain texts.
 *
 * <p>In a test:
 *
 * <pre>{@code
 * try (Sandbox aws = Sandbox.start()) {
 *   SandboxUser deploy = aws.user("deploy").allowed("sts:*");
 *   SandboxKey key = deploy.key();
 *   SandboxMfaDevice device = deploy.mfaDevice("deploy");
 *   SandboxRole role = aws.role("Deploy").trusting(deploy);
 *   aws.next("AssumeRole").resetsAfterDoing();
 *   // SDK clients with endpointOverride(aws.endpoint())
 * }
 * }</pre>
 *
 * <p>As a process of its own: {@link dev.teambroker.sandbox.SandboxMain}, with {@code /control} on
 * the same port in place of the Java API.
 *
 * <p>A call: {@code http} reads it, {@code FrontDoor} looks for a planned {@code fault} and finds
 * the protocol; {@code call} authenticates it with {@code sigv4}; the operation, out of the table
 * of {@code sts}, {@code iam} or {@code kms}, reads its parameters ({@code wire}), is authorised
 * ({@code policy}), and changes the {@code account}; the {@code trail} gets an event; XML goes out.
 * Each rule on this way is an {@code Enforcement} in {@code setting}, and can be switched off.
 */
@NullMarked
package dev.teambroker.sandbox;

import org.jspecify.annotations.NullMarked;
