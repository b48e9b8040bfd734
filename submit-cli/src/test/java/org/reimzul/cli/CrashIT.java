package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.TubeName;

/** Commands killed between two effects: what is left can be finished by others, or asked again. */
@Timeout(60)
class CrashIT extends AgainstFarm {
  private final BuildJob job = Jobs.tiny();
  private final BuildId build = job.requireBuildId();

  /** Runs a command as a process that is killed at this point; returns what it said. */
  private String killedAt(String point, String... args) throws Exception {
    Path points = Files.createDirectories(dir.resolve("points/arm")).getParent();
    Files.createFile(points.resolve("arm").resolve(point));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> argv = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1"));
    argv.add("-D" + CrashPoint.PROPERTY + "=" + points);
    argv.addAll(List.of("-cp", System.getProperty("java.class.path")));
    argv.add(ReimzulMain.class.getName());
    argv.addAll(List.of(farm.with(args)));
    Path out = dir.resolve("out");
    Process process =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isEqualTo(137);
    return said;
  }

  private long put(TubeName tube) throws Exception {
    return queue.put(tube, job.encode(), Tubes.BUILD, Duration.ZERO, Tubes.TTR);
  }

  @ParameterizedTest
  @CsvSource({
    "submit.source.placed, 0, 0, 0",
    "submit.build.begin, 0, 0, 0",
    "submit.event.put, 1, 0, 0",
    "submit.job.put, 1, 1, 0",
    "submit.place.put, 2, 1, 0",
    "submit.build.acknowledged, 2, 1, 1"
  })
  void a_submitter_acknowledges_nothing_that_the_record_and_the_queue_have_not(
      String point, int events, int jobs, int lines) throws Exception {
    String tiny = TinyPackages.source(dir, "tiny", "").toString();

    String said = killedAt(point, "submit", tiny, "-a", "noarch", "-t", "c7", "-d", ".el7");

    List<FarmEvent> told = farm.takeEvents();
    assertThat(told).hasSize(events);
    assertThat(farm.take("noarch")).hasSize(jobs);
    assertThat(said).hasLineCount(lines);
    // what the reconciler needs to put a build that never came into the queue
    assertThat(told).allMatch(event -> event.data().has("job") || event.data().has("queue_id"));
    assertThat(farm.incomingFiles()).containsExactly("tiny-1.0-1.el7_4.src.rpm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancel.notice.put", "cancel.end.put", "cancel.job.deleted"})
  void a_build_leaves_the_queue_only_with_its_end_under_way(String point) throws Exception {
    long id = put(TubeName.of("noarch"));
    record.add(build, Jobs.document(job, "QUEUED", "noarch", id).toString());

    killedAt(point, "cancel", build.value());

    boolean asked = queue.statsTube(Tubes.BSTORE).isPresent();
    assertThat(asked || queue.peek(id).isPresent()).isTrue();
    assertThat(asked).isEqualTo(!point.equals("cancel.notice.put"));

    farm.reimzul("cancel", build.value(), "--no-wait");
    assertThat(queue.peek(id)).isEmpty();
    assertThat(TinyBstore.take(queue)).isInstanceOf(BstoreRequest.End.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"retry.held.reserved", "retry.job.put", "retry.event.put", "retry.held.deleted"})
  void a_held_build_is_never_in_no_tube(String point) throws Exception {
    long id = put(Tubes.HELD);
    record.add(build, Jobs.document(job, "HELD", "held", id).toString());

    killedAt(point, "retry", build.value());

    boolean released = !farm.take("noarch").isEmpty();
    assertThat(released).isEqualTo(!point.equals("retry.held.reserved"));
    assertThat(queue.peek(id).isPresent()).isEqualTo(!point.equals("retry.held.deleted"));
  }

  @Test
  void a_notice_is_put_once_however_often_it_is_asked_for() throws Exception {
    killedAt("drain.notice.put", "worker", "drain", "b1");

    assertThat(farm.reimzul("worker", "drain", "b1").out()).startsWith("b1 is to drain already");
    killedAt("resume.notice.removed", "worker", "resume", "b1");
    assertThat(Notices.find(queue, Notices.drain("b1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reindex.bstore.put", "reindex.controller.put"})
  void a_reindex_may_be_asked_for_again(String point) throws Exception {
    killedAt(point, "reindex");

    assertThat(farm.reimzul("reindex").exit()).isZero();
    assertThat(farm.take("bstore")).hasSize(2);
    assertThat(farm.take("reindex")).isNotEmpty();
  }

  @Test
  void a_withdrawal_that_was_asked_for_stays_asked_for() throws Exception {
    bstore.commit(job, Status.SUCCESS);

    killedAt("withdraw.request.put", "withdraw", build.value(), "-m", "broken");

    assertThat(TinyBstore.take(queue)).isInstanceOf(BstoreRequest.Withdraw.class);
  }
}
