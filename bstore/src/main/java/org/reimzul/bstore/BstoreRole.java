package org.reimzul.bstore;

import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.RoleConfig;
import org.reimzul.core.config.Settings;

/** What the repogen worker and the signer read of the configuration. */
public final class BstoreRole implements RoleConfig {
  /** For the service loader. */
  public BstoreRole() {}

  @Override
  public String role() {
    return "bstore";
  }

  @Override
  public void read(Settings settings) throws ConfigException {
    BstoreConfig.read(settings);
  }
}
