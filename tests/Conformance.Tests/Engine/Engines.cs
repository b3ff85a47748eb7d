using FlowLang.Emit.CSharp.Operators;
using FlowLang.Emit.Engines;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>The engines that must mean the same. Each test runs once on each, so that a difference names its engine.</summary>
internal static class Engines
{
    public static IReadOnlyList<EngineChoice> All { get; } =
    [
        new("duckdb", null, DuckDbDialect.Instance, _ => new DuckDbEngine()),
        new("postgres", "FLOW_POSTGRES", PostgresDialect.Instance, server => new PostgresEngine(server)),
        new("spark", "FLOW_SPARK", SparkDialect.Instance, url => new SparkEngine(url)),
        new("csharp", null, null, _ => new CSharpEngine()),
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

    /// <summary>What the compiler says to the program on the engine.</summary>
    public static IEnumerable<string> RefusalsOf(string name, BoundProgram program)
    {
        LogicalProgram plan = Optimizer.Optimize(Planner.Plan(program), OptimizerRules.Default);
        BatchPlan batch = BatchPlanner.Plan(plan, plan.Pipelines[0]);
        return All.First(e => e.Name == name).Dialect is { } dialect
            ? EngineSupport.Check(batch, dialect).Select(d => d.Code)
            : CSharpSupport.Refused(batch);
    }

    /// <summary>Skips the test by name where the compiler refuses the program on the engine.</summary>
    public static void SkipWhereRefused(string name, BoundProgram program)
    {
        string codes = string.Join(", ", RefusalsOf(name, program).Distinct());
        Skip.If(codes.Length > 0, $"refused on {name}: {codes}");
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
/// <param name="Dialect">Its SQL; null for generated C#.</param>
/// <param name="Open">Opens it at the server's address.</param>
internal sealed record EngineChoice(string Name, string? Variable, SqlDialect? Dialect, Func<string, IConformanceEngine> Open)
{
    /// <summary>Whether it has a form of the function.</summary>
    public bool Has(FlowFunction function) => function switch
    {
        ScalarFunction scalar => Dialect is null ? scalar.CSharp is not null : Dialect.Mapping(scalar) is not null,
        AggregateFunction aggregate => Dialect is null ? aggregate.CSharp is not null : Dialect.Mapping(aggregate) is not null,
        AnalyticFunction analytic => Dialect is null ? analytic.CSharp is not null : Dialect.Mapping(analytic) is not null,
        _ => false,
    };
}
