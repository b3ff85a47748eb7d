# Managed Kafka: the cluster, the program's topics, and who may read and write which.

locals {
  principal = "User:${var.service_account}"
}

resource "google_managed_kafka_cluster" "this" {
  cluster_id = var.name
  location   = var.region
  labels     = var.labels

  capacity_config {
    vcpu_count   = var.vcpu
    memory_bytes = var.memory_gib * 1024 * 1024 * 1024
  }

  gcp_config {
    access_config {
      network_configs {
        subnet = var.subnetwork
      }
    }
  }

  rebalance_config {
    mode = "AUTO_REBALANCE_ON_SCALE_UP"
  }
}

resource "google_managed_kafka_topic" "this" {
  for_each           = var.topics
  cluster            = google_managed_kafka_cluster.this.cluster_id
  location           = var.region
  topic_id           = each.key
  partition_count    = each.value
  replication_factor = 3
  configs            = { "min.insync.replicas" = "2" }
}

# A topic with rules is closed to everybody whom they do not name.
resource "google_managed_kafka_acl" "topic" {
  for_each = setunion(var.readers, var.writers)
  cluster  = google_managed_kafka_cluster.this.cluster_id
  location = var.region
  acl_id   = "topic/${each.key}"

  dynamic "acl_entries" {
    for_each = setunion(
      contains(var.readers, each.key) ? ["DESCRIBE", "READ"] : [],
      contains(var.writers, each.key) ? ["DESCRIBE", "WRITE"] : [],
    )
    content {
      principal       = local.principal
      operation       = acl_entries.value
      permission_type = "ALLOW"
      host            = "*"
    }
  }

  depends_on = [google_managed_kafka_topic.this]
}
