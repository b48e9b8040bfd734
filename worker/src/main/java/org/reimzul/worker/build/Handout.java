package org.reimzul.worker.build;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One reservation of a job, so that it can be told whether anybody has had the job since.
 *
 * @param queueId the job's number; each loss that was counted has given it a new one
 * @param serverRun the server's own name for its run
 * @param losses how many earlier reservations of the job were lost in that run
 */
record Handout(long queueId, String serverRun, long losses) {
  private static final Pattern LINE = Pattern.compile("([0-9]{1,19}) ([0-9]{1,9}) (\\S{1,100})\n");

  /** True if that one comes right after this one was lost: nobody has had the job in between. */
  boolean isFollowedBy(Handout next) {
    if (next.queueId != queueId) {
      return false;
    }
    // a server that was started anew has forgotten this one, too
    return next.serverRun.equals(serverRun) ? next.losses == losses + 1 : next.losses == 0;
  }

  /** As one line. */
  String line() {
    return queueId + " " + losses + " " + serverRun + "\n";
  }

  /** Reads a {@link #line}; empty if it is none, as after a power failure. */
  static Optional<Handout> read(String text) {
    Matcher line = LINE.matcher(text);
    return line.matches()
        ? Optional.of(
            new Handout(
                Long.parseUnsignedLong(line.group(1)),
                line.group(3),
                Long.parseLong(line.group(2))))
        : Optional.empty();
  }
}
