package org.reimzul.faults.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Place;
import org.reimzul.faults.load.Acknowledged;
import org.reimzul.faults.load.Parcel;

/** A controller is a directory of answers here. */
class UnsettledTest {
  @TempDir Path dir;
  private Path record;
  private Place place;
  private Acknowledged books;
  private WebServer web;
  private Unsettled unsettled;

  @BeforeEach
  void farm() throws IOException {
    record = Files.createDirectories(dir.resolve("record/builds"));
    place = new Place(dir.resolve("farm"));
    Files.createDirectories(place.commit(""));
    books = new Acknowledged(place);
    var files = new StaticFiles("/reimzul-api/", dir.resolve("record"), Set.of("builds"));
    web = new WebServer(new InetSocketAddress("127.0.0.1", 0), Map.of("/reimzul-api/", files));
    web.start();
    URI controller = URI.create("http://127.0.0.1:" + web.port() + "/");
    unsettled = new Unsettled(books, place, new Answers(controller));
  }

  @AfterEach
  void close() throws IOException {
    web.stop();
    books.close();
  }

  private void told(String build, String target) {
    var parcel = new Parcel("good-001", 1, target, false);
    books.told(build, parcel, Instant.EPOCH, List.of(), List.of());
  }

  private void committed(String name) throws IOException {
    Files.writeString(place.commit(name), "");
  }

  private void recorded(String build, String state) throws IOException {
    Files.writeString(record.resolve(build), "{\"state\": \"" + state + "\", \"result\": {}}");
  }

  @Test
  void a_build_is_over_when_the_record_knows_of_its_commit() throws Exception {
    told("b", Lab.TARGETS.get(0));
    assertThat(unsettled.now()).containsExactly("b");
    committed("b");
    recorded("b", "BUILT");
    assertThat(unsettled.now()).containsExactly("b");
    recorded("b", "PUBLISHED");
    assertThat(unsettled.now()).isEmpty();
  }

  @Test
  void a_withdrawal_opens_it_again() throws Exception {
    told("b", Lab.TARGETS.get(0));
    committed("b");
    recorded("b", "PUBLISHED");
    assertThat(unsettled.now()).isEmpty();
    committed("b.withdrawn");
    assertThat(unsettled.now()).containsExactly("b");
    recorded("b", "WITHDRAWN");
    assertThat(unsettled.now()).isEmpty();
  }

  @Test
  void the_arches_that_follow_a_success_belong_to_it() throws Exception {
    told("b", Lab.CHAINING);
    told("f", Lab.CHAINING);
    committed("b");
    committed("f");
    recorded("b", "PUBLISHED");
    recorded("f", "FAILED");
    assertThat(unsettled.now()).containsExactly("b-i386");
    committed("b-i386");
    recorded("b-i386", "SKIPPED");
    assertThat(unsettled.now()).isEmpty();
  }

  @Test
  void nothing_is_over_while_nobody_answers() throws Exception {
    told("b", Lab.TARGETS.get(0));
    committed("b");
    recorded("b", "PUBLISHED");
    web.stop();
    assertThat(unsettled.now()).containsExactly("b");
  }
}
