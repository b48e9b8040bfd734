package org.reimzul.controller.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.ConnectionString;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.Messages;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.testkit.FreePort;

/** What any MongoDB must do for us: see {@link TestMongo}. */
class FarmRecordIT {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final String GRUB = "grub2-2.02-0.65.el7_4.src.rpm";
  private static final String FIRST = "00000000000000aa";
  private static final String SECOND = "00000000000000bb";

  @TempDir static Path dir;
  private static TestMongo mongo;
  private static FarmRecord record;
  private final String build = BuildId.mint(NOW).value();

  @BeforeAll
  static void open() throws Exception {
    mongo = new TestMongo(dir);
    record = new FarmRecord(mongo.config());
  }

  @AfterAll
  static void close() {
    record.close();
    mongo.close();
  }

  @BeforeEach
  void forget() {
    List.of("builds", "notify_history", "rejected")
        .forEach(name -> mongo.database().getCollection(name).deleteMany(new Document()));
  }

  private static void tell(String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    record.add(BuildEvent.decode(bytes), bytes, NOW);
  }

  private static List<Document> all(String collection) {
    return mongo.database().getCollection(collection).find().into(new ArrayList<>());
  }

  @Test
  void the_originals_own_documents_are_demoted_and_closed() throws Exception {
    var history = mongo.database().getCollection("notify_history");
    Document old = Document.parse(Messages.original("Failed", GRUB, "20180101000000"));
    history.insertOne(old.append("latest_build", true));
    history.insertOne(Document.parse(Messages.original("Building", GRUB, "20180202101500")));
    tell(Messages.original("Success", GRUB, "20180202101500"));
    assertThat(all("notify_history"))
        .extracting(d -> d.get("timestamp"), d -> d.get("status"), d -> d.get("latest_build"))
        .containsExactlyInAnyOrder(
            tuple("20180101000000", "Failed", false),
            tuple("20180202101500", "Done", null),
            tuple("20180202101500", "Success", true));
  }

  @Test
  void builds_of_other_packages_and_timestamps_are_left_alone() throws Exception {
    tell(Messages.original("Building", GRUB, "20180101000000"));
    tell(Messages.original("Success", "bash-4.2-1.src.rpm", "20180202101500"));
    tell(Messages.original("Failed", GRUB, "20180202101500"));
    assertThat(all("notify_history"))
        .extracting(d -> d.get("srpm"), d -> d.get("status"), d -> d.get("latest_build"))
        .containsExactlyInAnyOrder(
            tuple(GRUB, "Building", null),
            tuple("bash-4.2-1.src.rpm", "Success", true),
            tuple(GRUB, "Failed", true));
  }

  @Test
  void an_old_end_delivered_again_does_not_become_the_latest() throws Exception {
    tell(Messages.original("Success", GRUB, "20180101000000"));
    tell(Messages.original("Success", GRUB, "20180202101500"));
    tell(Messages.original("Success", GRUB, "20180101000000"));
    assertThat(all("notify_history"))
        .extracting(d -> d.get("timestamp"), d -> d.get("latest_build"))
        .containsExactlyInAnyOrder(tuple("20180101000000", false), tuple("20180202101500", true));
  }

  @Test
  void a_beginning_overtaken_by_its_end_is_done() throws Exception {
    tell(Messages.ours("Success", build, FIRST, ""));
    tell(Messages.ours("Building", build, FIRST, ""));
    tell(Messages.original("Failed", GRUB, "20180202101500"));
    tell(Messages.original("Building", GRUB, "20180202101500"));
    assertThat(all("notify_history"))
        .extracting(d -> d.get("status"))
        .containsExactlyInAnyOrder("Success", "Done", "Failed", "Done");
    assertThat(record.queries().document(new BuildId(build)).orElseThrow())
        .containsEntry("state", "PUBLISHED");
  }

  @Test
  void an_end_closes_the_building_of_every_attempt_even_at_another_time() throws Exception {
    tell(Messages.ours("Building", build, FIRST, ""));
    String later = Messages.ours("Success", build, SECOND, "");
    tell(later.replace("20261121031500", "20261121031501"));
    assertThat(all("notify_history"))
        .extracting(d -> d.get("attempt"), d -> d.get("status"))
        .containsExactlyInAnyOrder(tuple(FIRST, "Done"), tuple(SECOND, "Success"));
  }

