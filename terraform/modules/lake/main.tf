# A bucket that a `files` or `gcs` connection writes to: no access lists, nothing public, replaced objects can be had back.

resource "google_storage_bucket" "this" {
  name                        = var.bucket
  location                    = var.location
  storage_class               = var.storage_class
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !var.protected
  labels                      = var.labels

  # Versions and a retention rule exclude each other: what can't be replaced has none.
  versioning {
    enabled = var.retention_days == null
  }

  soft_delete_policy {
    retention_duration_seconds = 604800
  }

  dynamic "retention_policy" {
    for_each = var.retention_days == null ? [] : [var.retention_days]
    content {
      retention_period = retention_policy.value * 86400
    }
  }

  dynamic "lifecycle_rule" {
    for_each = var.delete_after_days == null ? [] : [var.delete_after_days]
    content {
      condition {
        age        = lifecycle_rule.value
        with_state = "LIVE"
      }
      action {
        type = "Delete"
      }
    }
  }

  lifecycle_rule {
    condition {
      num_newer_versions = var.kept_versions
      with_state         = "ARCHIVED"
    }
    action {
      type = "Delete"
    }
  }

  # What an upload that broke off left behind.
  lifecycle_rule {
    condition {
      age = 7
    }
    action {
      type = "AbortIncompleteMultipartUpload"
    }
  }
}
