using System.IO.Compression;
using System.Text;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cluster;

/// <summary>CSV and JSON lines as they really come, read by two engines: the same rows and the same rejects.</summary>
public sealed class ClusterFileTests
{
    private const string Head = """
        secret database = env("TAXI_POSTGRES")
        secret spark = env("TAXI_SPARK")
        connection lake: files { root: "some data" }
        connection pg: postgres { url: database }
        connection cluster: spark { url: spark }

        """;

    private const string Csv = Head + """
        source rows: { id: int64, `na"me`: text?, x: decimal(9, 2)? } from lake.csv("r/*.csv*") {
          expose: [source_file, source_row], on_bad_record: reject
        }
        source plain: { id: int64, t: text?, u: text? } from lake.csv("p.csv") {
          header: false, delimiter: ";", quote: "'", null: "NULL"
        }
        transform renamed = from rows | rename n = `na"me`
        pipeline near {
          write renamed to pg.table("near.rows") { mode: replace, rejects: pg.table("near.rejects") }
          write plain to pg.table("near.plain") { mode: replace }
        }
        pipeline far on cluster {
          write renamed to pg.table("far.rows") { mode: replace, rejects: pg.table("far.rejects") }
          write plain to pg.table("far.plain") { mode: replace }
        }
        """;

    private const string Json = Head + """
        source rows: { a: text?, c: text?, d: int64?, b: json? } from lake.json("j.jsonl") {
          expose: [source_file, source_row], on_bad_record: reject
        }
        pipeline near { write rows to pg.table("near.rows") { mode: replace, rejects: pg.table("near.rejects") } }
        pipeline far on cluster { write rows to pg.table("far.rows") { mode: replace, rejects: pg.table("far.rejects") } }
        """;

