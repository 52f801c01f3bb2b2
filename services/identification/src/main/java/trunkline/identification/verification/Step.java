package trunkline.identification.verification;

import java.time.Instant;

/**
 * Why a verification moves, for its audit trail.
 *
 * @param subject who moves it: a caller, {@code person} for one who comes back from the eID, or
 *     {@code system}
 * @param reason in a reviewer's words, or a code
 */
record Step(String subject, String reason, Instant at, String correlationId) {}
