package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateConfigTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-02T03:04:05Z"));

  @TempDir Path dir;

  private Path write(byte[] text) throws Exception {
    Path from = Files.createDirectories(dir.resolve("from"));
    Path file = Files.write(from.resolve("el9.x86_64.cfg"), text);
    Files.setLastModifiedTime(file, LONG_AGO);
    Files.writeString(from.resolve("site-defaults.cfg"), "# ours\n");
    Files.writeString(from.resolve("mock.cfg"), "# another target's\n");
    Files.createDirectories(from.resolve("templates"));
    Files.writeString(from.resolve("templates/el9.tpl"), "# template\n");
    Path to = dir.resolve("to");
    var epilogue = new Epilogue(URI.create("http://bstore.example.org/b/"), Duration.ofHours(36));
    new PrivateConfig(epilogue).write(file, "el9.x86_64", List.of(), "el9.x86_64.cfg\nat 17", to);
    return to;
  }

  @Test
  void the_farms_file_is_kept_to_the_byte_and_values_follow_it() throws Exception {
    byte[] latin = "root = 'TARGETNAME' # \u00e9".getBytes(StandardCharsets.ISO_8859_1);

    byte[] written = Files.readAllBytes(write(latin).resolve("mock.cfg"));

    assertThat(written).startsWith(latin);
    assertThat(new String(written, StandardCharsets.ISO_8859_1).substring(latin.length))
        .startsWith("\n\n# el9.x86_64.cfg at 17\n")
        .contains("'http://repohost': 'http://bstore.example.org/b'")
        .contains("'TARGETNAME': 'el9.x86_64'")
        .contains("'root_cache_days': 1.5");
  }

  @Test
  void it_is_as_old_as_the_farms_file_so_that_the_root_cache_is_kept() throws Exception {
    Path to = write(new byte[0]);

    assertThat(Files.getLastModifiedTime(to.resolve("mock.cfg"))).isEqualTo(LONG_AGO);
  }

  @Test
  void all_that_it_may_include_comes_along() throws Exception {
    Path to = write(new byte[0]);

    assertThat(to.resolve("site-defaults.cfg")).content().isEqualTo("# ours\n");
    assertThat(to.resolve("templates/el9.tpl")).content().isEqualTo("# template\n");
    assertThat(to.resolve("mock.cfg")).content().doesNotContain("another target's");
    assertThat(to.resolve("logging.ini")).doesNotExist();
  }
}
