variable "bucket" {
  description = "Name of the bucket, unique in all of Cloud Storage."
  type        = string
}

variable "location" {
  description = "Region of the bucket."
  type        = string
}

variable "storage_class" {
  description = "Class of new objects: STANDARD, NEARLINE, COLDLINE or ARCHIVE."
  type        = string
}

variable "delete_after_days" {
  description = "Objects older than this many days are deleted; null keeps them."
  type        = number
}

variable "retention_days" {
  description = "Objects can't be deleted or replaced before this many days; null for no such rule."
  type        = number
}

variable "kept_versions" {
  description = "How many replaced versions of an object are kept."
  type        = number
}

variable "labels" {
  description = "Labels of the bucket."
  type        = map(string)
}

variable "protected" {
  description = "A bucket with objects in it can't be destroyed."
  type        = bool
}
