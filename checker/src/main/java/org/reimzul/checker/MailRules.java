package org.reimzul.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A mail that comes again is the same one, and it comes to everybody. */
final class MailRules {
  private final Cases cases;
  private final Map<String, List<String>> recipients;
  private final Map<Result, Set<String>> ids = new HashMap<>();
  private final Map<Result, Set<String>> reached = new HashMap<>();

  /** {@code recipients}: by arch, who gets the mails about it. */
  MailRules(Cases cases, Map<String, List<String>> recipients, List<Announcement> mails) {
    this.cases = cases;
    this.recipients = recipients;
    for (Announcement mail : mails) {
      ids.computeIfAbsent(mail.result(), any -> new HashSet<>()).add(mail.id());
      reached.computeIfAbsent(mail.result(), any -> new HashSet<>()).addAll(mail.to());
    }
  }

  List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    ids.forEach(
        (result, some) -> {
          if (some.size() > 1) {
            findings.add(Finding.of(Finding.Kind.TWICE, "mails of " + result + " differ: " + some));
          }
        });
    for (BuildCase build : cases.all()) {
      for (HistoryEntry end : build.ends()) {
        if (!end.scratch()) {
          unreached(build, end.result(), findings);
        }
      }
    }
    return findings;
  }

  /** Whom {@link AnnouncementRules} finds that nobody was told is not found again. */
  private void unreached(BuildCase build, Result result, List<Finding> findings) {
    Set<String> told = reached.get(result);
    for (String address : recipients.getOrDefault(result.work().arch(), List.of())) {
      if (told != null && !told.contains(address)) {
        findings.add(Finding.lost(build.id(), "mail never told " + address + " of " + result));
      }
    }
  }
}
