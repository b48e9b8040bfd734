package org.reimzul.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reimzul.core.cli.UserException;
import picocli.CommandLine;

/** Checks an order, queues its builds and prints each. */
final class Submitter {
  private final FarmSettings settings;
  private final String name;
  private final PrintWriter out;
  private final PrintWriter err;

  /** Prints where {@code command} does. */
  Submitter(FarmSettings settings, CommandLine command) {
    this.settings = settings;
    this.name = command.getCommandSpec().qualifiedName();
    this.out = command.getOut();
    this.err = command.getErr();
  }

  /**
   * The builds, all of them queued.
   *
   * @param shown the line that is printed for each
   */
  List<QueuedBuild> submit(Order order, Function<QueuedBuild, String> shown)
      throws UserException, InterruptedException {
    Clock clock = Clock.systemUTC();
    var incoming = new Incoming(settings.incoming());
    var controller = new ControllerClient(settings.controller());
    var sources = new SourceCheck(incoming, controller);
    Consumer<String> warn = warning -> print(err, name + ": " + warning);
    var parents = new ParentsCheck(new Fates(settings), ParentsCheck.PATIENCE, warn);
    List<BuildRequest> builds = new OrderCheck(settings, sources, parents, clock).check(order);
    List<QueuedBuild> queued = new ArrayList<>();
    new Submission(settings.queue(), new Placement(incoming, controller), clock)
        .submit(
            builds,
            build -> {
              queued.add(build);
              print(out, shown.apply(build));
            },
            warn);
    return queued;
  }

  private static void print(PrintWriter to, String line) {
    to.print(line + "\n");
    to.flush();
  }
}
