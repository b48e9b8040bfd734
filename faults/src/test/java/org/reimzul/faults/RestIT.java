package org.reimzul.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.faults.lab.Place;
import org.reimzul.faults.load.Acknowledged;
import org.reimzul.faults.watch.Queue;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.Reservation;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.BeanstalkServer;

class RestIT {
  private static final TubeName TUBE = TubeName.of("events");
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String POISON = "this is not JSON";
  private static final String TOMORROW =
      "{\"v\": 99, \"srpm\": \"tomorrow\", \"arch\": \"x86_64\"}";

  @TempDir Path dir;
  private BeanstalkServer server;
  private Queue queue;
  private Acknowledged books;
  private Rest rest;

  @BeforeEach
  void start() throws IOException {
    server = BeanstalkServer.start(dir);
    queue = new Queue("127.0.0.1", server.port());
    var place = new Place(dir);
    books = new Acknowledged(place);
    rest = new Rest(place, queue, books);
  }

  @AfterEach
  void stop() throws IOException {
    books.close();
    queue.close();
    server.close();
  }

  private void put(String body, Duration delay) throws BeanstalkException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    queue.on(client -> client.put(TUBE, bytes, Priority.DEFAULT, delay, LONG));
  }

  private void putAndBury(String body) throws BeanstalkException {
    put(body, Duration.ZERO);
    queue.on(
        client -> {
          client.watch(TUBE);
          var taken = (Reservation.Reserved) client.reserve(LONG);
          client.bury(taken.job().id(), Priority.DEFAULT);
          return true;
        });
  }

  @Test
  void a_farm_with_nothing_to_do_is_at_rest() throws Exception {
    assertThat(rest.await(Duration.ZERO)).isEmpty();
    assertThat(rest.wronglyBuried()).isEmpty();
  }

  @Test
  void poison_that_is_tried_again_is_no_rest() throws Exception {
    put(POISON, LONG);
    assertThat(rest.await(Duration.ZERO)).containsExactly("tube events: " + POISON);
  }

  @Test
  void poison_that_nobody_takes_is_no_rest() throws Exception {
    put(POISON, Duration.ZERO);
    assertThat(rest.await(Duration.ZERO)).containsExactly("tube events: " + POISON);
  }

  @Test
  void a_message_from_tomorrow_waits_in_vain_and_does_no_harm() throws Exception {
    put(TOMORROW, LONG);
    assertThat(rest.await(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void an_event_that_is_not_sent_is_no_rest() throws Exception {
    Path events = Files.createDirectories(dir.resolve("bstore/state/events"));
    Files.createFile(events.resolve("an-event"));
    assertThat(rest.await(Duration.ZERO)).containsExactly("state/events holds an-event");
  }

  @Test
  void only_poison_of_today_may_be_buried() throws Exception {
    putAndBury(POISON);
    putAndBury(TOMORROW);
    putAndBury("{\"a\": \"real one\"}");
    assertThat(rest.wronglyBuried())
        .containsExactly("tube events: " + TOMORROW, "tube events: {\"a\": \"real one\"}");
  }
}
