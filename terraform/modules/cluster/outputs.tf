output "cluster" {
  description = "Name of the cluster."
  value       = google_dataproc_cluster.this.name
}

output "address" {
  description = "Address of Spark Connect inside of the network."
  value       = "sc://${google_dataproc_cluster.this.name}-m:15002"
}
