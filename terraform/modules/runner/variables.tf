variable "name" {
  description = "Name of the group of machines and of everything of it."
  type        = string
}

variable "program" {
  description = "Name of the program: its executable, folder, user and units are called so."
  type        = string
}

variable "project" {
  description = "The project whose secrets are read."
  type        = string
}

variable "region" {
  description = "Region of the policy for snapshots."
  type        = string
}

variable "zone" {
  description = "Zone of the machines."
  type        = string
}

variable "machine" {
  description = "Machine type."
  type        = string
}

variable "image" {
  description = "Image of the boot disk: Debian 12 or a descendant of it."
  type        = string
}

variable "instances" {
  description = "Number of machines: streams share their topics' partitions, and a ledger in a database shares all else."
  type        = number
}

variable "disk_gib" {
  description = "Size in GiB of the disk for ledger, copies and spilled data, which outlives the machine."
  type        = number
}

variable "subnetwork" {
  description = "Id of the private subnet."
  type        = string
}

variable "tag" {
  description = "Network tag of the machines."
  type        = string
}

variable "service_account" {
  description = "E-mail of the service account that the machines run as."
  type        = string
}

variable "artifact" {
  description = "The packed program: where it is in Cloud Storage, and the SHA-256 that it must have."
  type        = object({ uri = string, sha256 = string })
}

variable "arguments" {
  description = "More arguments of `serve`: which pipelines, --env prod, --param and its value."
  type        = list(string)
}

variable "secrets" {
  description = "Environment variables of the program: name to the Secret Manager secret that holds the value."
  type        = map(string)
}

variable "labels" {
  description = "Labels of machines and disks."
  type        = map(string)
}

variable "snapshot_days" {
  description = "For how many days daily snapshots of the disk are kept."
  type        = number
}
