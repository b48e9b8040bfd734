package org.reimzul.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.jbeanstalk.Beanstalk;

/** Tests of commands that ask a queue, a record and a bstore; new ones for each test. */
abstract class AgainstFarm {
  @TempDir Path dir;
  TestFarm farm;
  MovingRecord record;
  TinyBstore bstore;
  Beanstalk queue;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    record = MovingRecord.start();
    bstore = TinyBstore.start(dir);
    queue = farm.connect();
    farm.configure(farm.server().url(), record.base().toString(), bstore.section());
  }

  @AfterEach
  void stop() {
    queue.close();
    bstore.close();
    record.close();
    farm.close();
  }
}
