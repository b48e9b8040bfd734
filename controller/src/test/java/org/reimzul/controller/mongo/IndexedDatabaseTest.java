package org.reimzul.controller.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.IndexKey;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;

class IndexedDatabaseTest {
  @Test
  void an_index_that_is_asked_for_again_is_the_one_that_is_there() {
    try (MVStore store = MVStore.open(null)) {
      var database = new IndexedDatabase("reimzul", store, new CursorRegistry());
      List<IndexKey> keys = List.of(new IndexKey("state", true));
      var first = database.openOrCreateSecondaryIndex("builds", "state_1", keys, false);
      assertThat(database.openOrCreateSecondaryIndex("builds", "state_1", keys, false))
          .isSameAs(first);
      assertThat(database.openOrCreateSecondaryIndex("workers", "state_1", keys, false))
          .isNotSameAs(first);
    }
  }
}
