package org.reimzul.core.config;

/**
 * What one role reads of the configuration. Each role's module names its own in {@code
 * META-INF/services}, so that {@code reimzul config} finds those that are installed and nobody has
 * to know them. Has a public constructor without arguments.
 */
public interface RoleConfig {
  /** The role, as {@code --role} names it. */
  String role();

  /**
   * Reads and checks all that the role is told, as it does at its start; every key is asked for,
   * also one that doesn't matter at present.
   */
  void read(Settings settings) throws ConfigException;
}
