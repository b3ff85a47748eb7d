# What the operator decides. Only the artifact has no default: it changes with every release.

variable "artifact" {
  description = "The packed program (`flowc build --package`): its place in Cloud Storage and its SHA-256."
  type        = object({ uri = string, sha256 = string })
  nullable    = false

  validation {
    condition     = can(regex("^gs://[a-z0-9][a-z0-9._-]+/[A-Za-z0-9._/-]+\\.tar\\.gz$", var.artifact.uri))
    error_message = "The artifact lies at gs://BUCKET/OBJECT.tar.gz."
  }

  validation {
    condition     = can(regex("^[0-9a-f]{64}$", var.artifact.sha256))
    error_message = "A SHA-256 has 64 hexadecimal digits in lower case."
  }
}

variable "deletion_protection" {
  description = "Databases and buckets with content can't be destroyed; null protects every environment but `dev`."
  type        = bool
  default     = null
}

variable "range" {
  description = "Addresses of the private subnet, as a CIDR block."
  type        = string
  default     = "10.64.0.0/22"

  validation {
    condition     = can(cidrhost(var.range, 1)) && can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", var.range))
    error_message = "The range is a CIDR block of private addresses, such as 10.64.0.0/22."
  }
}

variable "ssh_members" {
  description = "Who may log in on machines by SSH through Identity-Aware Proxy, as IAM members; nobody at first."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.ssh_members : can(regex("^(user|group|serviceAccount):[^@\\s]+@[^@\\s]+$", member))])
    error_message = "A member is called like user:ann@example.com; all users together are no member."
  }
}

variable "image" {
  description = "Image of the runner's boot disk: Debian 12 or a descendant of it."
  type        = string
  default     = "debian-cloud/debian-12"
  nullable    = false
}

variable "cluster_image" {
  description = "Dataproc image, 3.0 or later, which have Spark 4."
  type        = string
  default     = "3.0-debian12"
  nullable    = false
}

variable "backup_days" {
  description = "How many daily backups of databases and snapshots of the ledger's disk are kept."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 365
    error_message = "Backups are kept for 1 to 365 days."
  }
}

variable "kept_versions" {
  description = "How many replaced versions of an object are kept in buckets."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.kept_versions >= 1
    error_message = "One replaced version at least is kept."
  }
}
