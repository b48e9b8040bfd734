# shellcheck shell=bash
# Builds the distribution and runs the tests. Sourced; $root is set.

: "${root:?}"
version=$(sed -n '/<version>/{s/.*<version>\(.*\)<\/version>.*/\1/p;q}' "$root/pom.xml")
# shellcheck disable=SC2034 # read by ./dev
dist=$root/packaging/target/reimzul-$version
stamp=$root/packaging/target/built

# A directory counts too: it is newer once a file in it is gone.
up_to_date() {
  local input inputs=()
  [ -e "$stamp" ] && [ -e "$dist/bin/reimzul" ] || return 1
  for input in "$root"/{pom.xml,.mvn,config,systemd,docs/man,LICENSE,README.md,CHANGELOG.md} "$root"/*/{pom.xml,src}; do
    [ ! -e "$input" ] || inputs+=("$input")
  done
  [ -z "$(find "${inputs[@]}" -newer "$stamp" -print -quit)" ]
}

# Standard output stays free for the result.
build() {
  local started seconds=$SECONDS
  ! up_to_date || return 0
  started=$(date +%s.%N)
  printf 'building… ' >&2
  # Debian's Maven resets the colours of a terminal even where there is none.
  (cd "$root" && mvn -q -B -ntp -Dmaven.test.skip=true package) 2>&1 |
    sed 's/\x1b\[0\?m//g' >&2 || return
  printf '%d s\n' $((SECONDS - seconds)) >&2
  touch -d "@$started" "$stamp"
}

run_tests() {
  local started maven=0
  started=$(date +%s%3N)
  (cd "$root" && mvn -B -ntp -T 2 --fail-at-end verify) || maven=$?
  "$JAVA_HOME/bin/java" "$root/dev.d/TestSummary.java" "$root" "$started" "$maven"
}
