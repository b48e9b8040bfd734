package org.reimzul.faults.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.reimzul.core.job.Json;

/**
 * A mail server that writes down what it accepts before it says so. It takes mail to {@code
 * later@example.org} only when nobody else gets the same.
 */
public final class MailSink implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String LATER = "later@example.org";

  private final InetSocketAddress address;
  private final Ledger ledger;
  private ServerSocket listening;

  /** Listens. */
  public MailSink(String host, int port, Path evidence) throws IOException {
    this.address = new InetSocketAddress(host, port);
    this.ledger = new Ledger(evidence, "mail.jsonl");
    accept();
  }

  /** Listens (again). */
  public synchronized void accept() throws IOException {
    if (listening == null) {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(address);
      listening = socket;
      thread(() -> serve(socket));
    }
  }

  /** Refuses connections until {@link #accept}. */
  public synchronized void refuse() throws IOException {
    if (listening != null) {
      listening.close();
      listening = null;
    }
  }

  private void serve(ServerSocket socket) {
    while (true) {
      try {
        Socket client = socket.accept();
        thread(() -> talk(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void talk(Socket client) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      client.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = client.getOutputStream();
      say(out, "220 faults ESMTP");
      boolean taken = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String word = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
        switch (word) {
          case "DATA" -> {
            taken = false;
            say(out, "354 go on");
            take(in);
            say(out, "250 taken");
          }
          case "QUIT" -> {
            say(out, "221 bye");
            return;
          }
          case "RCPT" -> {
            boolean later = taken && line.contains(LATER);
            taken = true;
            say(out, later ? "450 later" : "250 yes");
          }
          default -> say(out, "250 faults");
        }
      }
    } catch (IOException e) {
      // the client is gone
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void take(BufferedReader in) throws IOException {
    var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    var body = new StringBuilder();
    boolean inBody = false;
    String last = null;
    for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        throw new IOException("cut off");
      }
      if (inBody) {
        body.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
      } else if (line.isEmpty()) {
        inBody = true;
      } else if (Character.isWhitespace(line.charAt(0)) && last != null) {
        headers.merge(last, line.strip(), (a, b) -> a + " " + b);
      } else {
        int colon = Math.max(0, line.indexOf(':'));
        last = line.substring(0, colon);
        headers.put(last, line.substring(colon + 1).strip());
      }
    }
    ledger.add(
        Json.object()
            .put("at", Clock.systemUTC().instant().toString())
            .put("message_id", headers.getOrDefault("Message-ID", ""))
            .put("subject", headers.getOrDefault("Subject", ""))
            .put("body", body.toString()));
  }

  private static void thread(Runnable work) {
    var thread = new Thread(work, "mail");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    refuse();
    ledger.close();
  }
}
