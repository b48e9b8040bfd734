package org.reimzul.cli;

import java.io.PrintWriter;
import java.util.List;

/** How followed builds are shown. */
interface Display {
  /** A build has come a step further. */
  void step(FollowedBuild build, BuildRecord.Step step);

  /** Every build was asked about. */
  void round(List<FollowedBuild> builds);

  /** Something else that the person should know. */
  void say(String line);

  /** JSON if asked for; redrawn rows on a terminal; else a line for each step. */
  static Display of(boolean json, PrintWriter out, PrintWriter err) {
    if (json) {
      return new JsonDisplay(out, err);
    }
    return Terminal.onStandardOutput() ? new TerminalDisplay(out) : new LineDisplay(out, err);
  }
}
