package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Path;
import org.reimzul.core.process.Heartbeat;

/** Where mock's configurations come from. */
public interface ConfigSource {
  /**
   * The directory, brought up to date where it can be.
   *
   * @throws IOException when there is none at all
   */
  Path refresh(Heartbeat beat) throws IOException, InterruptedException;

  /** The directory as it was last refreshed. */
  Path current();

  /** A directory that somebody else keeps. */
  static ConfigSource directory(Path directory) {
    return new ConfigSource() {
      @Override
      public Path refresh(Heartbeat beat) {
        return directory;
      }

      @Override
      public Path current() {
        return directory;
      }
    };
  }
}
