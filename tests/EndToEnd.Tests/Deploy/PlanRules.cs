using System.Text.Json;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>A resource of a plan, with the values that are known before it is made.</summary>
internal sealed record PlannedResource(string Address, string Type, JsonElement Values)
{
    /// <summary>By a path through blocks, of each of which there is one; null where it is missing.</summary>
    public JsonElement? At(params string[] path)
    {
        JsonElement at = Values;
        foreach (string name in path)
        {
            at = at.ValueKind == JsonValueKind.Array && at.GetArrayLength() > 0 ? at[0] : at;
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }

    public bool Is(bool value, params string[] path) =>
        At(path) is { } found && found.ValueKind == (value ? JsonValueKind.True : JsonValueKind.False);

    public string? Text(params string[] path) => At(path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;
}

/// <summary>Rules that the planned values keep. Each gives the addresses of what breaks it.</summary>
internal static class PlanRules
{
    private static readonly HashSet<string> s_roles =
    [
        "roles/logging.logWriter", "roles/monitoring.metricWriter", "roles/cloudsql.instanceUser", "roles/managedkafka.client",
        "roles/dataproc.worker", "roles/storage.objectViewer", "roles/storage.objectUser", "roles/secretmanager.secretAccessor",
        "roles/iap.tunnelResourceAccessor", "roles/compute.osLogin",
    ];

    /// <summary>Rules of every environment.</summary>
    public static readonly IReadOnlyDictionary<string, Func<PlannedResource, bool>> Always =
        new Dictionary<string, Func<PlannedResource, bool>>
        {
            ["no public address of a machine"] = r =>
                r.Type is "google_compute_instance" or "google_compute_instance_template"
                    && r.At("network_interface", "access_config") is { ValueKind: JsonValueKind.Array } addresses
                    && addresses.GetArrayLength() > 0,
            ["no reserved public address"] = r =>
                r.Type is "google_compute_address" or "google_compute_global_address" && r.Text("address_type") != "INTERNAL",
            ["no public address of a cluster"] = r =>
                r.Type == "google_dataproc_cluster" && !r.Is(true, "cluster_config", "gce_cluster_config", "internal_ip_only"),
            ["private SQL"] = r => r.Type == "google_sql_database_instance"
                && !(r.Is(false, "settings", "ip_configuration", "ipv4_enabled")
                    && r.Text("settings", "ip_configuration", "ssl_mode") == "ENCRYPTED_ONLY"),
            ["no key"] = r => r.Type is "google_service_account_key" or "google_storage_hmac_key",
            ["expected roles"] = r => r.Type.Contains("_iam_", StringComparison.Ordinal)
                && !(r.Type.EndsWith("_iam_member", StringComparison.Ordinal) && s_roles.Contains(r.Text("role") ?? "")),
            ["nobody in general"] = r =>
                r.Type.Contains("_iam_", StringComparison.Ordinal) && r.Text("member") is "allUsers" or "allAuthenticatedUsers",
            ["uniform access"] = r => r.Type == "google_storage_bucket"
                && !(r.Is(true, "uniform_bucket_level_access") && r.Text("public_access_prevention") == "enforced"),
            ["shielded machines"] = r => r.Type is "google_compute_instance" or "google_compute_instance_template"
                && !(r.Is(true, "shielded_instance_config", "enable_secure_boot")
                    && r.Is(true, "shielded_instance_config", "enable_vtpm")
                    && r.Is(true, "shielded_instance_config", "enable_integrity_monitoring")),
            ["nothing comes in but through the proxy"] = r => r.Type == "google_compute_firewall"
                && r.At("source_ranges") is { ValueKind: JsonValueKind.Array } ranges
                && ranges.EnumerateArray().Any(range => range.GetString() != "35.235.240.0/20"),
            ["the ledger's disk stays"] = r => r.Type == "google_compute_instance_group_manager"
                && r.Text("stateful_disk", "delete_rule") != "NEVER",
        };

    /// <summary>Rules of all environments but `dev`. Spark's staging bucket has nothing that need be kept.</summary>
    public static readonly IReadOnlyDictionary<string, Func<PlannedResource, bool>> Protected =
        new Dictionary<string, Func<PlannedResource, bool>>
        {
            ["protected databases"] = r => r.Type == "google_sql_database_instance"
                && !(r.Is(true, "deletion_protection") && r.Is(true, "settings", "deletion_protection_enabled")),
            ["protected buckets"] = r => r.Type == "google_storage_bucket"
                && !r.Address.StartsWith("module.staging[", StringComparison.Ordinal) && !r.Is(false, "force_destroy"),
        };

    /// <summary>`rule: address`.</summary>
    public static IEnumerable<string> Broken(
        JsonElement plan, IReadOnlyDictionary<string, Func<PlannedResource, bool>> rules) =>
        from resource in Resources(plan.GetProperty("planned_values").GetProperty("root_module"))
        from rule in rules
        where rule.Value(resource)
        select $"{rule.Key}: {resource.Address}";

    public static IEnumerable<PlannedResource> Resources(JsonElement module)
    {
        IEnumerable<PlannedResource> own = module.TryGetProperty("resources", out JsonElement resources)
            ? resources.EnumerateArray().Select(r => new PlannedResource(
                r.GetProperty("address").GetString() ?? "", r.GetProperty("type").GetString() ?? "", r.GetProperty("values")))
            : [];
        IEnumerable<PlannedResource> below = module.TryGetProperty("child_modules", out JsonElement modules)
            ? modules.EnumerateArray().SelectMany(Resources)
            : [];
        return own.Concat(below);
    }
}
