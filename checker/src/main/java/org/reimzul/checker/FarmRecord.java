package org.reimzul.checker;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * What MongoDB holds of the farm.
 *
 * @param builds by build id
 */
record FarmRecord(Map<String, Recorded> builds, List<HistoryEntry> history) {
  private static final int PATIENCE_SECONDS = 20;

  static FarmRecord read(String uri, String database) throws IOException {
    var settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(uri))
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS));
    try (MongoClient client = MongoClients.create(settings.build())) {
      return of(client.getDatabase(database));
    } catch (MongoException e) {
      throw new IOException(uri + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static FarmRecord of(MongoDatabase database) {
    Map<String, Recorded> builds = new HashMap<>();
    for (Document each : database.getCollection("builds").find()) {
      builds.put(each.getString("_id"), recorded(each));
    }
    List<HistoryEntry> history = new ArrayList<>();
    for (Document each : database.getCollection("notify_history").find()) {
      history.add(entry(each));
    }
    return new FarmRecord(builds, history);
  }

  private static Recorded recorded(Document in) {
    Set<String> past = new HashSet<>();
    for (Document transition : in.getList("transitions", Document.class, List.of())) {
      past.add(transition.getString("state"));
    }
    return new Recorded(
        in.getString("_id"),
        work(in),
        in.getBoolean("scratch", false),
        text(in, "state"),
        past,
        text(in, "reason"));
  }

  private static HistoryEntry entry(Document in) {
    return new HistoryEntry(
        Optional.ofNullable(in.getString("build_id")),
        new Result(work(in), text(in, "timestamp"), text(in, "status")),
        text(in, "pkgname"),
        text(in, "evr"),
        in.getBoolean("scratch", false),
        in.getBoolean("latest_build", false));
  }

  private static Work work(Document in) {
    return new Work(text(in, "srpm"), text(in, "target"), text(in, "arch"));
  }

  private static String text(Document in, String key) {
    String found = in.getString(key);
    return found == null ? "" : found;
  }
}
