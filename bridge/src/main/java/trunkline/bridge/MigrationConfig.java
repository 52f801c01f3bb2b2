package trunkline.bridge;

import java.nio.file.Path;
import java.util.Optional;
import trunkline.bridge.load.Delivery;
import trunkline.bridge.state.StateAccess;

/**
 * What a migration needs beside its mapping and its source.
 *
 * @param state the bridge's own database
 * @param quarantineFile where the rejected rows go, replaced at the end of each call
 * @param tenant in place of the mapping's, when given
 * @param newRun goes through the source once more, from its beginning
 */
public record MigrationConfig(
    StateAccess state,
    Delivery delivery,
    Path quarantineFile,
    Optional<String> tenant,
    boolean newRun) {}
