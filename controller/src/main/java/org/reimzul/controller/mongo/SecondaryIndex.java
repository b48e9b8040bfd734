package org.reimzul.controller.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Constants;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the documents with given values are. It tells of every document that a query may find and
 * of few others; the collection looks at each. Kept in memory and made anew whenever the collection
 * is opened, so that it is never older than the documents. Not thread-safe.
 */
final class SecondaryIndex extends Index<Object> {
  /** Which of two tells of fewer documents matters up to this number. */
  private static final long MANY = 1000;

  private static final long NO_USE = Long.MAX_VALUE;

  private final NavigableMap<String, Object> positions = new TreeMap<>();

  /** Documents that have several values at once for a key: every query may mean them. */
  private final Set<Object> ambiguous = new HashSet<>();

  /** All of the collection's, this one among them: the one that tells of the fewest answers. */
  private final Collection<SecondaryIndex> siblings;

  /** Whoever makes it adds it to its {@code siblings}. */
  SecondaryIndex(String name, List<IndexKey> keys, Collection<SecondaryIndex> siblings) {
    super(name, keys, false);
    this.siblings = siblings;
  }

  @Override
  public boolean canHandle(Document query) {
    var demands = new Demands(query);
    long mine = cost(demands, MANY);
    return mine < NO_USE && siblings.stream().noneMatch(each -> each.cost(demands, mine) < mine);
  }

  /** How many documents it would tell of, counted up to {@code most}. */
  private long cost(Demands demands, long most) {
    List<Demands.Span> spans = Spans.of(keys(), demands);
    return spans.isEmpty()
        ? NO_USE
        : spans.stream().flatMap(span -> within(span).stream()).limit(most).count();
  }

  private Collection<Object> within(Demands.Span span) {
    return span.first().compareTo(span.last()) > 0
        ? List.of()
        : positions.subMap(span.first(), true, span.last(), true).values();
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    Set<Object> found = new LinkedHashSet<>(ambiguous);
    Spans.of(keys(), new Demands(query)).forEach(span -> found.addAll(within(span)));
    return found;
  }

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    if (isAmbiguous(document)) {
      ambiguous.add(position);
    } else {
      positions.put(key(document, position), position);
    }
  }

  @Override
  public Object remove(Document document) {
    Object position = document.get(Constants.ID_FIELD);
    if (isAmbiguous(document)) {
      ambiguous.remove(position);
    } else {
      positions.remove(key(document, position));
    }
    return position;
  }

  @Override
  public void updateInPlace(
      Document before, Document now, Object position, MongoCollection<Object> collection) {
    remove(before);
    add(now, position, collection);
  }

  private boolean isAmbiguous(Document document) {
    return keys().stream().map(document::get).anyMatch(Collection.class::isInstance);
  }

  private String key(Document document, Object position) {
    var key = new StringBuilder();
    keys().forEach(each -> key.append(SortKeys.of(document.get(each))).append(SortKeys.END));
    return key.append(position instanceof String ? 's' : 'o').append(position).toString();
  }

  /** Null: the index of the {@code _id} knows. */
  @Override
  public Object getPosition(Document document) {
    return null;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {
    // nothing is refused: keys may repeat
  }

  @Override
  public void checkUpdate(Document before, Document now, MongoCollection<Object> collection) {
    // nothing is refused: keys may repeat
  }

  @Override
  public long getCount() {
    return (long) positions.size() + ambiguous.size();
  }

  /** 0: nothing of it is on disk. */
  @Override
  public long getDataSize() {
    return 0;
  }

  @Override
  public void drop() {
    siblings.remove(this);
    positions.clear();
    ambiguous.clear();
  }
}
