using System.Text;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cluster;

/// <summary>Topics in batches: Spark reads records as JSON lines are read, and writes rows that read back.</summary>
public sealed class ClusterTopicTests
{
    private const string Head = """
        secret database = env("TAXI_POSTGRES")
        secret spark = env("TAXI_SPARK")
        connection lake: files { root: "." }
        connection pg: postgres { url: database }
        connection cluster: spark { url: spark }
        connection bus: kafka { brokers: ["BROKERS"] }

        """;

    private const string Read = Head + """
        type Row = { a: text?, c: text?, d: int64?, b: json? }
        source lines: Row from lake.json("j.jsonl") { on_bad_record: reject }
        source records: Row from bus.topic("TOPIC") { on_bad_record: reject }
        source placed: Row from bus.topic("TOPIC") { on_bad_record: reject, expose: [source_file, source_row] }
        pipeline near { write lines to pg.table("near.rows") { mode: replace, rejects: pg.table("near.rejects") } }
        pipeline far on cluster { write records to pg.table("far.rows") { mode: replace, rejects: pg.table("far.rejects") } }
        pipeline places on cluster {
          write (from placed | select d, source_file, source_row) to pg.table("far.places") {
            mode: replace, rejects: pg.table("far.bad")
          }
        }
        """;

    private const string Written = Head + """
        type Row = { id: int64, t: text?, x: float64?, d: decimal(4, 2)?, at: instant?, l: json?, u: text? }
        source rows: Row from lake.json("r.jsonl") { key: [id] }
        source back: Row from bus.topic("TOPIC")
        transform flat = from back | derive n = to_text(l) | select id, t, x, d, at, n, u
        pipeline out on cluster { write rows to bus.topic("TOPIC") }
        pipeline again on cluster { write flat to pg.table("far.rows") { mode: replace } }
        """;

    private static readonly string[] s_records =
    [
        """{"a": 1.10, "b": {"x-1": [1, 2.50, "q\"3"]}, "c": "x\u00e9\n", "d":1}""", """{"a":"s","a":-0.0,"d":2}""",
        """{"a":1} x""", "{a:1}", """{"a":01}""", """{"a":NaN}""", "[1]", "\"s\"", """{"a":"\ud800"}""",
        """{"a":"\ud83d\ude00","d":3}""", """{"a":"\u0000z","d":4}""", """{"a":null}""",
        """{"a":12345678901234567890123456789.10,"d":5}""", """{"d":"7","c":2024,"a":1E-7}""", """{"d":1.0}""", "{}",
        """{"a":"~","d":1}""", """{"zz":{"a":5},"d":11}""", """{"d":"no number"}""", """{"d":9223372036854775808}""",
    ];

    [SkippableFact]
    public async Task Records_are_read_as_lines_of_a_file_are()
    {
        await using TestTopic topic = await TestTopic.CreateAsync();
        byte[][] records = [.. s_records.Select(Bytes)];
        await topic.AppendAsync(0, records);
        using TemporaryFolder folder = new();
        await File.WriteAllBytesAsync(folder["j.jsonl"], [.. records.SelectMany(r => r.Append((byte)'\n'))]);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();

        await RunAsync(await BuildAsync(folder, Read, topic, database), "near", "far");

        await AssertSameAsync(database, "*", "rows", rows: 8);
        const string reject = "split_part(step, ': ', 2), split_part(reason, ': it is not valid JSON', 1), source_row - S, input - '__bad'";
        await AssertSameAsync(database, reject, "rejects", rows: 12);
    }

    [SkippableFact]
    public async Task Rows_know_their_partition_and_offset_and_records_without_value_are_bad()
    {
        await using TestTopic topic = await TestTopic.CreateAsync(partitions: 3);
        await topic.AppendAsync(0, [Bytes("""{"d":1}"""), null, Bytes("{\n  \"d\": 2\n}\n"), []]);
        await topic.AppendAsync(2, [Bytes("""{"d":3}""")]);
        using TemporaryFolder folder = new();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();

        await RunAsync(await BuildAsync(folder, Read, topic, database), "places");

        Assert.Equal(
            [$"(1,{topic.Name}/0,0)", $"(2,{topic.Name}/0,2)", $"(3,{topic.Name}/2,0)"],
            await database.RowsAsync("r::text", "from far.places r order by d"));
        Assert.Equal(
            ["(1,\"the record can't be read: it has no value\")", "(3,\"the record can't be read: it is not valid JSON\")"],
            await database.RowsAsync("r::text", "from (select source_row, reason from far.bad) r order by source_row"));
    }

