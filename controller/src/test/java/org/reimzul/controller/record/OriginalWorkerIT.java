package org.reimzul.controller.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.Messages;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;

/** What original workers say, and what bstore says of their uploads. */
class OriginalWorkerIT {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final String GRUB = "grub2-2.02-0.65.el7_4.src.rpm";
  private static final String TIME = "20180202101500";

  @TempDir static Path dir;
  private static TestMongo mongo;
  private static FarmRecord record;

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
    List.of("builds", "notify_history")
        .forEach(name -> mongo.database().getCollection(name).deleteMany(new Document()));
  }

  private static void tell(String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    record.add(BuildEvent.decode(bytes), bytes, NOW);
  }

  private static List<Document> history() {
    return mongo.database().getCollection("notify_history").find().into(new ArrayList<>());
  }

  /** Bstore's word of the upload. */
  private static BuildId commit(String told) throws Exception {
    BuildEvent result = BuildEvent.decode(told.getBytes(StandardCharsets.UTF_8)).identified();
    BuildId id = result.job().requireBuildId();
    record.add(
        FarmEvent.of(EventKind.COMMITTED, NOW, "repogen@b", id, null)
            .with("job", result.job().toJson())
            .with("state", "PUBLISHED")
            .with("committed", NOW.toString())
            .with("result", result.toJson()));
    return id;
  }

  @Test
  void bstores_word_of_an_upload_is_no_second_document_whichever_comes_first() throws Exception {
    String success = Messages.original("Success", GRUB, TIME);
    tell(success);
    BuildId id = commit(success);
    assertThat(history()).hasSize(1);
    assertThat(record.queries().document(id).orElseThrow())
        .containsEntry("state", "PUBLISHED")
        .containsEntry("submitter", "arrfab");
    forget();
    commit(success);
    tell(success);
    assertThat(history())
        .extracting(d -> d.get("status"), d -> d.get("latest_build"))
        .containsExactly(tuple("Success", true));
  }

  @Test
  void what_an_original_notifier_has_recorded_stays_the_only_document() throws Exception {
    String success = Messages.original("Success", GRUB, TIME);
    Document theirs = Document.parse(success).append("latest_build", true);
    mongo.database().getCollection("notify_history").insertOne(theirs);
    commit(success);
    assertThat(history()).containsExactly(theirs);
  }

  @Test
  void a_chained_arch_under_its_jobs_id_is_a_build_of_its_own() throws Exception {
    String id = BuildId.mint(NOW).value();
    String parent =
        Messages.original("Success", GRUB, TIME)
            .replace("armhfp", "x86_64")
            .replace("{", "{\"build_id\": \"" + id + "\", ");
    String chained = parent.replace("\"arch\": \"x86_64\"", "\"arch\": \"i386\"");
    tell(parent);
    tell(chained.replace("Success", "Building"));
    assertThat(history())
        .extracting(d -> d.get("arch"), d -> d.get("status"))
        .containsExactlyInAnyOrder(tuple("x86_64", "Success"), tuple("i386", "Building"));
    tell(chained.replace("Success", "Failed"));
    assertThat(record.queries().document(new BuildId(id)).orElseThrow())
        .containsEntry("state", "PUBLISHED");
    assertThat(record.queries().document(new BuildId(id + "-i386")).orElseThrow())
        .containsEntry("state", "FAILED")
        .containsEntry("arch", "i386");
  }
}
