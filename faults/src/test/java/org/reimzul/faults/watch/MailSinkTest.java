package org.reimzul.faults.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.Json;

class MailSinkTest {
  @TempDir Path dir;

  /** Says these lines, and returns the answers, the greeting first. */
  private static List<String> talk(int port, String... lines) throws IOException {
    List<String> answers = new ArrayList<>();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      answers.add(in.readLine());
      for (String line : lines) {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        answers.add(in.readLine());
      }
    }
    return answers;
  }

  @Test
  void writes_down_for_whom_it_has_taken_a_mail() throws Exception {
    try (var sink = new MailSink("127.0.0.1", 0, dir)) {
      List<String> answers =
          talk(
              sink.port(),
              "EHLO test",
              "MAIL FROM:<reimzul@example.org>",
              "RCPT TO:<builds@example.org>",
              "RCPT TO:<later@example.org>",
              "DATA",
              "Message-ID: <1@test>\r\nSubject: one\r\n two\r\n\r\nbody\r\n..\r\n.",
              "MAIL FROM:<reimzul@example.org>",
              "RCPT TO:<later@example.org>",
              "DATA",
              "Message-ID: <1@test>\r\n\r\n.",
              "QUIT");

      assertThat(answers.stream().map(line -> line.substring(0, 3)))
          .containsExactly(
              "220", "250", "250", "250", "450", "354", "250", "250", "250", "354", "250", "221");
    }
    List<String> lines = Files.readAllLines(dir.resolve("mail.jsonl"));
    assertThat(lines).hasSize(2);
    var first = Json.read(lines.get(0).getBytes(StandardCharsets.UTF_8));
    assertThat(first.path("to")).hasToString("[\"builds@example.org\"]");
    assertThat(first.path("subject").textValue()).isEqualTo("one two");
    assertThat(first.path("body").textValue()).isEqualTo("body\n.\n");
    var second = Json.read(lines.get(1).getBytes(StandardCharsets.UTF_8));
    assertThat(second.path("to")).hasToString("[\"later@example.org\"]");
  }
}
