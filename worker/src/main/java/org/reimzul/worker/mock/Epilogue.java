package org.reimzul.worker.mock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a worker adds to a configuration: Python that works on its values once all of it was read.
 * No text is replaced in the source, so nothing that a value holds can end a string there.
 */
final class Epilogue {
  private static final String CODE = "epilogue.py";

  private final String code = resource();
  private final String bstore;
  private final Duration rootCache;

  /**
   * @param bstore what stands for {@code http://repohost}, and where the farm's repositories are
   * @param rootCache how old a root cache may grow
   */
  Epilogue(URI bstore, Duration rootCache) {
    String text = bstore.toASCIIString();
    this.bstore = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.rootCache = rootCache;
  }

  /** The lines for a root of this name that sees these repositories of the farm. */
  String text(String root, List<String> repositories, String origin) {
    String names = repositories.stream().map(Epilogue::literal).collect(Collectors.joining(", "));
    String words =
        "{'http://repohost': %s, 'TARGETNAME': %s}".formatted(literal(bstore), literal(root));
    String values =
        "{'words': %s, 'repositories': [%s], 'root_cache_days': %s}"
            .formatted(words, names, days());
    String note = origin.replaceAll("\\p{Cntrl}", " ");
    return "\n\n# %s\n# What follows was added by the worker.\n_reimzul = %s\n%s"
        .formatted(note, values, code);
  }

  private double days() {
    return rootCache.toSeconds() / (double) Duration.ofDays(1).toSeconds();
  }

  /** As Python writes it; neither a URL nor a name of a root is anything but ASCII. */
  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String resource() {
    try (InputStream in = Epilogue.class.getResourceAsStream(CODE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the distribution is damaged", e);
    }
  }
}
