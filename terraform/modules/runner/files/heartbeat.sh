#!/usr/bin/env bash
# Says once a minute that the machine lives, and which of the program's units failed.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
name=$(basename "$here")
failed=$(systemctl list-units --failed --plain --no-legend "$name*" | cut -d' ' -f1 | paste -sd' ')
severity=INFO
[[ -z $failed ]] || severity=ERROR
printf '{"severity":"%s","message":"heartbeat","program":"%s","failed":"%s"}\n' "$severity" "$name" "$failed"
