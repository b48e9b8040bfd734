package org.reimzul.faults.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.faults.lab.Place;

class LeftFilesTest {
  private static final String ATTEMPT = "0".repeat(26) + ".0123456789abcdef";

  @TempDir Path dir;

  private void make(String... files) throws IOException {
    for (String file : files) {
      Path path = dir.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "something");
    }
  }

  private void serve(String generation) throws IOException {
    make("bstore/repo/t/.generations/" + generation + "/repodata/repomd.xml");
    Path link = dir.resolve("bstore/repo/t/repodata");
    Files.createSymbolicLink(link, Path.of(".generations", generation, "repodata"));
  }

  private List<String> found() throws IOException {
    return new LeftFiles(new Place(dir))
        .find().stream().map(path -> dir.relativize(path).toString()).toList();
  }

  private void assertFound(String... files) throws IOException {
    assertThat(found()).containsExactlyElementsOf(new TreeSet<>(List.of(files)));
  }

  @Test
  void what_is_promised_to_stay_is_not_left_over() throws IOException {
    serve("7-0011aabb");
    make(
        "bstore/repo/t/.generations/6-0011aabb/repodata/repomd.xml",
        "bstore/repo/t/.generations/0/repodata/repomd.xml",
        "bstore/repo/t/good/20260101000000/1-1.x86_64/good-1-1.x86_64.rpm",
        "bstore/scratch/t/good/20260101000000/1-1.x86_64/build.log",
        "bstore/tosign/t/good-1-1.x86_64.rpm",
        "bstore/published/t/good-1-1.src.rpm",
        "bstore/commits/a-build.withdrawn",
        "bstore/metadata/t/comps.xml",
        "bstore/state/targets/t/packages",
        "bstore/state/reindex.lock",
        "bstore/state/outbox.lock",
        "bstore/state/locks/7f",
        "incoming/good-1-1.src.rpm",
        "work-alpha/1/journal/a-build",
        "mock/roots/alpha/t-1.lock",
        "mock/roots/tries-broken-1");

    assertThat(found()).isEmpty();
  }

  @Test
  void what_was_begun_at_bstore_and_not_finished_is() throws IOException {
    String[] hidden = {
      "bstore/repo/t/good/20260101000000/.1-1.x86_64",
      "bstore/scratch/t/good/20260101000000/.1-1.x86_64",
      "bstore/repo/t/good/20260101000000/1-1.x86_64/.good-1-1.x86_64.rpm.aB3dE6",
      "bstore/repo/t/.repodata.new",
      "bstore/tosign/t/.good-1-1.x86_64.rpm.returns",
      "bstore/published/t/.good-1-1.src.rpm.new",
      "bstore/state/.probe"
    };
    make(hidden);

    assertFound(hidden);
  }

  @Test
  void metadata_that_nobody_is_shown_are() throws IOException {
    serve("7-0011aabb");
    make(
        "bstore/repo/t/.generations/8-0011aabb/packages",
        "bstore/repo/t/.generations/7-99999999/packages",
        "bstore/repo/t/.generations/5-0011aabb/.repodata/primary.xml.gz");

    assertFound(
        "bstore/repo/t/.generations/8-0011aabb",
        "bstore/repo/t/.generations/7-99999999",
        "bstore/repo/t/.generations/5-0011aabb/.repodata");
  }

  @Test
  void what_bstore_has_not_done_is() throws IOException {
    String[] undone = {
      "bstore/incoming/an-attempt",
      "bstore/work/a-build.end.json",
      "bstore/quarantine/an-attempt.reason",
      "bstore/state/outbox/a-build",
      "bstore/state/events/an-event",
      "bstore/state/reindex/a-request",
      "bstore/state/reindex.a-request",
      "bstore/state/targets/t/dirty/a-build"
    };
    make(undone);

    assertFound(undone);
  }

  @Test
  void a_build_root_and_an_attempt_are() throws IOException {
    make("mock/roots/alpha/t-1/build/x.spec", "work-beta/1/" + ATTEMPT + "/result/build.log");

    assertFound("mock/roots/alpha/t-1", "work-beta/1/" + ATTEMPT);
  }

  @Test
  void temporary_files_are() throws IOException {
    make("tmp/reimzul123/repomd.xml", "incoming/.good-1-1.src.rpm.aB3dE6");

    assertFound("tmp/reimzul123", "incoming/.good-1-1.src.rpm.aB3dE6");
  }
}
