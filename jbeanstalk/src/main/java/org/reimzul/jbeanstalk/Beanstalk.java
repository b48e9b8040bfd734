package org.reimzul.jbeanstalk;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A connection to one beanstalkd, with every command of its protocol.
 *
 * <p><b>Not thread-safe:</b> one per thread, or guard it. A job can be touched, released and buried
 * only through the connection that reserved it.
 *
 * <p><b>Failures:</b> after a {@link ConnectionException} or {@link ProtocolException} (and after
 * {@link BadFormatException} and {@link ExpectedCrlfException}) the connection is closed, and every
 * method throws {@link ConnectionException} until {@link #reconnect}. Every other {@link
 * ServerException} leaves it usable. No call waits longer than {@link ClientOptions} allows.
 */
public final class Beanstalk implements Producer, Consumer, Admin, AutoCloseable {
  private final Endpoint endpoint;
  private final ClientOptions options;
  private final ProducerCommands producer = new ProducerCommands(this::call);
  private final ConsumerCommands consumer;
  private final AdminCommands admin = new AdminCommands(this::call);
  private Session session;

  private Beanstalk(Endpoint endpoint, ClientOptions options) {
    this.endpoint = endpoint;
    this.options = options;
    this.consumer = new ConsumerCommands(this::call, options.reserveLimit());
  }

  /**
   * Connects.
   *
   * @throws ConnectionException when nobody accepts there in time, or TLS cannot be agreed on
   */
  public static Beanstalk connect(Endpoint endpoint, ClientOptions options)
      throws BeanstalkException {
    var client = new Beanstalk(endpoint, options);
    client.session = client.open();
    return client;
  }

  /**
   * Closes what is left of the connection, opens a new one, and uses and watches there what was
   * used and watched here. Jobs that the old connection held are ready again. When it throws, call
   * it again later.
   */
  public void reconnect() throws BeanstalkException {
    session.close();
    session = open();
    boolean replayed = false;
    try {
      producer.replay();
      consumer.replay();
      replayed = true;
    } finally {
      if (!replayed) {
        session.close(); // watching the wrong tubes is worse than none
      }
    }
  }

  /** Says quit if it still can, and closes. Never throws; may be called twice. */
  @Override
  public void close() {
    session.close();
  }

  private Session open() throws BeanstalkException {
    Session fresh;
    try {
      fresh = new Session(Transports.open(endpoint, options), options);
    } catch (IOException e) {
      throw new ConnectionException("cannot connect to " + endpoint + ": " + e.getMessage(), e);
    }
    if (endpoint.tls()) {
      probe(fresh);
    }
    return fresh;
  }

  /** TLS 1.3 lets a client talk before it hears that its certificate was refused. */
  private void probe(Session fresh) throws BeanstalkException {
    try {
      fresh.call(Request.of("list-tube-used"), Reply::word);
    } catch (ConnectionException e) {
      throw new ConnectionException(
          "cannot connect to " + endpoint + " (does it take our certificate?): " + e.getMessage(),
          e);
    }
  }

  private <T> T call(Request request, Caller.Decoder<T> decoder) throws BeanstalkException {
    return session.call(request, decoder);
  }

  @Override
  public void use(TubeName tube) throws BeanstalkException {
    producer.use(tube);
  }

  @Override
  public long put(byte[] body, Priority priority, Duration delay, Duration ttr)
      throws BeanstalkException {
    return producer.put(body, priority, delay, ttr);
  }

  @Override
  public long put(TubeName tube, byte[] body, Priority priority, Duration delay, Duration ttr)
      throws BeanstalkException {
    return producer.put(tube, body, priority, delay, ttr);
  }

  @Override
  public int watch(TubeName tube) throws BeanstalkException {
    return consumer.watch(tube);
  }

  @Override
  public int ignore(TubeName tube) throws BeanstalkException {
    return consumer.ignore(tube);
  }

  @Override
  public Reservation reserve() throws BeanstalkException {
    return consumer.reserve();
  }

  @Override
  public Reservation reserve(Duration timeout) throws BeanstalkException {
    return consumer.reserve(timeout);
  }

  @Override
  public Optional<Job> reserveJob(long id) throws BeanstalkException {
    return consumer.reserveJob(id);
  }

  @Override
  public void touch(long id) throws BeanstalkException {
    consumer.touch(id);
  }

  @Override
  public void release(long id, Priority priority, Duration delay) throws BeanstalkException {
    consumer.release(id, priority, delay);
  }

  @Override
  public void bury(long id, Priority priority) throws BeanstalkException {
    consumer.bury(id, priority);
  }

  @Override
  public boolean delete(long id) throws BeanstalkException {
    return consumer.delete(id);
  }

  @Override
  public Optional<Job> peek(long id) throws BeanstalkException {
    return admin.peek(id);
  }

  @Override
  public Optional<Job> peekReady() throws BeanstalkException {
    return admin.peekReady();
  }

  @Override
  public Optional<Job> peekDelayed() throws BeanstalkException {
    return admin.peekDelayed();
  }

  @Override
  public Optional<Job> peekBuried() throws BeanstalkException {
    return admin.peekBuried();
  }

  @Override
  public long kick(long bound) throws BeanstalkException {
    return admin.kick(bound);
  }

  @Override
  public boolean kickJob(long id) throws BeanstalkException {
    return admin.kickJob(id);
  }

  @Override
  public Optional<JobStats> statsJob(long id) throws BeanstalkException {
    return admin.statsJob(id);
  }

  @Override
  public Optional<TubeStats> statsTube(TubeName tube) throws BeanstalkException {
    return admin.statsTube(tube);
  }

  @Override
  public ServerStats stats() throws BeanstalkException {
    return admin.stats();
  }

  @Override
  public List<TubeName> listTubes() throws BeanstalkException {
    return admin.listTubes();
  }

  @Override
  public TubeName listTubeUsed() throws BeanstalkException {
    return admin.listTubeUsed();
  }

  @Override
  public List<TubeName> listTubesWatched() throws BeanstalkException {
    return admin.listTubesWatched();
  }

  @Override
  public boolean pauseTube(TubeName tube, Duration delay) throws BeanstalkException {
    return admin.pauseTube(tube, delay);
  }
}
