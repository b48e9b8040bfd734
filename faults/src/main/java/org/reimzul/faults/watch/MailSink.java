package org.reimzul.faults.watch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/** A mail server that writes down what it accepts, and for whom, before it says so. */
public final class MailSink implements AutoCloseable {
  private final InetSocketAddress address;
  private final Ledger ledger;
  private ServerSocket listening;

  /** Listens. */
  public MailSink(String host, int port, Path evidence) throws IOException {
    this.address = new InetSocketAddress(host, port);
    this.ledger = new Ledger(evidence, "mail.jsonl");
    accept();
  }

  /** Listens (again). */
  public synchronized void accept() throws IOException {
    if (listening == null) {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(address);
      listening = socket;
      thread(() -> serve(socket));
    }
  }

  /** Refuses connections until {@link #accept}. */
  public synchronized void refuse() throws IOException {
    if (listening != null) {
      listening.close();
      listening = null;
    }
  }

  /** The port that it listens on. */
  synchronized int port() {
    return listening.getLocalPort();
  }

  private void serve(ServerSocket socket) {
    while (true) {
      try {
        Socket client = socket.accept();
        thread(() -> new MailTalk(client, ledger).run());
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void thread(Runnable work) {
    var thread = new Thread(work, "mail");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    refuse();
    ledger.close();
  }
}
