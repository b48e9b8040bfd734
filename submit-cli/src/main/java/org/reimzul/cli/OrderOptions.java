package org.reimzul.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that both ways to submit have, as a picocli mixin. */
@SuppressWarnings({"FieldMayBeFinal", "UnusedVariable"}) // picocli sets them
final class OrderOptions {
  @Option(
      names = {"-t", "--target"},
      paramLabel = "TARGET",
      required = true,
      description = "What to build for, without an arch, as c7.1708.u.")
  private String target;

  @Option(names = "--scratch", description = "Build, but publish in no repository.")
  private boolean scratch;

  @Option(
      names = "--after",
      paramLabel = "BUILD",
      split = ",",
      description = "Start once this build is published; several with commas, or repeated.")
  private List<String> after = List.of();

  @Option(names = "--json", description = "Print one JSON object per line for scripts.")
  private boolean json;

  @ArgGroup private Turn turn = new Turn();

  private static final class Turn {
    @Option(names = "--now", description = "Ahead of other builds.")
    private boolean now;

    @Option(names = "--background", description = "Behind other builds: for mass rebuilds.")
    private boolean background;
  }

  boolean json() {
    return json;
  }

  /** The order with these packages; without {@code arches} or {@code distTag} the target's. */
  Order order(List<String> srpms, List<String> arches, String distTag) {
    Urgency urgency =
        turn.now ? Urgency.NOW : turn.background ? Urgency.BACKGROUND : Urgency.NORMAL;
    return new Order(
        srpms,
        arches,
        target,
        Optional.ofNullable(distTag),
        scratch,
        urgency,
        after,
        System.getProperty("user.name"));
  }
}
