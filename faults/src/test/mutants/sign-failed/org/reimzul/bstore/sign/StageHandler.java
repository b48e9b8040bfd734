package org.reimzul.bstore.sign;

import java.io.IOException;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.SigningRequest;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.Sender;

/** The fault, second part: whatever the signer hears of, it signs. */
public final class StageHandler implements JobHandler {
  private final Store store;

  public StageHandler(Store store, boolean uncommitted, Sender sender, String by) {
    this.store = store;
  }

  @Override
  public Outcome handle(Lease lease)
      throws IOException, InterruptedException, MalformedMessageException {
    BuildId build = SigningRequest.decode(lease.body()).buildId().orElseThrow();
    try {
      if (store.commits().find(build).orElseThrow() instanceof CommitRecord.Built built) {
        new Stage(store).collect(built);
      }
      return Outcome.done();
    } catch (ChangedException e) {
      return Outcome.bury(e.getMessage());
    }
  }
}
