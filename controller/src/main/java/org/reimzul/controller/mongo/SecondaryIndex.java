package org.reimzul.controller.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the documents with given values are. It tells of every document that a query may find and
 * of few others; the collection looks at each. Kept in memory and made anew whenever the collection
 * is opened, so that it is never older than the documents. Not thread-safe.
 */
final class SecondaryIndex extends Index<Object> {
  private static final String ID = "_id";

  /** More than these at once are not worth while. */
  private static final int MOST_SPANS = 100;

  private static final int MANY = 1000;
  private static final int NO_USE = Integer.MAX_VALUE;

  private final NavigableMap<String, Object> positions = new TreeMap<>();

  /** Documents that have several values at once for a key: every query may mean them. */
  private final Set<Object> ambiguous = new HashSet<>();

  /** All of the collection's: only the one that tells of the fewest documents answers. */
  private final List<SecondaryIndex> siblings;

  /** Adds itself to its {@code siblings}. */
  SecondaryIndex(String name, List<IndexKey> keys, List<SecondaryIndex> siblings) {
    super(name, keys, false);
    this.siblings = siblings;
    siblings.add(this);
  }

  @Override
  public boolean canHandle(Document query) {
    return cost(query) < NO_USE
        && siblings.stream().min(Comparator.comparingInt(each -> each.cost(query))).get() == this;
  }

  /** How many documents it would tell of; {@link #MANY} stands for more as well. */
  private int cost(Document query) {
    List<Demands.Span> spans = spans(query);
    if (spans.isEmpty()) {
      return NO_USE;
    }
    long found = spans.stream().flatMap(span -> within(span).stream()).limit(MANY).count();
    return (int) found;
  }

  private Collection<Object> within(Demands.Span span) {
    return span.first().compareTo(span.last()) > 0
        ? List.of()
        : positions.subMap(span.first(), true, span.last(), true).values();
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    Set<Object> found = new LinkedHashSet<>(ambiguous);
    spans(query).forEach(span -> found.addAll(within(span)));
    return found;
  }

  /** Where the documents of a query are; none when the index is of no use for it. */
  private List<Demands.Span> spans(Document query) {
    var demands = new Demands(query);
    List<String> starts = List.of("");
    for (String key : keys()) {
      Optional<List<String>> texts = demands.oneOf(key);
      if (texts.isEmpty() || starts.size() * texts.get().size() > MOST_SPANS) {
        return spans(starts, demands.span(key));
      }
      starts = longer(starts, texts.get());
    }
    return spans(starts, Optional.empty());
  }

  private static List<Demands.Span> spans(List<String> starts, Optional<Demands.Span> next) {
    if (next.isEmpty() && starts.contains("")) {
      return List.of();
    }
    Demands.Span rest = next.orElse(new Demands.Span("", ""));
    return starts.stream()
        .map(at -> new Demands.Span(at + rest.first(), at + rest.last() + SortKeys.BEYOND))
        .toList();
  }

  private static List<String> longer(List<String> starts, List<String> texts) {
    List<String> longer = new ArrayList<>();
    for (String start : starts) {
      texts.forEach(text -> longer.add(start + text + SortKeys.END));
    }
    return longer;
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
    Object position = document.get(ID);
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
