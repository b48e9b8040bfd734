# shellcheck shell=bash
# Lists what is missing and installs it. Sourced; $root is set.

: "${root:?}"

package_manager() {
  if command -v apt-get >/dev/null; then
    echo apt
  elif command -v dnf >/dev/null; then
    echo dnf
  else
    echo none
  fi
}

# One line "program package purpose" for each row on standard input.
list_missing() {
  local manager=$1 program debian redhat purpose package
  printf 'Missing on this machine:\n'
  while IFS='|' read -r program debian redhat purpose; do
    package=$debian
    [ "$manager" != dnf ] || package=$redhat
    printf '  %-13s %-25s %s\n' "$program" "${package%% *}" "$purpose"
  done
}

# The packages for the rows on standard input, one a line, each once; alternatives by commas.
packages_for() {
  local manager=$1 program debian redhat purpose
  while IFS='|' read -r program debian redhat purpose; do
    case $manager in
      apt) echo "${debian// /,}" ;;
      dnf) echo "${redhat// /,}" ;;
    esac
  done | sort -u
}

agreed() {
  local answer
  [ "$1" = no ] && [ -t 0 ] || return 0
  read -rp 'Install these? [Y/n] ' answer || return 1
  [[ $answer =~ ^([Yy]([Ee][Ss])?)?$ ]]
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif ! command -v sudo >/dev/null; then
    return 1
  elif [ -t 0 ]; then
    sudo -- "$@"
  else
    sudo -n -- "$@"
  fi
}

# Ends with $2, and with what a person who is root can type instead.
give_up() {
  local manager=$1 message=$2 packages
  packages=("${@:3}")
  packages=("${packages[@]%%,*}")
  case $manager in
    apt) printf '%s As root:\n  apt-get update && apt-get install --no-install-recommends %s\n' \
      "$message" "${packages[*]}" ;;
    dnf) printf '%s As root:\n  dnf install %s\n' "$message" "${packages[*]}" ;;
    *) printf '%s\n' "$message" ;;
  esac >&2
  exit 1
}

# Leaves the machine with everything that subcommand $1 needs, or exits with what to do.
install_missing() {
  local rows manager packages
  rows=$(missing_for "$1")
  [ -n "$rows" ] || return 0
  manager=$(package_manager)
  list_missing "$manager" <<<"$rows" >&2
  mapfile -t packages < <(packages_for "$manager" <<<"$rows")
  [ "$manager" != none ] || give_up none 'Neither apt-get nor dnf is here: install them by hand.'
  agreed "$2" || give_up "$manager" 'Nothing was installed.' "${packages[@]}"
  as_root "$root/dev.d/install-$manager" "${packages[@]}" >&2 ||
    give_up "$manager" 'Could not install them.' "${packages[@]}"
  hash -r
  rows=$(missing_for "$1")
  [ -n "$rows" ] || return 0
  list_missing "$manager" <<<"$rows" >&2
  give_up none 'These are still missing.'
}
