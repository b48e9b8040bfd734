package org.reimzul.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** {@code reimzul-client}: remote submission over MQTT, which this version doesn't have yet. */
@Command(
    name = "reimzul-client",
    description = "Remote submission over MQTT; not in this version yet.",
    versionProvider = Version.class)
@SuppressWarnings("UnusedVariable") // picocli sets them
public final class ClientMain implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Unmatched private List<String> rest;

  ClientMain() {}

  /** Exits 1 but for help and version. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new ClientMain(), true, args));
  }

  @Override
  public Integer call() throws UserException {
    throw new UserException("remote submission over MQTT is not in this version yet");
  }
}
