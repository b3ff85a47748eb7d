using FlowLang.Compiler.Tests.Binding;
using FlowLang.Emit.Engines;
using FlowLang.Planning;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>What a pipeline's engine can't do the same, or doesn't reach, is said before any code is written.</summary>
public sealed class EngineSupportTests
{
    private const string Head = """
        connection pg: postgres { database: "d" }
        connection lake: files { root: "." }
        source a: { id: int64 @key, n: int32, t: text } from pg.table("a")
        source b: { id: int64 @key, n: int32 } from pg.table("b")
        source f: { id: int64 @key } from lake.parquet("f.parquet")

        """;

    [Theory]
    [InlineData("from a | select v = regexp_extract(t, \"x|xy\")", "FL5021", "regexp_extract")]
    [InlineData("from a | select v = regexp_replace(t, \"(ab)+\", \"\")", "FL5021", "regexp_replace")]
    [InlineData("from a as x | full join b as y on x.n < y.n | select i = x.id", "FL5021", "this `join`")]
    [InlineData("from f | select id", "FL5022", "lake.parquet")]
    [InlineData("from a | semi join f on a.id == f.id | select id", "FL5022", "lake.parquet")]
    public void A_refusal_names_the_engine(string query, string code, string named)
    {
        Diagnostic refusal = Assert.Single(Check(query, "pg.table(\"out\")"));
        Assert.Equal(code, refusal.Code);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sink_of_another_connection_is_not_reached() =>
        Assert.Equal("FL5022", Assert.Single(Check("from a | select id", "lake.parquet(\"out.parquet\")")).Code);

    [Theory]
    [InlineData("from a | select v = matches(t, \"x|xy\")")]
    [InlineData("from a | select v = regexp_extract(t, \"[)]+(a)[+]\", 1)")]
    [InlineData("from a as x | full join b as y on x.id == y.id and x.n < y.n | select i = x.id")]
    public void What_it_can_do_is_not_refused(string query) => Assert.Empty(Check(query, "pg.table(\"out\")"));

    private static IEnumerable<Diagnostic> Check(string query, string sink)
    {
        BoundProgram program = TestWorkspace.BindFiles(
            ("main.flow", $"{Head}transform r = {query}\npipeline p on pg {{ write r to {sink} {{ mode: replace }} }}"));
        Assert.DoesNotContain(program.Diagnostics, d => d.IsError);
        return EngineSupport.Check(Planner.Plan(program));
    }
}
