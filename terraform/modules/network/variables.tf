variable "name" {
  description = "Prefix of the names of everything here."
  type        = string
}

variable "region" {
  description = "Region of the subnet and its NAT."
  type        = string
}

variable "range" {
  description = "Addresses of the subnet, as a CIDR block."
  type        = string
}

variable "ssh_members" {
  description = "Who may reach machines by SSH through Identity-Aware Proxy, as IAM members; empty for nobody."
  type        = set(string)
}

variable "private_services" {
  description = "Peers the network with Google's services, which a Cloud SQL instance with a private address needs."
  type        = bool
}

variable "project" {
  description = "The project, for grants on it."
  type        = string
}
