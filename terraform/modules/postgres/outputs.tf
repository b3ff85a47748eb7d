output "host" {
  description = "Private address of the instance."
  value       = google_sql_database_instance.this.private_ip_address
}

output "instance" {
  description = "Name of the instance."
  value       = google_sql_database_instance.this.name
}

output "database" {
  description = "Name of the database."
  value       = google_sql_database.this.name
}

output "user" {
  description = "The user as which the service account logs in."
  value       = google_sql_user.runner.name
}
