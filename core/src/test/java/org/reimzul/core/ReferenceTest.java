package org.reimzul.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.Status;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.TubeName;

/** The reference of messages names everything that there is. */
class ReferenceTest {
  private static String reference;

  @BeforeAll
  static void read() throws IOException {
    reference = Files.readString(Path.of("../docs/messages.md"));
  }

  static Stream<TubeName> tubes() {
    return Arrays.stream(Tubes.class.getFields())
        .filter(field -> field.getType() == TubeName.class)
        .map(ReferenceTest::tube);
  }

  private static TubeName tube(java.lang.reflect.Field field) {
    try {
      return (TubeName) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("tubes")
  void has_a_row_for_every_tube(TubeName tube) {
    assertThat(reference).containsPattern("(?m)^\\| `" + tube.value() + "` \\|");
  }

  @ParameterizedTest
  @EnumSource
  void has_a_row_for_every_event(EventKind kind) {
    assertThat(reference).containsPattern("(?m)^\\| `" + kind.wire() + "` \\|");
  }

  @ParameterizedTest
  @EnumSource
  void has_a_row_for_every_end(EndState state) {
    assertThat(reference).containsPattern("(?m)^\\| `" + state.name() + "` \\|");
  }

  @ParameterizedTest
  @EnumSource
  void names_every_state_of_an_attempt(AttemptState state) {
    assertThat(reference).contains("`" + state.name() + "`");
  }

  @ParameterizedTest
  @EnumSource
  void names_every_status(Status status) {
    assertThat(reference).contains("`" + status.wire() + "`");
  }

  @Test
  void names_every_key_of_a_build_job() {
    var build = BuildId.mint(Instant.now());
    var job =
        new BuildJob(
            "foo-1-1.src.rpm",
            "x86_64",
            "c9.x86_64",
            ".el9",
            false,
            "jane",
            Optional.of(build),
            Optional.of("0".repeat(64)),
            Tries.NONE.failed("builder1"),
            List.of(build),
            Map.of());
    assertThat(job.toJson().fieldNames())
        .toIterable()
        .allSatisfy(key -> assertThat(reference).contains("`" + key + "`"));
  }
}
