package org.reimzul.bstore.repogen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.Repodata;
import org.reimzul.core.job.FarmEvent;

class ExtrasIT {
  private static final String COMPS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE comps PUBLIC "-//Reimzul//DTD Comps//EN" "comps.dtd">
      <comps><group><id>first</id></group></comps>
      """;
  private static final String MODULES = "---\ndocument: modulemd\nversion: 2\n";
  private static final String UPDATES = "<updates><update><id>first</id></update></updates>";

  @TempDir Path root;
  private Bench bench;

  @BeforeEach
  void makeStore() throws Exception {
    bench = Bench.in(root);
    bench.publish(Attempt.of("hello"));
  }

  private void put(String target, String name, String text) throws IOException {
    Path dir = Files.createDirectories(root.resolve("metadata").resolve(target));
    Files.writeString(dir.resolve(name), text);
  }

  private void publishWhatTheScanFinds() throws Exception {
    bench.scan().once();
    bench.publisher().publishAll();
    assertThat(bench.listed()).hasSize(3);
  }

  private String published(String type) throws IOException {
    byte[] content = Repodata.content(bench.store().repository(Bench.TARGET), type);
    return new String(content, StandardCharsets.UTF_8);
  }

  @Test
  void all_three_are_carried_into_every_new_repodata() throws Exception {
    put(Bench.TARGET, "comps.xml", COMPS);
    put("el9", "modules.yaml", MODULES);
    put("el9", "updateinfo.xml", UPDATES);
    publishWhatTheScanFinds();
    bench.publish(Attempt.of("hello").timestamp("20261121110000"));
    assertThat(published("group")).isEqualTo(COMPS);
    assertThat(published("modules")).isEqualTo(MODULES);
    assertThat(published("updateinfo")).isEqualTo(UPDATES);
  }

  @Test
  void the_file_of_the_target_with_its_arch_wins() throws Exception {
    put("el9", "comps.xml", COMPS.replace("first", "second"));
    put(Bench.TARGET, "comps.xml", COMPS);
    publishWhatTheScanFinds();
    assertThat(published("group")).isEqualTo(COMPS);
  }

  @Test
  void a_change_is_published_by_itself_and_nothing_else_is() throws Exception {
    put("el9", "updateinfo.xml", UPDATES);
    publishWhatTheScanFinds();
    Path generation = bench.store().repository(Bench.TARGET).resolve("repodata").toRealPath();
    publishWhatTheScanFinds();
    assertThat(bench.store().repository(Bench.TARGET).resolve("repodata").toRealPath())
        .isEqualTo(generation);
    put("el9", "updateinfo.xml", UPDATES.replace("first", "a second"));
    publishWhatTheScanFinds();
    assertThat(published("updateinfo")).contains("a second");
  }

  @Test
  void a_broken_file_is_refused_once_and_the_last_good_one_stays() throws Exception {
    put("el9", "comps.xml", COMPS);
    publishWhatTheScanFinds();
    put("el9", "comps.xml", COMPS.substring(0, COMPS.length() - 20));
    publishWhatTheScanFinds();
    bench.publish(Attempt.of("hello").timestamp("20261121110000"));
    assertThat(published("group")).isEqualTo(COMPS);
    List<String> events = bench.store().events().ids();
    assertThat(events).hasSize(1);
    assertThat(FarmEvent.decode(bench.store().events().read(events.get(0))).reason().orElseThrow())
        .contains("metadata/el9/comps.xml is broken", "keeps the one before");
  }

  @Test
  void a_broken_file_without_a_good_one_before_is_left_out() throws Exception {
    put("el9", "modules.yaml", "---\ndocument: recipe\n");
    put("el9", "updateinfo.xml", COMPS);
    publishWhatTheScanFinds();
    assertThat(
            Files.readString(bench.store().repository(Bench.TARGET).resolve("repodata/repomd.xml")))
        .doesNotContain("\"modules\"", "\"updateinfo\"");
    assertThat(bench.store().events().ids()).hasSize(2);
  }

  @Test
  void a_file_that_is_removed_leaves_the_repodata() throws Exception {
    put("el9", "modules.yaml", MODULES);
    publishWhatTheScanFinds();
    Files.delete(root.resolve("metadata/el9/modules.yaml"));
    publishWhatTheScanFinds();
    assertThat(
            Files.readString(bench.store().repository(Bench.TARGET).resolve("repodata/repomd.xml")))
        .doesNotContain("\"modules\"");
  }
}
