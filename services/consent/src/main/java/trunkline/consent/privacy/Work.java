package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * What is done for a request of one kind, step by step; each step is saved, and any may be done
 * again after a kill.
 */
interface Work {
  /** What comes next. */
  sealed interface Next {
    /** Another step at once, from this state. */
    record Step(ObjectNode state) implements Next {}

    /** The same step again a little later: a service is still at work. */
    record Again(ObjectNode state) implements Next {}

    /** Nothing for now. */
    record Over(RequestLeases.End end) implements Next {}
  }

  /** Does one step; {@code state} may be changed. */
  Next step(PrivacyRequest request, ObjectNode state) throws InterruptedException, IOException;
}
