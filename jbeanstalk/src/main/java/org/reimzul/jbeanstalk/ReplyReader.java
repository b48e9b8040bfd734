package org.reimzul.jbeanstalk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Cuts the incoming bytes into replies, and bounds what a rogue server can make us hold. */
final class ReplyReader {
  /** More than twice what a server's own line buffer holds (224 bytes in 1.13). */
  private static final int MAX_LINE = 512;

  private static final int FIRST_CHUNK = 1 << 16;

  private final Transport transport;
  private final int maxBodyLength;
  private final ByteBuffer buffer = ByteBuffer.allocate(8192).limit(0);

  ReplyReader(Transport transport, int maxBodyLength) {
    this.transport = transport;
    this.maxBodyLength = maxBodyLength;
  }

  /** True when bytes are left that no command asked for. */
  boolean hasLeftover() {
    return buffer.hasRemaining();
  }

  Reply read(Deadline deadline) throws IOException, ProtocolException {
    Reply reply = Reply.parse(readLine(deadline));
    if (!reply.carriesData()) {
      return reply;
    }
    long length = reply.dataLength();
    if (length > maxBodyLength) {
      throw new ProtocolException(
          "the server announces " + length + " bytes, more than maxBodyLength " + maxBodyLength);
    }
    return reply.withData(readChunk((int) length, deadline));
  }

  private String readLine(Deadline deadline) throws IOException, ProtocolException {
    var line = new StringBuilder();
    byte last = 0;
    for (byte b = next(deadline); b != '\n'; b = next(deadline)) {
      if (line.length() == MAX_LINE) {
        throw new ProtocolException("an endless reply: " + Shown.text(line.toString()));
      }
      line.append((char) (b & 0xff));
      last = b;
    }
    if (last != '\r') {
      throw new ProtocolException("a reply without CR-LF: " + Shown.text(line.toString()));
    }
    return line.substring(0, line.length() - 1);
  }

  /** Grows the array as bytes come, so that an announced length alone costs nothing. */
  private byte[] readChunk(int length, Deadline deadline) throws IOException, ProtocolException {
    byte[] chunk = new byte[Math.min(length, FIRST_CHUNK)];
    int have = 0;
    while (have < length) {
      if (have == chunk.length) {
        chunk = Arrays.copyOf(chunk, (int) Math.min(length, 2L * chunk.length));
      }
      have += take(chunk, have, deadline);
    }
    if (next(deadline) != '\r' || next(deadline) != '\n') {
      throw new ProtocolException("a body that is not as long as announced, " + length + " bytes");
    }
    return chunk;
  }

  private int take(byte[] into, int offset, Deadline deadline) throws IOException {
    if (!buffer.hasRemaining()) {
      fill(deadline);
    }
    int count = Math.min(buffer.remaining(), into.length - offset);
    buffer.get(into, offset, count);
    return count;
  }

  private byte next(Deadline deadline) throws IOException {
    if (!buffer.hasRemaining()) {
      fill(deadline);
    }
    return buffer.get();
  }

  private void fill(Deadline deadline) throws IOException {
    buffer.clear();
    int count = -1;
    try {
      count = transport.read(buffer, deadline);
    } finally {
      buffer.flip();
    }
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
  }
}
