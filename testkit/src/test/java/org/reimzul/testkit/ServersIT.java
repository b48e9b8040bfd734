package org.reimzul.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {
  @TempDir Path dir;

  @Test
  void a_killed_beanstalkd_comes_back_on_its_port() {
    try (var server = BeanstalkServer.start(dir)) {
      server.process().kill();
      assertThat(Await.accepts(server.port())).isFalse();
      server.restart();
      assertThat(Await.accepts(server.port())).isTrue();
    }
  }

  @Test
  void mosquitto_and_rsync_listen_and_end_with_their_owner() {
    var broker = MosquittoServer.start(dir.resolve("mosquitto"));
    var rsync = RsyncServer.start(dir.resolve("rsync"), "use chroot = no\n");
    broker.close();
    rsync.close();
    assertThat(broker.process().isAlive()).isFalse();
    assertThat(rsync.process().isAlive()).isFalse();
  }

  @Test
  void waiting_in_vain_says_what_for() {
    assertThatThrownBy(() -> Await.until(Duration.ofMillis(50), "the moon", () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the moon");
  }

  @Test
  void a_missing_program_is_named() {
    assertThatThrownBy(() -> Programs.require("no-such-program"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-program");
  }
}
