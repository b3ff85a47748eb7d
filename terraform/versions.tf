terraform {
  required_version = ">= 1.9"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
  }

  # Which bucket and prefix is said at `terraform init -backend-config=…`; bootstrap/ makes the bucket.
  backend "gcs" {}
}

provider "google" {
  project        = var.project
  region         = var.region
  zone           = var.zone
  default_labels = local.labels
}
