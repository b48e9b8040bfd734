package org.reimzul.controller;

import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.RoleConfig;
import org.reimzul.core.config.Settings;

/** What the controller reads of the configuration. */
public final class ControllerRole implements RoleConfig {
  /** For the service loader. */
  public ControllerRole() {}

  @Override
  public String role() {
    return "controller";
  }

  @Override
  public void read(Settings settings) throws ConfigException {
    ControllerConfig.read(settings);
  }
}
