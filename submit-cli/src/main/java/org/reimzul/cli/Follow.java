package org.reimzul.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.job.BuildId;

/** Shows how builds move until all have ended, by asking the controller again and again. */
final class Follow {
  /** Between two rounds. */
  static final Duration PAUSE = Duration.ofMillis(500);

  private static final Duration PAUSE_PER_BUILD = Duration.ofMillis(10);
  private static final int ROUNDS_WITHOUT_RECORD = 20;

  private final ControllerClient controller;
  private final Display display;
  private final Duration pause;
  private boolean away;
  private int round;

  Follow(ControllerClient controller, Display display, Duration pause) {
    this.controller = controller;
    this.display = display;
    this.pause = pause;
  }

  /** True when none of them failed. An interrupt of the JVM says how to look again. */
  boolean untilEnded(List<QueuedBuild> queued) throws InterruptedException {
    List<FollowedBuild> builds =
        queued.stream().map(each -> new FollowedBuild(each.request())).toList();
    Duration rest = pause.plus(PAUSE_PER_BUILD.multipliedBy(builds.size()));
    try (var ignored = new GoodbyeHook(builds)) {
      while (true) {
        ask(builds);
        display.round(builds);
        if (builds.stream().allMatch(FollowedBuild::ended)) {
          builds.stream().filter(FollowedBuild::held).forEach(this::sayHeld);
          return builds.stream().noneMatch(FollowedBuild::failed);
        }
        Thread.sleep(rest.toMillis());
      }
    }
  }

  private void sayHeld(FollowedBuild build) {
    BuildId id = build.build().id();
    display.say(build.build().describe() + " is held; to try it again: reimzul retry " + id);
  }

  private void ask(List<FollowedBuild> builds) {
    try {
      for (FollowedBuild build : builds) {
        if (!build.ended()) {
          ask(build);
        }
      }
    } catch (IOException e) {
      if (!away) {
        display.say("the controller does not answer, waiting for it: " + Reason.of(e));
      }
      away = true;
    }
    if (++round == ROUNDS_WITHOUT_RECORD
        && !away
        && builds.stream().anyMatch(build -> build.record().isEmpty())) {
      display.say("the record does not know every build yet: does the dispatcher run?");
    }
  }

  private void ask(FollowedBuild build) throws IOException {
    var found = controller.build(build.build().id());
    if (away) {
      display.say("the controller answers again");
      away = false;
    }
    Optional<BuildRecord> record = found.map(BuildRecord::new);
    if (record.isPresent()) {
      build.update(record.get()).forEach(step -> display.step(build, step));
    }
  }
}
