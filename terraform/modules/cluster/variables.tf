variable "name" {
  description = "Name of the Dataproc cluster."
  type        = string
}

variable "region" {
  description = "Region of the cluster."
  type        = string
}

variable "subnetwork" {
  description = "Id of the subnet that its machines are in."
  type        = string
}

variable "tag" {
  description = "Network tag of its machines."
  type        = string
}

variable "service_account" {
  description = "E-mail of the service account that its machines run as."
  type        = string
}

variable "machine" {
  description = "Machine type of master and workers."
  type        = string
}

variable "workers" {
  description = "Number of workers, two at least; 0 for one machine that does everything."
  type        = number
}

variable "image" {
  description = "Dataproc image with Spark 4.0 or later."
  type        = string

  validation {
    condition     = can(regex("^([3-9]|[1-9][0-9]+)\\.", var.image))
    error_message = "Spark 4.0 comes with Dataproc images 3.0 and later: image must begin with such a number."
  }
}

variable "staging_bucket" {
  description = "Name of the bucket for the start script and for what Dataproc keeps."
  type        = string
}

variable "labels" {
  description = "Labels of the cluster."
  type        = map(string)
}
