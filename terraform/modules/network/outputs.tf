output "network" {
  description = "Id of the network."
  value       = google_compute_network.this.id
}

output "subnetwork" {
  description = "Id of the private subnet."
  value       = google_compute_subnetwork.private.id
}

output "tag" {
  description = "Network tag of machines that the firewall's rules are for."
  value       = local.tag
}

output "services" {
  description = "Id of the peering with Google's services; what needs a private address there waits for it. Null without one."
  value       = one(google_service_networking_connection.services[*].id)
}
