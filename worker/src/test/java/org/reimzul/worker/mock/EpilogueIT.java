package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.Json;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** Has Python read configurations, as an old mock does: with plain dictionaries. */
class EpilogueIT {
  @TempDir Path dir;

  private JsonNode read(String config, String bstore, String... repositories) throws Exception {
    String program =
        """
        import json
        def load(config_opts):
            exec(open(%s).read())
            return config_opts
        print(json.dumps(load({'plugin_conf': {}})))
        """
            .formatted("'" + dir.resolve("mock.cfg") + "'");
    String text =
        new Epilogue(URI.create(bstore), Duration.ofDays(7))
            .text("el9.x86_64", List.of(repositories), "test");
    Files.writeString(dir.resolve("mock.cfg"), config + text);
    Path script = Files.writeString(dir.resolve("read.py"), program);
    String printed = new ProcessRunner().capture(Command.of("python3", script.toString()));
    return Json.read(printed.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void words_get_their_values_wherever_a_value_holds_them() throws Exception {
    JsonNode options =
        read(
            """
            config_opts['root'] = 'a-TARGETNAME'
            config_opts['dirs'] = [('/x/TARGETNAME', 1), {'y': 'http://repohost/z'}]
            config_opts['none'] = None
            """,
            "https://bstore.example.org:8443/bstore/");

    assertThat(options.path("root").textValue()).isEqualTo("a-el9.x86_64");
    assertThat(options.path("dirs").toString())
        .isEqualTo("[[\"/x/el9.x86_64\",1],{\"y\":\"https://bstore.example.org:8443/bstore/z\"}]");
  }

  @Test
  void nothing_in_a_value_ends_a_string_or_is_taken_for_a_word() throws Exception {
    JsonNode options =
        read("config_opts['x'] = 'http://repohost'\n", "http://h/it's/%5C%22&$1TARGETNAME/");

    assertThat(options.path("x").textValue()).isEqualTo("http://h/it's/%5C%22&$1TARGETNAME");
  }

  @Test
  void a_root_that_others_use_too_is_replaced() throws Exception {
    JsonNode options = read("config_opts['root'] = 'alma-9-x86_64'\n", "http://h/");

    assertThat(options.path("root").textValue()).isEqualTo("el9.x86_64");
  }

  @Test
  void only_the_farms_own_repositories_lose_their_metadata_cache() throws Exception {
    JsonNode options =
        read(
            """
            config_opts['yum.conf'] = '''[main]
            metadata_expire=6h
            # see http://repohost/
            [base]
            baseurl=http://elsewhere/
            metadata_expire=2d
            [farm]
            # metadata_expire=1
            baseurl=http://elsewhere/
              http://repohost/repo/el9.x86_64/
            metadata_expire : 3d
            '''
            """,
            "http://h/bstore/");

    assertThat(options.path("yum.conf").textValue())
        .isEqualTo(
            """
            [main]
            metadata_expire=6h
            # see http://h/bstore/
            [base]
            baseurl=http://elsewhere/
            metadata_expire=2d
            [farm]
            metadata_expire=0
            # metadata_expire=1
            baseurl=http://elsewhere/
              http://h/bstore/repo/el9.x86_64/
            """);
  }

  @Test
  void repositories_of_the_farm_are_added_unless_they_are_there() throws Exception {
    String config =
        "config_opts['dnf.conf'] = '[main]\\n[mine]\\n"
            + "baseurl=http://repohost/repo/el9.x86_64/\\n'\n";
    String bstore = "http://h/bstore/";
    String mine = "[mine]\nmetadata_expire=0\nbaseurl=http://h/bstore/repo/el9.x86_64/\n";

    assertThat(read(config, bstore, "el9.x86_64").path("dnf.conf").textValue())
        .isEqualTo("[main]\n" + mine);
    assertThat(read(config, bstore, "el9.x86_64", "tools.x86_64").path("dnf.conf").textValue())
        .isEqualTo(
            "[main]\n"
                + mine
                + """

                [reimzul-tools.x86_64]
                metadata_expire=0
                name=tools.x86_64, published by this farm
                baseurl=http://h/bstore/repo/tools.x86_64/
                gpgcheck=0
                skip_if_unavailable=False
                """);
  }

  @Test
  void root_caches_age() throws Exception {
    JsonNode cache =
        read("config_opts['plugin_conf']['root_cache_opts'] = {'age_check': False}\n", "http://h/")
            .path("plugin_conf")
            .path("root_cache_opts");

    assertThat(cache.path("age_check").booleanValue()).isTrue();
    assertThat(cache.path("max_age_days").doubleValue()).isEqualTo(7);
  }
}
