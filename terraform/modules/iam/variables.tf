variable "project" {
  description = "The project that the roles are granted on."
  type        = string
}

variable "name" {
  description = "Prefix of the service accounts' names."
  type        = string
}

variable "roles" {
  description = "Roles on the project that the runner needs, without `roles/` before them; no broad ones."
  type        = set(string)

  validation {
    condition     = length(setintersection(var.roles, ["owner", "editor", "viewer", "storage.admin", "iam.serviceAccountUser"])) == 0
    error_message = "The runner gets no role that reaches beyond what the program does: roles must not name owner, editor, viewer or an admin."
  }
}

variable "buckets" {
  description = "Access to buckets: any key to a bucket's name and `read` or `write`."
  type        = map(object({ bucket = string, access = string }))
}

variable "cluster" {
  description = "Makes a second service account, for the machines of a Spark cluster."
  type        = bool
}
