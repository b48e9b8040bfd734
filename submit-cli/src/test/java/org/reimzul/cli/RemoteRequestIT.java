package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.TubeName;

/** The commands for builds, before a build that has no source package yet. */
class RemoteRequestIT extends AgainstFarm {
  private final BuildId build = BuildId.mint(Instant.now());
  private final SourceRequest request =
      new SourceRequest(
          "tiny",
          "c9s",
          "HEAD",
          Optional.empty(),
          "x86_64",
          "c9",
          "",
          "",
          false,
          "alice",
          Optional.of(build),
          Optional.of("r-1"),
          Tries.NONE,
          Map.of());

  private long put(TubeName tube) throws Exception {
    return queue.put(
        tube,
        request.withTries(Tries.NONE.failed("b1")).encode(),
        Tubes.BUILD,
        Duration.ZERO,
        Tubes.TTR);
  }

  private void recorded(String state, TubeName tube, long id) {
    ObjectNode document = Jobs.document(request.ended(), state, tube.value(), id);
    document.putNull("srpm");
    document.set("job", request.toJson());
    record.add(build, document.toString());
  }

  @Test
  void cancel_takes_it_out_of_its_tube_and_asks_for_its_end() throws Exception {
    recorded("QUEUED", Tubes.SOURCE, put(Tubes.SOURCE));

    assertThat(farm.reimzul("cancel", build.value(), "--no-wait").exit()).isZero();

    assertThat(farm.take("source")).isEmpty();
    var asked = (BstoreRequest.End) BstoreRequest.decode(farm.take("bstore").get(0).body());
    assertThat(asked.end().state()).isEqualTo(EndState.CANCELED);
    assertThat(asked.end().job()).isEqualTo(request.ended());
  }

  @Test
  void cancel_finds_it_while_the_record_has_not_heard_of_it() throws Exception {
    put(Tubes.SOURCE);

    assertThat(farm.reimzul("cancel", build.value(), "--no-wait").exit()).isZero();

    assertThat(farm.take("source")).isEmpty();
  }

  @Test
  void retry_puts_it_back_for_those_who_make_source_packages() throws Exception {
    recorded("HELD", Tubes.HELD, put(Tubes.HELD));

    assertThat(farm.reimzul("retry", build.value()))
        .isEqualTo(new Ran(0, "Released build " + build + " to build queue source\n", ""));

    assertThat(SourceRequest.decode(farm.take("source").get(0).body())).isEqualTo(request);
  }

  @Test
  void status_and_why_say_what_it_is_and_where_it_waits() throws Exception {
    recorded("QUEUED", Tubes.SOURCE, put(Tubes.SOURCE));

    assertThat(farm.reimzul("status", build.value()).out())
        .contains("Source     tiny c9s HEAD\n", "Target     c9.x86_64\n", "State      QUEUED\n");
    assertThat(farm.reimzul("why", build.value()).out())
        .contains("in tube source, priority 8192, waits for a worker")
        .contains("tube source: 1 waiting, 0 being built, 0 workers: none runs");
  }
}
