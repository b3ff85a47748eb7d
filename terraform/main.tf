# One program in one environment. What stands here is decided by the program's `deploy` block; how it is made is the modules'.

locals {
  protected = coalesce(var.deletion_protection, var.environment != "dev")
  labels    = merge(var.labels, { program = var.workspace, environment = var.environment })

  roles = concat(
    ["logging.logWriter", "monitoring.metricWriter"],
    length(var.databases) > 0 ? ["cloudsql.instanceUser"] : [],
    length(var.buses) > 0 ? ["managedkafka.client"] : [],
  )

  # Read and write of one bucket are one role each; the artifact is read.
  buckets = merge(
    { for grant in var.grants.lakes : "${grant.connection}-${grant.access}" => { bucket = module.lake[grant.connection].bucket, access = grant.access } },
    { artifact = { bucket = split("/", var.artifact.uri)[2], access = "read" } },
  )

  values = merge(
    { for connection, database in module.postgres : connection => { host = database.host, database = database.database, user = database.user } },
    { for connection, bus in module.bus : connection => { bootstrap = bus.bootstrap } },
    { for connection, cluster in module.cluster : connection => { address = cluster.address } },
    { for connection, lake in module.lake : connection => { bucket = lake.bucket, url = lake.url } },
  )

  arguments = concat(var.runner.arguments, flatten([
    for name, parameter in var.runner.parameters : ["--param", "${name}=${local.values[parameter.connection][parameter.value]}"]
  ]))
}

module "network" {
  source           = "./modules/network"
  name             = var.name
  project          = var.project
  region           = var.region
  range            = var.range
  ssh_members      = var.ssh_members
  private_services = length(var.databases) > 0
}

module "iam" {
  source  = "./modules/iam"
  name    = var.name
  project = var.project
  roles   = local.roles
  buckets = local.buckets
  cluster = length(var.clusters) > 0
}

module "secrets" {
  source          = "./modules/secrets"
  secrets         = keys(var.secrets)
  region          = var.region
  service_account = module.iam.runner
  labels          = local.labels
}

module "lake" {
  source            = "./modules/lake"
  for_each          = var.lakes
  bucket            = each.value.bucket
  location          = var.region
  storage_class     = each.value.storage_class
  delete_after_days = each.value.delete_after_days
  retention_days    = each.value.retention_days
  kept_versions     = var.kept_versions
  labels            = local.labels
  protected         = local.protected
}

module "postgres" {
  source            = "./modules/postgres"
  for_each          = var.databases
  name              = "${var.name}-${replace(each.key, "_", "-")}"
  region            = var.region
  network           = module.network.network
  services          = module.network.services
  version_name      = each.value.version
  tier              = each.value.tier
  disk_gib          = each.value.disk_gib
  high_availability = each.value.high_availability
  logical_decoding  = each.value.logical_decoding
  database          = each.value.database
  users             = each.value.users
  service_account   = module.iam.runner
  backup_days       = var.backup_days
  labels            = local.labels
  protected         = local.protected
}

module "bus" {
  source          = "./modules/bus"
  for_each        = var.buses
  name            = "${var.name}-${replace(each.key, "_", "-")}"
  project         = var.project
  region          = var.region
  subnetwork      = module.network.subnetwork
  vcpu            = each.value.vcpu
  memory_gib      = each.value.memory_gib
  topics          = each.value.topics
  readers         = [for grant in var.grants.topics : grant.topic if grant.connection == each.key && grant.access == "read"]
  writers         = [for grant in var.grants.topics : grant.topic if grant.connection == each.key && grant.access == "write"]
  service_account = module.iam.runner
  labels          = local.labels
}

# Start script, staging and temporary files of Spark clusters.
module "staging" {
  source            = "./modules/lake"
  count             = length(var.clusters) > 0 ? 1 : 0
  bucket            = "${var.project}-${var.name}-spark"
  location          = var.region
  storage_class     = "STANDARD"
  delete_after_days = null
  retention_days    = null
  kept_versions     = 1
  labels            = local.labels
  protected         = false
}

module "cluster" {
  source          = "./modules/cluster"
  for_each        = var.clusters
  name            = "${var.name}-${replace(each.key, "_", "-")}"
  region          = var.region
  subnetwork      = module.network.subnetwork
  tag             = module.network.tag
  service_account = module.iam.cluster
  machine         = each.value.machine
  workers         = each.value.workers
  image           = var.cluster_image
  staging_bucket  = module.staging[0].bucket
  labels          = local.labels
}

module "runner" {
  source          = "./modules/runner"
  name            = "${var.name}-runner"
  program         = var.workspace
  project         = var.project
  region          = var.region
  zone            = var.zone
  machine         = var.runner.machine
  image           = var.image
  instances       = var.runner.instances
  disk_gib        = var.runner.disk_gib
  subnetwork      = module.network.subnetwork
  tag             = module.network.tag
  service_account = module.iam.runner
  artifact        = var.artifact
  arguments       = local.arguments
  secrets         = { for secret, variable in var.secrets : variable => secret if variable != null }
  labels          = local.labels
  snapshot_days   = var.backup_days
}

module "monitoring" {
  source       = "./modules/monitoring"
  name         = var.name
  program      = var.workspace
  group        = module.runner.group
  emails       = var.alerts.emails
  slas         = var.alerts.slas
  expectations = var.alerts.expectations
  streams      = var.runner.streams
}
