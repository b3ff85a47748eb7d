using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowLang.Planning.Deployment;
using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.Terraform;

/// <summary>
/// The variables of `terraform/variables.program.tf`, all of them and no others, as one `.tfvars.json`. Secrets stand in it by name.
/// </summary>
internal sealed class VariablesEmitter
{
    private const long Gibibyte = 1L << 30;
    private readonly Utf8JsonWriter _json;

    private VariablesEmitter(Utf8JsonWriter json) => _json = json;

    public static string Emit(InfrastructurePlan plan)
    {
        using MemoryStream stream = new();
        JsonWriterOptions format = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter json = new(stream, format))
        {
            new VariablesEmitter(json).Write(plan);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private void Write(InfrastructurePlan plan)
    {
        BoundDeployment deployment = plan.Deployment;
        _json.WriteStartObject();
        _json.WriteString("project", deployment.Project);
        _json.WriteString("region", deployment.Region);
        _json.WriteString("zone", deployment.Zone);
        _json.WriteString("workspace", plan.Workspace);
        _json.WriteString("name", plan.Name);
        _json.WriteString("environment", deployment.Name.ToLowerInvariant());
        Object("labels", deployment.Labels.OrderBy(l => l.Key, StringComparer.Ordinal), l => l.Key, l => _json.WriteStringValue(l.Value));
        Runner(plan);
        Object("lakes", plan.Lakes, l => l.Service.Connection.Name, Lake);
        Object("databases", plan.Databases, d => d.Service.Connection.Name, Database);
        Object("buses", plan.Buses, b => b.Service.Connection.Name, Bus);
        Object("clusters", deployment.Services.OfType<DeployedCluster>(), c => c.Connection.Name, Cluster);
        Grants(plan);
        Object("secrets", plan.Secrets, s => s.Name, s => _json.WriteStringValue(s.Variable));
        _json.WriteStartObject("alerts");
        Texts("emails", deployment.Emails);
        Object("slas", plan.Alerts.Slas, s => s.Key, s => _json.WriteNumberValue(s.Value));
        _json.WriteBoolean("expectations", plan.Alerts.HasExpectations);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void Runner(InfrastructurePlan plan)
    {
        DeployedRunner runner = plan.Deployment.Runner;
        _json.WriteStartObject("runner");
        _json.WriteString("machine", runner.Machine);
        _json.WriteNumber("disk_gib", runner.Disk / Gibibyte);
        _json.WriteNumber("instances", runner.Instances);
        Texts("streams", plan.Streams);
        Texts("arguments", plan.Arguments);
        Object("parameters", plan.Parameters, p => p.Parameter, p =>
        {
            _json.WriteStartObject();
            _json.WriteString("connection", p.Connection);
            _json.WriteString("value", p.Value);
            _json.WriteEndObject();
        });
        _json.WriteEndObject();
    }

    private void Lake(LakePlan lake)
    {
        _json.WriteStartObject();
        _json.WriteString("bucket", lake.Bucket);
        _json.WriteString("storage_class", lake.Service.StorageClass);
        Days("delete_after_days", lake.Service.DeleteAfter);
        Days("retention_days", lake.Service.Retain);
        _json.WriteEndObject();
    }

    private void Database(DatabasePlan database)
    {
        _json.WriteStartObject();
        _json.WriteString("tier", database.Service.Tier);
        _json.WriteString("version", database.Service.Version);
        _json.WriteNumber("disk_gib", database.Service.Disk / Gibibyte);
        _json.WriteBoolean("high_availability", database.Service.IsHighlyAvailable);
        _json.WriteBoolean("logical_decoding", database.HasLogicalDecoding);
        _json.WriteString("database", database.Database);
        Object("users", database.Users, u => u.Key, u => _json.WriteStringValue(u.Value));
        _json.WriteEndObject();
    }

    private void Bus(BusPlan bus)
    {
        _json.WriteStartObject();
        _json.WriteNumber("vcpu", bus.Service.Processors);
        _json.WriteNumber("memory_gib", bus.Service.Memory / Gibibyte);
        Object("topics", bus.Topics, t => t.Key, t => _json.WriteNumberValue(t.Value));
        _json.WriteEndObject();
    }

    private void Cluster(DeployedCluster cluster)
    {
        _json.WriteStartObject();
        _json.WriteString("machine", cluster.Machine);
        _json.WriteNumber("workers", cluster.Workers);
        _json.WriteEndObject();
    }

    private void Grants(InfrastructurePlan plan)
    {
        _json.WriteStartObject("grants");
        foreach ((string name, bool isTopic) in new[] { ("lakes", false), ("topics", true) })
        {
            _json.WriteStartArray(name);
            foreach (GrantPlan grant in plan.Grants.Where(g => g.Topic is not null == isTopic))
            {
                _json.WriteStartObject();
                _json.WriteString("connection", grant.Connection);
                if (grant.Topic is { } topic)
                {
                    _json.WriteString("topic", topic);
                }

                _json.WriteString("access", grant.Writes ? "write" : "read");
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    private void Days(string name, TimeSpan? value)
    {
        if (value is { } days)
        {
            _json.WriteNumber(name, days.Ticks / TimeSpan.TicksPerDay);
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    private void Object<T>(string name, IEnumerable<T> items, Func<T, string> key, Action<T> write)
    {
        _json.WriteStartObject(name);
        foreach (T item in items.OrderBy(key, StringComparer.Ordinal))
        {
            _json.WritePropertyName(key(item));
            write(item);
        }

        _json.WriteEndObject();
    }

    private void Texts(string name, IEnumerable<string> texts)
    {
        _json.WriteStartArray(name);
        foreach (string text in texts)
        {
            _json.WriteStringValue(text);
        }

        _json.WriteEndArray();
    }
}
