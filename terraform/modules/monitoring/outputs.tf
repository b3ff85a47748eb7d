output "metrics" {
  description = "Names of the log-based metrics."
  value       = sort([for metric in google_logging_metric.this : metric.name])
}

output "dashboard" {
  description = "Id of the dashboard."
  value       = google_monitoring_dashboard.this.id
}
