package trunkline.identification.identifier;

/**
 * A government identifier under one key.
 *
 * @param kind who gave the identifier and what it is, such as {@code passport DE}
 * @param hash HMAC-SHA256, in hexadecimal
 */
public record IdentifierHash(String kind, String keyId, String hash) {}
