# Who the program runs as, and the least that it needs. There are no keys: the machine itself vouches for the account.

locals {
  bucket_roles = { read = "roles/storage.objectViewer", write = "roles/storage.objectUser" }
}

resource "google_service_account" "runner" {
  account_id   = "${var.name}-runner"
  display_name = "Runs ${var.name}"
}

resource "google_project_iam_member" "runner" {
  for_each = var.roles
  project  = var.project
  role     = "roles/${each.value}"
  member   = google_service_account.runner.member
}

resource "google_storage_bucket_iam_member" "runner" {
  for_each = var.buckets
  bucket   = each.value.bucket
  role     = local.bucket_roles[each.value.access]
  member   = google_service_account.runner.member
}

resource "google_service_account" "cluster" {
  count        = var.cluster ? 1 : 0
  account_id   = "${var.name}-spark"
  display_name = "Runs the Spark cluster of ${var.name}"
}

# The role of a worker brings access to the project's objects with it.
resource "google_project_iam_member" "cluster" {
  for_each = toset(var.cluster ? ["roles/dataproc.worker"] : [])
  project  = var.project
  role     = each.value
  member   = google_service_account.cluster[0].member
}
