# A group of machines that install the program's package and serve it: one process a machine, for schedules and streams. One machine is a
# group of one: it is brought back when it dies, and a new release replaces machine after machine, each of which drains first.

locals {
  file = {
    for name in ["install.sh", "secrets.sh", "heartbeat.sh", "heartbeat.service", "heartbeat.timer", "service.conf", "agent.yaml"] :
    name => file("${path.module}/files/${name}")
  }

  # Values travel as base64 and as quoted words: nothing in them is read as shell.
  settings = {
    FLOW_NAME              = var.program
    FLOW_PROJECT           = var.project
    FLOW_ARTIFACT          = var.artifact.uri
    FLOW_SHA256            = var.artifact.sha256
    FLOW_ARGUMENTS         = base64encode(join("\n", var.arguments))
    FLOW_SECRETS           = join(" ", [for variable, secret in var.secrets : "${variable}=${secret}"])
    FLOW_SERVICE           = base64encode(local.file["service.conf"])
    FLOW_READER            = base64encode(local.file["secrets.sh"])
    FLOW_HEARTBEAT         = base64encode(local.file["heartbeat.sh"])
    FLOW_HEARTBEAT_SERVICE = base64encode(local.file["heartbeat.service"])
    FLOW_HEARTBEAT_TIMER   = base64encode(local.file["heartbeat.timer"])
    FLOW_AGENT             = base64encode(local.file["agent.yaml"])
  }

  startup = join("\n", concat(
    ["#!/usr/bin/env bash"],
    [for name, value in local.settings : "export ${name}='${replace(value, "'", "'\\''")}'"],
    [local.file["install.sh"]],
  ))
}

resource "google_compute_resource_policy" "snapshots" {
  name   = "${var.name}-ledger"
  region = var.region

  snapshot_schedule_policy {
    schedule {
      daily_schedule {
        days_in_cycle = 1
        start_time    = "02:00"
      }
    }

    retention_policy {
      max_retention_days    = var.snapshot_days
      on_source_disk_delete = "KEEP_AUTO_SNAPSHOTS"
    }
  }
}

resource "google_compute_instance_template" "this" {
  name_prefix  = "${var.name}-"
  machine_type = var.machine
  region       = var.region
  tags         = [var.tag]
  labels       = var.labels

  disk {
    boot         = true
    auto_delete  = true
    source_image = var.image
    disk_type    = "pd-balanced"
    disk_size_gb = 20
    labels       = var.labels
  }

  disk {
    boot              = false
    auto_delete       = false
    device_name       = "ledger"
    disk_type         = "pd-balanced"
    disk_size_gb      = var.disk_gib
    labels            = var.labels
    resource_policies = [google_compute_resource_policy.snapshots.self_link]
  }

  network_interface {
    subnetwork = var.subnetwork
  }

  service_account {
    email  = var.service_account
    scopes = ["cloud-platform"]
  }

  shielded_instance_config {
    enable_secure_boot          = true
    enable_vtpm                 = true
    enable_integrity_monitoring = true
  }

  metadata = {
    enable-oslogin         = "TRUE"
    block-project-ssh-keys = "TRUE"
    serial-port-enable     = "FALSE"
    startup-script         = local.startup
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_instance_group_manager" "this" {
  name               = var.name
  base_instance_name = var.name
  zone               = var.zone
  target_size        = var.instances

  version {
    instance_template = google_compute_instance_template.this.id
  }

  stateful_disk {
    device_name = "ledger"
    delete_rule = "NEVER"
  }

  # The disk goes from the old machine to the new one, so one is stopped before the other begins.
  update_policy {
    type                  = "PROACTIVE"
    minimal_action        = "REPLACE"
    replacement_method    = "RECREATE"
    max_surge_fixed       = 0
    max_unavailable_fixed = 1
  }
}
