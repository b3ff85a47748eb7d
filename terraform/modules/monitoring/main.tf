# Metrics from the program's log, the alerts on them, a dashboard, and who is told.

locals {
  machines = "resource.type=\"gce_instance\" AND labels.\"compute.googleapis.com/resource_name\"=~\"^${var.group}-\""
  channels = [for channel in google_monitoring_notification_channel.email : channel.id]

  metrics = {
    errors       = { filter = "severity>=ERROR", label = "pipeline" }
    done         = { filter = "jsonPayload.message=\"run done\"", label = "pipeline" }
    expectations = { filter = "severity=WARNING AND jsonPayload.expectation:*", label = "expectation" }
    heartbeat    = { filter = "jsonPayload.message=\"heartbeat\" AND jsonPayload.program=\"${var.program}\"", label = "program" }
  }

  thresholds = merge(
    { errors = "an error was logged" },
    var.expectations ? { expectations = "an expectation did not hold" } : {},
  )
}

resource "google_logging_metric" "this" {
  for_each = local.metrics
  name     = "${var.name}/${each.key}"
  filter   = "${local.machines} AND ${each.value.filter}"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"

    labels {
      key        = each.value.label
      value_type = "STRING"
    }
  }

  label_extractors = { (each.value.label) = "EXTRACT(jsonPayload.${each.value.label})" }
}

resource "google_monitoring_notification_channel" "email" {
  for_each     = var.emails
  display_name = "${var.name}: ${each.value}"
  type         = "email"
  labels       = { email_address = each.value }
}

resource "google_monitoring_alert_policy" "threshold" {
  for_each              = local.thresholds
  display_name          = "${var.name}: ${each.value}"
  combiner              = "OR"
  severity              = each.key == "errors" ? "ERROR" : "WARNING"
  notification_channels = local.channels

  conditions {
    display_name = each.value

    condition_threshold {
      filter          = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.this[each.key].name}\" AND resource.type=\"gce_instance\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["metric.label.${local.metrics[each.key].label}"]
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Look at the log of the group `${var.group}`: each error has a code that docs/errors.md explains."
  }
}

resource "google_monitoring_alert_policy" "sla" {
  for_each              = var.slas
  display_name          = "${var.name}: ${each.key} is late"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = local.channels

  conditions {
    display_name = "no good run in ${each.value} seconds"

    condition_absent {
      filter   = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.this["done"].name}\" AND resource.type=\"gce_instance\" AND metric.label.pipeline=\"${each.key}\""
      duration = "${each.value}s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }
}

resource "google_monitoring_alert_policy" "heartbeat" {
  display_name          = "${var.name}: no sign of life"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels

  conditions {
    display_name = "no heartbeat in ten minutes"

    condition_absent {
      filter   = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.this["heartbeat"].name}\" AND resource.type=\"gce_instance\""
      duration = "600s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }
}

resource "google_monitoring_dashboard" "this" {
  dashboard_json = jsonencode({
    displayName = length(var.streams) == 0 ? var.name : "${var.name} (streams: ${join(", ", var.streams)})"
    gridLayout = {
      columns = "2"
      widgets = [
        for key, metric in local.metrics : {
          title = key
          xyChart = {
            dataSets = [{
              plotType = "LINE"
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.this[key].name}\" resource.type=\"gce_instance\""
                  aggregation = {
                    alignmentPeriod    = "300s"
                    perSeriesAligner   = "ALIGN_DELTA"
                    crossSeriesReducer = "REDUCE_SUM"
                    groupByFields      = ["metric.label.${metric.label}"]
                  }
                }
              }
            }]
          }
        }
      ]
    }
  })
}
