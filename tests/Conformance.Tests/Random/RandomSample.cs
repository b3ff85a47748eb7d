using System.Collections.Concurrent;
using CsCheck;
using FlowLang.Conformance.Tests.Engine;
using FlowLang.Semantics.Bound;

namespace FlowLang.Conformance.Tests.Random;

/// <summary>A random query with rows for it. What the model makes of them is kept for the engines that are compared with it.</summary>
/// <param name="name">How a failure calls it.</param>
internal sealed class RandomSample(string name, string steps, Input input)
{
    private static readonly ConcurrentDictionary<uint, RandomSample> Known = new();

    private readonly Lazy<BoundProgram?> _program = new(() => Engine.Program.TryBind(RandomRows.Declared, steps));
    private List<string>? _expected;

    public static Gen<RandomSample> Any { get; } = Queries.Select(q => Of("rows", q));

    /// <summary>Null where the query makes no program.</summary>
    public BoundProgram? Program => _program.Value;

    private static Gen<(string Steps, int Rows)> Queries => Gen.Select(RandomQuery.Steps, Gen.Int[0, 1000]);

    /// <summary>Always the same one for a number, so that a change is held to what the one before it passed.</summary>
    public static RandomSample Fixed(uint number) =>
        Known.GetOrAdd(number, n => Of($"query {n} over rows", Queries.Generate(new PCG(1, n), null, out _)));

    public List<string> Expected(IConformanceEngine model) => _expected ??= Actual(model);

    /// <summary>The bag of rows.</summary>
    public List<string> Actual(IConformanceEngine engine)
    {
        BoundProgram program = Program ?? throw new InvalidOperationException($"no program: {this}");
        return [.. engine.RunAsync(program, input).GetAwaiter().GetResult().Select(Text).Order(StringComparer.Ordinal)];
    }

    public override string ToString() => $"{name}\n{steps}";

    private static RandomSample Of(string name, (string Steps, int Rows) query) =>
        new($"{name} {query.Rows}", query.Steps, RandomRows.Of(query.Rows));

    // A row that left has no values of its own any more. Sinks write 0 for -0.
    private static string Text(ResultRow row) => row.Failed
        ? "left"
        : string.Join(" | ", row.Values.Select(v => v.Float is 0 ? "0" : v.ToString()));
}
