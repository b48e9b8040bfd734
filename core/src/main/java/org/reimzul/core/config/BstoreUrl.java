package org.reimzul.core.config;

import java.net.URI;
import java.util.Set;

/** {@code [bstore] base_url}: where others see what bstore holds. */
public final class BstoreUrl {
  private static final String REPOSITORIES = "repo/";

  private BstoreUrl() {}

  /**
   * The URL that {@code commits/}, {@code repo/} and {@code scratch/} are below, ending in a slash.
   * The original's files name the repositories instead: a last {@code repo/} is taken off. Problems
   * go to {@code settings}.
   */
  public static URI read(Settings settings) {
    URI base =
        settings.base(
            "bstore", "base_url", "http://localhost:11081/bstore", Set.of("http", "https"));
    return base.getPath().endsWith("/" + REPOSITORIES) ? base.resolve("..") : base;
  }
}
