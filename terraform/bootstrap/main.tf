# Once a project: the APIs, a bucket for Terraform's state and one for packed programs. Its own small state stays where it is applied.

locals {
  apis = [
    "compute", "storage", "iam", "iap", "oslogin", "cloudresourcemanager", "secretmanager", "logging", "monitoring", "sqladmin",
    "servicenetworking", "managedkafka", "dataproc",
  ]

  buckets = { state = 30, artifacts = 10 } # versions that are kept
}

provider "google" {
  project = var.project
  region  = var.region
}

resource "google_project_service" "this" {
  for_each           = toset(local.apis)
  service            = "${each.value}.googleapis.com"
  disable_on_destroy = false
}

resource "google_storage_bucket" "this" {
  for_each                    = local.buckets
  name                        = "${var.project}-flow-${each.key}"
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false

  versioning {
    enabled = true
  }

  lifecycle_rule {
    condition {
      num_newer_versions = each.value
      with_state         = "ARCHIVED"
    }
    action {
      type = "Delete"
    }
  }

  depends_on = [google_project_service.this]
}
