package org.reimzul.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.Programs;
import org.reimzul.testkit.ServerProcess;

/** nginx or Apache httpd with the configuration that we ship for a bstore. */
final class FrontServer implements AutoCloseable {
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

  private final ServerProcess process;
  private final int port;

  private FrontServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Serves the bstore below {@code farm}. */
  static FrontServer nginx(Path dist, Path farm) throws IOException {
    int port = FreePort.next();
    Path own =
        ours(dist, "nginx-bstore.conf", farm, "listen 80;", "listen 127.0.0.1:" + port + ";");
    Path main =
        Files.writeString(
            own.resolveSibling("nginx.conf"),
            """
            daemon off;
            pid %1$s/nginx.pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              client_body_temp_path %1$s;
              proxy_temp_path %1$s;
              fastcgi_temp_path %1$s;
              uwsgi_temp_path %1$s;
              scgi_temp_path %1$s;
              include %2$s;
            }
            """
                .formatted(own.getParent(), own));
    return start("nginx", port, own, List.of(program("nginx"), "-c", main.toString()));
  }

  /** The same by httpd. */
  static FrontServer httpd(Path dist, Path farm) throws IOException {
    int port = FreePort.next();
    Path own = ours(dist, "httpd-bstore.conf", farm, "listen", "listen");
    var text = new StringBuilder();
    for (String module :
        List.of("mpm_event", "authz_core", "alias", "dir", "autoindex", "headers")) {
      Path file = MODULES.resolve("mod_" + module + ".so");
      text.append("LoadModule %s_module %s%n".formatted(module, file));
    }
    text.append("Listen 127.0.0.1:%d%nServerName localhost%n".formatted(port))
        .append("PidFile %s/httpd.pid%n".formatted(own.getParent()))
        .append("DefaultRuntimeDir %s%n".formatted(own.getParent()))
        .append("ErrorLog /dev/stderr%nInclude %s%n".formatted(own));
    Path main = Files.writeString(own.resolveSibling("main.conf"), text);
    String program = Programs.find("apache2").orElseGet(() -> Programs.require("httpd")).toString();
    return start("httpd", port, own, List.of(program, "-D", "FOREGROUND", "-f", main.toString()));
  }

  private static Path ours(Path dist, String name, Path farm, String listen, String instead)
      throws IOException {
    String shipped = Files.readString(dist.resolve("config").resolve(name));
    Path dir = Files.createTempDirectory(farm, "front");
    return Files.writeString(
        dir.resolve(name),
        shipped.replace("/srv/reimzul", farm.toString()).replace(listen, instead));
  }

  private static FrontServer start(String name, int port, Path own, List<String> argv) {
    Path log = own.resolveSibling(name + ".log");
    return new FrontServer(ServerProcess.start(name, log, Map.of(), argv).awaitPort(port), port);
  }

  private static String program(String name) {
    return Programs.require(name).toString();
  }

  /** Where the bstore is. */
  String base() {
    return "http://127.0.0.1:" + port + "/bstore/";
  }

  @Override
  public void close() {
    process.close();
  }
}
