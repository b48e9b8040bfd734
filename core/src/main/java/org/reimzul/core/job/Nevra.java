package org.reimzul.core.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package's identity in a repository.
 *
 * @param epoch 0 where the package has none
 * @param arch {@code src} for a source package, whatever its header says
 */
public record Nevra(String name, long epoch, String version, String release, String arch) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<n>[A-Za-z0-9_][A-Za-z0-9._+-]{0,200})-(?<e>[0-9]{1,10}):(?<v>[A-Za-z0-9._+~^]{1,100})"
              + "-(?<r>[A-Za-z0-9._+~^]{1,100})\\.(?<a>[a-z0-9_]{1,16})");

  /** Reads {@link #toString}'s form; {@link IllegalArgumentException} for anything else. */
  public static Nevra parse(String text) {
    Matcher m = SHAPE.matcher(text);
    if (text.length() > 500 || !m.matches()) {
      throw new IllegalArgumentException(
          "not NAME-EPOCH:VERSION-RELEASE.ARCH: " + Excerpt.of(text));
    }
    return new Nevra(
        m.group("n"), Long.parseLong(m.group("e")), m.group("v"), m.group("r"), m.group("a"));
  }

  /** True for a source package. */
  public boolean source() {
    return arch.equals("src");
  }

  /** {@code name-epoch:version-release.arch}. */
  @Override
  public String toString() {
    return name + "-" + epoch + ":" + version + "-" + release + "." + arch;
  }
}
