using System.Text;
using System.Text.Json;

namespace FlowLang.Runtime;

/// <summary><c>describe</c>: what the program is, from its manifest and its pipelines; opens nothing.</summary>
internal static class DescribeCommand
{
    /// <summary>The part of the manifest that lists what sources and sinks need.</summary>
    public const string GrantsPart = "grants";

    public const string RulesPart = "rules";

    public const string DashboardPart = "dashboard";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>All of the manifest, as it was written.</summary>
    public static string Whole(FlowProgram program)
    {
        using StreamReader reader = new(program.OpenManifest());
        return reader.ReadToEnd().TrimEnd('\n');
    }

    /// <summary>The parts of the manifest named <paramref name="part"/> (<c>sql</c>, <c>lineage</c>), each under its path.</summary>
    public static string Part(FlowProgram program, string part)
    {
        using JsonDocument manifest = Manifest(program);
        var text = new StringBuilder();
        Collect(manifest.RootElement, "", part, text);
        return text.Length > 0 ? text.ToString().TrimEnd() : $"the manifest has no {part}";
    }

    /// <summary>What sources and sinks need, as comments, then what an administrator can run.</summary>
    public static string Grants(FlowProgram program, HostOptions options, HostEnvironment environment)
    {
        ProgramSettings settings = SettingsResolver.Resolve(program, options, environment, needSecrets: false);
        string sql = Part(program, "sql");
        using JsonDocument manifest = Manifest(program);
        IEnumerable<string> needs = manifest.RootElement.GetProperty(GrantsPart).EnumerateArray()
            .Select(g => "-- " + string.Join(", ", g.EnumerateObject().Select(p => $"{p.Name}: {p.Value}")));
        IEnumerable<string> rights = program.CreateProbes(settings).Select(p => p.Grants(sql))
            .Append(program.CreateLedger(settings)?.Grants).OfType<string>();
        return string.Join('\n', [.. needs, .. rights]);
    }

    /// <summary>Alerting rules for Prometheus.</summary>
    public static string Rules(FlowProgram program, HostOptions options, HostEnvironment environment) =>
        AlertRules.Of(program.Name, Pipelines(program, options, environment).OfType<BatchPipeline>());

    /// <summary>A dashboard for Grafana.</summary>
    public static string Graphs(FlowProgram program, HostOptions options, HostEnvironment environment) =>
        Dashboard.Of(program.Name, Pipelines(program, options, environment).OfType<BatchPipeline>().Any(p => p.GoesOn));

    public static string Summary(FlowProgram program, HostOptions options, HostEnvironment environment)
    {
        var text = new StringBuilder();
        string hash = program.SourceHash[..Math.Min(12, program.SourceHash.Length)];
        text.AppendLine($"{program.Name}   sources {hash}, compiler {program.CompilerVersion}");
        foreach (ProgramParameter parameter in program.Parameters)
        {
            string allowed = parameter.Allowed.IsEmpty ? "" : $" in [{string.Join(", ", parameter.Allowed)}]";
            string value = parameter.Default is null ? "" : $" = {parameter.Default}";
            text.AppendLine($"  param {parameter.Name}: {parameter.Type}{allowed}{value}");
        }

        foreach (SecretDeclaration secret in program.Secrets)
        {
            string place = secret.Origin == SecretOrigin.Environment ? "environment variable" : "file";
            text.AppendLine($"  secret {secret.Name} from {place} {secret.Location}");
        }

        foreach (Pipeline pipeline in Pipelines(program, options, environment))
        {
            PipelineDefinition definition = pipeline.Definition;
            text.AppendLine($"  pipeline {definition.Name}   ({definition.File}:{definition.Line})");
            Line(text, "schedule", definition.Schedule);
            Line(text, "partition", definition.Partition is { } p
                ? $"{p.Unit.ToString().ToLowerInvariant()}, from {RunInterval.Of(p.Unit, p.Start)}{Lookback(p)}"
                : null);
            Line(text, "backfill", definition.Partition is null ? null
                : definition.InOrder is { } why ? $"one interval at a time, because {why}"
                : "several intervals at once (`--parallel`)");
            Line(text, "after", definition.After.IsEmpty ? null : string.Join(", ", definition.After));
            Line(text, "retry", definition.Retry is { } r ? $"{r.Retries} times" : null);
        }

        return text.ToString().TrimEnd();
    }

    private static string Lookback(PartitionDefinition partition) => partition.Lookback switch
    {
        0 => "",
        1 => "; each run does the interval before again",
        int n => $"; each run does the {n} intervals before again",
    };

    private static JsonDocument Manifest(FlowProgram program)
    {
        using Stream manifest = program.OpenManifest();
        return JsonDocument.Parse(manifest);
    }

    private static IEnumerable<Pipeline> Pipelines(FlowProgram program, HostOptions options, HostEnvironment environment)
    {
        // Descriptions need no values, so a required parameter that is missing must not stand in the way.
        try
        {
            return program.CreatePipelines(SettingsResolver.Resolve(program, options, environment, needSecrets: false));
        }
        catch (FlowException)
        {
            return [];
        }
    }

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.AppendLine($"    {name}: {value}");
        }
    }

    private static void Collect(JsonElement element, string path, string part, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                string here = element.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String
                    ? $"{path}/{name.GetString()}" : path;
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    if (property.Name.Equals(part, StringComparison.OrdinalIgnoreCase))
                    {
                        string value = property.Value.ValueKind == JsonValueKind.String
                            ? property.Value.GetString() ?? "" : JsonSerializer.Serialize(property.Value, s_indented);
                        text.AppendLine($"-- {here.TrimStart('/')}").AppendLine(value).AppendLine();
                    }
                    else
                    {
                        Collect(property.Value, here, part, text);
                    }
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Collect(item, path, part, text);
                }

                break;
        }
    }
}
