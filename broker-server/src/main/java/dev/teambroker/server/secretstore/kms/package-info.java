/**
 * The key-encryption key in AWS KMS, asked as {@code broker.aws.identity} says: it wraps by Encrypt
 * and opens by Decrypt, under an encryption context that names the record.
 *
 * <p>{@link dev.teambroker.server.secretstore.kms.KmsKey} asks {@link
 * dev.teambroker.server.aws.KeyManagement} within a deadline; {@code KmsTrouble} says what an
 * operator does when KMS refuses.
 */
@NullMarked
package dev.teambroker.server.secretstore.kms;

import org.jspecify.annotations.NullMarked;
