package trunkline.bridge.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import trunkline.bridge.idmap.IdMap;
import trunkline.bridge.mapping.MappedRow;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.Screened.Problem;
import trunkline.bridge.mapping.Target;

/** A row on its way: the ids it has got so far, and why it stopped if it did. */
final class Outgoing {
  private final MappedRow row;
  private final Map<String, Long> contentHashes = new LinkedHashMap<>();
  private final Map<String, IdMap.Entry> known = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final List<IdMap.Entry> fresh = new ArrayList<>();
  private final Optional<UUID> group;
  private @Nullable Problem refusal;
  private int foundThere;

  /** {@code group} is the match key where the row shares it with others and may be merged. */
  Outgoing(MappedRow row, Mapping mapping, List<IdMap.Entry> known, Optional<UUID> group) {
    this.row = row;
    this.group = group;
    known.forEach(entry -> this.known.put(entry.resource(), entry));
    mapping.targets().stream()
        .filter(target -> target.appliesTo(row))
        .forEach(target -> contentHashes.put(target.resource(), target.contentHash(row)));
  }

  MappedRow row() {
    return row;
  }

  String key() {
    return row.source().key();
  }

  Optional<UUID> group() {
    return group;
  }

  boolean takes(Target target) {
    return contentHashes.containsKey(target.resource());
  }

  /** Everything the row becomes is on the platform since an earlier chunk or run. */
  boolean isKnown() {
    return known.keySet().containsAll(contentHashes.keySet());
  }

  /** Something of the row is on the platform since an earlier chunk or run. */
  boolean isMet() {
    return !known.isEmpty();
  }

  /** One hash over all that the row becomes. */
  long contentHash() {
    return contentHashes.hashCode() * 31L
        + contentHashes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether the target needs no sending; a different earlier content refuses the row. */
  boolean reuse(Target target) {
    IdMap.Entry entry = known.get(target.resource());
    if (entry == null) {
      return false;
    }
    if (entry.contentHash() != contentHash(target)) {
      refuse(
          new Problem(
              "",
              target.resource() + " was migrated before with other values",
              "change it on the platform (the id map has its id), and take the row out"));
    }
    ids.put(target.as(), entry.platformId());
    return true;
  }

  void accept(Target target, String id, long runId) {
    ids.put(target.as(), id);
    fresh.add(new IdMap.Entry(key(), target.resource(), id, contentHash(target), runId));
  }

  /** The platform knew the key, though this run had never sent it. */
  void foundThere() {
    foundThere++;
  }

  int countFoundThere() {
    return foundThere;
  }

  void refuse(Problem problem) {
    if (refusal == null) {
      refusal = problem;
    }
  }

  Optional<Problem> refusal() {
    return Optional.ofNullable(refusal);
  }

  Map<String, String> ids() {
    return ids;
  }

  /** The ids that are new with this chunk. */
  List<IdMap.Entry> fresh() {
    return fresh;
  }

  /** The resources of this row that are on the platform, whoever put them there. */
  List<String> written() {
    List<String> written = new ArrayList<>();
    for (String resource : contentHashes.keySet()) {
      boolean isFresh = fresh.stream().anyMatch(entry -> entry.resource().equals(resource));
      if (isFresh || known.containsKey(resource)) {
        written.add(resource);
      }
    }
    return written;
  }

  private long contentHash(Target target) {
    Long hash = contentHashes.get(target.resource());
    if (hash == null) {
      throw new IllegalStateException("the row does not become a " + target.resource());
    }
    return hash;
  }
}
