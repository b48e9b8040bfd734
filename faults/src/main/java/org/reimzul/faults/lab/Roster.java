package org.reimzul.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.testkit.Programs;

/** Who runs on which machine, and how each is called. */
final class Roster {
  private static final String HEAP = "-Xmx128m -Xss512k -XX:-UsePerfData";

  private final Place place;
  private final Path dist;
  private final Shape shape;
  private final Configs configs;
  private final Map<String, Machine> machines;
  private final Optional<Afar> afar;
  private final String javaOptions;
  private final List<Role> roles = new ArrayList<>();

  /** Writes the configuration of each. */
  Roster(Place place, Path dist, Shape shape, Configs configs, Map<String, Machine> machines)
      throws IOException {
    this.place = place;
    this.dist = dist;
    this.shape = shape;
    this.configs = configs;
    this.machines = machines;
    this.afar =
        shape.apart() ? Optional.of(new Afar(place.dir().resolve("tls"))) : Optional.empty();
    this.javaOptions =
        String.join(" ", HEAP, "-Djava.io.tmpdir=" + place.temporary(), shape.javaOptions());
    servers();
    if (shape.apart()) {
      controllers();
    } else {
      daemon("control", "controller", "controller", configs.ini("reimzul", ""));
    }
    daemons();
  }

  /** Servers first, in the order in which to start them. */
  List<Role> all() {
    return roles;
  }

  /** One with the record, one for what waits for others, and one that dispatches. */
  private void controllers() throws IOException {
    String off = "[controller]\nreconciler = no\norder = no\ndispatcher = no\n";
    String client = "[mongodb]\nembedded =\n[controller]\nweb = no\n";
    daemon("control", "controller", "controller", configs.ini("controller", off));
    Path keeper = configs.ini("keeper", client + "dispatcher = no\n");
    daemon("control", "keeper", "controller", keeper);
    String gateway = afar.map(Afar::gateway).orElse("");
    Path dispatcher = configs.ini("dispatcher", client + "order = no\n" + gateway);
    daemon("control", "dispatcher", "controller", dispatcher);
  }

  private void servers() throws IOException {
    Path binlog = Files.createDirectories(place.dir().resolve("binlog"));
    server("queue", "beanstalkd", "-p", Lab.QUEUE_PORT + "", "-b", binlog.toString(), "-f", "0");
    server(
        "broker",
        "mosquitto",
        "-c",
        configs.mosquitto(afar.map(Afar::listener).orElse("")).toString());
    String conf = "--config=" + configs.rsyncd();
    server(
        "store",
        "rsync",
        "--daemon",
        "--no-detach",
        "--port=11874",
        "--log-file=/dev/stdout",
        conf);
  }

  private void server(String machine, String program, String... arguments) {
    List<String> argv = new ArrayList<>(List.of(Programs.require(program).toString()));
    argv.addAll(List.of(arguments));
    String name = program.equals("rsync") ? "rsyncd" : program;
    roles.add(new Role(name, name, machines.get(machine), argv, environment(), place.log(name)));
  }

  private void daemons() throws IOException {
    Path common = configs.ini("reimzul", "");
    String http = "[bstore]\nhttp_listen = 0.0.0.0:11081\n";
    daemon("store", "repogen1", "repogen-worker", configs.ini("repogen1", http));
    daemon("store", "repogen2", "repogen-worker", common);
    daemon("store", "signer", "signer", common);
    for (String machine : List.of("alpha", "beta")) {
      Path ini = configs.ini(machine, "[worker]\nwork_dir = " + place.work(machine) + "\n");
      for (int name = 1; name <= shape.workers(); name++) {
        daemon(machine, machine + "-" + name, "worker", ini, "--name", Integer.toString(name));
      }
    }
  }

  private void daemon(String machine, String name, String what, Path ini, String... more) {
    List<String> argv = new ArrayList<>();
    argv.add(dist.resolve("bin/reimzul-" + what).toString());
    argv.addAll(List.of("--config", ini.toString()));
    argv.addAll(List.of(more));
    String kind = what.replace("-worker", "");
    roles.add(new Role(name, kind, machines.get(machine), argv, environment(), place.log(name)));
  }

  private Map<String, String> environment() {
    return Map.of("TMPDIR", place.temporary().toString(), "REIMZUL_JAVA_OPTS", javaOptions);
  }
}
