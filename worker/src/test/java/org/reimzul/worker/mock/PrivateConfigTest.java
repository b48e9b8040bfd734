package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateConfigTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-02T03:04:05Z"));

  @TempDir Path dir;

  private Path write(String text, String bstore) throws Exception {
    Path from = Files.createDirectories(dir.resolve("from"));
    Path file = Files.writeString(from.resolve("el9.x86_64.cfg"), text);
    Files.setLastModifiedTime(file, LONG_AGO);
    Files.writeString(from.resolve("site-defaults.cfg"), "# ours\n");
    Files.createDirectories(from.resolve("templates"));
    Files.writeString(from.resolve("templates/el9.tpl"), "# template\n");
    Path to = dir.resolve("to");
    new PrivateConfig(URI.create(bstore)).write(new Configuration(file, "el9.x86_64"), to);
    return to;
  }

  @Test
  void the_farms_words_get_their_values_everywhere() throws Exception {
    Path to =
        write(
            """
            config_opts['root'] = 'TARGETNAME'
            baseurl=http://repohost/repo/a
            metalink=http://repohost/repo/b # &|/$1\\n
            """,
            "https://bstore.example.org:8443/bstore/");

    assertThat(to.resolve("mock.cfg"))
        .content()
        .isEqualTo(
            """
            config_opts['root'] = 'el9.x86_64'
            baseurl=https://bstore.example.org:8443/bstore/repo/a
            metalink=https://bstore.example.org:8443/bstore/repo/b # &|/$1\\n
            """);
  }

  @Test
  void an_apostrophe_in_the_url_cannot_end_a_string_of_the_configuration() throws Exception {
    Path to = write("x = 'http://repohost'\n", "http://h/it's/");

    assertThat(to.resolve("mock.cfg")).content().isEqualTo("x = 'http://h/it%27s'\n");
  }

  @Test
  void it_is_as_old_as_the_farms_file_so_that_the_root_cache_is_kept() throws Exception {
    Path to = write("", "http://h/");

    assertThat(Files.getLastModifiedTime(to.resolve("mock.cfg"))).isEqualTo(LONG_AGO);
  }

  @Test
  void what_it_includes_comes_along() throws Exception {
    Path to = write("", "http://h/");

    assertThat(to.resolve("site-defaults.cfg")).content().isEqualTo("# ours\n");
    assertThat(to.resolve("templates/el9.tpl")).exists();
    assertThat(to.resolve("logging.ini")).doesNotExist();
  }
}
