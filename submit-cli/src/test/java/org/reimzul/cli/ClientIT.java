package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.SourceRequest;

/** {@code reimzul-client} before a real broker. */
@Timeout(90)
class ClientIT {
  @TempDir static Path dir;
  private static TinyGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = new TinyGateway(dir);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static CompletableFuture<Ran> client(String topic, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-p", "httpd", "-b", "c7", "-a", "x86_64"));
    arguments.addAll(List.of("-t", "c7.1708.u", "--config", gateway.config(topic)));
    arguments.addAll(List.of(more));
    return CompletableFuture.supplyAsync(() -> Ran.client(arguments.toArray(String[]::new)));
  }

  private static CompletableFuture<Ran> alice(String... more) throws Exception {
    return client("reimzul/submit/alice", more);
  }

  private static Ran ended(CompletableFuture<Ran> ran) throws Exception {
    return ran.get(60, TimeUnit.SECONDS);
  }

  @Test
  void waits_for_the_farms_answer_and_prints_it() throws Exception {
    var ran = alice("-d", ".el7", "-s", "c7-sig", "-r", "c7.1", "--scratch");
    SourceRequest request = gateway.request();
    assertThat(request.submitter()).isEqualTo("alice");
    assertThat(request.toJson().toString())
        .startsWith(
            "{\"pkg\":\"httpd\",\"git_branch\":\"c7\",\"git_ref\":\"c7.1\",\"arch\":\"x86_64\","
                + "\"submitter\":\"alice\",\"target\":\"c7.1708.u\",\"disttag\":\".el7\","
                + "\"sources_dir\":\"c7-sig\",\"scratch\":true");
    gateway.tell(request, "ACCEPTED", null);
    assertThat(ended(ran))
        .isEqualTo(
            new Ran(
                0,
                "Accepted httpd (c7 c7.1) for target c7.1708.u.x86_64 (scratch: True) by alice,"
                    + " build "
                    + TinyGateway.build(request)
                    + "\n",
                ""));
  }

  @Test
  void exits_1_with_the_reason_of_a_refusal() throws Exception {
    var ran = alice();
    gateway.tell(gateway.request(), "REFUSED", "unknown target \"c7.1708.u\"");
    assertThat(ended(ran))
        .isEqualTo(new Ran(1, "", "reimzul-client: refused: unknown target \"c7.1708.u\"\n"));
  }

  @Test
  void follows_the_build_to_its_end() throws Exception {
    var ran = alice("--wait");
    SourceRequest request = gateway.request();
    gateway.tell(request, "ACCEPTED", null);
    gateway.tell(request, "BUILDING", "making the source package");
    gateway.tell(request, "BUILDING", "making the source package");
    gateway.tell(request, "FAILED", "rpmbuild: exit 1");
    Ran end = ended(ran);
    assertThat(end.exit()).isEqualTo(1);
    assertThat(end.out().lines().map(line -> line.replaceFirst("^[0-9:]{8} ", "")))
        .containsExactly(
            "Accepted httpd (c7 HEAD) for target c7.1708.u.x86_64 (scratch: False) by alice,"
                + " build "
                + TinyGateway.build(request),
            "httpd x86_64 BUILDING: making the source package",
            "httpd x86_64 FAILED: rpmbuild: exit 1",
            "see http://bstore/log/");
  }

  @Test
  void asks_again_under_the_same_name_when_the_broker_was_away() throws Exception {
    var ran = alice("--wait");
    SourceRequest request = gateway.request();
    gateway.tell(request, "ACCEPTED", null);
    gateway.restart();
    assertThat(gateway.request()).isEqualTo(request);
    gateway.tell(request, "PUBLISHED", null);
    Ran end = ended(ran);
    assertThat(end.exit()).isZero();
    assertThat(end.err()).contains("does not answer, trying again: ");
    assertThat(end.out()).contains("httpd x86_64 PUBLISHED\n");
  }

  @Test
  void says_what_may_be_wrong_when_nobody_answers() throws Exception {
    Ran ran = ended(client("reimzul/submit", "--timeout", "2s"));
    assertThat(ran.exit()).isEqualTo(Exit.TIMEOUT);
    assertThat(ran.err())
        .contains("the farm has not answered within 2 s")
        .contains("the broker does not let alice publish on reimzul/submit/x86_64")
        .contains("topic = reimzul/submit/alice")
        .contains("add --request-id ");
    assertThat(gateway.idle()).isTrue(); // the rules that we ship don't let it through
  }

  @Test
  void says_that_the_build_goes_on_when_it_does_not_end_in_time() throws Exception {
    var ran = alice("--wait", "--timeout", "3s", "--request-id", "mine");
    SourceRequest request = gateway.request();
    gateway.tell(request, "ACCEPTED", null);
    assertThat(ended(ran))
        .returns(Exit.TIMEOUT, Ran::exit)
        .extracting(Ran::err)
        .isEqualTo(
            "reimzul-client: the build has not ended within 3 s; it goes on; to ask for the same"
                + " build again, add --request-id mine\n");
  }

  @Test
  void publishes_only_when_the_gateway_does_not_answer() throws Exception {
    assertThat(ended(alice("--no-answer")))
        .isEqualTo(new Ran(0, "Published httpd on reimzul/submit/alice/x86_64\n", ""));
    assertThat(gateway.request().pkg()).isEqualTo("httpd");
  }

  @Test
  void prints_json_for_scripts() throws Exception {
    var ran = alice("--wait", "--json");
    SourceRequest request = gateway.request();
    gateway.tell(request, "SKIPPED", "already published");
    Ran end = ended(ran);
    assertThat(end.exit()).isZero();
    assertThat(end.out().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("\"state\":\"SKIPPED\""));
  }

  @Test
  void refuses_a_topic_of_somebody_else_and_a_request_that_is_none() throws Exception {
    assertThat(ended(client("reimzul/submit/bob")).err())
        .contains("topic")
        .contains("names another user than the certificate, alice");
    assertThat(ended(alice("-r", "a..b")).err()).contains("git_ref is not");
    assertThat(gateway.idle()).isTrue();
  }

  @Test
  void names_all_that_is_missing_in_the_configuration() throws Exception {
    Path ini = Files.writeString(dir.resolve("empty.ini"), "[mqtt]\n");
    Ran ran = Ran.client("-pa", "-bb", "-ax86_64", "-tc7", "--config", ini.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("host", "ca_cert", "tls_cert", "tls_key");
  }
}
