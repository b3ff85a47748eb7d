using System.Text.Json;

namespace FlowLang.Hosting.Pages.Plans;

/// <summary>The program's manifest, as pages show it: of its text only what is asked for is read.</summary>
internal sealed class ProgramPlan
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private readonly Func<Stream> _open;
    private readonly ManifestIndex? _index;

    private ProgramPlan(Func<Stream> open, ManifestIndex? index)
    {
        _open = open;
        _index = index;
    }

    /// <summary>A manifest that is none gives a plan of nothing: pages then show what they know without.</summary>
    public static ProgramPlan Read(Func<Stream> open)
    {
        try
        {
            using Stream manifest = open();
            return new ProgramPlan(open, ManifestIndex.Read(manifest));
        }
        catch (JsonException)
        {
            return new ProgramPlan(open, null);
        }
    }

    public PipelinePlan? Pipeline(string name) => Find<PipelinePlan>("pipelines", name);

    public SourcePlan? Source(string name) => Find<SourcePlan>("sources", name);

    private T? Find<T>(string list, string name)
        where T : class
    {
        if (_index?.Find(list, name) is not { } place)
        {
            return null;
        }

        using Stream manifest = _open();
        manifest.Position = place.Start;
        byte[] text = new byte[place.Length];
        manifest.ReadExactly(text);
        return JsonSerializer.Deserialize<T>(text, s_options);
    }
}
