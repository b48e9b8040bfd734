package org.reimzul.faults.harm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.load.Submitter;

/** Everything that can be done to a farm. */
public final class Catalogue {
  /** A mock that stands still for longer fails by the deadline for its log, and rightly so. */
  private static final Duration SILENT = Duration.ofSeconds(3);

  private Catalogue() {}

  /** All faults of this farm. */
  public static List<Fault> of(Lab lab, Work work, Submitter submitter) {
    List<Fault> all = new ArrayList<>();
    lab.roles().forEach(role -> all.addAll(Signals.of(role, work)));
    all.addAll(Programs.of("mock", lab.place().mock() + " ", "building", SILENT));
    all.addAll(Programs.of("createrepo_c", "createrepo_c ", "publishing", Span.LONGEST));
    all.addAll(Programs.of("rsync client", "rsync -rt ", "uploading", Span.LONGEST));
    all.add(Signals.of(submitter));
    var outages = new Outages(lab, work);
    lab.links().forEach(link -> all.addAll(outages.of(link)));
    lab.machines().forEach(machine -> all.addAll(outages.of(machine)));
    lab.volumes().forEach(volume -> all.add(outages.of(volume)));
    return all;
  }
}
