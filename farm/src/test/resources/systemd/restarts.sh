#!/bin/bash
# Runs inside a booted machine: restarts every daemon while a build runs, and says what happened.
set -u

say() { printf '%s\n' "$*"; }
check() { if "${@:2}"; then say "ok: $1"; else say "FAILED: $1"; fi; }
reimzul() { /usr/share/reimzul/bin/reimzul "$@"; }
state() { reimzul status "$1" 2>/dev/null | awk '$1 == "State" { print $2 }'; }
is_state() { [ "$(state "$1")" = "$2" ]; }

# within SECONDS COMMAND...: the command comes true in time
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    read -rt 0.5 <> <(:) || :
  done
}

# source_package NAME: one whose build goes on until /run/go-NAME is there
source_package() {
  cat >"/tmp/$1.spec" <<SPEC
Name: $1
Version: 1
Release: 1
Summary: waits
License: Apache-2.0
BuildArch: noarch
%description
Waits.
%build
until [ -e /run/go-$1 ]; do sleep 0.2; done
echo yes > $1.txt
%install
install -D -m 644 $1.txt %{buildroot}/usr/share/$1.txt
%files
/usr/share/$1.txt
SPEC
  rpmbuild -bs --quiet -D "_srcrpmdir /tmp" "/tmp/$1.spec" >/dev/null 2>&1
}

submit() {
  reimzul submit "/tmp/$1-1-1.src.rpm" -t farm -a x86_64 -d .x --json |
    grep -o '"build_id" *: *"[0-9a-z-]*"' | head -n 1 | cut -d'"' -f4
}

queue_answers() { (: <>/dev/tcp/127.0.0.1/11300) 2>/dev/null; }

attempts() { curl -sf "http://localhost:11080/reimzul-api/builds/$1" | grep -o '"token"' | wc -l; }

systemctl start beanstalkd rsync reimzul-controller.target reimzul-bstore.target
systemctl start reimzul-controller reimzul-repogen-worker@1 reimzul-signer reimzul-worker@1
within 30 queue_answers
within 60 curl -sf -o /dev/null http://localhost:11080/reimzul-incoming/

# one machine is all nodes here: only the way out, to bstore, needs another near end
mkdir -p /etc/reimzul/stunnel
echo "here:$(printf '0f%.0s' {1..32})" >/etc/reimzul/stunnel/psk
chmod 600 /etc/reimzul/stunnel/psk
sed 's/accept = 127.0.0.1:11081/accept = 127.0.0.1:12081/' /usr/share/reimzul/config/stunnel/controller.conf \
  >/etc/reimzul/stunnel/controller.conf
systemctl start reimzul-tunnel@controller
tunnel_answers() { (: <>/dev/tcp/127.0.0.1/21300) 2>/dev/null; }
check 'the tunnels are up' within 20 tunnel_answers
check 'their user is none of ours' [ "$(ps -o uid= -C stunnel | head -n 1)" -ge 61184 ]

source_package stays
source_package moves
stays=$(submit stays)
check 'a build runs' within 60 is_state "$stays" BUILDING
for unit in reimzul-controller reimzul-repogen-worker@1 reimzul-signer beanstalkd; do
  check "$unit restarts" systemctl restart "$unit"
done
within 30 queue_answers
touch /run/go-stays
check 'the build is published although all but its worker restarted' within 60 is_state "$stays" PUBLISHED
check 'it took one attempt' [ "$(attempts "$stays")" = 1 ]

moves=$(submit moves)
check 'a second build runs' within 60 is_state "$moves" BUILDING
check 'reimzul-worker@1 restarts' systemctl restart reimzul-worker@1
touch /run/go-moves
check 'the build of the restarted worker is published' within 60 is_state "$moves" PUBLISHED
both_staged() { [ "$(find /srv/reimzul/bstore/tosign -name '*.noarch.rpm' | wc -l)" = 2 ]; }
check 'both are staged for signing' within 30 both_staged

for unit in reimzul-worker@1 reimzul-signer reimzul-repogen-worker@1 reimzul-controller; do
  systemctl stop "$unit"
  check "$unit stops cleanly" [ "$(systemctl show -p Result --value "$unit")" = success ]
done
check 'nothing of them runs' [ -z "$(pgrep -u reimzul java)" ]
journalctl --no-pager -o cat -u 'reimzul*' -p warning
say 'the end'
