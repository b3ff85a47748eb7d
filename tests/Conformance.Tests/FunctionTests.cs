using FlowLang.Conformance.Tests.Engine;
using FlowLang.Conformance.Tests.Tables;

namespace FlowLang.Conformance.Tests;

public sealed class FunctionTests
{
    private static readonly Table[] Tables = [.. NumberTables.All, .. TextTables.All, .. TimeTables.All, .. AnalyticTables.All];

    public static TheoryData<string, string> Scalars => Engines.With(Tables.Select(t => t.ToString()));

    public static TheoryData<string, string> Aggregates => Engines.With(AggregateTables.All.Select(t => t.ToString()));

    [SkippableTheory]
    [MemberData(nameof(Scalars))]
    public Task A_function_means_the_same(string engine, string table) =>
        Conformance.CheckAsync(engine, Tables.First(t => t.ToString() == table));

    [SkippableTheory]
    [MemberData(nameof(Aggregates))]
    public Task An_aggregate_means_the_same(string engine, string table) =>
        Conformance.CheckAsync(engine, AggregateTables.All.First(t => t.ToString() == table));
}
