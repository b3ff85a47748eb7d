variable "project" {
  description = "Id of the Google Cloud project, which exists and has billing."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project's id has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and ends with none of the hyphens."
  }
}

variable "region" {
  description = "Region of the buckets."
  type        = string

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region is called like us-east1."
  }
}
