package org.reimzul.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The checker's main program against a real database, real packages and real metadata. */
@Timeout(120)
class RealFilesIT {
  private static final String PLACE = "hello/20261120100000/1.0-1.x86_64/";

  @TempDir Path dir;
  private Path repository;

  @BeforeEach
  void aRepository() throws Exception {
    repository = dir.resolve("repo/demo.x86_64");
    Path results = Files.createDirectories(repository.resolve(PLACE));
    Path staged = Files.createDirectories(dir.resolve("tosign/demo.x86_64"));
    for (Path rpm : RealPackage.build(dir.resolve("rpmbuild"), "hello")) {
      Files.copy(rpm, staged.resolve(rpm.getFileName()));
      Files.move(rpm, results.resolve(rpm.getFileName()));
    }
    createrepo();
  }

  private void createrepo() throws Exception {
    RealPackage.run(
        dir, List.of("createrepo_c", "--quiet", "--no-database", "--", repository.toString()));
  }

  private void evidence(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text);
  }

  /** Runs the program; returns its exit code and what it printed. */
  private String check(String repositoryUrl) throws Exception {
    try (var mongo = new RealMongo()) {
      mongo.published("b1", "hello");
      evidence(
          "farm.json",
          "{\"mongodb\":\"%s\",\"repositories\":{\"demo.x86_64\":\"%s\"},\"tosign\":\"%s\"}"
              .formatted(mongo.uri(), repositoryUrl, dir.resolve("tosign")));
      evidence(
          "acknowledged.jsonl",
          """
          {"build":"b1","srpm":"hello-1.0-1.src.rpm","target":"demo.x86_64","arch":"x86_64",\
          "expect":"success","submitted_at":"2026-11-20T10:00:00Z",\
          "packages":["hello","hello-libs"]}
          """);
      evidence(
          "mqtt.jsonl",
          """
          {"at":"2026-11-20T10:00:09Z","topic":"reimzul/builds/results","message":\
          {"srpm":"hello-1.0-1.src.rpm","status":"Success","target":"demo.x86_64",\
          "arch":"x86_64","timestamp":"20261120100000","submitter":"me"}}
          """);
      evidence("reader.jsonl", "{\"reads\":1}");
      return program();
    }
  }

  private String program() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java, "-cp", classPath, Main.class.getName(), dir.toString())
            .redirectError(dir.resolve("stderr").toFile()) // libraries may log there
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + "\n" + printed;
  }

  @Test
  void finds_nothing_wrong_with_what_is_right_read_as_files() throws Exception {
    assertThat(check(repository.toUri().toString()))
        .isEqualTo("0\nbuilds=1 lost=0 twice=0 unexpected=0 reader_failures=0 leftovers=0\n");
  }

  @Test
  void finds_nothing_wrong_with_what_is_right_read_over_http() throws Exception {
    try (var server = new StaticServer(repository)) {
      assertThat(check(server.url().toString()))
          .isEqualTo("0\nbuilds=1 lost=0 twice=0 unexpected=0 reader_failures=0 leftovers=0\n");
    }
  }

  @Test
  void finds_a_package_that_was_cut_short_before_it_was_listed() throws Exception {
    Path rpm = repository.resolve(PLACE + "hello-libs-1.0-1.noarch.rpm");
    byte[] whole = Files.readAllBytes(rpm);
    Files.write(rpm, Arrays.copyOf(whole, whole.length - 9));
    createrepo();
    assertThat(check(repository.toUri().toString()))
        .startsWith("1\n")
        .contains("hello-libs-1.0-1.noarch.rpm is not an RPM with the right digests");
  }

  @Test
  void finds_a_package_that_the_metadata_lack() throws Exception {
    Path rpm = repository.resolve(PLACE + "hello-libs-1.0-1.noarch.rpm");
    Path aside = Files.move(rpm, dir.resolve("aside"));
    createrepo();
    Files.move(aside, rpm);
    assertThat(check(repository.toUri().toString()))
        .startsWith("1\nLOST build b1: ")
        .contains("hello-libs-1.0-1.noarch.rpm is not in the repodata\n")
        .endsWith("builds=1 lost=1 twice=0 unexpected=0 reader_failures=0 leftovers=0\n");
  }

  @Test
  void tells_damaged_files_from_whole_ones() throws Exception {
    Path whole = repository.resolve(PLACE + "hello-1.0-1.noarch.rpm");
    Path text = Files.writeString(dir.resolve("a.rpm"), "not an RPM");
    Path half = dir.resolve("half.rpm");
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(new RpmKeys().damaged(List.of(text, whole, half))).isEqualTo(Set.of(text, half));
  }

  @Test
  void evidence_that_cannot_be_read_is_no_verdict() throws Exception {
    assertThat(program()).isEqualTo("2\n");
    assertThat(Files.readString(dir.resolve("stderr"))).contains("the evidence cannot be read");
  }
}
