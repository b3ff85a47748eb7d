namespace FlowLang.Conformance.Tests.Engine;

/// <summary>The engines that must mean the same. Each test runs once on each, so that a difference names its engine.</summary>
internal static class Engines
{
    public static IReadOnlyList<EngineChoice> All { get; } =
    [
        new("duckdb", null, _ => new DuckDbEngine()),
        new("csharp", null, _ => new CSharpEngine()),
    ];

    /// <summary>
    /// Opens an engine, or skips the test by name with the reason where its server is not named; where servers are promised that is a
    /// failure.
    /// </summary>
    public static IConformanceEngine Open(string name)
    {
        EngineChoice engine = All.First(e => e.Name == name);
        string? server = engine.Variable is { } variable ? Environment.GetEnvironmentVariable(variable) : null;
        bool isMissing = engine.Variable is not null && string.IsNullOrEmpty(server);
        string reason = $"needs the engine {name}: {engine.Variable} is not set";
        Assert.False(isMissing && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", reason);
        Skip.If(isMissing, reason);
        return engine.Open(server ?? "");
    }

    /// <summary>Each engine with each of the names.</summary>
    public static TheoryData<string, string> With(IEnumerable<string> names)
    {
        TheoryData<string, string> data = [];
        foreach (string name in names)
        {
            All.ToList().ForEach(e => data.Add(e.Name, name));
        }

        return data;
    }
}

/// <param name="Variable">The environment variable that names its server; null for one that needs none.</param>
/// <param name="Open">Opens it at the server's address.</param>
internal sealed record EngineChoice(string Name, string? Variable, Func<string, IConformanceEngine> Open);
