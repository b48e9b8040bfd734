package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.Json;

/** Here only the commands are installed; with all roles it is tried by the farm's tests. */
class ConfigCommandTest {
  @TempDir Path dir;

  private String file(String text) throws IOException {
    return Files.writeString(dir.resolve("reimzul.ini"), text).toString();
  }

  @Test
  void says_that_a_file_is_good_and_warns_of_keys_that_mean_nothing() throws Exception {
    String file = file("[beanstalkd]\nttr = 5m\n[mqtt]\nhots = h\n");

    assertThat(Ran.reimzul("config", "check", file))
        .isEqualTo(
            new Ran(
                0,
                file + " is good for commands\n",
                "reimzul config check: warning: "
                    + file
                    + ":4: [mqtt] hots: unknown key; did you mean host?\n"));
  }

  @Test
  void names_every_problem_in_the_order_of_the_lines() throws Exception {
    String file = file("[controller]\nurl = %(x)s\n[beanstalkd]\nttr = soon\nurl = nowhere\n");
    Ran ran = Ran.reimzul("config", "check", "--config", file);

    assertThat(ran).returns(1, Ran::exit).returns("", Ran::out);
    assertThat(ran.err().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("reimzul config check: " + file + ":"))
        .extracting(line -> line.replaceAll(".*ini:([0-9]+): (\\[.*\\] [a-z]+):.*", "$1 $2"))
        .containsExactly("2 [controller] url", "4 [beanstalkd] ttr", "5 [beanstalkd] url");
  }

  @Test
  void has_nothing_to_check_where_there_is_no_file_or_no_such_role() throws Exception {
    assertThat(Ran.reimzul("config", "check", "/no/such.ini"))
        .isEqualTo(new Ran(1, "", "reimzul config check: /no/such.ini: no such file\n"));
    assertThat(Ran.reimzul("config", "check", "--role", "boss", file("")))
        .returns(2, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .startsWith("no role boss here, but commands\n");
  }

  @Test
  void shows_what_is_said_and_what_is_not_without_passwords() throws Exception {
    String file =
        file(
            """
            [DEFAULT]
            host = queue.example.org
            [beanstalkd]
            url = beanstalk://%(host)s:11300
            [controller]
            url = http://joe:hunter2@%(host)s/
            [target el9]
            """);
    Ran ran = Ran.reimzul("config", "show", "--config", file);

    assertThat(ran).returns(0, Ran::exit).returns("", Ran::err);
    assertThat(ran.out())
        .contains("[beanstalkd]\nurl = beanstalk://queue.example.org:11300\n#ttr = 2m\n\n")
        .contains("url = http://***@queue.example.org/\n")
        .contains("[target el9]\n#arches = x86_64\n");
    Ran asJson = Ran.reimzul("config", "show", "--json", "--config", file);
    assertThat(
            Json.read(asJson.out().getBytes(StandardCharsets.UTF_8))
                .at("/sections/beanstalkd")
                .toString())
        .startsWith(
            "{\"url\":{\"value\":\"beanstalk://queue.example.org:11300\",\"given\":true},"
                + "\"ttr\":{\"value\":\"2m\",\"given\":false}");
  }
}
