using FlowLang.Compiler.Tests.Binding;
using FlowLang.Emit.Engines;
using FlowLang.Planning;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>Expectations over rows that never end: those of a row are steps, those of all rows together are refused.</summary>
public sealed class StreamExpectationTests
{
    private const string Head = """
        connection bus: kafka { brokers: ["localhost:9092"] }
        connection pg: postgres { database: "d" }
        type Click = { id: int64 @key, page: text, user: int32, at: instant }
        source pages: { page: text @key } from pg.table("pages") { refresh: every(1h) }
        stream clicks: append<Click> from bus.topic("clicks") { format: json, key: id, event_time: at, watermark: lag(30s) }
        transform shown = from clicks | where user > 0

        """;

    private const string Shown = "write shown to pg.table(\"out\") { mode: upsert, key: [id] }";

    [Theory]
    [InlineData("unique(id)")]
    [InlineData("unique(id) severity warn")]
    [InlineData("references(page, pages.page) severity warn")]
    [InlineData("volume(min: 1) severity warn")]
    public void What_looks_at_all_rows_together_is_refused_and_told_why(string expectation)
    {
        Diagnostic refusal = Assert.Single(EngineSupport.Check(Planner.Plan(Bound(expectation, Shown))));
        Assert.Equal("FL5000", refusal.Code);
        Assert.Contains("over a stream", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("a stream has no end", string.Concat(refusal.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" severity warn")]
    [InlineData(" severity fail")]
    public void What_looks_at_one_row_is_not_refused(string severity) =>
        Assert.Empty(EngineSupport.Check(Planner.Plan(Bound($"row \"short\": length(page) < 100{severity}", Shown))));

    [Fact]
    public void A_relation_that_is_read_more_than_once_counts_its_rows_once()
    {
        const string expectation = "row \"short\": length(page) < 100 severity warn";
        var program = Planner.Plan(Bound(expectation, $"{Shown} write (from shown | union shown) to pg.table(\"more\")"));

        string plan = StreamPrinter.Print(StreamPlanner.Plan(program, program.Pipelines[0]));

        Assert.Equal(1, plan.Split("else warn \"short\"").Length - 1);
    }

    private static BoundProgram Bound(string expectation, string writes)
    {
        BoundProgram program = TestWorkspace.BindFiles(
            ("main.flow", $"{Head}expect on shown {{ {expectation} }}\npipeline p {{ {writes} }}"));
        Assert.Empty(program.Diagnostics.Where(d => d.IsError).Select(d => d.Message));
        return program;
    }
}
