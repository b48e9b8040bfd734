package org.reimzul.controller.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.Messages;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.job.BuildId;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.FreePort;

class MailSinkIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String ATTEMPT = "00112233445566aa";

  @TempDir Path dir;
  private final String build = BuildId.mint(Instant.now()).value();
  private final int port = FreePort.next();

  private ScriptedSmtp mailServer() throws IOException {
    return new ScriptedSmtp(port);
  }

  private static void awaitMails(ScriptedSmtp server, int count) {
    Await.until(SOON, count + " mails", () -> server.taken.size() >= count);
  }

  private String ini(String more) {
    return """
        [mail]
        host = 127.0.0.1
        port = %d
        from = farm@example.org
        %s
        """
        .formatted(port, more);
  }

  private static List<String> subjects(ScriptedSmtp server) throws Exception {
    List<String> subjects = new ArrayList<>();
    for (ScriptedSmtp.Taken mail : server.taken) {
      subjects.add(mail.parsed().getSubject());
    }
    return subjects;
  }

  private static String text(MimeMessage message) throws Exception {
    return ((String) message.getContent()).replace("\r\n", "\n");
  }

  @Test
  void a_failure_is_mailed_as_the_original_words_it_with_the_ends_of_its_logs() throws Exception {
    int web = FreePort.next();
    Path logs = dir.resolve("bstore/repo/demo.9.x86_64/hello/20261121031500/1.0-1.el9.x86_64");
    Files.createDirectories(logs);
    Files.writeString(logs.resolve("root.log"), lines("root", 40));
    Files.writeString(
        logs.resolve("build.log"), lines("build", 20_000) + "\u001b[31merror\u001b[0m\n");
    var files = new StaticFiles("/bstore/", dir.resolve("bstore"), name -> true);
    var bstore = new WebServer(new InetSocketAddress("127.0.0.1", web), Map.of("/bstore/", files));
    bstore.start();
    ScriptedSmtp server = mailServer();
    String more =
        """
        to = {submitter}, list@example.org
        domain = packagers.example.org
        [mail_rcpts]
        x86_64 = list@example.org, x86@example.org
        armhfp = arm@example.org
        [bstore]
        base_url = http://127.0.0.1:%d/bstore
        """
            .formatted(web);
    try (var farm = new TestFarm(dir.resolve("farm"), true).start(ini(more))) {
      farm.put("notify", Messages.ours("Building", build, ATTEMPT, ""));
      farm.put("notify", Messages.ours("Failed", build, ATTEMPT, ",\"reason\":\"no gcc\""));
      awaitMails(server, 1);
      MimeMessage mail = server.taken.get(0).parsed();
      assertThat(mail.getSubject())
          .isEqualTo(
              "[reimzul] Build task 20261121031500 hello-1.0-1.src.rpm (arch: x86_64)"
                  + " target demo.9.x86_64 : Failed");
      assertThat(mail.getMessageID())
          .isEqualTo("<" + build + "." + ATTEMPT + ".FAILED@example.org>");
      assertThat(mail.getAllRecipients())
          .extracting(Object::toString)
          .containsExactly("jane@packagers.example.org", "list@example.org", "x86@example.org");
      assertThat(text(mail))
          .startsWith(
              """
              #### Reimzul build results #####
               Builder   : builder2
               Package   : hello
               Timestamp   : 20261121031500
               Submitted by   : jane
               Status    : Failed
               Reason    : no gcc
               Full logs available at http://127.0.0.1:%d/bstore/repo/demo.9.x86_64/hello/20261121031500/1.0-1.el9.x86_64/
              #### Mock output logs ####
                  ========== Mock root log ============
              root 11
              """
                  .formatted(web))
          .contains("\nroot 40\n    ========== Mock build log ==========\nbuild 19922\n")
          .endsWith("\nbuild 20000\n[31merror[0m\n");
      farm.awaitRecorded();
      assertThat(farm.waiting("notify-mail")).isZero();
    } finally {
      server.close();
      bstore.stop();
    }
  }

  private static String lines(String word, int count) {
    var text = new StringBuilder();
    IntStream.rangeClosed(1, count).forEach(i -> text.append(word + " " + i + "\n"));
    return text.toString();
  }

  @Test
  void a_mail_server_that_is_away_delays_only_mail_and_then_gets_every_one() throws Exception {
    List<String> expected = new ArrayList<>();
    try (var farm = new TestFarm(dir, true).start(ini("to = list@example.org"))) {
      ScriptedSmtp server = mailServer();
      putResults(farm, 0, expected);
      awaitMails(server, 2);
      server.close();
      putResults(farm, 10, expected);
      farm.awaitRecorded();
      assertThat(farm.all("builds")).hasSize(10);
      assertThat(farm.waiting("tosign")).isEqualTo(10);
      assertThat(farm.waiting("notify-mail")).isPositive();
      ScriptedSmtp again = mailServer();
      farm.awaitDrained("notify-mail");
      // the first one may have taken a mail in the moment that it was closed
      assertThat(Stream.concat(subjects(server).stream(), subjects(again).stream()).distinct())
          .hasSameElementsAs(expected);
      again.close();
    }
  }

  private static void putResults(TestFarm farm, int from, List<String> expected) throws Exception {
    for (int i = from; i < from + 5; i++) {
      String timestamp = "202611210315%02d".formatted(i);
      String id = BuildId.mint(Instant.now()).value();
      farm.put(
          "notify", Messages.ours("Success", id, ATTEMPT, "").replace("20261121031500", timestamp));
      expected.add(
          "[reimzul] Build task %s hello-1.0-1.src.rpm (arch: x86_64) target demo.9.x86_64 : Success"
              .formatted(timestamp));
    }
  }

  @Test
  void scratch_builds_and_what_nobody_wants_to_hear_of_are_not_mailed() throws Exception {
    ScriptedSmtp server = mailServer();
    String more = "on = Failed\n[mail_rcpts]\nx86_64 = list@example.org\n";
    try (var farm = new TestFarm(dir, true).start(ini(more))) {
      farm.put("notify", Messages.ours("Success", build, ATTEMPT, ""));
      String failed = Messages.ours("Failed", build, ATTEMPT, "");
      farm.put("notify", failed.replace("\"scratch\":false", "\"scratch\":true"));
      farm.put("notify", failed.replace("\"arch\":\"x86_64\"", "\"arch\":\"i386\""));
      farm.put("notify", failed.replace("jane", "the-one"));
      farm.awaitRecorded();
      farm.awaitDrained("notify-mail");
      assertThat(server.taken).hasSize(1);
      assertThat(text(server.taken.get(0).parsed())).contains("Submitted by   : the-one\n");
    } finally {
      server.close();
    }
  }

  @Test
  void a_repeated_delivery_has_the_same_identity() throws Exception {
    ScriptedSmtp server = mailServer();
    try (var farm = new TestFarm(dir, true).start(ini("to = list@example.org"))) {
      for (int i = 0; i < 2; i++) {
        farm.put("notify", Messages.ours("Success", build, ATTEMPT, ""));
        farm.put("notify", Messages.original("Success", "a-1-1.src.rpm", "20180101000000"));
      }
      awaitMails(server, 4);
      List<String> ids = new ArrayList<>();
      for (ScriptedSmtp.Taken mail : server.taken) {
        ids.add(mail.parsed().getMessageID());
      }
      assertThat(ids.stream().distinct()).hasSize(2);
      Await.until(SOON, "nothing to be left", () -> farm.waiting("notify-mail") == 0);
    } finally {
      server.close();
    }
  }
}
