# PostgreSQL on Cloud SQL: a private address only, TLS demanded, backups with point-in-time recovery.

resource "google_sql_database_instance" "this" {
  name                = var.name
  region              = var.region
  database_version    = var.version_name
  deletion_protection = var.protected

  settings {
    tier                        = var.tier
    edition                     = "ENTERPRISE"
    availability_type           = var.high_availability ? "REGIONAL" : "ZONAL"
    disk_type                   = "PD_SSD"
    disk_size                   = var.disk_gib
    disk_autoresize             = true
    deletion_protection_enabled = var.protected
    user_labels                 = var.labels

    ip_configuration {
      ipv4_enabled    = false
      private_network = var.network
      ssl_mode        = "ENCRYPTED_ONLY"
    }

    backup_configuration {
      enabled                        = true
      point_in_time_recovery_enabled = true
      start_time                     = "03:00"
      transaction_log_retention_days = min(var.backup_days, 7)

      backup_retention_settings {
        retained_backups = var.backup_days
      }
    }

    maintenance_window {
      day          = 7
      hour         = 4
      update_track = "stable"
    }

    insights_config {
      query_insights_enabled = true
    }

    database_flags {
      name  = "cloudsql.iam_authentication"
      value = "on"
    }

    dynamic "database_flags" {
      for_each = var.logical_decoding ? ["on"] : []
      content {
        name  = "cloudsql.logical_decoding"
        value = database_flags.value
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.services != null
      error_message = "A private address needs the network's peering with Google's services."
    }
  }
}

resource "google_sql_database" "this" {
  name            = var.database
  instance        = google_sql_database_instance.this.name
  deletion_policy = var.protected ? "ABANDON" : "DELETE"
}

# Cloud SQL leaves the end of a service account's e-mail out of the user's name.
resource "google_sql_user" "runner" {
  name     = trimsuffix(var.service_account, ".gserviceaccount.com")
  instance = google_sql_database_instance.this.name
  type     = "CLOUD_IAM_SERVICE_ACCOUNT"
}

data "google_secret_manager_secret_version" "password" {
  for_each = var.users
  secret   = each.value
}

resource "google_sql_user" "password" {
  for_each            = var.users
  name                = each.key
  instance            = google_sql_database_instance.this.name
  type                = "BUILT_IN"
  password_wo         = data.google_secret_manager_secret_version.password[each.key].secret_data
  password_wo_version = try(tonumber(data.google_secret_manager_secret_version.password[each.key].version), 1)
}