  @Test
  void a_chained_arch_is_a_build_of_its_own() throws Exception {
    tell(Messages.ours("Building", build, FIRST, ""));
    String chained = Messages.ours("Success", build + "-i386", FIRST, "");
    tell(chained.replace("\"arch\":\"x86_64\"", "\"arch\":\"i386\""));
    assertThat(record.queries().newest(10))
        .extracting(d -> d.get("arch"), d -> d.get("state"))
        .containsExactly(tuple("i386", "PUBLISHED"), tuple("x86_64", "BUILDING"));
    assertThat(all("notify_history"))
        .extracting(d -> d.get("status"))
        .containsExactlyInAnyOrder("Building", "Success");
  }

  @Test
  void writers_that_meet_lose_nothing() throws Exception {
    int attempts = 24;
    List<Callable<Void>> writers = new ArrayList<>();
    for (int i = 0; i < attempts; i++) {
      writers.add(() -> attempt(AttemptToken.mint()));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<Void> done : threads.invokeAll(writers)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    Document document = record.queries().document(new BuildId(build)).orElseThrow();
    assertThat(document.getList("attempts", Document.class)).hasSize(attempts);
    assertThat(document.getInteger("version")).isEqualTo(attempts);
  }

  private Void attempt(AttemptToken token) throws Exception {
    record.add(
        FarmEvent.of(EventKind.ATTEMPT, NOW, "worker@b", new BuildId(build), null)
            .with("attempt", token.value())
            .with("state", "LEASED")
            .with("host", "b"));
    return null;
  }

  @Test
  void a_message_that_says_nothing_new_writes_nothing() throws Exception {
    tell(Messages.ours("Building", build, FIRST, ",\"batch\":{\"n\":[1,2.5,null,true,\"x\"]}"));
    Document before = record.queries().document(new BuildId(build)).orElseThrow();
    tell(Messages.ours("Building", build, FIRST, ",\"batch\":{\"n\":[1,2.5,null,true,\"x\"]}"));
    assertThat(record.queries().document(new BuildId(build))).contains(before);
  }

  @Test
  void keys_that_others_have_added_stay() throws Exception {
    tell(Messages.ours("Building", build, FIRST, ""));
    mongo
        .database()
        .getCollection("builds")
        .updateOne(new Document("_id", build), new Document("$set", new Document("comment", "ok")));
    tell(Messages.ours("Success", build, FIRST, ""));
    assertThat(record.queries().document(new BuildId(build)).orElseThrow())
        .containsEntry("comment", "ok")
        .containsEntry("version", 2);
  }

  @Test
  void a_rejected_message_is_kept_once() throws Exception {
    FarmEvent event =
        FarmEvent.rejected(NOW, "worker@b", "x86_64", 12, new byte[] {0, 1}, "not JSON");
    record.add(event);
    record.add(event);
    assertThat(all("rejected")).hasSize(1);
    assertThat(all("rejected").get(0))
        .containsEntry("tube", "x86_64")
        .containsEntry("queue_id", 12)
        .containsEntry("size", 2)
        .containsEntry("reason", "not JSON")
        .containsEntry("by", "worker@b");
  }

  @Test
  void the_newest_come_first_and_no_more_than_asked_for() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, BuildId.mint(NOW.plus(Duration.ofSeconds(i))).value());
      tell(Messages.ours("Building", ids.get(0), FIRST, ""));
    }
    assertThat(record.queries().newest(3))
        .extracting(d -> d.get("_id"))
        .containsExactlyElementsOf(ids.subList(0, 3));
  }

  @Test
  void a_server_that_is_away_is_told_from_other_failures() {
    var nobody =
        new MongoConfig(
            new ConnectionString("mongodb://127.0.0.1:" + FreePort.next()),
            Optional.empty(),
            new InetSocketAddress("127.0.0.1", 0));
    try (var away = new FarmRecord(nobody)) {
      assertThatThrownBy(() -> away.queries().newest(1)).isInstanceOf(RecordAwayException.class);
    }
  }
}
