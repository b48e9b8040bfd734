package org.reimzul.faults.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reimzul.core.job.Json;

/**
 * One connection of a mail server. It takes mail to {@code later@example.org} only when nobody else
 * gets the same.
 */
final class MailTalk {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String LATER = "later@example.org";

  private final Socket client;
  private final Ledger ledger;
  private final List<String> recipients = new ArrayList<>();

  MailTalk(Socket client, Ledger ledger) {
    this.client = client;
    this.ledger = ledger;
  }

  /** Talks until the client has enough. */
  void run() {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      client.setSoTimeout(PATIENCE_MILLIS);
      say("220 faults ESMTP");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String word = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
        if (word.equals("DATA")) {
          say("354 go on");
          take(Letter.read(in));
          say("250 taken");
        } else {
          say(answer(word, line));
        }
        if (word.equals("QUIT")) {
          return;
        }
      }
    } catch (IOException e) {
      // the client is gone
    }
  }

  private String answer(String word, String line) {
    return switch (word) {
      case "QUIT" -> "221 bye";
      case "MAIL", "RSET" -> {
        recipients.clear();
        yield "250 faults";
      }
      case "RCPT" -> recipient(line.replaceFirst(".*<(.*)>.*", "$1"));
      default -> "250 faults";
    };
  }

  private String recipient(String address) {
    if (!recipients.isEmpty() && address.equals(LATER)) {
      return "450 later";
    }
    recipients.add(address);
    return "250 yes";
  }

  private void take(Letter letter) {
    ObjectNode line =
        Json.object()
            .put("at", Clock.systemUTC().instant().toString())
            .put("message_id", letter.header("Message-ID"))
            .put("subject", letter.header("Subject"))
            .put("body", letter.body());
    ArrayNode to = line.putArray("to");
    recipients.forEach(to::add);
    ledger.add(line);
    recipients.clear();
  }

  private void say(String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }
}
