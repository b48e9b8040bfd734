package org.reimzul.bstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Farm;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.testkit.Await;

/** A repogen worker that is halted at every crash point, one after the other. */
@Execution(ExecutionMode.CONCURRENT)
class RepogenCrashIT {
  private static final Pattern POINT =
      Pattern.compile("CrashPoint\\.reach\\(\"(bstore[^\"]+)\"\\)");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String TOLD = "bstore\\.(announce|createrepo|quarantine|start)\\..*";
  private static final String ENDED = "bstore\\.(end|reindex)\\..*";
  private static final String TAKEN = "bstore\\.(intake|place)\\..*";
  private static final String PUBLISHED = "bstore\\.publish\\..*";
  private static final String SETTLED = "bstore\\.settle\\..*";
  private static final String WITHDRAWN = "bstore\\.withdraw\\..*";
  private static final String GROUPS =
      String.join("|", TOLD, ENDED, TAKEN, PUBLISHED, SETTLED, WITHDRAWN);

  @TempDir Path dir;
  private final List<Attempt> published = new ArrayList<>();
  private final List<Attempt> failed = new ArrayList<>();
  private final List<Attempt> unique = new ArrayList<>();
  private final List<Attempt> canceled = new ArrayList<>();
  private final List<Attempt> withdrawn = new ArrayList<>();
  private Farm farm;

  @BeforeEach
  void start() throws Exception {
    farm = new Farm(dir);
  }

  @AfterEach
  void stop() {
    farm.repogen().kill();
    farm.close();
  }

  private static Set<String> points() throws IOException {
    Set<String> points = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        for (MatchResult found : POINT.matcher(Files.readString(source)).results().toList()) {
          assertThat(points.add(found.group(1))).as(found.group(1) + " is there once").isTrue();
        }
      }
    }
    return points;
  }

  private void launch() {
    farm.repogen().launch(Map.of(), "-Dreimzul.crash_points=" + dir.resolve("points"));
  }

  /** A little of everything. */
  private void work() throws Exception {
    Attempt gone = farm.hand(Attempt.of("hello"));
    farm.withdraw(gone);
    withdrawn.add(gone);
    published.add(farm.hand(Attempt.of("other")));
    failed.add(farm.hand(Attempt.of("hello").failed()));
    unique.add(farm.hand(Attempt.of("other").target("final.x86_64")));
    Attempt off = Attempt.of("hello");
    farm.cancel(off);
    canceled.add(off);
    Attempt.of("hello").manifest(farm.store(), new byte[] {'{'});
    farm.hint("{\"target\":\"el9.x86_64\"}".getBytes(StandardCharsets.UTF_8));
    farm.request(new BstoreRequest.Reindex("reimzul@desk", Instant.now()));
  }

  @Test
  void every_point_belongs_to_one_of_the_groups() throws Exception {
    assertThat(points()).hasSizeGreaterThanOrEqualTo(25).allMatch(name -> name.matches(GROUPS));
  }

  @ParameterizedTest
  @ValueSource(strings = {TOLD, ENDED, TAKEN, PUBLISHED, SETTLED, WITHDRAWN})
  void a_halt_at_every_crash_point_loses_nothing(String group) throws Exception {
    Path arm = Files.createDirectories(dir.resolve("points/arm"));
    launch();
    for (String point : points()) {
      if (point.matches(group)) {
        Files.createFile(arm.resolve(point));
        if (point.startsWith("bstore.start.")) {
          farm.repogen().close();
          launch();
        }
        for (int i = 0; i < 25 && point.equals("bstore.reindex.progressed"); i++) {
          farm.cancel(Attempt.of("hello")); // it is noted once in twenty
        }
        work();
        Await.until(LIMIT, "a halt at " + point, () -> !farm.repogen().process().isAlive());
        farm.repogen().close();
        launch();
      }
    }
    everybodyHasOneEnd();
  }

  private void everybodyHasOneEnd() throws Exception {
    for (Attempt attempt : published) {
      farm.notifications().end(attempt.build());
    }
    for (Attempt attempt : failed) {
      farm.notifications().end(attempt.build());
    }
    for (Attempt attempt : canceled) {
      assertThat(ended(attempt).data().path("state").textValue()).isEqualTo("CANCELED");
    }
    for (Attempt attempt : withdrawn) {
      assertThat(ended(attempt).data().path("state").textValue()).isEqualTo("WITHDRAWN");
    }
    Await.until(
        LIMIT,
        "every build to end",
        () -> {
          List<BuildId> ended = farm.store().commits().builds();
          return unique.stream().map(Attempt::build).allMatch(ended::contains);
        });
    int skipped = 0;
    for (Attempt attempt : unique) {
      if (farm.store().commits().built(attempt.build()).isEmpty()) {
        assertThat(ended(attempt).data().path("state").textValue()).isEqualTo("SKIPPED");
        skipped++;
      }
    }
    assertThat(skipped).isEqualTo(unique.size() - 1);
    assertThat(farm.listed()).hasSize(3).allMatch(path -> path.startsWith("other/"));
    Await.until(
        LIMIT,
        "nothing to be left over",
        () ->
            Trees.children(farm.store().work()).isEmpty()
                && Trees.children(farm.store().incoming()).isEmpty()
                && farm.store().outbox().isEmpty()
                && farm.store().reindex().isEmpty());
    try (Stream<Path> files = Files.walk(farm.repository().resolve("hello"))) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith("."))).isEmpty();
    }
  }

  private FarmEvent ended(Attempt attempt) {
    return farm.events()
        .event(
            e ->
                e.kind() == EventKind.ENDED
                    && e.build().filter(attempt.build()::equals).isPresent());
  }
}
