package org.reimzul.checker;

import static org.reimzul.checker.Finding.Kind.LOST;
import static org.reimzul.checker.Finding.Kind.TWICE;
import static org.reimzul.checker.Finding.Kind.UNEXPECTED;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementsTest extends RulesTest {
  private void told(Result result) {
    farm.mqtt.add(new Announcement(result, SyntheticFarm.START.plusSeconds(200)));
  }

  @Test
  void an_end_that_never_reached_subscribers_is_lost() throws Exception {
    farm.mqtt.removeIf(each -> each.result().equals(result("f")));
    assertOnly(LOST, "build f: MQTT never told of Failed of fig");
  }

  @Test
  void an_end_that_was_never_mailed_is_lost() throws Exception {
    farm.mail.removeIf(each -> each.result().equals(result("a")));
    assertOnly(LOST, "build a: mail never told of Success of apple");
  }

  @Test
  void the_same_message_may_come_again() throws Exception {
    told(result("a"));
    assertClean();
  }

  @Test
  void a_second_timestamp_is_a_second_end() throws Exception {
    told(new Result(result("a").work(), "20261120100009", Result.SUCCESS));
    assertOnly(TWICE, "build a: MQTT told of an end that no build of this work has");
  }

  @Test
  void success_and_failed_of_one_build_are_one_too_many() throws Exception {
    told(new Result(result("a").work(), result("a").timestamp(), Result.FAILED));
    assertOnly(TWICE, "build a: MQTT told", "Failed of apple");
  }

  @Test
  void two_builds_of_one_work_have_an_end_each() throws Exception {
    farm.failed("g", "fig", "20261120100009");
    assertClean();
  }

  @Test
  void a_scratch_build_is_not_announced() throws Exception {
    told(result("s"));
    assertOnly(UNEXPECTED, "build s: MQTT told of a scratch build: Success of sloe");
  }

  @Test
  void what_nobody_submitted_is_not_announced() throws Exception {
    told(new Result(new Work("x-1-1.src.rpm", "t.x86_64", "x86_64"), "1", Result.FAILED));
    assertOnly(UNEXPECTED, "MQTT told of what nobody submitted: Failed of x-1-1.src.rpm");
  }

  private void mailed(String id, String... to) {
    Announcement first =
        farm.mail.stream().filter(each -> each.result().equals(result("f"))).findFirst().get();
    farm.mail.remove(first);
    farm.mail.add(new Announcement(first.result(), first.at(), id, List.of(to)));
  }

  @Test
  void a_mail_comes_to_everybody_and_may_do_so_in_parts() throws Exception {
    farm.recipients.put("x86_64", List.of("one@x", "two@x"));
    farm.mail.replaceAll(
        each -> new Announcement(each.result(), each.at(), "", List.of("one@x", "two@x")));
    assertClean();
    mailed("", "two@x");
    assertOnly(LOST, "build f: mail never told one@x of Failed of fig");
    farm.mail.add(new Announcement(result("f"), SyntheticFarm.START, "", List.of("one@x")));
    assertClean();
  }

  @Test
  void a_mail_that_comes_again_is_the_same() throws Exception {
    mailed("id1");
    farm.mail.add(new Announcement(result("f"), SyntheticFarm.START, "id1", List.of()));
    assertClean();
    farm.mail.add(new Announcement(result("f"), SyntheticFarm.START, "id2", List.of()));
    assertOnly(TWICE, "mails of Failed of fig", "differ");
  }
}
