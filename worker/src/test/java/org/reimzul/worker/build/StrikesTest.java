package org.reimzul.worker.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrikesTest {
  @TempDir Path dir;

  @Test
  void the_workers_of_a_host_count_together() throws Exception {
    assertThat(new Strikes(dir).add("no space")).isEqualTo(1);
    assertThat(new Strikes(dir).add("no space")).isEqualTo(2);
    assertThat(new Strikes(dir).add("no space")).isEqualTo(3);
  }

  @Test
  void another_reason_or_a_success_begins_anew() throws Exception {
    var strikes = new Strikes(dir);
    strikes.add("no space");

    assertThat(strikes.add("no memory")).isEqualTo(1);
    strikes.reset();
    assertThat(strikes.add("no memory")).isEqualTo(1);
  }

  @Test
  void a_damaged_file_counts_as_none() throws Exception {
    var strikes = new Strikes(dir);
    strikes.add("no space");
    Files.write(dir.resolve("failures"), new byte[] {0, -1, -2, '\n'});

    assertThat(strikes.add("no space")).isEqualTo(1);
  }

  @Test
  void reasons_are_alike_but_for_paths_ids_and_numbers() {
    String one = "cannot write /srv/a/01m7yj/x.rpm: disk 3 full (01m7yjbq55gfd52bj0hs8y75n5)";
    String two = "cannot write /srv/b/99/y.rpm: disk 12 full (0abcjbq55gfd52bj0hs8y75n9)";

    assertThat(OutOfService.alike(one)).isEqualTo(OutOfService.alike(two));
    assertThat(OutOfService.alike(one)).isEqualTo("cannot write / disk # full (#)");
    assertThat(OutOfService.alike("disk full")).isNotEqualTo(OutOfService.alike("disk gone"));
  }
}