    [SkippableFact]
    public async Task A_topic_without_records_has_no_rows()
    {
        await using TestTopic topic = await TestTopic.CreateAsync(partitions: 2);
        using TemporaryFolder folder = new();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();

        await RunAsync(await BuildAsync(folder, Read, topic, database), "far");

        Assert.Equal(0, await database.CountAsync("far.rows"));
    }

    [SkippableFact]
    public async Task Rows_are_written_as_JSON_that_reads_back()
    {
        await using TestTopic topic = await TestTopic.CreateAsync();
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["r.jsonl"], """
            {"id":1,"t":"it's \"so\" \\ é😀","x":-0.0,"d":"1.50","at":"2024-03-31T01:30:00.000001Z","l":[1,null],"u":null}
            {"id":9007199254740993,"t":null,"x":"NaN","d":null,"at":null,"l":[],"u":"\n"}
            {"id":3,"x":1e300}

            """);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        BuiltProgram program = await BuildAsync(folder, Written, topic, database);

        await RunAsync(program, "out");
        var found = topic.Read(records: 3).OrderBy(r => r.Key, StringComparer.Ordinal).ToList();
        await RunAsync(program, "again");

        Assert.Equal(["""{"id":"9007199254740993"}""", """{"id":1}""", """{"id":3}"""], found.Select(r => r.Key));
        Assert.Equal(
            """{"id":1,"t":"it's \"so\" \\ é😀","x":0,"d":"1.50","at":"2024-03-31T01:30:00.000001Z","l":[1,null],"u":null}""",
            found[1].Value);
        Assert.Equal(
            """{"id":"9007199254740993","t":null,"x":"NaN","d":null,"at":null,"l":[],"u":"\n"}""", found[0].Value);
        Assert.Equal(3, await database.CountAsync("far.rows where id in (1, 3, 9007199254740993) and (x = 1e300) = (id = 3)"));
        Assert.Equal(1, await database.CountAsync("far.rows where t = 'it''s \"so\" \\ é😀' and x = 0 and d = 1.5 and n = '[1,null]'"));
    }

    [SkippableFact]
    public async Task A_topic_that_cannot_be_read_ends_the_run()
    {
        await using TestTopic topic = await TestTopic.CreateAsync();
        using TemporaryFolder folder = new();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        BuiltProgram program = await BuildAsync(
            folder, Read.Replace("BROKERS", "127.0.0.1:1", StringComparison.Ordinal), topic, database);

        CommandResult run = await program.RunAsync("far");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error RT8025: bus.topic(", run.ToString(), StringComparison.Ordinal);
        Assert.False(await database.HasTableAsync("far.rows"));
    }

    private static async Task<BuiltProgram> BuildAsync(TemporaryFolder folder, string text, TestTopic topic, PostgresDatabase database)
    {
        BuiltProgram program = await BuiltProgram.FromTextAsync(
            folder,
            text.Replace("BROKERS", topic.Brokers, StringComparison.Ordinal).Replace("TOPIC", topic.Name, StringComparison.Ordinal));
        program.Variables["TAXI_POSTGRES"] = database.Url;
        program.Variables["TAXI_SPARK"] = SparkAddress.Require();
        return program;
    }

    private static async Task RunAsync(BuiltProgram program, params string[] pipelines)
    {
        CommandResult run = await program.RunAsync(pipelines);
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    private static async Task AssertSameAsync(PostgresDatabase database, string columns, string table, int rows)
    {
        // A record's number begins at 1, an offset at 0.
        string Query(string schema, string first) =>
            $"from (select {columns.Replace("- S", $"- {first}", StringComparison.Ordinal)} from {schema}.{table}) r order by r::text";
        string[] near = await database.RowsAsync("r::text", Query("near", "1"));
        Assert.Equal(near, await database.RowsAsync("r::text", Query("far", "0")));
        Assert.Equal(rows, near.Length);
    }

    /// <summary>A tilde is a byte that no UTF-8 has.</summary>
    private static byte[] Bytes(string record) => [.. Encoding.UTF8.GetBytes(record).Select(b => b == (byte)'~' ? (byte)0xFF : b)];
}
