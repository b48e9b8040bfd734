package org.reimzul.core.config;

import java.util.List;

/** A configuration that cannot be used; its message lists every problem, one a line. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  /** For these problems. */
  public ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
