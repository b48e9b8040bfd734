package org.reimzul.cli;

import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.RoleConfig;
import org.reimzul.core.config.Settings;

/** What the commands read of the configuration. */
public final class CommandsRole implements RoleConfig {
  /** For the service loader. */
  public CommandsRole() {}

  @Override
  public String role() {
    return "commands";
  }

  @Override
  public void read(Settings settings) throws ConfigException {
    FarmSettings.read(settings);
  }
}
