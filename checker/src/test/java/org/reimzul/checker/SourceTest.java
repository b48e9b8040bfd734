package org.reimzul.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
  @TempDir Path dir;

  @BeforeEach
  void aDirectory() throws IOException {
    Files.createDirectories(dir.resolve("tree/sub/deeper"));
    Files.writeString(dir.resolve("tree/sub/c++-1^1-1.src.rpm"), "text");
  }

  private static void assertReads(Source source) throws Exception {
    Optional<Path> file = source.file("sub/c++-1^1-1.src.rpm");
    assertThat(file).isPresent();
    assertThat(file.get()).hasContent("text");
    assertThat(source.file("sub/other")).isEmpty();
    assertThat(source.names("sub/")).contains(List.of("c++-1^1-1.src.rpm", "deeper"));
    assertThat(source.names("nowhere/")).isEmpty();
  }

  @Test
  void reads_files_and_directories_of_this_machine() throws Exception {
    assertReads(Source.at(dir.resolve("tree").toUri(), dir));
  }

  @Test
  void reads_files_and_directories_over_http() throws Exception {
    try (var server = new StaticServer(dir.resolve("tree"))) {
      assertReads(Source.at(server.url(), dir));
    }
  }

  @Test
  void refuses_what_it_cannot_read() {
    assertThatThrownBy(() -> Source.at(URI.create("ftp://host/"), dir))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ftp://host/");
  }
}
