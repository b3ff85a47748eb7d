# Dataproc with Spark Connect on its master, reached from the private subnet only.

resource "google_storage_bucket_object" "connect" {
  name         = "${var.name}/connect.sh"
  bucket       = var.staging_bucket
  source       = "${path.module}/files/connect.sh"
  content_type = "text/x-shellscript"
}

resource "google_dataproc_cluster" "this" {
  name                          = var.name
  region                        = var.region
  labels                        = var.labels
  graceful_decommission_timeout = "600s"

  cluster_config {
    staging_bucket = var.staging_bucket

    master_config {
      num_instances = 1
      machine_type  = var.machine

      disk_config {
        boot_disk_type    = "pd-balanced"
        boot_disk_size_gb = 100
      }
    }

    worker_config {
      num_instances = var.workers
      machine_type  = var.machine

      disk_config {
        boot_disk_type    = "pd-balanced"
        boot_disk_size_gb = 200
      }
    }

    gce_cluster_config {
      subnetwork             = var.subnetwork
      internal_ip_only       = true
      service_account        = var.service_account
      service_account_scopes = ["cloud-platform"]
      tags                   = [var.tag]

      shielded_instance_config {
        enable_secure_boot          = true
        enable_vtpm                 = true
        enable_integrity_monitoring = true
      }
    }

    software_config {
      image_version       = var.image
      override_properties = var.workers == 0 ? { "dataproc:dataproc.allow.zero.workers" = "true" } : {}
    }

    initialization_action {
      script      = "gs://${google_storage_bucket_object.connect.bucket}/${google_storage_bucket_object.connect.name}"
      timeout_sec = 300
    }
  }
}
