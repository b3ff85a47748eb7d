using FlowLang.Conformance.Tests.Tables;

namespace FlowLang.Conformance.Tests;

public sealed class FunctionTests
{
    private static readonly Table[] Tables = [.. NumberTables.All, .. TextTables.All, .. TimeTables.All, .. AnalyticTables.All];

    public static TheoryData<string> Scalars => [.. Tables.Select(t => t.ToString())];

    public static TheoryData<string> Aggregates => [.. AggregateTables.All.Select(t => t.ToString())];

    [Theory]
    [MemberData(nameof(Scalars))]
    public Task A_function_means_the_same(string table) => Conformance.CheckAsync(Tables.First(t => t.ToString() == table));

    [Theory]
    [MemberData(nameof(Aggregates))]
    public Task An_aggregate_means_the_same(string table) => Conformance.CheckAsync(AggregateTables.All.First(t => t.ToString() == table));
}
