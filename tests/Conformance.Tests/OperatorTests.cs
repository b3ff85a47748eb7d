using FlowLang.Conformance.Tests.Engine;
using FlowLang.Conformance.Tests.Tables;

namespace FlowLang.Conformance.Tests;

public sealed class OperatorTests
{
    public static TheoryData<string, string> Casts => Names(CastTables.All);

    public static TheoryData<string, string> Comparisons => Names(ComparisonTables.All);

    public static TheoryData<string, string> Arithmetic => Names(ArithmeticTables.All);

    [SkippableTheory]
    [MemberData(nameof(Arithmetic))]
    public Task Arithmetic_means_the_same(string engine, string table) =>
        Conformance.CheckAsync(engine, ArithmeticTables.All.First(t => t.ToString() == table));

    [SkippableTheory]
    [MemberData(nameof(Casts))]
    public Task A_cast_means_the_same(string engine, string table) =>
        Conformance.CheckAsync(engine, CastTables.All.First(t => t.ToString() == table));

    [SkippableTheory]
    [MemberData(nameof(Comparisons))]
    public Task Comparison_and_logic_mean_the_same(string engine, string table) =>
        Conformance.CheckAsync(engine, ComparisonTables.All.First(t => t.ToString() == table));

    private static TheoryData<string, string> Names(IEnumerable<Table> tables) => Engines.With(tables.Select(t => t.ToString()));
}
