package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says what a real server cannot be made to say. A script is what must come in, what goes out, and
 * so on in turn, byte for byte; each client that connects gets the next script.
 */
final class ScriptedServer implements AutoCloseable {
  private interface Act {
    void play(Socket client) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CompletableFuture<Void> played = new CompletableFuture<>();

  private ScriptedServer(Act... acts) {
    try {
      listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(() -> play(acts), "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Plays the script to one client, and then wants to hear nothing but its goodbye. */
  static ScriptedServer says(String... script) {
    return new ScriptedServer(client -> speakAndListen(client, script));
  }

  /** Two clients in turn, or one that reconnects. */
  static ScriptedServer saysInTurn(String[] first, String[] second) {
    return new ScriptedServer(
        client -> speakAndListen(client, first), client -> speakAndListen(client, second));
  }

  /** Plays the script and closes the connection. */
  static ScriptedServer saysAndHangsUp(String... script) {
    return new ScriptedServer(client -> speak(client, script));
  }

  /** Answers whatever comes, one byte each 20 ms, round and round, until it is closed. */
  static ScriptedServer drips(String text) {
    var server = new ScriptedServer[1];
    var ready = new CountDownLatch(1);
    server[0] =
        new ScriptedServer(
            client -> {
              ready.await();
              server[0].drip(client, text);
            });
    ready.countDown();
    return server[0];
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", listener.getLocalPort(), false);
  }

  /** A client that waits up to 20 s, so that only what a test is about times out. */
  Beanstalk client() throws BeanstalkException {
    return client(Duration.ofSeconds(20));
  }

  Beanstalk client(Duration readTimeout) throws BeanstalkException {
    return Beanstalk.connect(endpoint(), ClientOptions.builder().readTimeout(readTimeout).build());
  }

  private void play(Act... acts) {
    try {
      for (Act act : acts) {
        try (Socket client = listener.accept()) {
          client.setTcpNoDelay(true);
          act.play(client);
        }
      }
      played.complete(null);
    } catch (IOException | InterruptedException | AssertionError e) {
      played.completeExceptionally(e);
    }
  }

  private static void speak(Socket client, String... script) throws IOException {
    for (int i = 0; i < script.length; i++) {
      if (i % 2 == 1) {
        client.getOutputStream().write(script[i].getBytes(ISO_8859_1));
        continue;
      }
      String heard = new String(client.getInputStream().readNBytes(script[i].length()), ISO_8859_1);
      if (!heard.equals(script[i])) {
        throw new AssertionError("expected <" + script[i] + "> but heard <" + heard + ">");
      }
    }
  }

  private static void speakAndListen(Socket client, String... script) throws IOException {
    speak(client, script);
    String rest = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    if (!rest.isEmpty() && !rest.equals("quit\r\n")) {
      throw new AssertionError("unexpectedly heard <" + rest + ">");
    }
  }

  private void drip(Socket client, String text) throws InterruptedException {
    try {
      for (int i = 0; !stopped.await(20, TimeUnit.MILLISECONDS); i = (i + 1) % text.length()) {
        client.getOutputStream().write(text.charAt(i));
      }
    } catch (IOException e) {
      // the client has left, as it should
    }
  }

  /** Fails when the client said something else than scripted. Close the client first. */
  @Override
  public void close() {
    stopped.countDown();
    try (listener) {
      played.orTimeout(20, TimeUnit.SECONDS).join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
