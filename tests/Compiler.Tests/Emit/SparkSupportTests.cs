using FlowLang.Compiler.Tests.Binding;
using FlowLang.Emit.Engines;
using FlowLang.Planning;
using FlowLang.Semantics.Bound;
using Xunit;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>What Spark can't reach or compute the same is refused by name, before any code is written.</summary>
public sealed class SparkSupportTests
{
    private const string Head = """
        connection lake: files { root: "." }
        connection pg: postgres { url: "postgresql://localhost/x" }
        connection cluster: spark { url: "sc://localhost" }
        connection bus: kafka { brokers: ["localhost:9092"] }
        connection inside: kafka {}
        connection named: kafka { brokers: ["localhost:9092"], user: "u" }
        source records: { id: int64, t: text } from bus.topic("t") { on_bad_record: reject, expose: [source_file, source_row] }
        source rows: { id: int64 @key, t: text, d: decimal(38, 4), j: json, xs: text[] } from lake.parquet("rows.parquet")

        """;

    [Theory]
    [InlineData("write rows to lake.parquet(\"out.parquet\")")]
    [InlineData("write (from rows | select id) to lake.parquet(\"o/\") { mode: append }")]
    [InlineData("write (from rows | drop xs) to pg.table(\"a.rows\")")]
    [InlineData("write (from rows | select n = cast(t as int32) else reject \"no\") to lake.parquet(\"o/\") { rejects: pg.table(\"r\") }")]
    [InlineData("write (from rows | select id, e = regexp_extract(t, \"(x+)|y\", 1)) to lake.parquet(\"o/\")")]
    [InlineData("write rows order by t desc to console { rows: 5 }")]
    [InlineData("write rows order by id to lake.parquet(\"out.parquet\")")]
    [InlineData("write rows to bus.topic(\"out\")")]
    [InlineData("write (from rows | select id, t) to bus.topic(\"out\") { format: json, key: [t] }")]
    [InlineData("write records to bus.topic(\"out\") { rejects: pg.table(\"r\") }")]
    public void It_runs(string write) => Assert.Empty(Codes(Head + $"pipeline p on cluster {{ {write} }}"));

    [Theory]
    [InlineData("FL5022", "write rows to pg.table(\"a.rows\")")]
    [InlineData("FL5022", "write (from rows | select id) to lake.csv(\"out.csv\")")]
    [InlineData("FL5021", "write (from rows | select id, e = regexp_extract(t, \"(x*)|y\", 1)) to lake.parquet(\"o/\")")]
    [InlineData("FL5021", "write (from rows | select id, r = regexp_replace(t, \"\\\\b\", \"-\")) to lake.parquet(\"o/\")")]
    [InlineData("FL5021", "write (from rows | select id, q = 1.0 / cast(d as decimal(38, 0)) else null) to lake.parquet(\"o/\")")]
    [InlineData("FL5021", "write (from rows | select id, v = cast(xs as date[]) else null) to lake.parquet(\"o/\")")]
    [InlineData("FL5021", "write (from rows | select id, v = j[\"\\\"a.b's\\\"\"]) to lake.parquet(\"o/\")")]
    [InlineData("FL5021", "write rows order by id to lake.parquet(\"o/\")")]
    [InlineData("FL5022", "write rows to bus.topic(\"out\") { format: avro }")]
    [InlineData("FL5022", "write rows to bus.topic(\"out\") { envelope: debezium }")]
    [InlineData("FL5022", "write rows to inside.topic(\"out\")")]
    [InlineData("FL5022", "write rows to named.topic(\"out\")")]
    [InlineData("FL5022", "write records to lake.parquet(\"o/\") { rejects: bus.topic(\"out\") }")]
    public void It_is_refused(string code, string write) =>
        Assert.Contains(code, Codes(Head + $"pipeline p on cluster {{ {write} }}"));

    [Theory]
    [InlineData("FL5022", "lake.csv(\"rows.csv\") { encoding: latin1 }")]
    [InlineData("FL5022", "lake.csv(\"rows.csv\") { date_format: \"dd/MM/yyyy\" }")]
    [InlineData("FL5022", "lake.csv(\"rows.csv.zst\")")]
    [InlineData("FL5022", "lake.json(\"rows.jsonl\") { compression: zstd }")]
    [InlineData("FL5022", "generator { rows: 10, columns: { id: sequence(1), d: constant(2024-01-01) } }")]
    [InlineData(null, "lake.csv(\"rows.csv\") { encoding: \"utf-8\", delimiter: \";\", compression: gzip }")]
    [InlineData(null, "lake.json(\"rows.jsonl\")")]
    public void A_source_that_it_does_not_reach_is_refused(string? code, string source) => Assert.Equal(
        code is null ? [] : [code],
        Codes(Head + $$"""
            source other: { id: int64 @key, d: date } from {{source}}
            pipeline p on cluster { write (from other | select id) to lake.parquet("out.parquet") }
            """));

    [Theory]
    [InlineData("write records to lake.parquet(\"o/\") { rejects: discard }")]
    [InlineData("write (from records | aggregate n = count()) to console { rejects: discard }")]
    [InlineData("write rows to bus.topic(\"out\")")]
    [InlineData("write (from rows | select n = cast(t as int32) else reject \"no\") to console { rejects: bus.topic(\"out\") }")]
    public void Topics_in_batches_are_a_clusters_alone(string write) =>
        Assert.Equal(["FL5070"], Codes(Head + $"pipeline p {{ {write} }}"));

    [Fact]
    public void A_list_in_a_text_source_is_refused() => Assert.Equal(
        ["FL5021"],
        Codes(Head + """
            source lines: { id: int64, xs: int32[] } from lake.json("rows.jsonl")
            pipeline p on cluster { write lines to lake.parquet("o/") }
            """));

    private static IEnumerable<string> Codes(string program)
    {
        BoundProgram bound = TestWorkspace.BindFiles(("main.flow", program));
        Assert.DoesNotContain(bound.Diagnostics, d => d.IsError);
        return EngineSupport.Check(Planner.Plan(bound)).Select(d => d.Code);
    }
}
