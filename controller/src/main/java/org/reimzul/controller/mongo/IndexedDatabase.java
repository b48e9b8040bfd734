package org.reimzul.controller.mongo;

import de.bwaldvogel.mongo.backend.Constants;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVStore;

/**
 * A database that keeps the indexes it is asked for. The one it comes from keeps those of unique
 * keys only, and for any other question reads the collection from end to end.
 */
final class IndexedDatabase extends H2Database {
  // by collection and name; the constructor above this one has indexes opened already
  private Map<String, Map<String, SecondaryIndex>> secondary;

  IndexedDatabase(String name, MVStore store, CursorRegistry cursors) {
    super(name, store, cursors);
  }

  @Override
  protected Index<Object> openOrCreateUniqueIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    Index<Object> index = super.openOrCreateUniqueIndex(collection, name, keys, sparse);
    return name.equals(Constants.PRIMARY_KEY_INDEX_NAME) ? new PrimaryIndex(index) : index;
  }

  @Override
  protected Index<Object> openOrCreateSecondaryIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    boolean plain = keys.stream().map(IndexKey::getKey).noneMatch(key -> key.contains("."));
    return plain
        ? secondaryIndex(collection, name, keys)
        : super.openOrCreateSecondaryIndex(collection, name, keys, sparse);
  }

  /** The one that is there: each client asks for its indexes again. */
  private SecondaryIndex secondaryIndex(String collection, String name, List<IndexKey> keys) {
    if (secondary == null) {
      secondary = new HashMap<>();
    }
    Map<String, SecondaryIndex> siblings =
        secondary.computeIfAbsent(collection, any -> new HashMap<>());
    return siblings.computeIfAbsent(name, any -> new SecondaryIndex(name, keys, siblings.values()));
  }
}
