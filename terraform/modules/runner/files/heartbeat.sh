#!/usr/bin/env bash
# Says once a minute that the machine lives, and whether the program is served.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
name=$(basename "$here")
state=$(systemctl is-active "$name.service" || true)
severity=ERROR
case $state in active | activating | reloading | deactivating) severity=INFO ;; esac
printf '{"severity":"%s","message":"heartbeat","program":"%s","service":"%s"}\n' "$severity" "$name" "$state"
