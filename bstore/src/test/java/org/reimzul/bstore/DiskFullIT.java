package org.reimzul.bstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.Farm;
import org.reimzul.bstore.lab.Repodata;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.Namespaces;

/** A repogen worker on a disk that is full for a while; needs root, to mount one. */
class DiskFullIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir Path dir;
  private Farm farm;
  private Path root;

  @BeforeEach
  void mount() throws Exception {
    root = Files.createDirectories(dir.resolve("root"));
    assumeTrue(Namespaces.allowed(), "mounts are not allowed here");
    run("mount", "-t", "tmpfs", "-o", "size=8m,nr_inodes=400", "tmpfs", root.toString());
    farm = new Farm(dir);
    farm.repogen().launch().awaitUp();
    Await.until(LIMIT, "the first repodata", () -> farm.listed().isEmpty());
  }

  @AfterEach
  void unmount() throws Exception {
    if (farm != null) {
      farm.repogen().kill();
      farm.close();
      run("umount", "-l", root.toString());
    }
  }

  private static void run(String... argv) throws IOException, InterruptedException {
    new ProcessRunner().capture(Command.of(argv));
  }

  private void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] zeros = new byte[4096];
      while (true) {
        out.write(zeros);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private void nothingHalf() throws IOException {
    assertThat(Trees.children(farm.store().work())).isEmpty();
    assertThat(farm.store().commits().builds()).isEmpty();
    assertThat(farm.listed()).isEmpty();
  }

  @Test
  void a_full_disk_holds_up_intake_until_there_is_room() throws Exception {
    Attempt attempt = Attempt.of("hello").upload(farm.store());
    fill(root.resolve("ballast"));
    farm.hint(attempt.result().encode());
    Await.until(
        LIMIT, "a refusal", () -> farm.repogen().process().logText().contains("no room for"));
    nothingHalf();
    assertThat(farm.repogen().process().isAlive()).isTrue();
    Files.delete(root.resolve("ballast"));
    farm.notifications().end(attempt.build());
    assertThat(farm.listed()).hasSize(3);
  }

  @Test
  void so_do_inodes_that_have_run_out() throws Exception {
    Attempt attempt = Attempt.of("hello").upload(farm.store());
    Path crowd = Files.createDirectory(root.resolve("crowd"));
    List<Path> files = new ArrayList<>();
    try {
      while (true) {
        files.add(Files.createFile(crowd.resolve(Integer.toString(files.size()))));
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    farm.hint(attempt.result().encode());
    Await.until(
        LIMIT, "a failure", () -> farm.repogen().process().logText().contains("has to wait"));
    nothingHalf();
    Trees.delete(crowd);
    farm.notifications().end(attempt.build());
    assertThat(farm.listed()).hasSize(3);
  }

  @Test
  void a_full_disk_holds_up_publishing_and_readers_keep_what_they_have() throws Exception {
    farm.repogen().kill();
    farm.repogen().close();
    Attempt attempt = Bench.in(root).take(Attempt.of("hello"));
    fill(root.resolve("ballast"));
    farm.repogen().launch();
    Await.until(
        LIMIT,
        "a failure",
        () -> farm.repogen().process().logText().contains("readers of these keep what they have"));
    assertThat(Repodata.packages(farm.repository())).isEmpty();
    assertThat(Trees.children(farm.repository().resolve(".generations"))).hasSize(1);
    Files.delete(root.resolve("ballast"));
    farm.notifications().end(attempt.build());
    assertThat(farm.listed()).hasSize(3);
  }
}
