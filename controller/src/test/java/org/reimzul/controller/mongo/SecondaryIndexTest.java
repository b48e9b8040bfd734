package org.reimzul.controller.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondaryIndexTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final List<SecondaryIndex> siblings = new ArrayList<>();
  private final SecondaryIndex index =
      new SecondaryIndex(
          "state_1_heard_at_1",
          List.of(new IndexKey("state", true), new IndexKey("heard_at", true)),
          siblings);

  SecondaryIndexTest() {
    siblings.add(index);
  }

  private void add(String id, Object state, Object heardAt) {
    index.add(document(id, state, heardAt), id, null);
  }

  private static Document document(String id, Object state, Object heardAt) {
    return new Document("_id", id).append("state", state).append("heard_at", heardAt);
  }

  private static Document is(String key, Object value) {
    return new Document(key, value);
  }

  private static Document all(Document... parts) {
    return new Document("$and", List.of(parts));
  }

  @Test
  void tells_only_of_documents_with_the_value_asked_for() {
    add("a", "QUEUED", NOON);
    add("b", "QUEUED2", NOON);
    add("c", "QUEUE", NOON);
    assertThat(index.getPositions(is("state", "QUEUED"))).containsExactly("a");
    assertThat(index.getPositions(is("state", "FAILED"))).isEmpty();
  }

  @Test
  void takes_conditions_out_of_conjunctions_and_lists() {
    add("a", "QUEUED", NOON);
    add("b", "BUILDING", NOON);
    add("c", "FAILED", NOON);
    Document states = is("state", is("$in", List.of("QUEUED", "BUILDING")));
    assertThat(index.getPositions(all(is("other", 1), all(states)))).containsExactly("a", "b");
  }

  @Test
  void tells_only_of_documents_in_a_span_of_time() {
    for (int hour = -3; hour <= 3; hour++) {
      add("at" + hour, "PUBLISHED", NOON.plusSeconds(3600L * hour));
    }
    add("earlier", "PUBLISHED", Instant.EPOCH.minusSeconds(1));
    Document since = is("heard_at", is("$gte", NOON.minusSeconds(3600)));
    Document before = is("heard_at", is("$lt", NOON.plusSeconds(60)));
    assertThat(index.getPositions(all(is("state", "PUBLISHED"), since, before)))
        .containsExactly("at-1", "at0");
    Document never = is("heard_at", is("$lt", NOON.minusSeconds(7200)));
    assertThat(index.getPositions(all(is("state", "PUBLISHED"), since, never))).isEmpty();
  }

  @Test
  void is_of_no_use_without_the_first_key_or_with_a_value_that_it_cannot_tell() {
    assertThat(index.canHandle(new Document())).isFalse();
    assertThat(index.canHandle(is("other", "x"))).isFalse();
    assertThat(index.canHandle(is("heard_at", NOON))).isFalse();
    assertThat(index.canHandle(is("state", null))).isFalse();
    assertThat(index.canHandle(is("state", 3))).isFalse();
    assertThat(index.canHandle(is("state", is("$ne", "QUEUED")))).isFalse();
    assertThat(index.canHandle(new Document("$or", List.of(is("state", "QUEUED"))))).isFalse();
  }

  @Test
  void tells_of_documents_with_a_list_whatever_is_asked() {
    add("list", List.of("QUEUED", "FAILED"), NOON);
    add("empty", List.of(), NOON);
    assertThat(index.getPositions(is("state", "FAILED")))
        .containsExactlyInAnyOrder("list", "empty");
    index.remove(document("list", List.of("QUEUED", "FAILED"), NOON));
    assertThat(index.getPositions(is("state", "FAILED"))).containsExactly("empty");
  }

  @Test
  void the_index_that_tells_of_the_fewest_documents_answers() {
    var byId = new SecondaryIndex("build_id_1", List.of(new IndexKey("build_id", true)), siblings);
    siblings.add(byId);
    for (int i = 0; i < 5; i++) {
      Document each = document("d" + i, "QUEUED", NOON).append("build_id", "b" + i);
      siblings.forEach(known -> known.add(each, each.get("_id"), null));
    }
    Document both = all(is("state", "QUEUED"), is("build_id", "b3"));
    assertThat(index.canHandle(both)).isFalse();
    assertThat(byId.canHandle(both)).isTrue();
    assertThat(byId.getPositions(both)).containsExactly("d3");
    assertThat(index.canHandle(is("state", "QUEUED"))).isTrue();
    assertThat(byId.canHandle(is("state", "QUEUED"))).isFalse();
  }

  @Test
  void follows_a_document_that_changes_and_forgets_one_that_goes() {
    add("a", "QUEUED", null);
    index.updateInPlace(document("a", "QUEUED", null), document("a", "FAILED", NOON), "a", null);
    assertThat(index.getPositions(is("state", "QUEUED"))).isEmpty();
    assertThat(index.getPositions(is("state", "FAILED"))).containsExactly("a");
    assertThat(index.remove(document("a", "FAILED", NOON))).isEqualTo("a");
    assertThat(index.getCount()).isZero();
  }
}
