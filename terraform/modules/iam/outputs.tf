output "runner" {
  description = "E-mail of the service account that the program runs as."
  value       = google_service_account.runner.email
}

output "cluster" {
  description = "E-mail of the service account of the Spark cluster's machines; null without one."
  value       = one(google_service_account.cluster[*].email)
}
