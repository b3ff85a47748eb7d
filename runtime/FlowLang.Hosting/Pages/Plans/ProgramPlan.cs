using System.Text.Json;

namespace FlowLang.Hosting.Pages.Plans;

/// <summary>The program's manifest, as pages show it: read piece by piece, since programs may have thousands of pipelines.</summary>
internal sealed class ProgramPlan
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private readonly Dictionary<string, JsonElement> _pipelines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _sources = new(StringComparer.Ordinal);

    private ProgramPlan(JsonElement root)
    {
        Index(root, "pipelines", _pipelines);
        Index(root, "sources", _sources);
    }

    /// <summary>A manifest that is none gives a plan of nothing: pages then show what they know without.</summary>
    public static ProgramPlan Read(Func<Stream> open)
    {
        try
        {
            using Stream manifest = open();
            return new ProgramPlan(JsonDocument.Parse(manifest).RootElement);
        }
        catch (JsonException)
        {
            return new ProgramPlan(default);
        }
    }

    public PipelinePlan? Pipeline(string name) =>
        _pipelines.TryGetValue(name, out JsonElement plan) ? plan.Deserialize<PipelinePlan>(s_options) : null;

    public SourcePlan? Source(string name) =>
        _sources.TryGetValue(name, out JsonElement plan) ? plan.Deserialize<SourcePlan>(s_options) : null;

    private static void Index(JsonElement root, string list, Dictionary<string, JsonElement> index)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(list, out JsonElement items)
            || items.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (JsonElement item in items.EnumerateArray())
        {
            if (item.TryGetProperty("name", out JsonElement name) && name.GetString() is { } key)
            {
                index.TryAdd(key, item);
            }
        }
    }
}
