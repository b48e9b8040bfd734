package org.reimzul.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OriginalWorkerTest {
  private static final String BODY =
      """
      {"status": "Success", "submitter": "alice", "target": "c7.u.x86_64", "scratch": false,
       "evr": "4.2-1.el7", "builder_fqdn": "old1", "pkgname": "bash", "arch": "x86_64",
       "srpm": "bash-4.2-1.el7.src.rpm", "timestamp": "20180202101500", "disttag": ".el7"}""";

  private static BuildEvent event(String body) throws Exception {
    return BuildEvent.decode(body.getBytes(StandardCharsets.UTF_8)).identified();
  }

  private static BuildId build(String body) throws Exception {
    return event(body).job().requireBuildId();
  }

  @Test
  void all_messages_about_one_arch_have_one_identity_whatever_the_order_of_their_keys()
      throws Exception {
    BuildEvent success = event(BODY);
    BuildEvent building =
        event(BODY.replace("Success", "Building").replace("\"srpm\"", "\"v\": 1, \"srpm\""));
    BuildEvent ordered =
        event(
            new String(event(BODY).job().encode(), StandardCharsets.UTF_8)
                .replaceAll("\"build_id\":\"[^\"]*\",?", "")
                .replaceAll(
                    ",?}$",
                    ",\"evr\":\"4.2-1.el7\",\"builder_fqdn\":\"old1\",\"pkgname\":\"bash\","
                        + "\"timestamp\":\"20180202101500\",\"status\":\"Failed\"}"));
    assertThat(building.job().buildId()).isEqualTo(success.job().buildId());
    assertThat(ordered.job().buildId()).isEqualTo(success.job().buildId());
    assertThat(ordered.attempt()).isEqualTo(success.attempt());
    assertThat(success.job().requireBuildId().minted()).isEqualTo("2018-02-02T10:15:00Z");
  }

  @Test
  void another_time_package_or_target_is_another_build() throws Exception {
    assertThat(build(BODY.replace("101500", "101501"))).isNotEqualTo(build(BODY));
    assertThat(build(BODY.replace("bash", "dash"))).isNotEqualTo(build(BODY));
    assertThat(build(BODY.replace("c7.u", "c7.v"))).isNotEqualTo(build(BODY));
    assertThat(event(BODY.replace("old1", "old2")).attempt()).isNotEqualTo(event(BODY).attempt());
  }

  @Test
  void a_chained_arch_is_a_build_of_its_own_beside_its_parent() throws Exception {
    String chained = BODY.replace("\"arch\": \"x86_64\"", "\"arch\": \"i386\"");
    assertThat(build(chained)).isEqualTo(build(BODY).chained("i386"));
    String id = BuildId.mint(Instant.now()).value();
    String submitted = chained.replace("\"status\"", "\"build_id\": \"" + id + "\", \"status\"");
    assertThat(build(submitted)).isEqualTo(new BuildId(id + "-i386"));
    BuildEvent told = BuildEvent.decode(submitted.getBytes(StandardCharsets.UTF_8)).ofItsBuild();
    assertThat(told.job().requireBuildId()).isEqualTo(new BuildId(id + "-i386"));
    assertThat(told.attempt()).isEmpty();
    assertThat(told.identified().attempt()).isEqualTo(event(submitted).attempt());
  }

  @Test
  void what_ours_tell_is_left_as_it_is() throws Exception {
    String id = BuildId.mint(Instant.now()).value();
    String ours =
        BODY.replace(
            "\"status\"",
            "\"build_id\": \"" + id + "\", \"attempt\": \"0123456789abcdef\", \"status\"");
    BuildEvent told = BuildEvent.decode(ours.getBytes(StandardCharsets.UTF_8));
    assertThat(told.identified()).isSameAs(told);
    assertThat(told.ofItsBuild()).isSameAs(told);
  }
}
