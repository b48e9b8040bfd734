package org.reimzul.cli;

import java.util.List;
import java.util.Optional;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.job.Grammar;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that both ways to submit have, as a picocli mixin. */
@SuppressWarnings({"FieldMayBeFinal", "UnusedVariable"}) // picocli sets them
final class OrderOptions {
  @Option(
      names = {"-a", "--arch"},
      paramLabel = "ARCH",
      split = ",",
      description = "Build for this arch; several with commas or repeated.")
  private List<String> arches = List.of();

  @Option(
      names = {"-t", "--target"},
      paramLabel = "TARGET",
      required = true,
      description = "Target, without an arch, as c7.1708.u.")
  private String target;

  @Option(
      names = {"-d", "--disttag"},
      paramLabel = "DISTTAG",
      description = "Dist tag with its dot, as .el7_4.")
  private String distTag;

  @Option(names = "--scratch", description = "Build, but publish in no repository.")
  private boolean scratch;

  @Option(names = "--json", description = "Print one JSON object per build.")
  private boolean json;

  @ArgGroup private Turn turn = new Turn();

  private static final class Turn {
    @Option(names = "--now", description = "Before all others.")
    private boolean now;

    @Option(names = "--background", description = "After all others, for mass rebuilds.")
    private boolean background;
  }

  boolean hasArches() {
    return !arches.isEmpty();
  }

  boolean hasDistTag() {
    return distTag != null;
  }

  boolean json() {
    return json;
  }

  Order order(List<String> srpms) throws UserException {
    Urgency urgency =
        turn.now ? Urgency.NOW : turn.background ? Urgency.BACKGROUND : Urgency.NORMAL;
    String login = System.getProperty("user.name");
    try {
      Grammar.person(login);
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage());
    }
    return new Order(srpms, arches, target, Optional.ofNullable(distTag), scratch, urgency, login);
  }
}
