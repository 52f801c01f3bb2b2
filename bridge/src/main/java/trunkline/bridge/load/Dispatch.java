package trunkline.bridge.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import trunkline.bridge.load.Intents.Intent;
import trunkline.bridge.mapping.Screened.Problem;
import trunkline.bridge.mapping.Target;
import trunkline.client.bulk.model.BulkLine;

/**
 * Sends rows, target by target in the mapping's order. A row that is refused for one target is not
 * sent for the next; what it has got by then is on record as written, so its repair completes it.
 */
final class Dispatch {
  private static final Problem CHANGED =
      new Problem(
          "",
          "changed in the source after it had been written",
          "compare it with the platform, change it there, and take the row out");

  private final LoadParts parts;
  private final BulkClient client;
  private final Pace pace;
  private final Map<String, Long> unsettled;
  private boolean tenantChecked;

  /** {@code unsettled} is what an earlier process meant to send, by source key. */
  Dispatch(LoadParts parts, Map<String, Long> unsettled) {
    this.parts = parts;
    this.client = parts.delivery().client();
    this.pace = new Pace(parts.delivery().resourcesPerSecond());
    this.unsettled = unsettled;
  }

  void send(List<Outgoing> rows) {
    writeIntents(rows.stream().filter(row -> !row.isKnown()).toList());
    for (Target target : parts.mapping().targets()) {
      send(target, rows.stream().filter(row -> isDue(row, target)).toList());
    }
  }

  /** Before the first line goes out: a token for another tenant would put customers there. */
  private void checkTenant() {
    if (!tenantChecked) {
      String token = parts.delivery().retry().call(_ -> parts.delivery().tokens().token());
      TokenTenant.check(token, parts.tenant());
      tenantChecked = true;
    }
  }

  private static boolean isDue(Outgoing row, Target target) {
    return row.refusal().isEmpty() && row.takes(target) && !row.reuse(target);
  }

  private void send(Target target, List<Outgoing> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<BulkLine> lines = new ArrayList<>(rows.size());
    for (Outgoing row : rows) {
      lines.add(new BulkLine().key(key(row, target)).resource(target.body(row.row(), row.ids())));
    }
    checkTenant();
    pace.await(lines.size());
    List<Verdict> answers = client.send(target.resource(), lines);
    for (int i = 0; i < answers.size(); i++) {
      take(answers.get(i), rows.get(i), target);
    }
  }

  private void take(Verdict answer, Outgoing row, Target target) {
    switch (answer) {
      case Verdict.Accepted accepted -> {
        row.accept(target, accepted.id(), parts.run().id());
        if (accepted.existed()) {
          compare(row, accepted);
        }
      }
      case Verdict.Refused refused -> {
        if (changedSince(row)) {
          row.refuse(CHANGED);
        }
        row.refuse(
            new Problem(
                "",
                "the platform refused the " + target.resource() + ": " + refused.reason(),
                refused.message()));
      }
    }
  }

  /** The key was there: by a lost answer of ours, by a process that died, or by somebody else. */
  private void compare(Outgoing row, Verdict.Accepted accepted) {
    if (changedSince(row)) {
      row.refuse(CHANGED);
    }
    if (!unsettled.containsKey(row.key()) && !accepted.repeated()) {
      row.foundThere();
    }
  }

  /** An earlier process meant to send the row, and may have, with other content. */
  private boolean changedSince(Outgoing row) {
    Long meant = unsettled.get(row.key());
    return meant != null && meant != row.contentHash();
  }

  private void writeIntents(List<Outgoing> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<Intent> intents =
        rows.stream().map(row -> new Intent(row.key(), row.contentHash())).toList();
    parts
        .state()
        .inTransaction(
            connection -> {
              parts.intents().add(connection, intents);
              return intents.size();
            });
  }

  private String key(Outgoing row, Target target) {
    return BulkKey.of(parts.mapping().name(), row.key(), target.resource());
  }
}
