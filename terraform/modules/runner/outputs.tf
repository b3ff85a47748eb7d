output "group" {
  description = "Name of the group of machines."
  value       = google_compute_instance_group_manager.this.name
}

output "units" {
  description = "Names of the systemd units on each machine."
  value       = sort(keys(local.units))
}
