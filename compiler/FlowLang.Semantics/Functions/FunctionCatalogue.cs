using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Aggregates;
using FlowLang.Semantics.Functions.Numbers;
using FlowLang.Semantics.Functions.Texts;
using FlowLang.Semantics.Functions.Times;

namespace FlowLang.Semantics.Functions;

/// <summary>Every function of the language. The list is kept by hand, since searching an assembly costs start-up time; a test checks it.</summary>
public static class FunctionCatalogue
{
    public static ImmutableArray<FlowFunction> All { get; } =
    [
        new Abs(), new Greatest(), new Least(),
        new Contains(), new EndsWith(), new Length(), new StartsWith(), new Trim(),
        new Now(),
        new Count(), new Max(), new Min(),
    ];

    // After All, which it reads.
    private static readonly Dictionary<string, FlowFunction> ByName = All.ToDictionary(f => f.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static FlowFunction? Find(string name) => ByName.GetValueOrDefault(name);
}
