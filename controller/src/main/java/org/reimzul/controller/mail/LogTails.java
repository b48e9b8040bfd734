package org.reimzul.controller.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.reimzul.core.http.Link;

/** The ends of logs, fetched over http. Never fails: what can't be had is said instead. */
final class LogTails {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 32 << 10;
  private static final int LONGEST_LINE = 400;

  private LogTails() {}

  /** The last lines, without what a mail reader might take for more than text. */
  static List<String> last(int lines, URI log) {
    try {
      List<String> all = clean(fetch(log)).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
          .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
          .toList();
    } catch (IOException | ClassCastException e) {
      return List.of("(not to be had: " + clean(String.valueOf(e.getMessage())) + ")");
    }
  }

  private static String fetch(URI log) throws IOException {
    HttpURLConnection connection = Link.open(log, PATIENCE);
    connection.setRequestProperty("Range", "bytes=-" + MOST_BYTES);
    try {
      int status = connection.getResponseCode();
      if (status != 200 && status != 206) {
        throw new IOException("the server answers " + status);
      }
      try (InputStream in = connection.getInputStream()) {
        return status == 206 ? text(in.readNBytes(MOST_BYTES)) : text(end(in));
      }
    } finally {
      connection.disconnect();
    }
  }

  /** Of a server that sends the whole file. */
  private static byte[] end(InputStream in) throws IOException {
    byte[] end = new byte[0];
    long started = System.nanoTime();
    for (byte[] part = in.readNBytes(MOST_BYTES);
        part.length > 0;
        part = in.readNBytes(MOST_BYTES)) {
      var joined = new ByteArrayOutputStream();
      int kept = Math.min(end.length, MOST_BYTES - part.length);
      joined.write(end, end.length - kept, kept);
      joined.write(part);
      end = joined.toByteArray();
      if (System.nanoTime() - started > PATIENCE.toNanos()) {
        throw new IOException("the server sends the whole log, and slowly");
      }
    }
    return end;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String clean(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
  }
}
