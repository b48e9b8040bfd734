package org.reimzul.jbeanstalk;

import java.time.Duration;
import java.util.Optional;

/** How a client connects and how long it waits. Immutable. */
public final class ClientOptions {
  private static final Duration MAX_TIMEOUT = Duration.ofDays(365);

  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final Duration reserveLimit;
  private final int maxBodyLength;
  private final TlsMaterial tls;

  private ClientOptions(Builder builder) {
    connectTimeout = builder.connectTimeout;
    readTimeout = builder.readTimeout;
    reserveLimit = builder.reserveLimit;
    maxBodyLength = builder.maxBodyLength;
    tls = builder.tls;
  }

  /** Every option at its default. */
  public static ClientOptions defaults() {
    return builder().build();
  }

  /** Begins with every option at its default. */
  public static Builder builder() {
    return new Builder();
  }

  /** The most that connecting may take, the TLS handshake included. */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** The most that sending one command may take, and again the most that its whole reply may. */
  public Duration readTimeout() {
    return readTimeout;
  }

  /** How long {@link Consumer#reserve()} waits before it takes the server for dead. */
  public Duration reserveLimit() {
    return reserveLimit;
  }

  /** The longest body accepted from a server, in bytes. */
  public int maxBodyLength() {
    return maxBodyLength;
  }

  /** Whom to trust and what to show over TLS; empty for the JDK's defaults. */
  public Optional<TlsMaterial> tls() {
    return Optional.ofNullable(tls);
  }

  /** Collects options; each setter checks its value. Not thread-safe. */
  public static final class Builder {
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration readTimeout = Duration.ofSeconds(10);
    private Duration reserveLimit = Duration.ofHours(1);
    private int maxBodyLength = 16 << 20;
    private TlsMaterial tls;

    private Builder() {}

    /** Default 5 s; more than zero. */
    public Builder connectTimeout(Duration timeout) {
      connectTimeout = positive("connectTimeout", timeout);
      return this;
    }

    /** Default 10 s; more than zero. A reserve waits its own timeout and this on top. */
    public Builder readTimeout(Duration timeout) {
      readTimeout = positive("readTimeout", timeout);
      return this;
    }

    /** Default 1 h; more than zero. Only {@link Consumer#reserve()} without a timeout uses it. */
    public Builder reserveLimit(Duration limit) {
      reserveLimit = positive("reserveLimit", limit);
      return this;
    }

    /** Default 16 MiB, above every beanstalkd left at its default of 65,535 bytes. */
    public Builder maxBodyLength(int bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("maxBodyLength must be positive, not " + bytes);
      }
      maxBodyLength = bytes;
      return this;
    }

    /** Default null: the JDK's trusted authorities and no client certificate. */
    public Builder tls(TlsMaterial material) {
      tls = material;
      return this;
    }

    /** The options as set so far. */
    public ClientOptions build() {
      return new ClientOptions(this);
    }

    private static Duration positive(String what, Duration duration) {
      if (duration.isNegative() || duration.isZero() || duration.compareTo(MAX_TIMEOUT) > 0) {
        throw new IllegalArgumentException(
            what + " must be more than zero and at most 365 days, not " + duration);
      }
      return duration;
    }
  }
}
