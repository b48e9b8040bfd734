package org.reimzul.cli;

import java.util.ArrayList;
import java.util.List;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.ServerException;

/** How far an order has come, to tell exactly what became of it when the queue goes away. */
final class Progress {
  private final List<BuildRequest> builds;
  private int done;
  private boolean trying;
  private boolean recorded;

  Progress(List<BuildRequest> builds) {
    this.builds = builds;
  }

  /** The next build is about to be sent. */
  void trying() {
    trying = true;
    recorded = false;
  }

  /** The queue has taken word of it for the record. */
  void recorded() {
    recorded = true;
  }

  /** The queue has taken it. */
  void queued() {
    done++;
    trying = false;
  }

  /** One line: which builds are queued, which are not, and of which nobody can say. */
  String told(BeanstalkException e) {
    // a clear no before the record knew of it means that the build doesn't exist
    boolean unsure = trying && (recorded || !(e instanceof ServerException));
    int tried = done + (unsure ? 1 : 0);
    if (tried == 0) {
      return "nothing was queued";
    }
    List<String> parts = new ArrayList<>();
    add(parts, "queued: ", builds.subList(0, done));
    add(parts, "not acknowledged, may be built all the same: ", builds.subList(done, tried));
    add(parts, "not queued: ", builds.subList(tried, builds.size()));
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String what, List<BuildRequest> these) {
    if (!these.isEmpty()) {
      parts.add(what + String.join(", ", these.stream().map(BuildRequest::describe).toList()));
    }
  }
}
