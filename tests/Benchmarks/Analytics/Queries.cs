using System.Collections.Immutable;

namespace FlowLang.Benchmarks.Analytics;

/// <summary>The queries, each as a pipeline of the workspace and as SQL in two files.</summary>
internal static class Queries
{
    /// <summary>Pipelines, in the order in which they run.</summary>
    public static readonly string[] Names = ["q1", "q3", "q5", "q6", "q9", "q12", "q14", "q18", "guards", "rejects", "integers", "dedupe"];

    /// <summary>The workspace.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Analytics", "Queries");

    /// <summary>SQL with the casts and guards that the language asks for, as a person would write it: statements, the last one a
    /// query.</summary>
    public static ImmutableArray<string> ByHand(string name) => Read($"{name}.hand.sql");

    /// <summary>SQL as one writes it who asks for none.</summary>
    public static ImmutableArray<string> Naive(string name) => Read($"{name}.naive.sql");

    private static ImmutableArray<string> Read(string file) =>
        [.. File.ReadAllText(Path.Combine(Folder, file)).Split(";\n").Select(s => s.Trim())];
}
