package org.reimzul.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.Programs;
import org.reimzul.testkit.ServerProcess;

/**
 * The stunnels of a controller, a bstore and a worker, as they are shipped, on one machine: every
 * port is another one, the three names are this machine's.
 */
final class Tunnels implements AutoCloseable {
  private static final Pattern HOST = Pattern.compile("(controller|bstore)\\.example\\.org");
  private static final Pattern PORT = Pattern.compile("(accept|connect) = (\\S+:)?([0-9]+)");

  private final Path dir;
  private final Path shipped;
  private final Map<String, Integer> behind;
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final List<ServerProcess> running = new ArrayList<>();

  /** {@code behind}: the real ports of what listens at 11300, 11080, 11081 and 11874. */
  Tunnels(Path dir, Path dist, Map<String, Integer> behind) {
    this.dir = dir;
    this.shipped = dist.resolve("config/stunnel");
    this.behind = Map.copyOf(behind);
  }

  /** Starts the tunnels of a role with this secret, and waits until they can be used. */
  ServerProcess start(String role, String name, String secrets) throws IOException {
    Path psk = Files.writeString(dir.resolve(name + ".psk"), secrets);
    String text =
        Files.readString(shipped.resolve(role + ".conf"))
            .replaceFirst("(?m)^PSKsecrets = .*", "PSKsecrets = " + psk);
    List<Integer> accepting = new ArrayList<>();
    Matcher each = PORT.matcher(HOST.matcher(text).replaceAll("127.0.0.1"));
    String ours = each.replaceAll(found -> port(found, name, accepting));
    Path config = Files.writeString(dir.resolve(name + ".conf"), ours);
    String program =
        Programs.find("stunnel").orElseGet(() -> Programs.require("stunnel4")).toString();
    var process =
        ServerProcess.start(
            name, dir.resolve(name + ".log"), Map.of(), List.of(program, config.toString()));
    running.add(process);
    accepting.forEach(process::awaitPort);
    return process;
  }

  private String port(MatchResult found, String name, List<Integer> accepting) {
    String port = found.group(3);
    boolean between = port.startsWith("2");
    if (found.group(1).equals("accept")) {
      int ours = ports.computeIfAbsent(between ? port : name + port, any -> FreePort.next());
      accepting.add(ours);
      return "accept = 127.0.0.1:" + ours;
    }
    int there = between ? ports.computeIfAbsent(port, any -> FreePort.next()) : behind.get(port);
    return "connect = 127.0.0.1:" + there;
  }

  /** Where {@code name}, which was started, has what is at {@code port} in its file. */
  int port(String name, String port) {
    return ports.get(port.startsWith("2") ? port : name + port);
  }

  @Override
  public void close() {
    running.forEach(ServerProcess::close);
  }
}
