using FlowLang.Compiler.Tests.Binding;
using FlowLang.Emit;
using FlowLang.Emit.Engines;
using FlowLang.Planning;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>
/// What several instances of a stream pipeline can do: what goes by the key of its topic each by itself, the rest through a topic of
/// their own.
/// </summary>
public sealed class InstanceSupportTests
{
    private const string Head = """
        type Click = { id: int64, user: int64, page: text, at: instant }
        connection bus: kafka { brokers: ["localhost:9092"] }
        connection pg: postgres { database: "d" }
        connection lake: files { root: "." }
        stream clicks: append<Click> from bus.topic("clicks") { key: user, event_time: at, watermark: lag(1m) }
        type User = { id: int64 @key, name: text }
        stream users: changes<User> from bus.topic("users") {
          envelope: debezium, key: id, event_time: committed_at, watermark: lag(1m)
        }
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
        Assert.Contains("instances: 3 share the partitions of the topic", Explain(query), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from clicks | window tumble(1m, on: at) | aggregate n = count() by page, window_start", "by page")]
    [InlineData("from clicks | select user = id, at | window tumble(1m, on: at) | aggregate n = count() by user, window_start", "by user")]
    [InlineData("from clicks | window tumble(1m, on: at) | aggregate n = count() by name = upper(page), window_start", "by upper(page)")]
    [InlineData("from clicks | dedupe by id keep earliest at ttl 1d | select n = id", "by id")]
    [InlineData("from keyless | window tumble(1m, on: at) | aggregate n = count() by user, window_start", "by user")]
    [InlineData("from clicks | dedupe by id, page keep earliest at ttl 1d | window tumble(1m, on: at) "
        + "| aggregate n = count() by page, user, window_start", "by page")]
    [InlineData("from clicks | window session(1m, on: at) | aggregate c = count() by page, id, ended = window_end "
        + "| window tumble(1h, on: ended) | aggregate n = sum(c) by page, window_start", "by page")]
    [InlineData("from clicks as c | join keyless as k on c.user == k.id and c.page == k.page within 1m | select n = c.id", "by user, page")]
    [InlineData("from clicks as c | join keyless as k on c.user == k.id within 1m | select who = k.id, n = c.id, at = c.at "
        + "| window tumble(1m, on: at) | aggregate c = count() by who, n, window_start", "by id")]
    [InlineData("from keyless as k | join clicks as c as of k.at on k.id == c.user and k.page == c.page | select n = c.id", "by id")]
    [InlineData("from clicks | window tumble(1m, on: at) | aggregate n = count() by window_start", "all in one partition")]
    [InlineData("from clicks | dedupe by id keep earliest at ttl 1d | window tumble(1m, on: at) "
        + "| aggregate n = count() by page, window_start",
        "all in one partition")]
    [InlineData("from clicks | select id, f = id / 2.0e0, at | window tumble(1m, on: at) | aggregate n = count() by f, window_start",
        "all in one partition")]
    public void What_goes_by_something_else_comes_together_through_a_topic(string query, string how)
    {
        Assert.Empty(Check(query, Table));
        string text = Explain(query);
        Assert.Contains("repartition: topic PROGRAM.p.repartition with", text, StringComparison.Ordinal);
        Assert.Contains($": rows of", text, StringComparison.Ordinal);
        Assert.Contains($" {how}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_topic_between_is_among_what_the_program_needs()
    {
        var program = Planner.Plan(Bound("from clicks | dedupe by id keep earliest at ttl 1d | select n = id", Table));
        string manifest = Emitter.Emit(program, new EmitOptions("shop", new string('0', 64), "0.0.0")).Extras
            .Single(file => file.Key == "shop.manifest.json").Value;
        Assert.Contains("\"shop.p.repartition\"", manifest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from clicks as c | join users as u as of c.at on c.user == u.id | select n = c.id, u.name", Table, 1)]
    [InlineData("from clicks | select n = id", "lake.parquet(\"out/\")", 1)]
    [InlineData("from clicks | select n = id", "bus.topic(\"out\") { delivery: at_least_once }", 1)]
    [InlineData("from clicks | select n = id", "bus.topic(\"out\")", 0)]
    [InlineData("from clicks | select n = 1 / id else reject \"none\"",
        "pg.table(\"t\") { key: [n], rejects: lake.json(\"no/\") }", 1)]
    [InlineData("from clicks | window tumble(1m, on: at) late 1s rejects to lake.json(\"late/\") "
        + "| aggregate n = count() by user, window_start",
        "pg.table(\"t\") { key: [n] }", 1)]
    public void Other_tables_and_targets_are_refused(string query, string sink, int refusals) =>
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
