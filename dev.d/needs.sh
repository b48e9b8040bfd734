# shellcheck shell=bash
# Which programs each subcommand of ./dev needs. Sourced.

# subcommands | program | Debian's package | dnf's package | what it is for
# Where several packages would do, they are tried in this order.
needs_table() {
  cat <<'END'
build demo test bench faults | javac | openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless | java-17-openjdk-devel java-21-openjdk-devel java-25-openjdk-devel | compiles Reimzul (Java 17 or later)
build demo test bench faults | mvn | maven | maven | builds Reimzul's modules and fetches the libraries they use
demo test faults | beanstalkd | beanstalkd | beanstalkd | the queue
demo test faults | mosquitto | mosquitto | mosquitto | the MQTT broker that announces results
demo test faults | rsync | rsync | rsync | carries what a worker built to the store
demo test faults | createrepo_c | createrepo-c | createrepo_c | makes a repository's metadata
demo test faults | rpm | rpm | rpm | reads packages
demo test faults | rpmbuild | rpm | rpm-build | builds packages
demo test | gcc | gcc | gcc | compiles the C program that the demo packages
demo test | libc.a | libc6-dev | glibc-static | lets that program run in an empty root
demo test | dnf | dnf | dnf | installs from the published repository
test | rpmsign | rpm | rpm-sign | signs packages
test | gpg | gnupg | gnupg2 | keeps the signing key
test | stunnel | stunnel4 | stunnel | carries rsync over TLS
test | logrotate | logrotate | logrotate | rotates the log of builds
test | nginx | nginx-light | nginx | serves repositories, as one of two
test | apache2 | apache2-bin | httpd | serves repositories, as the other
test | python3 | python3 | python3 | reads mock configurations, as mock does
test | git | git | git | holds build configurations and package sources
test | openssl | openssl | openssl | makes the certificates for TLS
test | systemd-analyze | systemd | systemd | checks the units
test | systemd-nspawn | systemd-container | systemd-container | boots a machine in which the units run
test faults | setsid | util-linux | util-linux | starts processes that outlive their parent
test faults | unshare | util-linux | util-linux | gives a farm under fire its own processes and mounts
test faults | nsenter | util-linux | util-linux | starts a program on one of that farm's machines
test faults | ip | iproute2 | iproute | cables those machines, and cuts the cables
test faults | hostname | hostname | hostname | names those machines
END
}

# The home of a JDK that is new enough: $JAVA_HOME, the one on the path, or any installed one.
find_jdk() {
  local javac version
  for javac in "${JAVA_HOME:-}/bin/javac" "$(command -v javac || true)" /usr/lib/jvm/*/bin/javac; do
    [ -x "$javac" ] || continue
    version=$("$javac" -version 2>&1)
    version=${version#javac }
    version=${version%%[!0-9]*}
    if [ "${version:-0}" -ge 17 ]; then
      dirname "$(dirname "$(readlink -f "$javac")")"
      return
    fi
  done
  return 1
}

use_jdk() {
  JAVA_HOME=$(find_jdk)
  export JAVA_HOME
}

is_there() {
  case $1 in
    javac) find_jdk >/dev/null ;;
    libc.a) command -v gcc >/dev/null && [ -e "$(gcc -print-file-name=libc.a)" ] ;;
    stunnel) command -v stunnel || command -v stunnel4 ;;
    apache2) command -v apache2 || command -v httpd ;;
    *) command -v "$1" ;;
  esac >/dev/null
}

trim() {
  read -r "$1" <<<"${!1}" || true
}

# The rows of the table that subcommand $1 needs and this machine lacks, as
# program|Debian's packages|dnf's packages|purpose.
missing_for() {
  local subcommands program debian redhat purpose
  while IFS='|' read -r subcommands program debian redhat purpose; do
    trim program && trim debian && trim redhat && trim purpose
    if [[ " $subcommands " == *" $1 "* ]] && ! is_there "$program"; then
      printf '%s|%s|%s|%s\n' "$program" "$debian" "$redhat" "$purpose"
    fi
  done < <(needs_table)
}
