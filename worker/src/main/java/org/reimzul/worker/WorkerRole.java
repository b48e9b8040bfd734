package org.reimzul.worker;

import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.RoleConfig;
import org.reimzul.core.config.Settings;

/** What a worker reads of the configuration. */
public final class WorkerRole implements RoleConfig {
  /** For the service loader. */
  public WorkerRole() {}

  @Override
  public String role() {
    return "worker";
  }

  @Override
  public void read(Settings settings) throws ConfigException {
    WorkerConfig.read(settings, null);
  }
}
