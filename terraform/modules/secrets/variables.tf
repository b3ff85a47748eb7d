variable "secrets" {
  description = "Names of Secret Manager secrets that the program reads. Values are never here: they are added with gcloud."
  type        = set(string)
}

variable "region" {
  description = "Region that the values are kept in."
  type        = string
}

variable "service_account" {
  description = "E-mail of the service account that reads them."
  type        = string
}

variable "labels" {
  description = "Labels of the secrets."
  type        = map(string)
}
