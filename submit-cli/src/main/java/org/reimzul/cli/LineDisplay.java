package org.reimzul.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** One line for each step: for files, pipes and many builds. */
final class LineDisplay implements Display {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final PrintWriter out;
  private final PrintWriter err;

  LineDisplay(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void step(FollowedBuild build, BuildRecord.Step step) {
    String host = step.host().isEmpty() ? "" : " on " + step.host();
    String reason = step.reason().isEmpty() ? "" : ": " + step.reason();
    out.printf(
        "%s %s %s %s%s%s\n",
        CLOCK.format(step.at().orElseGet(Instant::now)),
        build.build().job().srpm(),
        build.build().job().arch(),
        step.what(),
        host,
        reason);
    out.flush();
  }

  @Override
  public void round(List<FollowedBuild> builds) {
    // each step has been printed
  }

  @Override
  public void say(String line) {
    err.print(line + "\n");
    err.flush();
  }
}
