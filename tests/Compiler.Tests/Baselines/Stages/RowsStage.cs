using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLang.Compiler.Tests.Baselines.Stages;

/// <summary>
/// The rows that the program's run writes, file by file: CSV with its heading (Parquet too), or a JSON object a row; sorted, as the
/// order of rows is not promised. What tells one run from another (its id, its time) is left out of rejects.
/// </summary>
internal sealed class RowsStage : BaselineStage
{
    /// <summary>Programs that have no `rows.csv`, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> Without = new Dictionary<string, string>
    {
        ["connector-csv-formats"] = "reads and writes zstd, whose codec is a part of its own: tests/Runtime.Tests/Files/ZstdTests.cs",
        ["connector-http"] = "reads a server of the internet and writes PostgreSQL: tests/EndToEnd.Tests/Http runs such programs",
        ["connector-http-rest"] = "reads servers of the internet: tests/Runtime.Tests/Rest and tests/EndToEnd.Tests/Rest run such programs",
        ["connector-postgres"] = "reads and writes PostgreSQL: tests/Runtime.Tests/Postgres and tests/EndToEnd.Tests run such programs",
        ["declaration-params-secrets"] = "writes to PostgreSQL",
        ["deploy-gcp-access"] = "reads and writes Cloud Storage: tests/EndToEnd.Tests/Google runs such programs",
        ["declaration-incremental"] = "writes to PostgreSQL",
        ["declaration-pipeline"] = "writes to PostgreSQL",
        ["escape-csharp"] = "calls C# that is not beside it: tests/EndToEnd.Tests/Escapes/FunctionTests.cs runs such programs",
        ["engine-postgres"] = "runs inside PostgreSQL",
        ["engine-postgres-steps"] = "runs inside PostgreSQL",
        ["engine-postgres-values"] = "runs inside PostgreSQL",
        ["engine-spark"] = "runs on Spark",
        ["engine-spark-steps"] = "runs on Spark",
        ["engine-spark-values"] = "runs on Spark",
        ["optimizer-pushdown"] = "reads and writes PostgreSQL: tests/EndToEnd.Tests/PushDown/SelectionTests.cs runs such programs",
        ["deploy-streams"] = "reads Kafka, and is there for what its deployment grants",
        ["stream-append"] = "reads Kafka: tests/EndToEnd.Tests/Streams runs such programs",
        ["stream-join-table"] = "reads Kafka: tests/EndToEnd.Tests/Streams runs such programs",
        ["stream-reload"] = "reads Kafka: tests/EndToEnd.Tests/Streams runs such programs",
        ["stream-repartition"] = "reads Kafka: tests/EndToEnd.Tests/Streams/RepartitionTests.cs runs such programs",
        ["stream-join"] = "reads Kafka: tests/EndToEnd.Tests/Streams runs such programs",
        ["stream-avro"] = "reads Kafka: tests/EndToEnd.Tests/Streams runs such programs",
        ["stream-folder"] = "reads Kafka: tests/EndToEnd.Tests/Streams runs such programs",
        ["stream-window"] = "reads Kafka: tests/EndToEnd.Tests/Streams runs such programs",
        ["stream-expect"] = "reads Kafka: tests/Streams.Tests/Golden runs such programs",
        ["stream-groups"] = "reads Kafka: tests/EndToEnd.Tests/Streams runs such programs",
        ["stream-sessions"] = "reads Kafka: tests/EndToEnd.Tests/Streams runs such programs",
        ["escape-hatches"] = "calls C# that is not beside it: tests/EndToEnd.Tests/Escapes/FunctionTests.cs runs such programs",
    };

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override IEnumerable<(string File, string Text)> Print(BaselineCase program)
    {
        if (program.Files is null || Without.ContainsKey(Path.GetFileName(program.Folder)))
        {
            return [];
        }

        using ProgramRun run = new();
        string? failure = run.Execute(program);
        Assert.True(failure is null, failure);
        Assert.NotEmpty(run.Written);
        StringBuilder text = new();
        foreach (string file in run.Written)
        {
            text.Append("# ").Append(file).Append('\n').Append(Rows(file, run.PathOf(file)));
        }

        return [("rows.csv", text.ToString())];
    }

    private static string Rows(string file, string path)
    {
        string format = Path.GetExtension(file);
        string[] lines = format == ".parquet" ? ParquetRows.ReadAsCsv(path) : File.ReadAllLines(path);
        int heading = format is ".csv" or ".parquet" ? 1 : 0;
        return string.Concat(lines.Take(heading).Concat(lines.Skip(heading).Select(WithoutRun).Order(StringComparer.Ordinal))
            .Select(line => line + "\n"));
    }

    private static string WithoutRun(string line)
    {
        if (!line.StartsWith('{') || JsonNode.Parse(line) is not JsonObject row || !row.ContainsKey("rejected_at"))
        {
            return line;
        }

        row.Remove("run_id");
        row.Remove("rejected_at");
        return row.ToJsonString(s_json);
    }
}
