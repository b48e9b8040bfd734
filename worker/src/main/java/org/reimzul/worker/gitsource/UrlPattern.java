package org.reimzul.worker.gitsource;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reimzul.core.job.Excerpt;

/**
 * A URL with places like {@code {pkg}}, whose values are escaped. Immutable.
 *
 * @param text as configured; {@code {git_url}} stands for that key, without a slash at its end
 */
record UrlPattern(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]*)\\}");

  /** Checks that only these places occur; IllegalArgumentException names another. */
  static UrlPattern of(String text, Set<String> places) {
    Matcher found = PLACE.matcher(text);
    while (found.find()) {
      if (!places.contains(found.group(1))) {
        throw new IllegalArgumentException("no value stands for " + Excerpt.of(found.group()));
      }
    }
    return new UrlPattern(text);
  }

  /** The URL with these values; a slash in one stays a slash. */
  URI with(URI gitUrl, Map<String, String> values) {
    String base = gitUrl.toString().replaceAll("/+$", "");
    return URI.create(
        PLACE
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group(1).equals("git_url")
                            ? base
                            : escaped(values.get(found.group(1))))));
  }

  /** As configured, for those who look at the configuration. */
  @Override
  public String toString() {
    return text;
  }

  private static String escaped(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%2F", "/")
        .replace("%2B", "+");
  }
}
