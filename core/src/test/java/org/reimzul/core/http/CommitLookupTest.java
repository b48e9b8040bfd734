package org.reimzul.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildId;

class CommitLookupTest {
  @TempDir Path dir;

  @Test
  void a_bstore_of_ours_keeps_commits_and_an_original_one_does_not() throws Exception {
    var server =
        new WebServer(
            new InetSocketAddress("127.0.0.1", 0),
            Map.of("/bstore/", new StaticFiles("/bstore/", dir, Set.of("commits", "repo"))));
    server.start();
    var lookup = new CommitLookup(URI.create("http://127.0.0.1:" + server.port() + "/bstore/"));
    assertThat(lookup.kept()).isFalse();
    Files.createDirectories(dir.resolve("commits"));
    assertThat(lookup.kept()).isTrue();
    server.stop();
    assertThatThrownBy(lookup::kept).isInstanceOf(IOException.class);
  }

  @Test
  void a_commit_of_a_newer_format_cannot_be_told_now() throws Exception {
    BuildId build = BuildId.mint(Instant.now());
    Path commits = Files.createDirectories(dir.resolve("commits"));
    Files.writeString(commits.resolve(build.value()), "{\"v\":2}");
    var server =
        new WebServer(
            new InetSocketAddress("127.0.0.1", 0),
            Map.of("/bstore/", new StaticFiles("/bstore/", dir, Set.of())));
    server.start();
    var lookup = new CommitLookup(URI.create("http://127.0.0.1:" + server.port() + "/bstore/"));
    assertThatThrownBy(() -> lookup.find(build))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("newer");
    server.stop();
  }
}
