package org.reimzul.farm;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows builds as they move: redrawn in place on a terminal, a line per change elsewhere. */
final class Screen {
  private static final String CLEAR_LINE = "\u001b[2K";

  private final PrintStream out;
  private final boolean terminal;
  private final Map<String, String> shown = new HashMap<>();
  private int drawn;

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Begins a part of the story. */
  void title(String text) {
    out.println();
    out.println(terminal ? "\u001b[1m" + text + "\u001b[0m" : "== " + text);
    drawn = 0;
  }

  /** One line of the story. */
  void say(String text) {
    out.println("  " + text);
    drawn = 0;
  }

  /** Shows where these builds are now. */
  void show(List<BuildView> builds) {
    if (terminal) {
      redraw(builds);
    } else {
      builds.forEach(this::lineIfChanged);
    }
    out.flush();
  }

  private void redraw(List<BuildView> builds) {
    if (drawn > 0) {
      out.printf("\u001b[%dA", drawn);
    }
    for (BuildView build : builds) {
      out.print(CLEAR_LINE + "  " + row(build) + "\n");
    }
    drawn = builds.size();
  }

  private static String row(BuildView build) {
    String colour = build.published() ? "32" : build.ended() ? "31" : "33";
    return String.format(
        "%-18s %-8s \u001b[%sm%-10s\u001b[0m %5.1f s  %s",
        build.shortName(),
        build.arch(),
        colour,
        build.state(),
        build.age().toMillis() / 1000.0,
        build.path());
  }

  private void lineIfChanged(BuildView build) {
    String now = build.state() + build.attempts().size();
    if (!now.equals(shown.put(build.id(), now))) {
      out.printf(
          "  %-18s %-8s %-10s %5.1f s%n",
          build.shortName(), build.arch(), build.state(), build.age().toMillis() / 1000.0);
    }
  }
}
