package org.reimzul.controller.mail;

import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.reimzul.core.config.BstoreUrl;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.job.Status;

/**
 * Who is mailed what: sections {@code [mail]} and {@code [mail_rcpts]}, with the original's keys.
 *
 * @param on whether results are mailed at all
 * @param from the sender's address
 * @param to for every arch; addresses, and {@code {submitter}}
 * @param byArch for one arch each
 * @param domain of submitters
 * @param statuses those that are mailed
 * @param results the base URL of results, ending in a slash
 */
public record MailConfig(
    boolean on,
    SmtpConfig smtp,
    String from,
    List<String> to,
    Map<String, List<String>> byArch,
    String domain,
    Set<Status> statuses,
    URI results) {
  private static final String SECTION = "mail";
  private static final String BY_ARCH = "mail_rcpts";

  /** Reads it; problems go to {@code settings}. */
  public static MailConfig read(Settings settings) {
    boolean on =
        settings.flag(SECTION, "notifications", settings.text(SECTION, "host").isPresent());
    String sender = settings.value(SECTION, "mail_from", "", Addresses::check);
    var config =
        new MailConfig(
            on,
            SmtpConfig.read(settings, on),
            settings.value(SECTION, "from", sender, Addresses::check),
            settings.words(SECTION, "to", List.of(), Addresses::recipient),
            byArch(settings),
            settings.value(SECTION, "domain", "", Addresses::domain),
            statuses(settings),
            BstoreUrl.read(settings).resolve("repo/"));
    if (on) {
      config.check(settings);
    }
    return config;
  }

  private static Map<String, List<String>> byArch(Settings settings) {
    Map<String, List<String>> byArch = new LinkedHashMap<>();
    var arches = new Arches(settings.words("farm", "arches", List.of(), Grammar::arch));
    Set<String> keys = new TreeSet<>(arches.names()); // [DEFAULT] may have one, too
    keys.addAll(settings.keys(BY_ARCH));
    for (String arch : keys) {
      settings.value(BY_ARCH, arch, null, any -> arches.require(arch));
      List<String> recipients = settings.words(BY_ARCH, arch, List.of(), Addresses::recipient);
      if (!recipients.isEmpty()) {
        byArch.put(arch, recipients);
      }
    }
    return byArch;
  }

  private static Set<Status> statuses(Settings settings) {
    List<String> both = List.of(Status.SUCCESS.wire(), Status.FAILED.wire());
    Set<Status> statuses = EnumSet.noneOf(Status.class);
    settings
        .words(SECTION, "on", both, word -> Status.parse(word).wire())
        .forEach(word -> statuses.add(Status.parse(word)));
    return statuses;
  }

  private void check(Settings settings) {
    if (from.isEmpty()) {
      settings.problem(SECTION, "from", "needed to send mail");
    }
    if (to.isEmpty() && byArch.isEmpty()) {
      settings.problem(SECTION, "to", "nobody to send mail to, neither here nor in [mail_rcpts]");
    }
    boolean submitters = to.contains(Addresses.SUBMITTER) || anyArchHasSubmitters();
    if (submitters && domain.isEmpty()) {
      settings.problem(SECTION, "domain", "needed to make addresses of " + Addresses.SUBMITTER);
    }
  }

  private boolean anyArchHasSubmitters() {
    return byArch.values().stream().anyMatch(words -> words.contains(Addresses.SUBMITTER));
  }

  /** Whether there is a mail about this result. */
  public boolean wants(BuildEvent event) {
    return on && statuses.contains(event.status()) && !recipients(event).isEmpty();
  }

  /** Who gets it; each once. */
  List<String> recipients(BuildEvent event) {
    return Stream.concat(to.stream(), byArch.getOrDefault(event.job().arch(), List.of()).stream())
        .map(
            word ->
                word.equals(Addresses.SUBMITTER)
                    ? Addresses.of(event.job().submitter(), domain)
                    : Optional.of(word))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}
