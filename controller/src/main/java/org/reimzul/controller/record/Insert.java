package org.reimzul.controller.record;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import org.bson.Document;

/** Writes documents whose {@code _id} is made of what they are about. */
final class Insert {
  private Insert() {}

  /** False, and nothing is written, where there is one with that {@code _id}. */
  static boolean once(MongoCollection<Document> into, Document document) {
    try {
      into.insertOne(document);
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }
}
