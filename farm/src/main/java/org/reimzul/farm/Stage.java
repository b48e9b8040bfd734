package org.reimzul.farm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bson.Document;

/** What every part of the demo needs, and how it shows what came out. */
record Stage(Farm farm, Records records, Subscriber subscriber, Screen screen, Builder builder) {
  private static final int LOG_LINES = 12;

  Watch watch() {
    return new Watch(farm, records, screen, Duration.ofMinutes(builder.isolated() ? 60 : 30));
  }

  Submitter submitter() {
    return new Submitter(farm);
  }

  Repository repository() {
    return new Repository(farm.layout().repositoryUrl());
  }

  /** The reason of a failed build and the last lines of its log, fetched as anybody would. */
  void showFailure(BuildView build) throws IOException, InterruptedException {
    screen.title(build.srpm() + " failed");
    screen.say("reason: " + build.reason().orElse("(none recorded)"));
    if (build.place().isEmpty()) {
      return;
    }
    String path = build.place().get() + "build.log";
    screen.say("the last lines of " + farm.layout().repositoryUrl() + path + ":");
    String log = new String(repository().get(path), StandardCharsets.UTF_8);
    List<String> lines = log.lines().toList();
    lines
        .subList(Math.max(0, lines.size() - LOG_LINES), lines.size())
        .forEach(line -> screen.say("  | " + line));
  }

  /** The repository, the MQTT messages and the records. */
  void showResults(List<String> ids) throws IOException, InterruptedException {
    screen.title("The published repository: " + farm.layout().repositoryUrl());
    repository().packages().forEach(screen::say);
    screen.title("What a subscriber heard over MQTT");
    subscriber.messages().forEach(screen::say);
    screen.title("What the record holds (MongoDB, database reimzul)");
    for (BuildView build : records.builds(ids)) {
      screen.say("builds         " + build.id() + " " + build.srpm() + ": " + build.path());
    }
    for (Document entry : records.history()) {
      screen.say(
          String.format(
              "notify_history %s %s %s %s latest_build=%s",
              entry.getString("timestamp"),
              entry.getString("srpm"),
              entry.getString("arch"),
              entry.getString("status"),
              entry.get("latest_build")));
    }
  }

  /** Prints how to use the farm, and waits for Ctrl-C. */
  void keepUntilInterrupted() throws InterruptedException {
    String config = "--config " + farm.layout().config();
    screen.title("The farm stays up until Ctrl-C. Use it from another terminal:");
    screen.say(farm.command("reimzul") + " submit SRPM -t demo --wait " + config);
    screen.say("browse " + farm.layout().repositoryUrl());
    screen.say("logs   " + farm.layout().log("worker1").getParent());
    new CountDownLatch(1).await();
  }
}
