package org.reimzul.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
  private static final String FULL =
      """
      {"build":"b1","srpm":"hello-1-2.src.rpm","target":"demo.x86_64","arch":"x86_64",\
      "scratch":true,"name":"hello","evr":"1-2.demo","expect":"failure",\
      "submitted_at":"2026-11-20T10:00:00Z","after":["b0"],"packages":["hello","hello-libs"],"chained":["i386"]}
      """;

  @TempDir Path dir;

  @BeforeEach
  void aFarm() throws IOException {
    write("farm.json", "{\"mongodb\":\"mongodb://m\",\"repositories\":{\"d.x86_64\":\"file:/r\"}}");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text);
  }

  @Test
  void what_is_not_there_is_empty() throws Exception {
    Evidence read = Evidence.read(dir);
    assertThat(read.farm().database()).isEqualTo("reimzul");
    assertThat(read.farm().repositories().get("d.x86_64")).hasToString("file:/r/");
    assertThat(read.farm().toSign()).isEmpty();
    assertThat(read.farm().recipients()).isEmpty();
    assertThat(read.acknowledged()).isEmpty();
    assertThat(read.mqtt()).isEmpty();
    assertThat(read.mail()).isEmpty();
  }

  @Test
  void reads_what_submitters_were_told() throws Exception {
    write("acknowledged.jsonl", FULL);
    assertThat(Evidence.read(dir).acknowledged())
        .containsExactly(
            new Acknowledged(
                "b1",
                new Parcel(
                    "hello-1-2.src.rpm",
                    "demo.x86_64",
                    "x86_64",
                    true,
                    "hello",
                    "1-2.demo",
                    List.of("hello", "hello-libs"),
                    List.of("i386")),
                Set.of(Expectation.FAILURE),
                Optional.of(Instant.parse("2026-11-20T10:00:00Z")),
                List.of("b0")));
  }

  @Test
  void an_acknowledged_build_has_an_id() throws Exception {
    String without = FULL.replace("\"build\":\"b1\",", "");
    write("submitted.jsonl", without);
    assertThat(Evidence.read(dir).submitted()).hasSize(1);
    write("acknowledged.jsonl", without);
    assertThatThrownBy(() -> Evidence.read(dir)).hasMessageContaining("without id");
  }

  @Test
  void reads_results_and_leaves_out_other_topics() throws Exception {
    String message =
        """
        {"at":"2026-11-20T10:00:00.5Z","topic":"%s","message":{"srpm":"s","status":"Failed",\
        "target":"t","arch":"a","timestamp":"1","submitter":"me"}}
        """;
    write(
        "mqtt.jsonl",
        message.formatted("reimzul/builds/results") + message.formatted("reimzul/workers"));
    assertThat(Evidence.read(dir).mqtt())
        .containsExactly(
            new Announcement(
                new Result(new Work("s", "t", "a"), "1", "Failed"),
                Instant.parse("2026-11-20T10:00:00.5Z")));
  }

  @Test
  void a_message_without_sense_is_what_was_heard() throws Exception {
    write(
        "mqtt.jsonl",
        "{\"at\":\"2026-11-20T10:00:00Z\",\"topic\":\"r/builds/results\",\"message\":\"?\"}");
    assertThat(Evidence.read(dir).mqtt()).hasSize(1);
    assertThat(Evidence.read(dir).mqtt().get(0).result())
        .hasToString("nothing sensible: \"?\" of  for  in  ()");
  }

  @Test
  void reads_mails_by_their_subjects() throws Exception {
    write(
        "mail.jsonl",
        """
        {"at":"2026-11-20T10:00:00Z","message_id":"1","body":"","subject":\
        "[reimzul] Build task 20261120100000 s-1-1.src.rpm\\n (arch: a) target t.a : Success"}
        {"at":"2026-11-20T10:00:00Z","message_id":"2","body":"","subject":"Disk almost full"}
        """);
    assertThat(Evidence.read(dir).mail())
        .extracting(Announcement::result)
        .containsExactly(
            new Result(new Work("s-1-1.src.rpm", "t.a", "a"), "20261120100000", "Success"));
  }

  @Test
  void a_line_that_is_no_object_is_an_error_and_no_verdict() throws Exception {
    write("mqtt.jsonl", "{\"at\":\n");
    assertThatThrownBy(() -> Evidence.read(dir)).isInstanceOf(IOException.class);
  }
}
