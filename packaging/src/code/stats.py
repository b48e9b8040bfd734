#!/bin/sh
# The original's name of `reimzul stats`, for scripts that call it.
home=$(dirname "$(dirname "$(readlink -f "$0")")")
exec "$home/bin/reimzul" stats "$@"
