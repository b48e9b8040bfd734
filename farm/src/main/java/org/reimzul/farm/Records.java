package org.reimzul.farm;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Reads the farm's record in MongoDB. */
final class Records implements AutoCloseable {
  private final MongoClient client;
  private final MongoDatabase database;

  Records(String uri) {
    client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(
                    cluster -> cluster.serverSelectionTimeout(10, TimeUnit.SECONDS))
                .build());
    database = client.getDatabase("reimzul");
  }

  /** These builds, in the order of {@code ids}; those that the record doesn't know are left out. */
  List<BuildView> builds(List<String> ids) {
    List<BuildView> found = new ArrayList<>();
    database
        .getCollection("builds")
        .find(Filters.in("_id", ids))
        .forEach(document -> found.add(new BuildView(document)));
    found.sort(Comparator.comparing(build -> ids.indexOf(build.id())));
    return found;
  }

  /** The original's history, oldest first. */
  List<Document> history() {
    return database
        .getCollection("notify_history")
        .find()
        .sort(Sorts.ascending("_id"))
        .into(new ArrayList<>());
  }

  @Override
  public void close() {
    client.close();
  }
}
