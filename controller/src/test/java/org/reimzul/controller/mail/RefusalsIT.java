package org.reimzul.controller.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.controller.Messages;
import org.reimzul.controller.TestFarm;
import org.reimzul.controller.mail.ScriptedSmtp.Taken;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.jbeanstalk.TlsMaterial;
import org.reimzul.testkit.Authority;
import org.reimzul.testkit.Await;

/** Mail servers that refuse, put off, or must prove who they are. */
class RefusalsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String RESULT =
      Messages.ours("Success", "01m7y0qrzvmq2hcpw96efnpdw7", "00112233445566aa", "");

  @TempDir Path dir;

  private static String ini(ScriptedSmtp server, String more) {
    return "[mail]\nhost = 127.0.0.1\nport = %d\nfrom = farm@example.org\nto = a@x.org, b@x.org\n%s\n"
        .formatted(server.port(), more);
  }

  private static byte[] request() throws Exception {
    return MailRequest.of(BuildEvent.decode(RESULT.getBytes(StandardCharsets.UTF_8))).encode();
  }

  private static ScriptedSmtp plain() throws Exception {
    return new ScriptedSmtp(0);
  }

  @Test
  void one_recipient_who_is_put_off_gets_the_letter_later_and_the_others_only_once()
      throws Exception {
    try (var server = plain();
        var farm = new TestFarm(dir, true).start(ini(server, ""))) {
      server.answers.put("b@x.org", "451 greylisted");
      farm.put("notify-mail", request());
      Await.until(SOON, "a letter", () -> !server.taken.isEmpty());
      Await.until(SOON, "the rest", () -> farm.delayed("notify-mail") == 1);
      server.answers.clear();
      farm.promote("notify-mail");
      farm.awaitDrained("notify-mail");
      assertThat(server.taken)
          .extracting(Taken::recipients)
          .containsExactly(List.of("a@x.org"), List.of("b@x.org"));
    }
  }

  @Test
  void one_recipient_who_does_not_exist_keeps_nobody_else_from_the_letter() throws Exception {
    try (var server = plain();
        var farm = new TestFarm(dir, true).start(ini(server, ""))) {
      server.answers.put("a@x.org", "550 no such user");
      long id = farm.put("notify-mail", request());
      Await.until(SOON, "a letter", () -> !server.taken.isEmpty());
      farm.awaitDrained("notify-mail");
      assertThat(farm.buried(id)).isFalse();
      assertThat(server.taken).extracting(Taken::recipients).containsExactly(List.of("b@x.org"));
    }
  }

  @Test
  void a_letter_that_nobody_may_have_is_buried_with_what_the_server_said() throws Exception {
    try (var server = plain();
        var farm = new TestFarm(dir, true).start(ini(server, ""))) {
      server.answers.put("DATA", "554 looks like spam");
      long bad = farm.put("notify-mail", request());
      assertThat(farm.rejected(bad).getString("reason")).contains("554 looks like spam");
      server.answers.clear();
      farm.put("notify-mail", request());
      farm.awaitDrained("notify-mail");
      assertThat(server.taken).hasSize(1);
    }
  }

  @Test
  void a_letter_that_the_server_can_not_take_now_waits_and_others_go_on() throws Exception {
    try (var server = plain();
        var farm = new TestFarm(dir, true).start(ini(server, ""))) {
      server.answers.put("DATA", "452 no room");
      long waiting = farm.put("notify-mail", request());
      farm.awaitState(waiting, "DELAYED");
      server.answers.clear();
      farm.put("notify-mail", request());
      Await.until(SOON, "the other letter", () -> server.taken.size() == 1);
      farm.promote("notify-mail");
      farm.awaitDrained("notify-mail");
      assertThat(server.taken).hasSize(2);
    }
  }

  @Test
  void a_message_that_is_no_result_is_buried() throws Exception {
    try (var server = plain();
        var farm = new TestFarm(dir, true).start(ini(server, ""))) {
      long header =
          farm.put(
              "notify-mail",
              "{\"event\":" + RESULT + ",\"to\":[\"a@x.org>\\r\\nRCPT TO:<c@x.org\"]}");
      assertThat(farm.rejected(header).getString("reason")).contains("not a mail address");
      long subject =
          farm.put("notify-mail", "{\"event\":" + RESULT.replace("hello-1", "a\\r\\nb-1") + "}");
      assertThat(farm.rejected(subject).getString("reason")).contains("srpm");
      assertThat(server.taken).isEmpty();
    }
  }

  private SSLContext certified(String name) throws Exception {
    Authority authority = Authority.in(dir.resolve("ca"));
    authority.issue("mail", "ec", name);
    return TlsMaterial.ofPem(authority.certificate(), authority.cert("mail"), authority.key("mail"))
        .context();
  }

  @ParameterizedTest
  @ValueSource(strings = {"starttls", "tls"})
  void a_server_with_a_certificate_gets_the_password_over_tls_only(String tls) throws Exception {
    Path password = Files.writeString(dir.resolve("password"), "secret\n");
    String more =
        "tls = %s\ntls_ca = %s\nuser = farm\npassword_file = %s"
            .formatted(tls, dir.resolve("ca/ca.pem"), password);
    try (var server =
            new ScriptedSmtp(0, Optional.of(certified("IP:127.0.0.1")), tls.equals("tls"));
        var farm = new TestFarm(dir.resolve("farm"), true).start(ini(server, more))) {
      farm.put("notify-mail", request());
      farm.awaitDrained("notify-mail");
      assertThat(server.taken)
          .extracting(Taken::tls, Taken::recipients)
          .containsExactly(tuple(true, List.of("a@x.org", "b@x.org")));
      int secured = server.commands.indexOf("STARTTLS");
      assertThat(server.commands.subList(secured + 1, server.commands.size()))
          .anyMatch(command -> command.startsWith("AUTH"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"starttls", "tls"})
  void a_server_with_anothers_certificate_gets_nothing(String tls) throws Exception {
    SSLContext wrong = certified("DNS:elsewhere.example.org");
    String more = "tls = %s\ntls_ca = %s".formatted(tls, dir.resolve("ca/ca.pem"));
    try (var server = new ScriptedSmtp(0, Optional.of(wrong), tls.equals("tls"))) {
      assertThat(failure(server, more)).contains("127.0.0.1");
      assertThat(server.taken).isEmpty();
    }
  }

  @Test
  void a_server_without_starttls_gets_nothing_when_it_is_asked_for() throws Exception {
    try (var server = plain()) {
      assertThat(failure(server, "tls = starttls")).contains("STARTTLS");
      assertThat(server.commands).noneMatch(command -> command.startsWith("MAIL"));
    }
  }

  private static String failure(ScriptedSmtp server, String more) throws Exception {
    var settings = Settings.parse(ini(server, more), "test.ini");
    MailConfig config = MailConfig.read(settings);
    settings.check();
    try {
      new MailServer(config.smtp(), config.from())
          .send(new Letter("id@x.org", "subject", "text"), List.of("a@x.org"));
      return "it was sent";
    } catch (IOException e) {
      return e + " " + e.getCause() + " " + e.getCause().getCause();
    }
  }
}
