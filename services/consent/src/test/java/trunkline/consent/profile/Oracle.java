package trunkline.consent.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trunkline.platform.consent.Verdict;

/** What a person's word is worth at an instant, told the long way: no intervals, no documents. */
final class Oracle {
  /** Something said; {@code lapse} is far away for what does not lapse. */
  private record Said(Instant at, boolean grant, Instant lapse) {}

  /** One profile. */
  private static final class Sheet {
    private final List<Said> said = new ArrayList<>();
    private final Set<String> documents = new HashSet<>();
    private final Instant lasting;
    private Instant agreed = Instant.MAX;
    private Instant end = Instant.MAX;

    private Sheet(Optional<Duration> grantedFor) {
      this.lasting = Instant.EPOCH.plus(grantedFor.orElse(Duration.ofDays(400_000)));
    }

    private Instant lapse(Instant at) {
      return at.plus(Duration.between(Instant.EPOCH, lasting));
    }
  }

  private final List<Sheet> sheets = new ArrayList<>();

  Oracle(Instant now, List<Optional<Duration>> grantedFor) {
    grantedFor.forEach(lasting -> sheets.add(new Sheet(lasting)));
    sheets.forEach(sheet -> sheet.said.add(new Said(now, false, Instant.MAX)));
  }

  /** Whether a grant must be taken. */
  boolean grant(int profile, String document, Instant now) {
    Sheet sheet = sheets.get(profile);
    if (!sheet.end.isAfter(now) || !sheet.documents.add(document)) {
      return false;
    }
    sheet.said.add(new Said(now, true, sheet.lapse(now)));
    return true;
  }

  void withdraw(int profile, Instant now) {
    List<Said> said = sheets.get(profile).said;
    if (said.getLast().grant()) {
      said.add(new Said(now, false, Instant.MAX));
    }
  }

  void agree(int profile, Instant now) {
    sheets.get(profile).agreed = now;
  }

  void end(int profile, Instant end) {
    Sheet sheet = sheets.get(profile);
    sheet.end = end.isBefore(sheet.end) ? end : sheet.end;
  }

  boolean isAgreed(int profile) {
    return sheets.get(profile).agreed.isBefore(Instant.MAX);
  }

  Instant end(int profile) {
    return sheets.get(profile).end;
  }

  /** Of all profiles' last words at that instant the newest; of a tie the denial. */
  Verdict decide(Instant at) {
    Instant newest = Instant.MIN;
    Verdict verdict = Verdict.UNKNOWN;
    for (Sheet sheet : sheets) {
      if (sheet.agreed.isAfter(at)) {
        continue;
      }
      Said last = sheet.said.stream().filter(s -> !s.at().isAfter(at)).toList().getLast();
      Instant since = last.at().isBefore(sheet.agreed) ? sheet.agreed : last.at();
      if (since.isAfter(newest) || (since.equals(newest) && !last.grant())) {
        newest = since;
        boolean lapsed = !at.isBefore(last.lapse()) || !at.isBefore(sheet.end);
        verdict = last.grant() ? (lapsed ? Verdict.UNKNOWN : Verdict.GRANTED) : Verdict.DENIED;
      }
    }
    return verdict;
  }
}
