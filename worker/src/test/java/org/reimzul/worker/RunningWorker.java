package org.reimzul.worker;

import org.reimzul.core.config.Settings;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.Sender;
import org.reimzul.worker.build.Instance;

/** A worker on a thread of the test's process, made as its launcher makes it. */
public record RunningWorker(Instance instance, Sender sender, ThreadService service)
    implements AutoCloseable {
  static RunningWorker start(Settings settings) throws Exception {
    WorkerConfig config = WorkerConfig.read(settings, null);
    Instance instance = Instance.claim(config.workDir(), config.name());
    var sender = new Sender(config.queue());
    ThreadService service = WorkerMain.service(config, instance, sender);
    service.start();
    return new RunningWorker(instance, sender, service);
  }

  @Override
  public void close() throws Exception {
    service.stop();
    sender.close();
    instance.close();
  }
}
