using FlowLang.Conformance.Tests.Engine;
using FlowLang.Conformance.Tests.Tables;

namespace FlowLang.Conformance.Tests;

/// <summary>What an engine can't do the same is refused by the compiler: just that, and nothing else of the tables.</summary>
public sealed class RefusalTests
{
    private static readonly Table[] Tables =
    [
        .. NumberTables.All, .. TextTables.All, .. TimeTables.All, .. AnalyticTables.All, .. ArithmeticTables.All, .. CastTables.All,
        .. ComparisonTables.All,
    ];

    [Fact]
    public void Postgres_refuses_what_takes_out_one_of_several_matches() => Assert.Equal(
        ["FL5021: regexp_extract(a, \"(a)|(b)\", 2) [a: text]", "FL5021: regexp_extract(a, \"a|ab\") [a: text]"],
        Refused("postgres").Order(StringComparer.Ordinal));

    [Fact]
    public void Spark_refuses_the_widest_divisor_and_matches_of_nothing() => Assert.Equal(
        ["FL5021: a / b [a: decimal(38, 38), b: decimal(38, 0)]", "FL5021: regexp_replace(a, \"x*\", \"-\") [a: text]"],
        Refused("spark").Order(StringComparer.Ordinal));

    [Fact]
    public void The_embedded_engine_refuses_nothing() => Assert.Empty(Refused("duckdb"));

    private static IEnumerable<string> Refused(string engine) =>
        from table in Tables
        from code in Engines.RefusalsOf(engine, Conformance.Bind(table)).Distinct()
        select $"{code}: {table}";
}
