#!/usr/bin/env bash
# Fetches the newest values of the program's secrets into a file in memory that only root reads, before each start of the program.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
name=$(basename "$here")
metadata=http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token

token=$(curl -fsS --retry 5 -H 'Metadata-Flavor: Google' "$metadata" | sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p')
umask 077
file=/run/$name.env
new=$(mktemp "$file.XXXXXX")
trap 'rm -f "$new"' EXIT
while IFS='=' read -r variable secret; do
  [[ -n $variable ]] || continue
  url="https://secretmanager.googleapis.com/v1/$secret/versions/latest:access"
  answer=$(curl -fsS --retry 5 -H @- "$url" <<<"Authorization: Bearer $token") || {
    echo "{\"severity\":\"ERROR\",\"message\":\"the secret $secret can't be read: has it a value, and may this machine read it?\"}"
    exit 1
  }
  value=$(tr -d '\n' <<<"$answer" | sed -n 's/.*"data" *: *"\([^"]*\)".*/\1/p' | base64 -d | sed 's/[\\"`$]/\\&/g')
  printf '%s="%s"\n' "$variable" "$value" >>"$new"
done <"$here/secrets"
mv -f "$new" "$file"
