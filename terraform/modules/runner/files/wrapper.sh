#!/usr/bin/env bash
# run INTERVAL PIPELINE…: one run, of the last whole interval of that length, with the arguments that the deployment gives every run.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
name=$(basename "$here")
interval=$1
shift

case $interval in
  none) ;;
  hour) set -- "$@" --interval "$(date -u -d '-1 hour' +%Y-%m-%dT%H)" ;;
  day) set -- "$@" --interval "$(date -u -d '-1 day' +%F)" ;;
  week) set -- "$@" --interval "$(date -u -d '-7 days' +%G-W%V)" ;;
  month) set -- "$@" --interval "$(date -u -d "$(date -u +%Y-%m-01) -1 month" +%Y-%m)" ;;
  *) echo "there is no interval called $interval" >&2 && exit 2 ;;
esac

arguments=()
[[ ! -s $here/arguments ]] || mapfile -t arguments <"$here/arguments"
export TMPDIR="/var/lib/$name/tmp"
exec "$here/current/$name" run "$@" --log json --ledger "/var/lib/$name/$name.ledger.db" --data "/var/lib/$name/data" "${arguments[@]}"
