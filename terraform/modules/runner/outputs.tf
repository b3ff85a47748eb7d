output "group" {
  description = "Name of the group of machines."
  value       = google_compute_instance_group_manager.this.name
}

output "unit" {
  description = "Name of the systemd unit that serves the program on each machine."
  value       = "${var.program}.service"
}