    [SkippableFact]
    public async Task CSV_gives_the_rows_and_rejects_of_the_embedded_engine()
    {
        using TemporaryFolder folder = new();
        string hostile = "\uFEFFid,\"na\"\"me\",x,skip\r\n1,plain,1.5,\r\n\r\n2,\"quo\"\"ted, yes\",2,z\n3,,\"\",\n4,\"\",x,\n"
            + "5,sp ace , 7,q\n6,\"a\"b,1,\n7,ab\"c\"d,1,\n8,1,2\n9,1,2,3,4\n10,\u00FFx,1,\n11,\0,1,\n12,\"a\"\r,3,\n"
            + "13,\"b\",4,\"l\"\r\r\n14,\"b\",4,\"l\"\r\n15,b\r,4,l\r\r\n"
            + "+16,é😀,1e2,\n 17,x,1,\n99999999999999999999,x,1,\n-5,\"\\\",nan,\n\n20,last,1,\"end\"";
        byte[] bytes = Encoding.UTF8.GetBytes(hostile);
        bytes[bytes.AsSpan().IndexOf("\u00FF"u8)] = 0xE9;
        Write(folder, "r/hostile.csv", bytes);
        Write(folder, "r/b 1[x].csv", "id,x,\"na\"\"me\"\n100,1,n\n"u8.ToArray());
        string many = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{i},{i}.25,\"r\"\"{i}\"\n"));
        Write(folder, "r/c.csv.gz", Gzip("id,x,\"na\"\"me\"\n" + many));
        Write(folder, "p.csv", "1;'a''b;c';NULL\n2;'NULL';NULL\n3;x\"y;z\n"u8.ToArray());
        await using PostgresDatabase database = await RunAsync(folder, Csv);

        await AssertSameAsync(database, "*", "rows", rows: 2_009);
        await AssertSameAsync(database, "*", "plain", rows: 3);
        await AssertSameAsync(database, "step, reason, source_file, source_row, input", "rejects", rows: 12);
    }

    [SkippableFact]
    public async Task JSON_lines_give_the_rows_and_rejects_of_the_embedded_engine()
    {
        using TemporaryFolder folder = new();
        byte[] bytes = Encoding.UTF8.GetBytes("""
            {"a": 1.10, "b": {"x-1": [1, 2.50, "q\"3"]}, "c": "x\u00e9\n", "d":1}
            {"a":"s","a":-0.0,"d":2}
            {"a":1} x
            {a:1}
            {"a":01}
            {"a":NaN}
            [1]
            "s"
            {"a":"\ud800"}
            {"a":"\ud83d\ude00","d":3}
            {"a":"\\ud800","d":6}
            {"a":"\u0000z","d":4}
            {"a":null}

              {"a":12345678901234567890123456789.10,"d":5}  
            {"a":1,}
            {"d":9007199254740993,"c":"1","a":true}
            {"d":"7","c":2024,"a":1E-7}
            {"a":"~","d":1}
            {"d":1.0}
            {"d":8,"a":"3-4 {5} \"6\""}
            {}
            {"a":1}{"a":2}
            {"zz":{"a":5},"d":11}
            """);
        bytes[bytes.AsSpan().IndexOf((byte)'~')] = 0xFF;
        Write(folder, "j.jsonl", bytes);
        await using PostgresDatabase database = await RunAsync(folder, Json);

        await AssertSameAsync(database, "*", "rows", rows: 11);
        const string reject = "step, split_part(reason, ': it is not valid JSON', 1), source_file, source_row, input - '__bad'";
        await AssertSameAsync(database, reject, "rejects", rows: 12);
    }

    [SkippableFact]
    public async Task A_folder_is_added_to_and_an_interval_replaces_its_own_file()
    {
        string spark = SparkAddress.Require();
        using TemporaryFolder folder = new();
        Write(folder, "2024-01-01.csv", "id,t\n1,x\n2,y\n"u8.ToArray());
        Write(folder, "2024-01-02.csv", "id,t\n3,z\n"u8.ToArray());
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Head + """
            source rows: { id: int64, t: text } from lake.csv("{day}.csv")
            source all: { id: int64, t: text } from lake.parquet("out/*.parquet")
            pipeline far on cluster { write rows to lake.parquet("out/") { mode: append } partition: day(start: 2024-01-01) }
            pipeline near { write all order by id to lake.csv("all.csv") }
            """);
        program.Variables["TAXI_POSTGRES"] = "postgres://localhost/none";
        program.Variables["TAXI_SPARK"] = spark;
        foreach (string day in (string[])["2024-01-01", "2024-01-02", "2024-01-01"])
        {
            CommandResult run = await program.RunAsync("far", "--interval", day);
            Assert.True(run.ExitCode == 0, run.ToString());
        }

        CommandResult read = await program.RunAsync("near");
        Assert.True(read.ExitCode == 0, read.ToString());
        Assert.Equal("id,t\n1,x\n2,y\n3,z\n", await File.ReadAllTextAsync(folder["some data/all.csv"]));
    }

    [SkippableTheory]
    [InlineData("a.csv", "id,t\n1,\"two\nlines\"\n", "RT8020", "record 1 of a.csv goes over the end of its line")]
    [InlineData("a.csv", "id,t\n1,x\n2,\"y\n", "RT8020", "record 2 of a.csv")]
    [InlineData("_a.csv", "id,t\n1,x\n", "RT8021", "Spark leaves _a.csv out")]
    [InlineData("a.csv.bz2", "id,t\n1,x\n", "RT8022", "Spark would unpack a.csv.bz2 otherwise")]
    public async Task What_Spark_would_read_otherwise_is_refused(string file, string content, string code, string said)
    {
        string spark = SparkAddress.Require();
        using TemporaryFolder folder = new();
        Write(folder, file, Encoding.UTF8.GetBytes(content));
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Head + """
            source rows: { id: int64, t: text } from lake.csv("*a.csv*")
            pipeline far on cluster { write rows to lake.parquet("out.parquet") }
            """);
        program.Variables["TAXI_POSTGRES"] = "postgres://localhost/none";
        program.Variables["TAXI_SPARK"] = spark;

        CommandResult run = await program.RunAsync("far");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"error {code}", run.ToString(), StringComparison.Ordinal);
        Assert.Contains(said, run.ToString(), StringComparison.Ordinal);
    }

    private static async Task<PostgresDatabase> RunAsync(TemporaryFolder folder, string text)
    {
        string spark = SparkAddress.Require();
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, text);
        program.Variables["TAXI_POSTGRES"] = database.Url;
        program.Variables["TAXI_SPARK"] = spark;
        CommandResult run = await program.RunAsync("near", "far");
        Assert.True(run.ExitCode == 0, run.ToString());
        return database;
    }

    private static async Task AssertSameAsync(PostgresDatabase database, string columns, string table, int rows)
    {
        string query = $"(select {columns} from {{0}}.{table}) r order by r::text";
        string[] near = await database.RowsAsync("r::text", "from " + query.Replace("{0}", "near", StringComparison.Ordinal));
        Assert.Equal(near, await database.RowsAsync("r::text", "from " + query.Replace("{0}", "far", StringComparison.Ordinal)));
        Assert.Equal(rows, near.Length);
    }

    private static void Write(TemporaryFolder folder, string file, byte[] content)
    {
        string path = folder[$"some data/{file}"];
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        File.WriteAllBytes(path, content);
    }

    private static byte[] Gzip(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
