package org.reimzul.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A queue that answers puts as told: for what a real beanstalkd can't be made to say. */
final class ScriptedQueue implements AutoCloseable {
  private static final List<String> NUMBERS =
      List.of(
          "pid uptime current-jobs-urgent current-jobs-ready current-jobs-reserved",
          "current-jobs-delayed current-jobs-buried cmd-put total-jobs job-timeouts current-tubes",
          "current-connections current-producers current-workers current-waiting",
          "total-connections binlog-records-written binlog-records-migrated");

  private final ServerSocket socket;
  private final Deque<String> puts;
  private final List<String> commands = new CopyOnWriteArrayList<>();

  /** {@code puts} are the answers to the first puts; later ones are INSERTED. */
  ScriptedQueue(String... puts) throws IOException {
    this.puts = new ArrayDeque<>(List.of(puts));
    this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    new Thread(this::serve, "scripted-queue").start();
  }

  String url() {
    return "beanstalk://127.0.0.1:" + socket.getLocalPort();
  }

  /** The first word and argument of every put and delete so far. */
  List<String> commands() {
    return commands;
  }

  private void serve() {
    try (Socket client = socket.accept()) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        out.write((answer(line.split(" ", -1), in) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    } catch (IOException e) {
      // the client or the test has gone
    }
  }

  private String answer(String[] words, InputStream in) throws IOException {
    return switch (words[0]) {
      case "stats" -> stats();
      case "use" -> "USING " + words[1];
      case "delete" -> note("delete " + words[1], "DELETED");
      case "put" -> {
        in.skipNBytes(Long.parseLong(words[4]) + 2);
        yield note("put " + words[1], puts.isEmpty() ? "INSERTED 99" : puts.remove());
      }
      default -> "UNKNOWN_COMMAND";
    };
  }

  private String note(String command, String answer) {
    commands.add(command);
    return answer;
  }

  private static String stats() {
    var yaml = new StringBuilder("---\nversion: 1\nid: x\nhostname: x\ndraining: false\n");
    yaml.append("max-job-size: 65535\n");
    for (String name : String.join(" ", NUMBERS).split(" ", -1)) {
      yaml.append(name).append(": 0\n");
    }
    return "OK " + yaml.length() + "\r\n" + yaml;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
