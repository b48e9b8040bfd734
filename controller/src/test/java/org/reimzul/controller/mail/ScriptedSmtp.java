package org.reimzul.controller.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that answers as it is told: by recipient, or to the end of the letter. */
final class ScriptedSmtp implements AutoCloseable {
  private final ServerSocket listener;
  private final Optional<SSLContext> tls;
  private final boolean tlsFromTheStart;

  /** What to answer to RCPT for an address, or, under the name DATA, to a letter's end. */
  final Map<String, String> answers = new ConcurrentHashMap<>();

  final List<Taken> taken = new CopyOnWriteArrayList<>();

  final List<String> commands = new CopyOnWriteArrayList<>();

  /** A letter that it took, and from whom it heard for whom. */
  record Taken(boolean tls, List<String> recipients, String raw) {
    MimeMessage parsed() throws MessagingException {
      var in = new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1));
      return new MimeMessage(Session.getInstance(new Properties()), in);
    }
  }

  /** A plain one on a port, 0 for any. */
  ScriptedSmtp(int port) throws IOException {
    this(port, Optional.empty(), false);
  }

  /** {@code tls} empty: plain; otherwise after STARTTLS, or {@code fromTheStart}. */
  ScriptedSmtp(int port, Optional<SSLContext> tls, boolean fromTheStart) throws IOException {
    this.tls = tls;
    this.tlsFromTheStart = fromTheStart;
    this.listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    var thread = new Thread(this::accept, "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        Socket spoken = tlsFromTheStart ? secured(socket) : socket;
        say(spoken, "220 scripted");
        talk(spoken);
      } catch (IOException e) {
        // the client went away, or the test ends
      }
    }
  }

  private SSLSocket secured(Socket plain) throws IOException {
    var factory = tls.orElseThrow().getSocketFactory();
    var socket = (SSLSocket) factory.createSocket(plain, null, plain.getPort(), true);
    socket.setUseClientMode(false);
    return socket;
  }

  private void talk(Socket socket) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    List<String> recipients = new ArrayList<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      if (line.startsWith("EHLO")) {
        boolean offers = tls.isPresent() && !(socket instanceof SSLSocket);
        say(socket, "250-scripted\r\n250-AUTH PLAIN\r\n250 " + (offers ? "STARTTLS" : "8BITMIME"));
      } else if (line.equals("STARTTLS")) {
        say(socket, "220 go on");
        talk(secured(socket));
        return;
      } else if (line.startsWith("AUTH")) {
        say(socket, "235 welcome");
      } else if (line.startsWith("RCPT TO:")) {
        String address = line.substring("RCPT TO:<".length(), line.indexOf('>'));
        String answer = answers.getOrDefault(address, "250 ok");
        if (answer.startsWith("250")) {
          recipients.add(address);
        }
        say(socket, answer);
      } else if (line.equals("DATA")) {
        letter(socket, in, List.copyOf(recipients));
        recipients.clear();
      } else if (line.equals("QUIT")) {
        say(socket, "221 bye");
        return;
      } else {
        say(socket, "250 ok");
      }
    }
  }

  private void letter(Socket socket, BufferedReader in, List<String> recipients)
      throws IOException {
    say(socket, "354 go on");
    var letter = new StringBuilder();
    for (String line = in.readLine(); !line.equals("."); line = in.readLine()) {
      letter.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    String answer = answers.getOrDefault("DATA", "250 taken");
    if (answer.startsWith("250")) {
      taken.add(new Taken(socket instanceof SSLSocket, recipients, letter.toString()));
    }
    say(socket, answer);
  }

  private static void say(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
