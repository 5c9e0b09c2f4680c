/**
 * One contract for whatever claims to be AWS, kept by SDKs of three languages: Java, Python
 * (botocore) and Go.
 */
@NullMarked
package dev.teambroker.sandbox.contract;

import org.jspecify.annotations.NullMarked;
