variable "name" {
  description = "Name of the instance."
  type        = string
}

variable "region" {
  description = "Region of the instance."
  type        = string
}

variable "network" {
  description = "Id of the network that the instance has its private address in."
  type        = string
}

variable "services" {
  description = "Id of the peering that the private address needs."
  type        = string
}

variable "version_name" {
  description = "PostgreSQL's version as Cloud SQL names it, such as POSTGRES_16."
  type        = string
}

variable "tier" {
  description = "Machine of the instance, such as db-custom-2-7680."
  type        = string
}

variable "disk_gib" {
  description = "Disk at the start, in GiB; it grows by itself."
  type        = number
}

variable "high_availability" {
  description = "A second machine in another zone takes over when the first one fails."
  type        = bool
}

variable "logical_decoding" {
  description = "Changes of tables can be captured, which costs log."
  type        = bool
}

variable "database" {
  description = "Name of the database."
  type        = string
}

variable "service_account" {
  description = "E-mail of the service account that may log in without a password."
  type        = string
}

variable "users" {
  description = "Users with a password: name to the Secret Manager secret that holds it."
  type        = map(string)
}

variable "backup_days" {
  description = "How many daily backups are kept, and for how many days any moment can be restored (7 at most)."
  type        = number
}

variable "labels" {
  description = "Labels of the instance."
  type        = map(string)
}

variable "protected" {
  description = "The instance can't be deleted, by Terraform or otherwise."
  type        = bool
}
