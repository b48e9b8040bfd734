package org.reimzul.faults.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.Await;

class ReaderTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path dir;
  private Shop shop;
  private Reader reader;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(dir, "a whole package");
    reader = new Reader(List.of(shop.url()), dir);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** One that it was in the middle of may be old; the next is not. */
  private void awaitReads(int more) {
    int now = reads();
    Await.until(LIMIT, more + " more reads", () -> reads() >= now + more);
  }

  private int reads() {
    return Integer.parseInt(reader.summary().replaceFirst(" .*", ""));
  }

  private String noted() throws Exception {
    return Files.readString(dir.resolve("reader.jsonl"));
  }

  private void awaitNote(String text) {
    Await.until(LIMIT, "the note: " + text, () -> noted().contains(text));
  }

  @Test
  void has_nothing_to_say_of_a_whole_repository() throws Exception {
    awaitReads(3);
    reader.close();

    assertThat(noted()).startsWith("{\"reads\":").hasLineCount(1);
  }

  @Test
  void notices_a_package_that_is_torn_when_it_is_listed() throws Exception {
    shop.list(Shop.PACKAGE, Shop.bytes("a whole package, and more"));

    awaitNote("it has 15 bytes, by the metadata 25");
    reader.close();
  }

  @Test
  void notices_a_package_that_changes_after_it_was_read() throws Exception {
    awaitReads(2);

    Files.writeString(shop.file(Shop.PACKAGE), "a wrong package");

    awaitNote("its checksum is not the one in the metadata");
    reader.close();
  }

  @Test
  void notices_a_package_that_vanishes_after_it_was_read() throws Exception {
    awaitReads(2);

    Files.delete(shop.file(Shop.PACKAGE));

    awaitNote("good-1-1.x86_64.rpm: status 404");
    reader.close();
  }

  @Test
  void goes_on_after_an_address_that_is_none() throws Exception {
    shop.repomd("::", Shop.bytes("primary"));

    awaitNote("IllegalArgumentException");
    awaitReads(2);
    reader.close();
  }

  @Test
  void has_failed_when_it_ends_before_it_is_told_to() throws Exception {
    awaitReads(2);
    Thread thread =
        Thread.getAllStackTraces().keySet().stream()
            .filter(each -> each.getName().equals("reader"))
            .findAny()
            .orElseThrow();

    thread.interrupt();
    thread.join();
    reader.close();

    assertThat(noted()).contains("the reader has ended before the farm");
  }
}
