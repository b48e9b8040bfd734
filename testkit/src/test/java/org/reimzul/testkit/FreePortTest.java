package org.reimzul.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortTest {
  @Test
  void no_port_is_given_twice_nor_one_that_a_connection_may_get() throws Exception {
    List<Integer> ports = IntStream.range(0, 2000).mapToObj(i -> FreePort.next()).toList();
    try (var range = new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"), US_ASCII)) {
      int first = range.nextInt();
      assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port < first);
    }
  }

  @Test
  void a_port_that_somebody_listens_on_is_not_given() throws Exception {
    List<ServerSocket> taken = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        taken.add(new ServerSocket(20_000 + i * 40, 1, InetAddress.getLoopbackAddress()));
      }
    } catch (BindException e) {
      // of somebody else, who has it just as well
    }
    List<Integer> ports = IntStream.range(0, 2000).mapToObj(i -> FreePort.next()).toList();
    assertThat(taken).isNotEmpty().noneMatch(socket -> ports.contains(socket.getLocalPort()));
    for (ServerSocket socket : taken) {
      socket.close();
    }
  }
}
