using System.Collections.Immutable;
using System.Text;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Runtime;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;
using FlowLang.Streams.Tests.Support;

namespace FlowLang.Streams.Tests.Decoding;

/// <summary>A record of a topic means what the same text means as a line of a JSON lines file that the embedded engine reads.</summary>
public sealed class JsonLinesAgreementTests : IDisposable
{
    private static readonly string[] Values =
    [
        "0", "-0", "1", "-1", "7.0", "7.5", "1e3", "1E-3", "32767", "32768", "-32768", "2147483648", "9223372036854775807",
        "9223372036854775808", "-9223372036854775809", "1e400", "0.005", "0.015", "-0.005", "99999999.99", "99999999.995", "100000000",
        "0.1", "3.4028236e38", "1e-400", "12345678901234567890.123456789", "\"1\"", "\" 1\"", "\"1 \"", "\"+1\"", "\"--1\"", "\"\"",
        "\"1_0\"", "\"0x1\"", "\"1e2\"", "\".5\"", "\"5.\"", "\"NaN\"", "\"nan\"", "\"inf\"", "\"-Infinity\"", "\"\\u0031\"", "true",
        "false", "\"TRUE\"", "\"yes\"", "null", "\"null\"", "\"2024-02-29\"", "\"2023-02-29\"", "\"2024-2-9\"", "\"0000-01-01\"",
        "\"9999-12-31\"", "\"10000-01-01\"", "\"2024-01-31T10:30:59\"", "\"2024-01-31 10:30\"", "\"2024-01-31T10:30:59.123456789\"",
        "\"2024-01-31T10:30:59.1234567890\"", "\"2024-01-31T10:30:59Z\"", "\"2024-01-31T10:30:59+02:00\"", "\"2024-01-31T10:30:59+2\"",
        "\"2024-01-31T24:00:00Z\"", "\"0001-01-01T00:00:00+00:01\"", "\"10:30\"", "\"10:30:59.25\"", "\"24:00\"", "\"10\"", "1706697059",
        "\"00000000-0000-0000-0000-00000000000A\"", "\"{00000000-0000-0000-0000-00000000000A}\"", "\"0000000000000000000000000000000A\"",
        "\"AP8=\"", "\"AP8\"", "\"AP 8=\"", "\"====\"", "\"cash\"", "\"Cash\"", "\"é😀\"", "\"\\ud83d\\ude00\"", "\"a\\u0000b\"",
        "\"\\ud800\"", "{}", "[]", "{\"a\": [1, {\"b\": null}]}", "[1,2]", "\"{\\\"a\\\": 1}\"", "\"[1\"", "\"x\"", "1 2", "", "nul",
        "'x'", "1,", "{\"a\":1,\"a\":2}", "1, \"v\": \"2\"", "\"x\", \"v\": 2", "2, \"v\": \"x\"", "2, \"v\": null", "2, \"V\": 3", "01",
        "1.", "+1", "\"\\x\"", "\"a\nb\"",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("flow-test-").FullName;

    public static TheoryData<string, FlowType> Types => new()
    {
        { "bool", BoolType.Instance }, { "int16", IntegerType.Int16 }, { "int32", IntegerType.Int32 }, { "int64", IntegerType.Int64 },
        { "float32", FloatType.Float32 }, { "float64", FloatType.Float64 }, { "decimal(10, 2)", new DecimalType(10, 2) },
        { "decimal(38, 10)", new DecimalType(38, 10) }, { "text", TextType.Instance }, { "enum", new EnumType(["cash", "1", "true"]) },
        { "bytes", BytesType.Instance }, { "uuid", UuidType.Instance }, { "date", DateType.Instance }, { "time", TimeType.Instance },
        { "datetime", DateTimeType.Instance }, { "instant", InstantType.Instance }, { "json", JsonType.Instance },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Records_mean_what_lines_mean(string name, FlowType type)
    {
        Decoded decoder = Decoded.Json(Decoded.Row(("v", new TypeRef(type, true))));

        // A line can't have its end in it; and the engine takes names of numbers for json, which RFC 8259 does not.
        string[] names = ["\"NaN\"", "\"nan\"", "\"inf\"", "\"-Infinity\""];
        IEnumerable<string> values = Values.Where(v => !v.Contains('\n', StringComparison.Ordinal));
        string[] records = [.. values.Where(v => type is not JsonType || !names.Contains(v)).Select(v => $"{{\"v\": {v}}}")];
        string[] lines = await LinesAsync(type, records);
        string[] rows = [.. records.Select(r => Plain(decoder.Of(r)))];

        Assert.Equal(
            string.Join("\n", records.Zip(lines, (r, l) => $"{name} {r} → {l}")),
            string.Join("\n", records.Zip(rows, (r, l) => $"{name} {r} → {l}")));
    }

    private static string Plain(string row) => row switch
    {
        ['R', 'T', '4', ..] => "bad",
        ['"', .. var text, '"'] => text,
        ['f' or 's' or 'd' or 'j' or 'x' or 'u', ':', .. var text] => text,
        _ => row,
    };

    private async Task<string[]> LinesAsync(FlowType type, string[] records)
    {
        File.WriteAllText(Path.Combine(_folder, "t.jsonl"), string.Join("\n", records), new UTF8Encoding(false));
        ProgramSettings settings = new() { Parameters = ImmutableSortedDictionary<string, string>.Empty, DataDirectory = _folder };
        await using BatchRun run = new()
        {
            Id = BatchRun.NewId(TimeProvider.System),
            Pipeline = new PipelineDefinition("load", "main.flow", 1),
            ProgramName = "test",
            SourceHash = "0",
            Settings = settings,
            StartedAt = DateTimeOffset.UnixEpoch,
        };
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        FilesConnection lake = new("lake", "", settings);
        await duck.ReadAsync(lake.JsonLines("t.jsonl", [new Column("v", ColumnType.Text, Nullable: true)]), "r", default);
        string read = CastMappings.Read(type).Value(Call("v", TextType.Instance, type));
        string print = type switch
        {
            TextType or EnumType or JsonType => "CAST(read AS VARCHAR)",
            BytesType => "lower(hex(read))",
            _ => CastMappings.DuckDb(type, TextType.Instance).Value(Call("read", type, TextType.Instance)),
        };
        var rows = await duck.RowsAsync(
            $"SELECT CASE WHEN __bad IS NOT NULL OR (v IS NOT NULL AND read IS NULL) THEN 'bad' ELSE coalesce({print}, 'null') END "
            + $"FROM (SELECT *, {read} AS read FROM r) ORDER BY __row",
            "test", default);
        return [.. rows.Select(r => (string?)r[0] ?? "")];
    }

    private static SqlCall Call(string argument, FlowType from, FlowType to) =>
        new([argument], [new TypeRef(from, true)], [null], new TypeRef(to, true), DuckDbDialect.Instance.Type);
}
