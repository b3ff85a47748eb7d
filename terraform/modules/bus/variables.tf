variable "name" {
  description = "Id of the Kafka cluster."
  type        = string
}

variable "region" {
  description = "Region of the cluster."
  type        = string
}

variable "subnetwork" {
  description = "Id of the subnet from which the cluster is reached."
  type        = string
}

variable "vcpu" {
  description = "Processors of the cluster, three at least."
  type        = number
}

variable "memory_gib" {
  description = "Memory of the cluster in GiB; one to eight for a processor."
  type        = number
}

variable "topics" {
  description = "Topics of the program: name to how many partitions it has."
  type        = map(number)
}

variable "readers" {
  description = "Topics that the service account reads."
  type        = set(string)
}

variable "writers" {
  description = "Topics that the service account writes."
  type        = set(string)
}

variable "service_account" {
  description = "E-mail of the service account that reads and writes."
  type        = string
}

variable "labels" {
  description = "Labels of the cluster."
  type        = map(string)
}

variable "project" {
  description = "The project, which is part of the cluster's address."
  type        = string
}
