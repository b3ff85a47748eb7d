# Installs the program on a machine that starts, or starts again, and begins its units. The settings FLOW_… stand above.
# FLOW_ROOT is for tests: everything is written below it.
set -euo pipefail
root=${FLOW_ROOT:-}
home=$root/opt/$FLOW_NAME
state=$root/var/lib/$FLOW_NAME
release=$home/releases/$FLOW_SHA256

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
if [[ ! -e $release ]]; then
  package=$(mktemp)
  trap 'rm -f "$package"' EXIT
  fetch "$package"
  found=$(sha256sum <"$package" | cut -d' ' -f1)
  if [[ $found != "$FLOW_SHA256" ]]; then
    say ERROR "$FLOW_ARTIFACT has the SHA-256 $found, not $FLOW_SHA256: it is not installed, and what ran before is left alone"
    exit 1
  fi
fi

mount_ledger() { # the disk that outlives the machine; it is formatted only where it holds nothing
  local disk=/dev/disk/by-id/google-ledger
  mkdir -p "$state"
  mountpoint -q "$state" && return 0
  blkid "$disk" >/dev/null || mkfs.ext4 -q -m 0 "$disk"
  mount -o discard,nosuid,nodev,noexec "$disk" "$state"
  resize2fs "$disk" 2>/dev/null || true
}

mount_ledger
id flow >/dev/null 2>&1 || useradd --system --home-dir "$state" --shell /usr/sbin/nologin flow
mkdir -p "$state/data" "$state/tmp" "$home/bin" "$home/releases"
chown flow:flow "$state" "$state/data" "$state/tmp"

if [[ ! -e $release ]]; then
  rm -rf "$release.new"
  mkdir "$release.new"
  tar -xzf "$package" -C "$release.new" --no-same-owner --strip-components=1
  mv "$release.new" "$release"
fi
ln -sfn "releases/$FLOW_SHA256" "$home/current"

base64 -d <<<"$FLOW_ARGUMENTS" >"$home/arguments"
for pair in $FLOW_SECRETS; do echo "${pair%%=*}=projects/$FLOW_PROJECT/secrets/${pair#*=}"; done >"$home/secrets"
base64 -d <<<"$FLOW_WRAPPER" >"$home/bin/run"
base64 -d <<<"$FLOW_READER" >"$home/bin/secrets"
base64 -d <<<"$FLOW_HEARTBEAT" >"$home/bin/heartbeat"
chmod 755 "$home"/bin/*

# Units of an earlier release that this one does not have are stopped.
units=$root/etc/systemd/system
mkdir -p "$units"
for old in "$units/$FLOW_NAME".service "$units/$FLOW_NAME"-*.{service,timer}; do
  [[ -e $old && " $FLOW_UNITS" != *" ${old##*/}="* ]] || continue
  systemctl disable --now "${old##*/}"
  rm -f "$old"
done
for pair in $FLOW_UNITS; do base64 -d <<<"${pair#*=}" >"$units/${pair%%=*}"; done
systemctl daemon-reload
for pair in $FLOW_UNITS; do
  unit=${pair%%=*}
  [[ $unit != *.timer && $unit != "$FLOW_NAME.service" ]] || systemctl enable --now "$unit"
done
say INFO "$FLOW_NAME $FLOW_SHA256 is installed"

# Logs and figures of the machine; the program runs without it, too.
if [[ ! -e $root/etc/google-cloud-ops-agent/config.yaml ]]; then
  agent=$(mktemp)
  if curl -fsS --retry 5 -o "$agent" https://dl.google.com/cloudagents/add-google-cloud-ops-agent-repo.sh && bash "$agent" --also-install; then
    mkdir -p "$root/etc/google-cloud-ops-agent"
    base64 -d <<<"$FLOW_AGENT" >"$root/etc/google-cloud-ops-agent/config.yaml"
    systemctl restart google-cloud-ops-agent
  else
    say WARNING "the Ops Agent could not be installed: logs stay in the machine's journal"
  fi
  rm -f "$agent"
fi
