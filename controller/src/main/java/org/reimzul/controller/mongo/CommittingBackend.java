package org.reimzul.controller.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every change to the file, and has the disk confirm it, before the client hears of success.
 * The backend as it comes writes about once a second and loses what it acknowledged meanwhile.
 *
 * <p>Keeps indexes, see {@link IndexedDatabase}.
 *
 * <p>Must be called from one thread: an update changes the stored document in place, and a commit
 * or a reply that reads it meanwhile would fail.
 */
final class CommittingBackend extends H2Backend {
  /** Commits between two looks at how much of the file is dead. */
  private static final int COMPACT_EVERY = 256;

  private static final int FILL_RATE_PERCENT = 60;
  private static final int COMPACT_BYTES = 4 << 20;

  private static final int EXIT_CODE = 74;
  private static final Logger log = LoggerFactory.getLogger(CommittingBackend.class);

  private final MVStore store;
  private int commits;

  CommittingBackend(MVStore store) {
    super(store);
    this.store = store;
  }

  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    try {
      return super.handleCommand(channel, database, command, query);
    } finally {
      commitChanges(); // a command that failed half-way has changed something, too
    }
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new IndexedDatabase(name, getMvStore(), getCursorRegistry());
  }

  private void commitChanges() {
    if (!store.hasUnsavedChanges()) {
      return;
    }
    try {
      store.commit();
      store.sync();
    } catch (MVStoreException e) {
      // the store is closed for good now, and only a new process can open it
      log.error("the disk refuses a write; ending the process so that it is restarted", e);
      Runtime.getRuntime().halt(EXIT_CODE);
    }
    commits++;
    if (commits % COMPACT_EVERY == 0) {
      store.compact(FILL_RATE_PERCENT, COMPACT_BYTES);
    }
  }
}
