package org.reimzul.cli;

import java.util.List;

/** While it is open, Ctrl-C says that the builds go on, and how to look at them. */
final class GoodbyeHook implements AutoCloseable {
  private static final int MOST = 10;

  private final List<FollowedBuild> builds;
  private final Thread hook = new Thread(this::say, "goodbye");

  GoodbyeHook(List<FollowedBuild> builds) {
    this.builds = builds;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void say() {
    System.err.println("\nNo longer following. The builds go on:");
    builds.stream()
        .filter(build -> !build.ended())
        .limit(MOST)
        .forEach(
            build ->
                System.err.println(
                    "  reimzul status " + build.build().id() + "  " + build.build().describe()));
    System.err.flush();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is going down already, and the hook runs
    }
  }
}
