package org.reimzul.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRequestTest {
  private static final String COMMIT = "c56b744c9b851f31294d2b2eb25c01e597901baa";
  private static final BuildId ID = new BuildId("01hqxz3v5n8m2k7p4r6t9w1y0a");

  /** As the original's client writes it. */
  private static final String ORIGINAL =
      """
      {"pkg": "httpd", "git_branch": "c7", "git_ref": "HEAD", "arch": "armhfp",\
       "submitter": "alice", "target": "c7.1708.u", "disttag": "", "sources_dir": "",\
       "scratch": false}""";

  private static SourceRequest read(String body) throws MalformedMessageException {
    return SourceRequest.decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode original() throws MalformedMessageException {
    return Json.read(ORIGINAL.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void reads_what_the_original_client_sends() throws Exception {
    SourceRequest request = read(ORIGINAL);
    assertThat(request.pkg()).isEqualTo("httpd");
    assertThat(request.ref()).isEqualTo("HEAD");
    assertThat(request.wireTarget()).isEqualTo("c7.1708.u.armhfp");
    assertThat(request.buildId()).isEmpty();
    assertThat(request.requestId()).isEmpty();
    assertThat(request.commit()).isEmpty();
  }

  @Test
  void reads_back_what_it_writes() throws Exception {
    SourceRequest request =
        SourceRequest.decode(original().put("request_id", "r-1").put("colour", "blue"))
            .withBuildId(ID)
            .withCommit(COMMIT)
            .withTries(Tries.NONE.failed("builder1"));
    assertThat(SourceRequest.decode(request.encode())).isEqualTo(request);
    assertThat(request.toJson().path("colour").asText()).isEqualTo("blue");
  }

  @Test
  void tells_a_request_from_the_build_of_a_source_package() throws Exception {
    SourceRequest request = read(ORIGINAL).withBuildId(ID).withCommit(COMMIT);
    BuildJob job = request.job("httpd-2.4-1.el7.src.rpm", "0".repeat(64), ".el7", "https://git/x");
    assertThat(SourceRequest.isOne(request.toJson())).isTrue();
    assertThat(SourceRequest.isOne(job.toJson())).isFalse();
  }

  @Test
  void the_build_keeps_the_id_and_says_where_its_package_came_from() throws Exception {
    SourceRequest request =
        SourceRequest.decode(original().put("request_id", "r-1").put("srpm", "evil"))
            .withBuildId(ID)
            .withCommit(COMMIT);
    BuildJob job = request.job("httpd-2.4-1.el7.src.rpm", "0".repeat(64), ".el7", "https://git/x");
    assertThat(job.srpm()).isEqualTo("httpd-2.4-1.el7.src.rpm");
    assertThat(job.buildId()).contains(ID);
    assertThat(job.target()).isEqualTo("c7.1708.u.armhfp");
    assertThat(job.toJson().path("srpm").asText()).isEqualTo("httpd-2.4-1.el7.src.rpm");
    assertThat(job.extra().get("request_id").asText()).isEqualTo("r-1");
    assertThat(job.extra().get("source").path("commit").asText()).isEqualTo(COMMIT);
    assertThat(BuildJob.decode(job.encode())).isEqualTo(job);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "pkg, ../httpd",
        "pkg, -h",
        "git_branch, --upload-pack=x",
        "git_branch, a..b",
        "git_branch, c7.lock",
        "git_branch, \"c7\n\"",
        "git_ref, $(id)",
        "git_ref, a b",
        "commit, c56b744",
        "arch, x86-64",
        "target, C7",
        "target, a.b.c.d.e.f.g",
        "disttag, el7",
        "sources_dir, ../c7",
        "submitter, Alice",
        "submitter, alice/x86_64",
        "submitter, +",
        "request_id, a/b",
        "request_id, \"\"",
      })
  void refuses_what_the_grammar_does_not_allow(String key, String value) throws Exception {
    ObjectNode body = original().put(key, value);
    assertThatThrownBy(() -> SourceRequest.decode(body))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(" is not ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pkg", "git_branch", "arch", "target", "submitter"})
  void refuses_a_request_without(String key) throws Exception {
    ObjectNode body = original();
    body.remove(key);
    assertThatThrownBy(() -> SourceRequest.decode(body))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("the key " + key + " is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", COMMIT, "imports/c7/httpd-2.4.6-80.el7", "c9s"})
  void takes_a_commit_a_branch_or_a_tag_as_ref(String ref) throws Exception {
    assertThat(SourceRequest.decode(original().put("git_ref", ref)).ref()).isEqualTo(ref);
  }

  @Test
  void leaves_a_newer_format_to_a_newer_reader() throws Exception {
    ObjectNode body = original().put("v", Fields.VERSION + 1);
    assertThatThrownBy(() -> SourceRequest.decode(body)).isInstanceOf(NewerMessageException.class);
  }

  @Test
  void has_no_failures_of_a_request_in_the_build() throws Exception {
    SourceRequest request = read(ORIGINAL).withBuildId(ID).withTries(Tries.NONE.failed("builder1"));
    BuildJob job = request.job("a-1-1.src.rpm", "0".repeat(64), ".el7", "https://git/x");
    assertThat(job.tries()).isEqualTo(Tries.NONE);
    assertThat(job.extra()).isNotEqualTo(Map.of());
  }

  @Test
  void names_an_end_before_there_was_a_package() throws Exception {
    BuildJob ended = read(ORIGINAL).withBuildId(ID).ended();
    assertThat(ended.srpm()).isEqualTo("httpd-0-0.src.rpm");
    assertThat(ended.srpmSha256()).isEmpty();
    assertThat(ended.buildId()).contains(ID);
    assertThat(BuildJob.decode(ended.encode())).isEqualTo(ended);
  }

  @Test
  void reads_either_kind_of_job() throws Exception {
    SourceRequest request = read(ORIGINAL).withBuildId(ID);
    assertThat(FarmJob.decode(request.encode())).isEqualTo(request);
    assertThat(FarmJob.decode(request.ended().encode())).isEqualTo(request.ended());
  }
}
