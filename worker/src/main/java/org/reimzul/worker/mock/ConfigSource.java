package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Path;
import org.reimzul.core.process.Heartbeat;

/** Where mock's configurations come from. */
public interface ConfigSource {
  /**
   * The configurations, brought up to date where they can be.
   *
   * @throws IOException when there are none at all
   */
  Configurations refresh(Heartbeat beat) throws IOException, InterruptedException;

  /** A directory that somebody else keeps. */
  static ConfigSource directory(Path directory) {
    return beat -> Configurations.in(directory);
  }
}
