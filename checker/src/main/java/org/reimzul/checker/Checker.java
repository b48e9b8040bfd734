package org.reimzul.checker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compares what submitters were told with what can be seen of the farm from outside: its record,
 * its announcements and its repositories. Reads only; the farm must have come to rest.
 */
public final class Checker {
  private final Evidence evidence;
  private final FarmRecord record;
  private final Cases cases;
  private final RpmCheck rpmCheck;
  private final List<Finding> findings = new ArrayList<>();

  Checker(Evidence evidence, FarmRecord record, RpmCheck rpmCheck) {
    this.evidence = evidence;
    this.record = record;
    this.cases = Cases.of(evidence, record);
    this.rpmCheck = rpmCheck;
  }

  /**
   * Judges a farm; {@code package-info} says what the directory holds.
   *
   * @throws IOException when evidence can't be read, which says nothing about the farm
   */
  public static Verdict check(Path evidence) throws IOException, InterruptedException {
    Evidence read = Evidence.read(evidence);
    var record = FarmRecord.read(read.farm().mongodb(), read.farm().database());
    return new Checker(read, record, new RpmKeys()).verdict();
  }

  Verdict verdict() throws IOException, InterruptedException {
    findings.addAll(new EndRules(cases).check());
    findings.addAll(new AskedRules(cases).check());
    findings.addAll(unasked());
    findings.addAll(HistoryRules.check(record.history()));
    announcements("MQTT", evidence.mqtt());
    if (evidence.farm().mail()) {
      announcements("mail", evidence.mail());
      Farm farm = evidence.farm();
      findings.addAll(new MailRules(cases, farm.recipients(), evidence.mail()).check());
    }
    repositories();
    if (evidence.farm().scratch().isPresent()) {
      findings.addAll(ScratchRules.check(cases, evidence.farm().scratch().get(), rpmCheck));
    }
    findings.addAll(ObserverRules.reader(evidence.reader()));
    findings.addAll(ObserverRules.leftovers(evidence.leftovers()));
    return Verdict.of(evidence.acknowledged().size(), findings);
  }

  private List<Finding> unasked() {
    return record.builds().values().stream()
        .filter(build -> cases.find(build.build()).isEmpty())
        .map(build -> Finding.unexpected(build.build(), "nobody submitted " + build.work()))
        .toList();
  }

  private void announcements(String by, List<Announcement> heard) {
    findings.addAll(new AnnouncementRules(by, cases, heard).check());
  }

  private void repositories() throws IOException, InterruptedException {
    for (Acknowledged each : evidence.acknowledged()) {
      if (!evidence.farm().repositories().containsKey(each.parcel().target())) {
        throw new IOException("farm.json names no repository for " + each.parcel().target());
      }
    }
    Path downloads = Files.createTempDirectory("reimzul-checker");
    try {
      for (Map.Entry<String, URI> each : evidence.farm().repositories().entrySet()) {
        repository(each.getKey(), Source.at(each.getValue(), downloads));
      }
    } finally {
      delete(downloads);
    }
  }

  private void repository(String target, Source source) throws IOException, InterruptedException {
    Metadata metadata = Metadata.read(source);
    for (String problem : metadata.problems()) {
      findings.add(Finding.of(Finding.Kind.UNEXPECTED, "repository " + target + ": " + problem));
    }
    List<Listed> packages = metadata.packages();
    var shelf = new Shelf(source);
    var listed = new ListedRules(target, cases, rpmCheck);
    findings.addAll(listed.check(packages, shelf));
    findings.addAll(new PresenceRules(target, cases, evidence.mqtt(), packages).check(shelf));
    if (evidence.farm().toSign().isPresent()) {
      Path directory = evidence.farm().toSign().get().resolve(target);
      findings.addAll(new SigningRules(target, cases, directory, packages).check(shelf));
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
