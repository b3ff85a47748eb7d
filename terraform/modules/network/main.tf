# A network of its own: private addresses only, a NAT for the way out, and SSH through Identity-Aware Proxy as the only way in.

locals {
  iap_range = "35.235.240.0/20" # from which Identity-Aware Proxy forwards TCP
  tag       = "${var.name}-machine"
}

resource "google_compute_network" "this" {
  name                            = var.name
  auto_create_subnetworks         = false
  delete_default_routes_on_create = false
}

resource "google_compute_subnetwork" "private" {
  name                     = "${var.name}-private"
  network                  = google_compute_network.this.id
  region                   = var.region
  ip_cidr_range            = var.range
  private_ip_google_access = true

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.1
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_router" "this" {
  name    = var.name
  network = google_compute_network.this.id
  region  = var.region
}

resource "google_compute_router_nat" "this" {
  name                               = var.name
  router                             = google_compute_router.this.name
  region                             = var.region
  nat_ip_allocate_option             = "AUTO_ONLY"
  source_subnetwork_ip_ranges_to_nat = "LIST_OF_SUBNETWORKS"

  subnetwork {
    name                    = google_compute_subnetwork.private.id
    source_ip_ranges_to_nat = ["ALL_IP_RANGES"]
  }

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}

resource "google_compute_firewall" "ssh" {
  count         = length(var.ssh_members) > 0 ? 1 : 0
  name          = "${var.name}-ssh"
  network       = google_compute_network.this.name
  direction     = "INGRESS"
  source_ranges = [local.iap_range]
  target_tags   = [local.tag]

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

# Machines of one cluster talk to each other, and the runner to them.
resource "google_compute_firewall" "inside" {
  name        = "${var.name}-inside"
  network     = google_compute_network.this.name
  direction   = "INGRESS"
  source_tags = [local.tag]
  target_tags = [local.tag]

  allow {
    protocol = "tcp"
  }

  allow {
    protocol = "udp"
  }

  allow {
    protocol = "icmp"
  }
}

resource "google_project_iam_member" "tunnel" {
  for_each = var.ssh_members
  project  = var.project
  role     = "roles/iap.tunnelResourceAccessor"
  member   = each.value
}

resource "google_project_iam_member" "login" {
  for_each = var.ssh_members
  project  = var.project
  role     = "roles/compute.osLogin"
  member   = each.value
}

resource "google_compute_global_address" "services" {
  count         = var.private_services ? 1 : 0
  name          = "${var.name}-services"
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  prefix_length = 20
  network       = google_compute_network.this.id
}

resource "google_service_networking_connection" "services" {
  count                   = var.private_services ? 1 : 0
  network                 = google_compute_network.this.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.services[0].name]
}
