output "cluster" {
  description = "Id of the cluster."
  value       = google_managed_kafka_cluster.this.cluster_id
}

output "topics" {
  description = "Names of the topics."
  value       = sort([for topic in google_managed_kafka_topic.this : topic.topic_id])
}

output "bootstrap" {
  description = "Where clients begin: host:port."
  value       = "bootstrap.${google_managed_kafka_cluster.this.cluster_id}.${var.region}.managedkafka.${var.project}.cloud.goog:9092"
}
