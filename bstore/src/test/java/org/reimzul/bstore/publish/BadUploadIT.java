package org.reimzul.bstore.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.Digests;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.job.Status;

/** What is uploaded and not true: the build ends as failed, or the upload is set aside. */
class BadUploadIT {
  private static final String RPM = "hello-1.0-1.noarch.rpm";

  @TempDir Path root;
  private final Attempt attempt = Attempt.of("hello");
  private Bench bench;

  @BeforeEach
  void makeStore() {
    bench = Bench.in(root);
  }

  @AfterEach
  void the_next_upload_is_taken() throws Exception {
    Attempt next = bench.take(Attempt.of("hello").failed());
    assertThat(bench.end(next.build()).manifest().files()).isNotEmpty();
  }

  private Path uploaded(String name) {
    return bench.store().upload(attempt.id()).resolve(name);
  }

  private void endsAsFailed(String reason) throws Exception {
    assertThat(bench.intake().take(attempt.id())).isEqualTo(Intake.Verdict.ENDED);
    BuildEvent result = bench.end(attempt.build()).result();
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.reason().orElseThrow()).contains(reason);
    assertThat(bench.store().outbox().names()).containsExactly(attempt.build().value());
    assertThat(root.resolve(bench.end(attempt.build()).place().path())).isEmptyDirectory();
  }

  private void isSetAside(String reason) throws Exception {
    assertThatThrownBy(() -> bench.intake().take(attempt.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(reason);
    assertThat(bench.store().quarantine().resolve(attempt.id().toString())).isDirectory();
    assertThat(bench.store().quarantine().resolve(attempt.id() + ".reason"))
        .content()
        .contains(reason);
    assertThat(bench.store().upload(attempt.id())).doesNotExist();
    assertThat(root.resolve("work")).isEmptyDirectory();
    assertThat(bench.store().commits().builds()).isEmpty();
  }

  private void upload(Consumer<ObjectNode> change) throws Exception {
    ObjectNode manifest = attempt.manifest().toJson();
    change.accept(manifest);
    attempt.files(bench.store().upload(attempt.id()));
    attempt.manifest(bench.store(), Json.write(manifest));
  }

  private static ObjectNode result(ObjectNode manifest) {
    return (ObjectNode) manifest.get("result");
  }

  private static ObjectNode firstFile(ObjectNode manifest) {
    return (ObjectNode) manifest.get("files").get(0);
  }

  @Test
  void a_flipped_bit_fails_the_build() throws Exception {
    attempt.upload(bench.store());
    byte[] rpm = Files.readAllBytes(uploaded(RPM));
    rpm[rpm.length - 20] ^= 1;
    Files.write(uploaded(RPM), rpm);
    endsAsFailed(RPM + " is not what the manifest says");
  }

  @Test
  void a_missing_file_fails_the_build() throws Exception {
    attempt.upload(bench.store());
    Files.delete(uploaded(RPM));
    endsAsFailed(RPM + " is missing");
  }

  @Test
  void a_symbolic_link_fails_the_build_and_is_not_followed() throws Exception {
    attempt.upload(bench.store());
    Files.move(uploaded(RPM), root.resolve("elsewhere.rpm"));
    Files.createSymbolicLink(uploaded(RPM), root.resolve("elsewhere.rpm"));
    endsAsFailed("not a regular file");
  }

  @Test
  void a_broken_rpm_fails_the_build_even_if_the_manifest_agrees() throws Exception {
    byte[] rubbish = "not an rpm".getBytes(StandardCharsets.US_ASCII);
    upload(
        manifest ->
            firstFile(manifest).put("size", rubbish.length).put("sha256", Digests.of(rubbish)));
    Files.write(uploaded("hello-1.0-1.src.rpm"), rubbish);
    endsAsFailed("is not an RPM");
  }

  @Test
  void a_package_under_another_ones_name_fails_the_build() throws Exception {
    upload(manifest -> firstFile(manifest).put("nevra", "bash-0:5.0-1.src"));
    endsAsFailed("the manifest says otherwise");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../commits/x.rpm", "/etc/passwd", "a/b.rpm", "..", ".hidden.rpm"})
  void a_path_in_the_manifest_is_set_aside(String name) throws Exception {
    upload(manifest -> firstFile(manifest).put("name", name));
    isSetAside("file is not a bare file name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../../x", "..", "a/b"})
  void a_path_as_package_name_is_set_aside(String name) throws Exception {
    upload(manifest -> result(manifest).put("pkgname", name));
    isSetAside("pkgname is not a package name");
  }

  @Test
  void another_attempts_manifest_is_set_aside() throws Exception {
    upload(manifest -> result(manifest).put("attempt", "0123456789abcdef"));
    isSetAside("the manifest is that of attempt");
  }

  @Test
  void another_builds_manifest_is_set_aside() throws Exception {
    String other = Attempt.of("hello").build().value();
    upload(manifest -> result(manifest).put("build_id", other));
    isSetAside("the manifest is that of attempt " + other);
  }

  @Test
  void a_timestamp_that_is_no_date_is_set_aside() throws Exception {
    upload(manifest -> result(manifest).put("timestamp", "20269999999999"));
    isSetAside("timestamp is not a date");
  }

  @Test
  void a_result_that_no_message_can_hold_is_set_aside() throws Exception {
    upload(manifest -> result(manifest).put("reason", "x".repeat(70_000)));
    isSetAside("longer than a message may be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"v\":1}", "\u0000\u0001"})
  void a_manifest_that_is_none_is_set_aside(String text) throws Exception {
    attempt.files(bench.store().upload(attempt.id()));
    attempt.manifest(bench.store(), text.getBytes(StandardCharsets.UTF_8));
    isSetAside("the manifest is malformed");
  }

  @Test
  void a_manifest_of_a_newer_worker_waits_and_stops_no_scan() throws Exception {
    upload(manifest -> manifest.put("v", 2));
    assertThatThrownBy(() -> bench.intake().take(attempt.id()))
        .isInstanceOf(NewerMessageException.class);
    bench.scan().once();
    assertThat(uploaded("manifest.json")).exists();
  }

  @Test
  void a_link_as_manifest_is_not_read() throws Exception {
    attempt.files(bench.store().upload(attempt.id()));
    Files.write(root.resolve("elsewhere"), attempt.manifest().encode());
    Files.createSymbolicLink(uploaded("manifest.json"), root.resolve("elsewhere"));
    assertThat(bench.intake().take(attempt.id())).isEqualTo(Intake.Verdict.NOTHING);
  }
}
