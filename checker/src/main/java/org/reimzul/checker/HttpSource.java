package org.reimzul.checker;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A tree on a web server that lists its directories. Each file is fetched once. */
final class HttpSource implements Source {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LINK = Pattern.compile("href=\"(?:\\./)?([^\"/?]+)/?\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Optional<Path>> fetched = new HashMap<>();
  private final URI root;
  private final Path downloads;

  HttpSource(URI root, Path downloads) {
    this.root = root;
    this.downloads = downloads;
  }

  @Override
  public Optional<Path> file(String path) throws IOException, InterruptedException {
    Optional<Path> known = fetched.get(path);
    if (known == null) {
      known = fetch(path);
      fetched.put(path, known);
    }
    return known;
  }

  private Optional<Path> fetch(String path) throws IOException, InterruptedException {
    Path file = Files.createTempFile(downloads, "", "");
    return found(client.send(request(path), BodyHandlers.ofFile(file)));
  }

  @Override
  public Optional<List<String>> names(String directory) throws IOException, InterruptedException {
    return found(client.send(request(directory), BodyHandlers.ofString())).map(HttpSource::links);
  }

  private static List<String> links(String page) {
    return LINK.matcher(page)
        .results()
        .map(link -> URLDecoder.decode(link.group(1).replace("+", "%2B"), StandardCharsets.UTF_8))
        .filter(name -> !name.equals(".."))
        .sorted()
        .toList();
  }

  private HttpRequest request(String path) throws IOException {
    try {
      URI url = root.resolve(new URI(null, null, "/" + path, null).getRawPath().substring(1));
      return HttpRequest.newBuilder(url).timeout(PATIENCE).build();
    } catch (URISyntaxException e) {
      throw new IOException("not a path: " + path, e);
    }
  }

  private static <T> Optional<T> found(HttpResponse<T> response) throws IOException {
    return switch (response.statusCode()) {
      case 200 -> Optional.of(response.body());
      case 404 -> Optional.empty();
      default -> throw new IOException(response.uri() + ": http " + response.statusCode());
    };
  }
}
