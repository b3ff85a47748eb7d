using FlowLang.Compiler.Tests.Binding;
using FlowLang.Emit.Engines;
using FlowLang.Planning;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>What several instances of a stream pipeline can do: what goes by the key of its topic, into tables.</summary>
public sealed class InstanceSupportTests
{
    private const string Head = """
        type Click = { id: int64, user: int64, page: text, at: instant }
        connection bus: kafka { brokers: ["localhost:9092"] }
        connection pg: postgres { database: "d" }
        connection lake: files { root: "." }
        stream clicks: append<Click> from bus.topic("clicks") { key: user, event_time: at, watermark: lag(1m) }
        stream keyless: append<Click> from bus.topic("keyless") { event_time: at, watermark: lag(1m) }

        """;

    private const string Table = "pg.table(\"t\") { key: [n] }";

    [Theory]
    [InlineData("from clicks | where page != \"\" | select n = id")]
    [InlineData("from keyless | select n = id")]
    [InlineData("from clicks | select who = user, at | window tumble(1m, on: at) | aggregate n = count() by who, window_start")]
    [InlineData("from clicks | window session(1m, on: at) | aggregate c = count() by user, page, ended = window_end "
        + "| window tumble(1h, on: ended) | aggregate n = sum(c) by user, window_start")]
    [InlineData("from clicks | dedupe by id, user keep earliest at ttl 1d | select n = id")]
    public void What_goes_by_the_key_is_taken(string query)
    {
        Assert.Empty(Check(query, Table));
        Assert.Contains("instances: 3 share the partitions", Explain(query), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from clicks | window tumble(1m, on: at) | aggregate n = count() by page, window_start",
        "`aggregate` of several", "by `user`")]
    [InlineData("from clicks | select user = id, at | window tumble(1m, on: at) | aggregate n = count() by user, window_start",
        "`aggregate` of several", "by `user`")]
    [InlineData("from clicks | dedupe by id keep earliest at ttl 1d | select n = id", "`dedupe` of several", "by `user`")]
    [InlineData("from keyless | window tumble(1m, on: at) | aggregate n = count() by user, window_start", "`aggregate` of several",
        "declare what the topic is partitioned by")]
    public void What_goes_by_something_else_is_refused(string query, string message, string help)
    {
        Diagnostic refused = Assert.Single(Check(query, Table));
        Assert.Equal("FL5000", refused.Code);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Contains(help, DiagnosticRenderer.Render([refused]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from clicks as c | join keyless as k on c.user == k.user within 1m | select n = c.id", Table, 2)]
    [InlineData("from clicks | select n = id", "lake.parquet(\"out/\")", 1)]
    [InlineData("from clicks | select n = id", "bus.topic(\"out\") { delivery: at_least_once }", 1)]
    [InlineData("from clicks | select n = id", "bus.topic(\"out\")", 0)]
    public void Several_streams_and_other_targets_are_refused(string query, string sink, int refusals) =>
        Assert.Equal(refusals, Check(query, sink).Count(d => d.Code == "FL5000"));

    private static BoundProgram Bound(string query, string sink)
    {
        BoundProgram bound = TestWorkspace.BindFiles(
            ("main.flow", $"{Head}transform t = {query}\npipeline p {{ write t to {sink}\ninstances: 3 }}"));
        Assert.Empty(bound.Diagnostics.Where(d => d.IsError).Select(d => d.Message));
        return bound;
    }

    private static IEnumerable<Diagnostic> Check(string query, string sink) => EngineSupport.Check(Planner.Plan(Bound(query, sink)));

    private static string Explain(string query)
    {
        var program = Planner.Plan(Bound(query, Table));
        return StreamPrinter.Print(StreamPlanner.Plan(program, program.Pipelines[0]));
    }
}
