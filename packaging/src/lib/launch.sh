# shellcheck shell=sh
# Starts one of Reimzul's programs. Sourced by the files in bin/, after they have set $home;
# not run by itself.
#
#   launch command|daemon NAME MAIN-CLASS [ARGUMENT...]
#
# $JAVA_HOME or `java` on $PATH is used, 17 or later. $REIMZUL_JAVA_OPTS adds options of the
# JVM, one word each, after ours and therefore stronger than ours.

oldest_java=17
: "${home:?}"

fail() {
  printf '%s: %s\n' "$name" "$1" >&2
  exit 1
}

# Asking the JVM itself would start it twice; the file beside it costs nothing.
check_version() {
  release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
  [ -r "$release" ] || return 0
  while IFS='=' read -r key value; do
    [ "$key" = JAVA_VERSION ] || continue
    version=${value#\"}
    version=${version%\"}
  done <"$release"
  [ -n "${version-}" ] || return 0
  [ "${version%%[!0-9]*}" -ge "$oldest_java" ] ||
    fail "Java $oldest_java or later is needed, $java is $version (set JAVA_HOME)"
}

find_java() {
  if [ -n "${JAVA_HOME-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "no java in JAVA_HOME ($JAVA_HOME)"
  else
    java=$(command -v java) ||
      fail "java not found: install Java $oldest_java or later, or set JAVA_HOME"
  fi
  check_version
}

# Listed one by one, in the order of their names: a CDS archive is good for one order only.
find_jars() {
  jars=
  for jar in "$home"/lib/*.jar; do
    jars=${jars:+$jars:}$jar
  done
}

launch() {
  kind=$1 name=$2 main=$3
  shift 3
  find_java
  find_jars
  # A stale archive is passed over in silence; without -Xlog:disable it warns on stdout.
  archive=$home/lib/$name.jsa
  if [ -n "${REIMZUL_CDS_DUMP-}" ]; then
    set -- "-XX:ArchiveClassesAtExit=$REIMZUL_CDS_DUMP" -cp "$jars" "$main" "$@"
  elif [ -r "$archive" ]; then
    set -- "-XX:SharedArchiveFile=$archive" -cp "$jars" "$main" "$@"
  else
    set -- -cp "$jars" "$main" "$@"
  fi
  case $kind/$name in
    daemon/reimzul-controller) heap=-Xmx512m ;;
    daemon/*) heap=-Xmx256m ;;
    *) heap= ;;
  esac
  # File names are bytes to rpm and rsync and text to Java: one encoding, whatever the login's.
  LC_ALL=C.UTF-8
  export LC_ALL
  # shellcheck disable=SC2086 # no heap is no word; the user's options are several
  exec "$java" -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable \
    -Xlog:all=error:stderr -Dfile.encoding=UTF-8 -Djava.awt.headless=true \
    -XX:+ExitOnOutOfMemoryError $heap ${REIMZUL_JAVA_OPTS-} "$@"
}
