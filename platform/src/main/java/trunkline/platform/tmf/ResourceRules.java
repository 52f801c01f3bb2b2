package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What is special about one resource: the decision, without I/O. Throws {@link
 * trunkline.platform.refusal.Refused} for every "no". Must be safe to call from any thread.
 */
public interface ResourceRules {
  /** Nothing special: the schema and the life cycle say it all. */
  ResourceRules NONE = new ResourceRules() {};

  /**
   * Takes what clients of an older release write for what it means today, in a new resource, before
   * anything of it is looked at.
   */
  default void receive(ObjectNode proposed) {}

  /**
   * Fills what the caller may leave out, and normalises what it wrote (a phone number to E.164),
   * before a create or a change is checked.
   */
  default void complete(ObjectNode resource, Instant now) {}

  /**
   * Settles what depends on more than the document: carries over what a change does not say, notes
   * what it did, and fills in from, or holds against, the resources that it refers to. Comes before
   * {@link #complete}.
   *
   * @param before the resource as it stands; an empty object for a new one
   */
  default void settle(ObjectNode before, ObjectNode after, Neighbours neighbours, Instant now) {}

  /** Checks rules that span attributes, on a resource as it would be stored. */
  default void check(ObjectNode resource) {}

  /** Checks what only a create can violate. */
  default void checkCreate(ObjectNode resource) {}

  /** Checks what only a change can violate. */
  default void checkChange(ObjectNode before, ObjectNode after) {}

  /**
   * Checks what a resource says of others whose ids it knows, such as that it is not related to
   * itself. A new one's own id is known to nobody, so only changes are asked.
   */
  default void checkRelations(String id, ObjectNode resource) {}

  /** Refuses to delete a resource that must stay; who refers to it is looked after elsewhere. */
  default void checkDelete(ObjectNode resource) {}
}
