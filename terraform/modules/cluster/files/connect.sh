#!/usr/bin/env bash
# Starts Spark Connect on the master, as a service that comes back after a restart of the machine.
set -euo pipefail

role=$(/usr/share/google/get_metadata_value attributes/dataproc-role)
[[ $role == Master ]] || exit 0

cat >/etc/systemd/system/spark-connect.service <<'UNIT'
[Unit]
Description=Spark Connect
After=network-online.target hadoop-yarn-resourcemanager.service
Wants=network-online.target

[Service]
Type=forking
User=spark
Environment=SPARK_HOME=/usr/lib/spark
ExecStart=/usr/lib/spark/sbin/start-connect-server.sh --master yarn --conf spark.connect.grpc.binding.port=15002
ExecStop=/usr/lib/spark/sbin/stop-connect-server.sh
Restart=on-failure
RestartSec=10

[Install]
WantedBy=multi-user.target
UNIT

systemctl daemon-reload
systemctl enable --now spark-connect.service
