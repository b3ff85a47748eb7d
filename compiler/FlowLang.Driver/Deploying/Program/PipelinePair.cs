using System.Text.Json;

namespace FlowLang.Driver.Deploying.Program;

/// <summary>A pipeline that both programs have, as their manifests tell it.</summary>
internal sealed record PipelinePair(string Name, JsonElement Before, JsonElement Now)
{
    public string Area => $"pipeline {Name}";

    public static IEnumerable<PipelinePair> Of(JsonElement before, JsonElement now) =>
        from pipeline in Match(before, now)
        where pipeline.Before is not null && pipeline.Now is not null
        select new PipelinePair(pipeline.Name, pipeline.Before ?? default, pipeline.Now ?? default);

    public static IEnumerable<(string Name, JsonElement? Before, JsonElement? Now)> Match(JsonElement before, JsonElement now) =>
        JsonMembers.Match(before.Items("pipelines"), now.Items("pipelines"), p => p.Text("name"));

    public static bool IsStream(JsonElement pipeline) => pipeline.At("stream") is { ValueKind: JsonValueKind.True };

    /// <summary>What it writes to, as the program calls it.</summary>
    public static IEnumerable<JsonElement> Writes(JsonElement pipeline) => pipeline.Items("steps").Where(s => s.Text("kind") == "write");

    /// <summary>`name: type` of each column.</summary>
    public static IEnumerable<string> Columns(JsonElement step) => step.Items("columns").Select(c => $"{c.Text("name")}: {c.Text("type")}");
}
