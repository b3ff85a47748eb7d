# Makes a machine that starts, or starts again, serve the program: its package's own NAME-setup installs it. The settings FLOW_… stand above.
set -euo pipefail
home=/opt/$FLOW_NAME
units=/etc/systemd/system
disk=/dev/disk/by-id/google-ledger
# The user of the unit exists only while it runs, so systemd keeps its folder here; /var/lib/NAME leads to it.
state=/var/lib/private/$FLOW_NAME

say() { printf '{"severity":"%s","message":"%s"}\n' "$1" "$2"; }

fetch() { # FILE   the package, through the machine's own identity
  local token path=${FLOW_ARTIFACT#gs://}
  token=$(curl -fsS --retry 5 -H 'Metadata-Flavor: Google' \
    http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token |
    sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p')
  local object=${path#*/}
  curl -fsS --retry 5 -H @- -o "$1" \
    "https://storage.googleapis.com/storage/v1/b/${path%%/*}/o/${object//\//%2F}?alt=media" <<<"Authorization: Bearer $token"
}

# The package is looked at before anything of it is unpacked, and before anything that runs is touched.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
package=$work/$FLOW_NAME.tar.gz
fetch "$package"
found=$(sha256sum <"$package" | cut -d' ' -f1)
if [[ $found != "$FLOW_SHA256" ]]; then
  say ERROR "$FLOW_ARTIFACT has the SHA-256 $found, not $FLOW_SHA256: it is not installed, and what ran before is left alone"
  exit 1
fi

mount_ledger() { # the disk that outlives the machine; it is formatted only where it holds nothing
  install -d -m 700 /var/lib/private
  mkdir -p "$state"
  if ! grep -qs "^$disk " /etc/fstab; then
    blkid "$disk" >/dev/null || mkfs.ext4 -q -m 0 "$disk"
    echo "$disk $state ext4 discard,nosuid,nodev,noexec,nofail 0 2" >>/etc/fstab
    systemctl daemon-reload
  fi
  mountpoint -q "$state" || mount "$state"
  resize2fs "$disk" 2>/dev/null || true
}

put() { # FILE BASE64 [MODE]   with the program's name in it
  mkdir -p "${1%/*}"
  base64 -d <<<"$2" | sed "s/{name}/$FLOW_NAME/g" >"$1.new"
  chmod "${3:-644}" "$1.new"
  mv "$1.new" "$1"
}

quoted() { sed 's/[\\"`$]/\\&/g; s/.*/"&"/'; } # one word of systemd a line

settings() { # what root alone reads, and systemd gives the program
  local arguments
  arguments=$(base64 -d <<<"$FLOW_ARGUMENTS" | sed -e '/^$/d' | quoted | paste -sd' ')
  echo "FLOW_ARGUMENTS=$(quoted <<<"$arguments")"
}

mount_ledger
put "$home/bin/secrets" "$FLOW_READER" 755
put "$home/bin/heartbeat" "$FLOW_HEARTBEAT" 755
put "$units/$FLOW_NAME-heartbeat.service" "$FLOW_HEARTBEAT_SERVICE"
put "$units/$FLOW_NAME-heartbeat.timer" "$FLOW_HEARTBEAT_TIMER"

# Settings of the release before come back with it.
kept=(/etc/"$FLOW_NAME".env "$home/secrets" "$units/$FLOW_NAME.service.d/machine.conf")
for file in "${kept[@]}"; do [[ ! -e $file ]] || cp -p "$file" "$work/${file##*/}"; done
for pair in $FLOW_SECRETS; do echo "${pair%%=*}=projects/$FLOW_PROJECT/secrets/${pair#*=}"; done >"$home/secrets"
(umask 077 && settings >"/etc/$FLOW_NAME.env.new" && mv "/etc/$FLOW_NAME.env.new" "/etc/$FLOW_NAME.env")
put "$units/$FLOW_NAME.service.d/machine.conf" "$FLOW_SERVICE"
systemctl daemon-reload
systemctl enable --now "$FLOW_NAME-heartbeat.timer"

# Rights that were given a moment ago take a while to count.
for ((i = 1; i < ${FLOW_TRIES:-30}; i++)); do
  ! "$home/bin/secrets" || break
  sleep 10
done

setup=$work/$FLOW_NAME-setup
tar -xzOf "$package" "$FLOW_NAME/$FLOW_NAME-setup" >"$setup"
before=$(readlink "$home/current" || true)
verb=upgrade
[[ -n $before && $before != "releases/$FLOW_SHA256" ]] || verb=install
if ! sh "$setup" "$verb" "$package" "$FLOW_SHA256"; then
  if [[ $verb == upgrade ]]; then
    for file in "${kept[@]}"; do [[ ! -e $work/${file##*/} ]] || cp -p "$work/${file##*/}" "$file"; done
    systemctl daemon-reload
    systemctl restart "$FLOW_NAME.service"
  fi
  say ERROR "$FLOW_NAME $FLOW_SHA256 does not start: journalctl -u $FLOW_NAME says why"
  exit 1
fi
say INFO "$FLOW_NAME $FLOW_SHA256 is installed"

# Logs and figures of the machine; the program runs without it, too.
if [[ ! -e /etc/google-cloud-ops-agent/config.yaml ]]; then
  agent=$work/agent.sh
  if curl -fsS --retry 5 -o "$agent" https://dl.google.com/cloudagents/add-google-cloud-ops-agent-repo.sh && bash "$agent" --also-install; then
    put /etc/google-cloud-ops-agent/config.yaml "$FLOW_AGENT"
    systemctl restart google-cloud-ops-agent
  else
    say WARNING "the Ops Agent could not be installed: logs stay in the machine's journal"
  fi
fi
