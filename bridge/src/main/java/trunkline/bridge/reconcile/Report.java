package trunkline.bridge.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import trunkline.bridge.reconcile.Reconciliation.Money;
import trunkline.platform.json.Json;

/** A reconciliation as a person reads it, and as a program does. No value of any row is in it. */
public record Report(Reconciliation account) {
  /** A few lines of text; what needs somebody's attention stands last. */
  public String text() {
    Formatter text = new Formatter(Locale.ROOT);
    title(text);
    counts(text);
    account.money().forEach(money -> money(text, money));
    named(text, "explained", account.explanations());
    named(text, "excluded", account.excludedBy());
    named(
        text,
        "merged rows that differ from the one that stayed, by field",
        account.mergedDiffers());
    apart(text);
    speed(text);
    rejections(text);
    account.notes().forEach(note -> text.format("note        %s%n", note));
    verdict(text);
    return text.toString();
  }

  /** The whole account as JSON; amounts are exact decimals. */
  public String json() {
    ObjectNode json = Json.mapper().valueToTree(account);
    json.put("balanced", account.balanced());
    json.put("difference", account.difference());
    return json.toPrettyString();
  }

  private void title(Formatter text) {
    text.format(
        "%s (mapping version %d) for tenant %s%s%n",
        account.identity().name(),
        account.identity().mappingVersion(),
        account.identity().tenant(),
        account.nothingToDo() ? ": nothing to do, all was settled before" : "");
  }

  private void apart(Formatter text) {
    if (account.braked() > 0) {
      text.format(
          "kept apart  %,d × too many rows with one match key to be one person%n",
          account.braked());
    }
    if (account.repaired() > 0) {
      text.format("repaired    %,d × came back from quarantine%n", account.repaired());
    }
  }

  private void counts(Formatter text) {
    text.format("  source    %,12d%n", account.source());
    text.format("  migrated  %,12d%n", account.migrated());
    text.format("  merged    %,12d%n", account.merged());
    text.format("  rejected  %,12d%n", account.rejected());
    text.format("  excluded  %,12d%n", account.excluded());
    text.format("  difference%,12d%n", account.difference());
  }

  private static void money(Formatter text, Money money) {
    String repaired =
        money.repaired().signum() == 0 ? "" : " + " + amount(money.repaired()) + " by repair";
    text.format(
        "  %s: %s%s in the source = %s migrated + %s merged + %s rejected + %s excluded%s%n",
        money.field(),
        amount(money.source()),
        repaired,
        amount(money.migrated()),
        amount(money.merged()),
        amount(money.rejected()),
        amount(money.excluded()),
        money.balanced() ? "" : "  DOES NOT BALANCE");
    if (money.unreadable() > 0) {
      text.format(
          "    %,d rows are in none of these sums: their amount is blank or cannot be read%n",
          money.unreadable());
    }
  }

  private void speed(Formatter text) {
    if (account.speed().rows() > 0) {
      text.format(
          "settled %,d rows, wrote %,d resources in %.1f s (%,d a second)%n",
          account.speed().rows(),
          account.speed().resources(),
          account.speed().seconds(),
          account.speed().resourcesPerSecond());
    }
  }

  private void rejections(Formatter text) {
    if (account.rejected() == 0) {
      return;
    }
    named(text, "REJECTED", account.rejectedBy());
    if (account.partial() > 0) {
      text.format(
          "  %,d of them are on the platform in part (column _written); their repair completes them%n",
          account.partial());
    }
    text.format(
        "  repair them in %s, then run the same command with --from-quarantine and that file%n",
        account.quarantineFile());
  }

  private void verdict(Formatter text) {
    account.findings().forEach(finding -> text.format("NOT RIGHT   %s%n", finding));
    if (account.balanced()) {
      text.format("BALANCED: every row and every amount of the source is accounted for%n");
    } else if (account.findings().isEmpty()) {
      text.format(
          "NOT BALANCED: run the same command again; when it stays so, report it with --report%n");
    } else {
      text.format("NOT BALANCED%n");
    }
  }

  private static void named(Formatter text, String title, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      text.format("%s%n", title);
      counts.forEach((name, count) -> text.format("  %,10d × %s%n", count, name));
    }
  }

  private static String amount(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,." + amount.scale() + "f", amount);
  }
}
