package org.reimzul.controller.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.reimzul.core.lifecycle.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MongoDB server inside this process. What it has acknowledged was forced to disk before. It has
 * no authentication: bind it to loopback.
 */
public final class EmbeddedMongo implements Service {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedMongo.class);

  private final Path dir;
  private final InetSocketAddress address;
  private MongoServer server;

  /**
   * Doesn't open anything yet.
   *
   * @param dir for its one file; made if missing
   * @param address to listen on; port 0 for a free one
   */
  public EmbeddedMongo(Path dir, InetSocketAddress address) {
    this.dir = dir;
    this.address = address;
  }

  @Override
  public String name() {
    return "embedded MongoDB in " + dir;
  }

  @Override
  public synchronized void start() throws IOException {
    Files.createDirectories(dir);
    MVStore store = open(dir.resolve("reimzul.mv.db"));
    var backend = new CommittingBackend(store);
    backend.version(ServerVersion.MONGO_5_0);
    var opened = new MongoServer(backend);
    try {
      // one thread for all clients: see CommittingBackend
      opened.bind(new InetSocketAddress(address.getHostString(), address.getPort()), 1, 1);
    } catch (Exception e) { // netty throws BindException without declaring it
      opened.shutdownNow();
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
    server = opened;
    log.info("embedded MongoDB keeps {} and listens on port {}", dir, port());
  }

  private static MVStore open(Path file) throws IOException {
    try {
      var opened = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
      // old versions are of no use, and the file would grow without bound
      opened.setRetentionTime(0);
      opened.setVersionsToKeep(0);
      return opened;
    } catch (MVStoreException e) {
      throw new IOException(file + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The port that it listens on. */
  public synchronized int port() {
    return server.getLocalAddress().getPort();
  }

  @Override
  public synchronized void stop() {
    if (server != null) {
      server.shutdownNow(); // closes the store, too
      server = null;
    }
  }
}
