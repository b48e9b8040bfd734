package org.reimzul.controller.mongo;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVStore;

/**
 * A database that keeps the indexes it is asked for. The one it comes from keeps those of unique
 * keys only, and for any other question reads the collection from end to end.
 */
final class IndexedDatabase extends H2Database {
  private static final String PRIMARY = "_id_";

  // the constructor above this one has indexes opened already, in no order that means anything
  private Map<String, List<SecondaryIndex>> siblings;

  IndexedDatabase(String name, MVStore store, CursorRegistry cursors) {
    super(name, store, cursors);
  }

  @Override
  protected Index<Object> openOrCreateUniqueIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    Index<Object> index = super.openOrCreateUniqueIndex(collection, name, keys, sparse);
    return name.equals(PRIMARY) ? new PrimaryIndex(index) : index;
  }

  /** Asked for again by each client, and then let fall by the collection, which has it. */
  private Optional<SecondaryIndex> known(String collection, String name) {
    return siblings(collection).stream().filter(each -> each.getName().equals(name)).findFirst();
  }

  private List<SecondaryIndex> siblings(String collection) {
    if (siblings == null) {
      siblings = new HashMap<>();
    }
    return siblings.computeIfAbsent(collection, any -> new ArrayList<>());
  }

  @Override
  protected Index<Object> openOrCreateSecondaryIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    boolean plain = keys.stream().map(IndexKey::getKey).noneMatch(key -> key.contains("."));
    return plain
        ? known(collection, name)
            .orElseGet(() -> new SecondaryIndex(name, keys, siblings(collection)))
        : super.openOrCreateSecondaryIndex(collection, name, keys, sparse);
  }
}
