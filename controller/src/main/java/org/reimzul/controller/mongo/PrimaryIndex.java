package org.reimzul.controller.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Constants;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Optional;

/**
 * The index of the {@code _id}. The one that comes with the server is of use only for questions
 * that demand nothing else; to change a document if it still is in the version that was read, for
 * one, it would read the whole collection.
 */
final class PrimaryIndex extends Index<Object> {
  private final Index<Object> ids;

  PrimaryIndex(Index<Object> ids) {
    super(ids.getName(), ids.getKeys(), false);
    this.ids = ids;
  }

  @Override
  public boolean canHandle(Document query) {
    return ids.canHandle(query) || new Demands(query).id().isPresent();
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    Optional<Object> id = new Demands(query).id();
    return ids.getPositions(id.map(value -> new Document(Constants.ID_FIELD, value)).orElse(query));
  }

  @Override
  public Object getPosition(Document document) {
    return ids.getPosition(document);
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {
    ids.checkAdd(document, collection);
  }

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    ids.add(document, position, collection);
  }

  @Override
  public Object remove(Document document) {
    return ids.remove(document);
  }

  @Override
  public void checkUpdate(Document before, Document now, MongoCollection<Object> collection) {
    ids.checkUpdate(before, now, collection);
  }

  @Override
  public void updateInPlace(
      Document before, Document now, Object position, MongoCollection<Object> collection) {
    ids.updateInPlace(before, now, position, collection);
  }

  @Override
  public boolean isUnique() {
    return true;
  }

  @Override
  public long getCount() {
    return ids.getCount();
  }

  @Override
  public long getDataSize() {
    return ids.getDataSize();
  }

  @Override
  public void drop() {
    ids.drop();
  }
}
