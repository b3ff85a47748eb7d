output "secrets" {
  description = "Names of the secrets, each of which needs a value."
  value       = sort([for secret in google_secret_manager_secret.this : secret.secret_id])
}
