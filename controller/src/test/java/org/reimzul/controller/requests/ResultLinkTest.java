package org.reimzul.controller.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reimzul.controller.TestRequests;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.SourceRequest;

class ResultLinkTest {
  private static final BuildId BUILD = BuildId.mint(Instant.parse("2026-11-21T03:15:00Z"));
  private static final ResultLink LINKS = new ResultLink(URI.create("http://b/bstore/"));

  private static final SourceRequest REQUEST =
      TestRequests.hello(Optional.of(BUILD), Optional.empty());

  private static BuildRecord ended(BuildJob job, String status, String evr) throws Exception {
    BuildRecord asked =
        BuildRecord.empty(BUILD.value())
            .apply(
                FarmEvent.of(EventKind.SUBMITTED, Instant.now(), "c@h", BUILD, null)
                    .with("job", REQUEST.toJson()));
    String result =
        job.toJson()
            .put("status", status)
            .put("builder_fqdn", "b1")
            .put("evr", evr)
            .put("pkgname", "hello")
            .put("timestamp", "20261121031500")
            .toString();
    return asked.apply(BuildEvent.decode(result.getBytes(StandardCharsets.UTF_8)), Instant.now());
  }

  @Test
  void a_build_has_its_directory_below_its_target_and_what_a_url_cannot_have_is_quoted()
      throws Exception {
    BuildJob made = REQUEST.job("hello-1^2-1.src.rpm", "0".repeat(64), ".el9", "u");
    assertThat(LINKS.of(ended(made, "Success", "1^2-1")))
        .contains("http://b/bstore/repo/demo.9.x86_64/hello/20261121031500/1%5E2-1.x86_64/");
  }

  @Test
  void what_failed_before_it_had_a_package_has_it_below_the_same_target() throws Exception {
    assertThat(LINKS.of(ended(REQUEST.ended(), "Failed", "0-0")))
        .contains("http://b/bstore/repo/demo.9.x86_64/hello/20261121031500/0-0.x86_64/");
  }

  @Test
  void there_is_none_while_it_is_built() throws Exception {
    assertThat(LINKS.of(ended(REQUEST.ended(), "Building", "0-0"))).isEmpty();
  }
}
