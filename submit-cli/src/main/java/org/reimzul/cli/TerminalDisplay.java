package org.reimzul.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One row for each build, redrawn in place. Builds beyond a screenful are only counted. */
final class TerminalDisplay implements Display {
  private static final int MOST_ROWS = 20;
  private static final String CLEAR_LINE = "\u001b[2K";
  private static final String WRAP_OFF = "\u001b[?7l";
  private static final String WRAP_ON = "\u001b[?7h";

  private final PrintWriter out;
  private int drawn;

  TerminalDisplay(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void step(FollowedBuild build, BuildRecord.Step step) {
    // its row shows it at the end of the round
  }

  @Override
  public void round(List<FollowedBuild> builds) {
    // a wrapped row would be two lines, and moving up by rows would miss the first
    out.print(WRAP_OFF + (drawn > 0 ? "\u001b[" + drawn + "A" : ""));
    // the ones that still move, or have failed, are those to look at
    List<FollowedBuild> shown =
        builds.size() <= MOST_ROWS
            ? builds
            : builds.stream()
                .filter(build -> !build.ended() || build.failed())
                .limit(MOST_ROWS)
                .toList();
    shown.forEach(build -> out.print(CLEAR_LINE + row(build) + "\n"));
    int lines = shown.size();
    if (builds.size() > MOST_ROWS) {
      long ended = builds.stream().filter(FollowedBuild::ended).count();
      out.print(CLEAR_LINE + ended + " of " + builds.size() + " builds have ended\n");
      lines++;
    }
    out.print("\u001b[J" + WRAP_ON);
    out.flush();
    drawn = lines;
  }

  @Override
  public void say(String line) {
    out.print(line + "\n");
    drawn = 0;
  }

  private static String row(FollowedBuild build) {
    String what =
        String.format("%-34s %-8s ", build.build().job().srpm(), build.build().job().arch());
    if (build.record().isEmpty()) {
      return what + "waits for its record";
    }
    BuildRecord record = build.record().get();
    List<BuildRecord.Step> steps = record.steps();
    String host = steps.isEmpty() ? "" : steps.get(steps.size() - 1).host();
    return what
        + colour(record)
        + String.format("%-10s\u001b[0m %6s", record.state(), took(record, steps))
        + (host.isEmpty() ? "" : " on " + host)
        + (why(record).isEmpty() ? "" : ": " + why(record));
  }

  /** What it waits for is newer than its reason, if it waits. */
  private static String why(BuildRecord record) {
    return record.waiting().isEmpty() ? record.reason() : record.waiting();
  }

  private static String colour(BuildRecord record) {
    return record.failed() ? "\u001b[31m" : record.ended() ? "\u001b[32m" : "\u001b[33m";
  }

  /** From the first step to the last, or until now for a build that goes on. */
  private static String took(BuildRecord record, List<BuildRecord.Step> steps) {
    Optional<Instant> first = steps.stream().findFirst().flatMap(BuildRecord.Step::at);
    if (first.isEmpty()) {
      return "";
    }
    Instant last = steps.get(steps.size() - 1).at().orElseGet(Instant::now);
    Instant end = record.ended() ? last : Instant.now();
    return Math.max(0, Duration.between(first.get(), end).toSeconds()) + " s";
  }
}
