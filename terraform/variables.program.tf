# What the program says of itself: `flowc build` writes exactly these into <workspace>.auto.tfvars.json, so none has a default.

variable "project" {
  description = "Id of the Google Cloud project."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project's id has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and ends with none of the hyphens."
  }
}

variable "region" {
  description = "Region of everything that has one, such as us-east1."
  type        = string

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region is called like us-east1."
  }
}

variable "zone" {
  description = "Zone of the machines; it lies in the region."
  type        = string

  validation {
    condition     = can(regex("^${var.region}-[a-z]$", var.zone))
    error_message = "A zone is called like its region and a letter: us-east1-b for us-east1."
  }
}

variable "workspace" {
  description = "Name of the program: its executable is called so."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9_-]{0,99}$", var.workspace))
    error_message = "A program is called by lower-case letters, digits, hyphens and underscores."
  }
}

variable "name" {
  description = "Prefix of every resource's name: program and environment."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "The prefix has 3 to 20 lower-case letters, digits and hyphens, begins with a letter and ends with none of the hyphens."
  }
}

variable "environment" {
  description = "Which deployment of the program this is; all but `dev` are protected from deletion."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,62}$", var.environment))
    error_message = "An environment is called by lower-case letters, digits, hyphens and underscores."
  }
}

variable "labels" {
  description = "Labels of everything that can have some, besides those that are set here."
  type        = map(string)
  nullable    = false

  validation {
    condition = alltrue([
      for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))
    ])
    error_message = "Labels have lower-case letters, digits, hyphens and underscores, 63 at most; a key begins with a letter."
  }
}

variable "runner" {
  description = "The machines that run the program: each serves it, schedules and streams, with these arguments; streams are shown on the dashboard; parameters get addresses that are known when the connection is made."
  type = object({
    machine    = string
    disk_gib   = number
    instances  = number
    streams    = list(string)
    arguments  = list(string)
    parameters = map(object({ connection = string, value = string }))
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)+$", var.runner.machine))
    error_message = "A machine type is called like e2-standard-4."
  }

  validation {
    condition     = var.runner.disk_gib >= 10 && var.runner.disk_gib <= 65536 && floor(var.runner.disk_gib) == var.runner.disk_gib
    error_message = "disk_gib is a whole number from 10 to 65536."
  }

  validation {
    condition     = var.runner.instances >= 1 && floor(var.runner.instances) == var.runner.instances
    error_message = "instances is a whole number from 1 on."
  }

  validation {
    condition     = alltrue([for parameter in values(var.runner.parameters) : contains(["host", "database", "user", "bootstrap", "address", "bucket", "url"], parameter.value)])
    error_message = "A parameter takes host, database or user of a database, bootstrap of a bus, address of a cluster, bucket or url of a lake."
  }
}

variable "lakes" {
  description = "Buckets, by the connection that lives in each."
  type = map(object({
    bucket            = string
    storage_class     = string
    delete_after_days = number
    retention_days    = number
  }))
  nullable = false

  validation {
    condition     = alltrue([for lake in values(var.lakes) : can(regex("^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$", lake.bucket)) && !startswith(lake.bucket, "goog") && !strcontains(lake.bucket, "google")])
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits, hyphens and underscores, and nothing of Google's name."
  }

  validation {
    condition     = alltrue([for lake in values(var.lakes) : contains(["STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE"], lake.storage_class)])
    error_message = "A storage class is STANDARD, NEARLINE, COLDLINE or ARCHIVE."
  }

  validation {
    condition     = alltrue([for lake in values(var.lakes) : lake.delete_after_days == null || lake.retention_days == null ? true : lake.delete_after_days >= lake.retention_days])
    error_message = "Objects can't be deleted before they need no longer be kept: delete_after_days is at least retention_days."
  }
}

variable "databases" {
  description = "Cloud SQL instances, by the connection that lives in each; users are those with a password: name to the Secret Manager secret that holds it."
  type = map(object({
    tier              = string
    version           = string
    disk_gib          = number
    high_availability = bool
    logical_decoding  = bool
    database          = string
    users             = map(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for database in values(var.databases) : can(regex("^db-[a-z0-9-]+$", database.tier))])
    error_message = "A tier is called like db-custom-2-7680."
  }

  validation {
    condition     = alltrue([for database in values(var.databases) : can(regex("^POSTGRES_1[4-9]$", database.version))])
    error_message = "A version is called like POSTGRES_16; 14 is the oldest."
  }
}

variable "buses" {
  description = "Managed Kafka clusters, by the connection that lives in each; topics with how many partitions they have."
  type = map(object({
    vcpu       = number
    memory_gib = number
    topics     = map(number)
  }))
  nullable = false

  validation {
    condition     = alltrue([for bus in values(var.buses) : bus.vcpu >= 3 && bus.memory_gib >= bus.vcpu && bus.memory_gib <= bus.vcpu * 8])
    error_message = "A bus has 3 processors at least, and 1 to 8 GiB of memory for each."
  }

  validation {
    condition     = alltrue(flatten([for bus in values(var.buses) : [for partitions in values(bus.topics) : partitions >= 1]]))
    error_message = "A topic has one partition at least."
  }
}

variable "clusters" {
  description = "Dataproc clusters with Spark Connect, by the connection that lives in each."
  type = map(object({
    machine = string
    workers = number
  }))
  nullable = false

  validation {
    condition     = alltrue([for cluster in values(var.clusters) : cluster.workers == 0 || cluster.workers >= 2])
    error_message = "A cluster has 0 workers or 2 and more."
  }
}

variable "grants" {
  description = "What the program reads and writes, and so may: lakes by connection, topics by bus and name."
  type = object({
    lakes  = list(object({ connection = string, access = string }))
    topics = list(object({ connection = string, topic = string, access = string }))
  })
  nullable = false

  validation {
    condition     = alltrue([for grant in concat(var.grants.lakes, var.grants.topics) : contains(["read", "write"], grant.access)])
    error_message = "Access is read or write."
  }
}

variable "secrets" {
  description = "Names of Secret Manager secrets that the program reads, each with the environment variable that it becomes, or null. Never a value."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for secret, variable in var.secrets : can(regex("^[A-Za-z0-9_-]{1,255}$", secret)) && (variable == null ? true : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", variable)))])
    error_message = "A secret's name has letters, digits, hyphens and underscores; a variable is called like one of a shell."
  }
}

variable "alerts" {
  description = "Who is told (e-mail addresses), pipelines with the seconds that may pass between two good runs, and whether expectations that did not hold are told of."
  type = object({
    emails       = list(string)
    slas         = map(number)
    expectations = bool
  })
  nullable = false

  validation {
    condition     = alltrue([for email in var.alerts.emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", email))])
    error_message = "An address is called like data@example.com."
  }
}
