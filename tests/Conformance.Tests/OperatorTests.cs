using FlowLang.Conformance.Tests.Tables;

namespace FlowLang.Conformance.Tests;

public sealed class OperatorTests
{
    public static TheoryData<string> Casts => Names(CastTables.All);

    public static TheoryData<string> Comparisons => Names(ComparisonTables.All);

    public static TheoryData<string> Arithmetic => Names(ArithmeticTables.All);

    [Theory]
    [MemberData(nameof(Arithmetic))]
    public Task Arithmetic_means_the_same(string table) => Conformance.CheckAsync(ArithmeticTables.All.First(t => t.ToString() == table));

    [Theory]
    [MemberData(nameof(Casts))]
    public Task A_cast_means_the_same(string table) => Conformance.CheckAsync(CastTables.All.First(t => t.ToString() == table));

    [Theory]
    [MemberData(nameof(Comparisons))]
    public Task Comparison_and_logic_mean_the_same(string table) =>
        Conformance.CheckAsync(ComparisonTables.All.First(t => t.ToString() == table));

    private static TheoryData<string> Names(IEnumerable<Table> tables) => [.. tables.Select(t => t.ToString())];
}
