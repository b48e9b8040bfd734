#!/bin/sh
# The original's name of `reimzul repogen`, for scripts that call it. As the original it says
# nothing when all went well.
home=$(dirname "$(dirname "$(readlink -f "$0")")")
case ${1--} in
  -*) exec "$home/bin/reimzul" repogen "$@" ;;
  *) exec "$home/bin/reimzul" repogen "$@" >/dev/null ;;
esac
