output "runner" {
  description = "The group of machines that runs the program."
  value       = module.runner.group
}

output "unit" {
  description = "The systemd unit that serves the program on each machine."
  value       = module.runner.unit
}

output "service_account" {
  description = "E-mail of the service account that the program runs as."
  value       = module.iam.runner
}

output "lakes" {
  description = "Buckets by connection."
  value       = { for connection, lake in module.lake : connection => lake.url }
}

output "databases" {
  description = "Databases by connection: private address, database and the user that logs in without a password."
  value       = { for connection, database in module.postgres : connection => { host = database.host, database = database.database, user = database.user } }
}

output "buses" {
  description = "Kafka clusters by connection: where clients begin."
  value       = { for connection, bus in module.bus : connection => bus.bootstrap }
}

output "clusters" {
  description = "Spark clusters by connection: address of Spark Connect."
  value       = { for connection, cluster in module.cluster : connection => cluster.address }
}

output "secrets" {
  description = "Secrets that need a value: gcloud secrets versions add NAME --data-file=-"
  value       = module.secrets.secrets
}

output "deployed" {
  description = "The program's variables as they were applied: `flowc deploy --plan --against` compares with them."
  value = {
    project     = var.project
    region      = var.region
    zone        = var.zone
    workspace   = var.workspace
    name        = var.name
    environment = var.environment
    labels      = var.labels
    runner      = var.runner
    lakes       = var.lakes
    databases   = var.databases
    buses       = var.buses
    clusters    = var.clusters
    grants      = var.grants
    secrets     = var.secrets
    alerts      = var.alerts
  }
}
