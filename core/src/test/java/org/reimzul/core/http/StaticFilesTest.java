package org.reimzul.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
  @TempDir Path dir;
  private WebServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void serve() throws Exception {
    Path root = Files.createDirectories(dir.resolve("root/repo"));
    Files.writeString(root.resolve("a.log"), "0123456789");
    Files.writeString(root.resolve(".secret"), "no");
    Files.createDirectories(dir.resolve("root/private"));
    Files.writeString(dir.resolve("root/private/key"), "no");
    Files.writeString(dir.resolve("outside"), "no");
    Files.createSymbolicLink(root.resolve("escape"), dir.resolve("outside"));
    Files.createDirectories(root.resolve(".gen/1"));
    Files.writeString(root.resolve(".gen/1/repomd.xml"), "<x/>");
    Files.createSymbolicLink(root.resolve("repodata"), Path.of(".gen/1"));
    server =
        new WebServer(
            new InetSocketAddress("127.0.0.1", 0),
            Map.of("/b/", new StaticFiles("/b/", dir.resolve("root"), Set.of("repo"))));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void serves_a_file_and_what_a_link_inside_leads_to() throws Exception {
    assertThat(get("/b/repo/a.log").body()).isEqualTo("0123456789");
    assertThat(get("/b/repo/repodata/repomd.xml").body()).isEqualTo("<x/>");
  }

  @Test
  void serves_a_range() throws Exception {
    HttpResponse<String> part = get("/b/repo/a.log", "Range", "bytes=2-4");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
    assertThat(get("/b/repo/a.log", "Range", "bytes=-3").body()).isEqualTo("789");
    assertThat(get("/b/repo/a.log", "Range", "bytes=9-1").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/b/private/key", "/b/repo/.secret", "/b/repo/escape", "/b/repo/../../outside",
        "/b/repo/%2e%2e/%2e%2e/outside", "/b/repo/.gen/1/repomd.xml", "/b/repo/a%00b", "/b/none"
      })
  void hides_everything_else(String path) throws Exception {
    assertThat(rawStatus("GET " + path)).contains(" 404 ");
  }

  @Test
  void lists_a_directory_without_hidden_files() throws Exception {
    assertThat(get("/b/repo/").body()).contains("a.log").doesNotContain("secret", ".gen");
    assertThat(get("/b/").body()).contains("repo/").doesNotContain("private");
    assertThat(get("/b/repo").statusCode()).isEqualTo(301);
  }

  @Test
  void refuses_to_write() throws Exception {
    assertThat(rawStatus("DELETE /b/repo/a.log")).contains(" 405 ");
    assertThat(dir.resolve("root/repo/a.log")).exists();
  }

  /** Past the client's own normalising of paths. */
  private String rawStatus(String requestLine) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write((requestLine + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
  }
}
