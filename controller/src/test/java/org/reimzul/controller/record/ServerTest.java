package org.reimzul.controller.record;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which failures of a call are the server's, so that the same call is made again. */
class ServerTest {
  private static final ServerAddress ADDRESS = new ServerAddress("127.0.0.1", 27017);

  private static Stream<MongoException> passing() {
    var error = new WriteConcernError(189, "PrimarySteppedDown", "", new BsonDocument());
    return Stream.of(
        new MongoNotPrimaryException(new BsonDocument(), ADDRESS),
        new MongoWriteConcernException(
            error, WriteConcernResult.unacknowledged(), ADDRESS, Set.of()),
        new MongoConnectionPoolClearedException(new ServerId(new ClusterId(), ADDRESS), null));
  }

  private static void failWith(MongoException failure) throws Exception {
    var config =
        new MongoConfig(
            new ConnectionString("mongodb://127.0.0.1:27017/reimzul"),
            Optional.empty(),
            new InetSocketAddress("127.0.0.1", 27017));
    try (var server = new Server(config)) {
      server.ask(
          () -> {},
          () -> {
            throw failure;
          });
    }
  }

  @ParameterizedTest
  @MethodSource("passing")
  void a_change_of_the_primary_is_waited_for(MongoException failure) {
    assertThatThrownBy(() -> failWith(failure))
        .isInstanceOf(RecordAwayException.class)
        .hasCause(failure);
  }

  @Test
  void what_the_server_refuses_for_good_is_a_failure_of_ours() {
    var refused = new MongoException(17, "no such command");

    assertThatThrownBy(() -> failWith(refused)).isSameAs(refused);
  }
}
