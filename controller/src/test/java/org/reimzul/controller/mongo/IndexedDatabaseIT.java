package org.reimzul.controller.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index changes no answer: each question is put to a collection with and to one without. */
class IndexedDatabaseIT {
  private static final long SEED = 20261121;
  private static final int DOCUMENTS = 200;
  private static final int QUESTIONS = 300;
  private static final List<String> STATES = List.of("QUEUED", "BUILDING", "FAILED", "\0", "");

  @TempDir Path dir;
  private final Random random = new Random(SEED);
  private EmbeddedMongo mongo;
  private MongoClient client;

  @BeforeEach
  void open() throws Exception {
    mongo = new EmbeddedMongo(dir, new InetSocketAddress("127.0.0.1", 0));
    mongo.start();
    client = MongoClients.create("mongodb://127.0.0.1:" + mongo.port() + "/?retryWrites=false");
  }

  @AfterEach
  void close() {
    client.close();
    mongo.stop();
  }

  private MongoDatabase database() {
    return client.getDatabase("reimzul");
  }

  private List<MongoCollection<Document>> both() {
    return List.of(database().getCollection("indexed"), database().getCollection("plain"));
  }

  @Test
  void an_index_changes_no_answer() throws Exception {
    for (int i = 0; i < DOCUMENTS; i++) {
      Document next = document(i);
      both().forEach(collection -> collection.insertOne(new Document(next)));
      if (i == DOCUMENTS / 2) { // half of the documents are older than the index
        both().get(0).createIndex(Indexes.ascending("state", "at"));
        both().get(0).createIndex(Indexes.ascending("arch", "latest", "state"));
      }
      if (i % 3 == 0) {
        change();
      }
    }
    ask();
    close();
    open(); // and made anew
    ask();
    change();
    ask();
  }

  private Document document(int number) {
    var document = new Document("_id", id(number)).append("n", number);
    document.append("arch", pick("x86_64", "i386", null, 7));
    if (random.nextInt(4) > 0) {
      document.append("state", state()).append("latest", random.nextBoolean());
    }
    return random.nextInt(5) > 0 ? document.append("at", time()) : document;
  }

  private static Object id(int number) {
    return number % 2 == 0 ? "id" + number : new ObjectId(String.format("%024x", number));
  }

  private void change() {
    Bson which = question();
    Document set = new Document("state", state()).append("at", time());
    Document update = random.nextInt(4) > 0 ? new Document("$set", set) : unset();
    if (random.nextInt(5) == 0) {
      int gone = random.nextInt(DOCUMENTS);
      both().forEach(collection -> collection.deleteMany(Filters.eq("n", gone)));
    }
    both().forEach(collection -> collection.updateMany(which, update));
  }

  private static Document unset() {
    return new Document("$unset", new Document("state", 1));
  }

  private Object state() {
    return random.nextInt(12) == 0
        ? Arrays.asList("QUEUED", null)
        : STATES.get(random.nextInt(STATES.size()));
  }

  private Object time() {
    return random.nextInt(10) == 0
        ? "then"
        : Date.from(Instant.ofEpochSecond(random.nextInt(40) - 20));
  }

  private Object pick(Object... values) {
    return values[random.nextInt(values.length)];
  }

  private Bson question() {
    List<Bson> parts = new ArrayList<>();
    parts.add(
        random.nextBoolean()
            ? Filters.eq("state", state())
            : Filters.in("state", Arrays.asList("QUEUED", pick("FAILED", null))));
    if (random.nextInt(10) == 0) {
      parts.add(Filters.eq("_id", id(random.nextInt(DOCUMENTS))));
    }
    if (random.nextBoolean()) {
      parts.add(Filters.eq("arch", pick("x86_64", "i386", null, 7)));
    }
    if (random.nextBoolean()) {
      parts.add(Filters.eq("latest", random.nextBoolean()));
    }
    if (random.nextBoolean()) {
      parts.add(random.nextBoolean() ? Filters.gte("at", time()) : Filters.gt("at", time()));
    }
    if (random.nextBoolean()) {
      parts.add(random.nextBoolean() ? Filters.lte("at", time()) : Filters.lt("at", time()));
    }
    return Filters.and(parts.subList(random.nextInt(parts.size()), parts.size()));
  }

  private void ask() {
    int answers = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      Bson question = question();
      List<Integer> expected = numbers(both().get(1), question);
      assertThat(numbers(both().get(0), question)).as(question.toString()).isEqualTo(expected);
      answers += expected.size();
    }
    assertThat(answers).isGreaterThan(QUESTIONS);
  }

  private static List<Integer> numbers(MongoCollection<Document> collection, Bson question) {
    return collection
        .find(question)
        .sort(Sorts.ascending("n"))
        .map(document -> document.getInteger("n"))
        .into(new ArrayList<>());
  }
}
