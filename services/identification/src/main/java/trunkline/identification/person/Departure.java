package trunkline.identification.person;

/** What has to happen when a person is no longer there. */
@FunctionalInterface
public interface Departure {
  /** Is called within the transaction that forgets the person; can be called again. */
  void of(String tenant, String individualId, String correlationId);
}
