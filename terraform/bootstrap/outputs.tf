output "state_bucket" {
  description = "Bucket for Terraform's state: terraform init -backend-config=bucket=…"
  value       = google_storage_bucket.this["state"].name
}

output "artifact_bucket" {
  description = "Bucket for packed programs."
  value       = google_storage_bucket.this["artifacts"].name
}
