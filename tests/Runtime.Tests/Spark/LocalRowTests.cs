using System.Collections.Immutable;
using Apache.Arrow;
using FlowLang.Connectors.Spark;
using Column = FlowLang.Runtime.Column;

namespace FlowLang.Runtime.Tests.Spark;

/// <summary>Rows of this process in the cluster, and back.</summary>
[Collection(SparkCollection.Name)]
public sealed class LocalRowTests
{
    private static readonly ImmutableArray<Column> s_scalars =
    [
        new("b", ColumnType.Bool, true), new("i16", ColumnType.Int16, true), new("i32", ColumnType.Int32, true),
        new("i64", ColumnType.Int64, true), new("f32", ColumnType.Float32, true), new("f64", ColumnType.Float64, true),
        new("d", ColumnType.Decimal(38, 10), true), new("t", ColumnType.Text, true), new("x", ColumnType.Bytes, true),
        new("u", ColumnType.Uuid, true), new("day", ColumnType.Date, true), new("tod", ColumnType.Time, true),
        new("at", ColumnType.Instant, true), new("wall", ColumnType.DateTime, true), new("j", ColumnType.Json, true),
    ];

    private static readonly ImmutableArray<Column> s_nested =
    [
        new("id", ColumnType.Int32),
        new("xs", ColumnType.List(ColumnType.Decimal(5, 2), nullable: true), true),
        new("s", ColumnType.Struct(new Column("a b", ColumnType.Text, true), new Column("at", ColumnType.Instant, true)), true),
        new("m", ColumnType.Map(ColumnType.Int64, nullable: true), true),
        new("i", ColumnType.Interval, true),
        new("deep", ColumnType.List(ColumnType.Struct(new Column("ys", ColumnType.List(ColumnType.Float64), true)), nullable: true), true),
    ];

    [SkippableFact]
    public async Task Scalars_go_to_the_cluster_and_come_back_as_they_were()
    {
        SparkServer.Require();
        IReadOnlyList<object?>[] rows =
        [
            [true, short.MaxValue, int.MinValue, long.MinValue, float.Epsilon, double.PositiveInfinity,
                "9999999999999999999999999999.9999999999", "naïve 🐘 ' \\ \n", new byte[] { 0, 1, 255 }, Guid.Empty,
                new DateOnly(9999, 12, 31), 86_400_000_000L, new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero),
                new DateTime(1582, 10, 10), "{\"a\": 1}"],
            [false, (short)0, 0, 0L, -0f, double.NaN, -0.5m, "", System.Array.Empty<byte>(), Guid.Empty.ToString(), new DateOnly(1, 1, 1),
                new TimeOnly(0), new DateTimeOffset(1969, 12, 31, 23, 59, 59, 999, TimeSpan.Zero), 253_402_300_799_999_999L, "null"],
            [.. Enumerable.Repeat<object?>(null, 15)],
        ];
        await using SparkSession session = await SparkServer.OpenAsync();
        await session.CreateViewAsync("v", new SparkBatches([SparkRows.Batch(s_scalars, rows)]), CancellationToken.None);
        Assert.Equal(
            [
                "true|32767|-2147483648|-9223372036854775808|1E-45|Infinity|9999999999999999999999999999.9999999999|naïve 🐘 ' \\ \n|AAH/|"
                    + "00000000-0000-0000-0000-000000000000|9999-12-31|24:00:00|0001-01-01T00:00:00Z|1582-10-10T00:00:00|{\"a\": 1}",
                "false|0|0|0|-0|NaN|-0.5000000000|||00000000-0000-0000-0000-000000000000|0001-01-01|00:00:00|1969-12-31T23:59:59.999Z|"
                    + "9999-12-31T23:59:59.999999|null",
                "||||||||||||||",
            ],
            await SparkServer.RowsAsync(session, new SparkQuery("SELECT * FROM v"), s_scalars));
        Assert.Equal(
            ["BOOLEAN", "SMALLINT", "INT", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL(38,10)", "STRING", "BINARY", "STRING", "DATE", "BIGINT",
                "TIMESTAMP", "TIMESTAMP_NTZ", "STRING"],
            (await session.SchemaAsync(new SparkQuery("SELECT * FROM v"), CancellationToken.None)).Select(c => c.NativeType));
    }

    [SkippableFact]
    public async Task Nested_values_go_to_the_cluster_and_come_back_as_they_were()
    {
        SparkServer.Require();
        IReadOnlyList<object?>[] rows =
        [
            [
                1, new object?[] { 1.5m, null }, new object?[] { "x", 0L },
                new Dictionary<string, object?> { ["k"] = 1L, ["n"] = null }, new object?[] { 1, 30, -1L },
                new object?[] { new object?[] { new object?[] { 1.0, double.NaN } }, null },
            ],
            [
                2, System.Array.Empty<object?>(), new object?[] { null, null }, new Dictionary<string, object?>(),
                new object?[] { 0, 0, 0L }, System.Array.Empty<object?>(),
            ],
            [3, null, null, null, null, null],
        ];
        await using SparkSession session = await SparkServer.OpenAsync();
        await session.CreateViewAsync("n", new SparkBatches([SparkRows.Batch(s_nested, rows)]), CancellationToken.None);
        Assert.Equal(
            [
                """1|["1.50",null]|{"a b":"x","at":"1970-01-01T00:00:00Z"}|{"k":1,"n":null}|"""
                    + """{"months":1,"days":30,"microseconds":-1}|[{"ys":[1,"NaN"]},null]""",
                """2|[]|{"a b":null,"at":null}|{}|{"months":0,"days":0,"microseconds":0}|[]""",
                "3|||||",
            ],
            await SparkServer.RowsAsync(session, new SparkQuery("SELECT * FROM n ORDER BY id"), s_nested));
        Assert.Equal(["1|2|x|1"], await SparkServer.RowsAsync(session, "SELECT id, size(xs), s.`a b`, m['k'] FROM n WHERE id = 1"));
        Assert.Equal(
            s_nested.Select(c => SparkTypes.Ddl(c.Type)),
            (await session.SchemaAsync(new SparkQuery("SELECT * FROM n"), CancellationToken.None)).Select(c => c.NativeType));
    }

    [SkippableFact]
    public async Task Many_rows_go_as_an_artifact()
    {
        SparkServer.Require();
        const int count = 100_000;
        ImmutableArray<Column> columns = [new("id", ColumnType.Int64), new("t", ColumnType.Text)];
        RecordBatch[] batches = [.. Enumerable.Range(0, 2).Select(b => SparkRows.Batch(
            columns, [.. Enumerable.Range(b * count, count).Select(i => new object?[] { (long)i, $"text of row {i}" })]))];
        await using SparkSession session = await SparkServer.OpenAsync();
        await session.CreateViewAsync("many", new SparkBatches([.. batches]), CancellationToken.None);
        Assert.Equal(
            ["200000|200000|19999900000|text of row 99999"],
            await SparkServer.RowsAsync(session, "SELECT count(*), count(DISTINCT id), sum(id), max(t) FROM many"));
    }

    [SkippableFact]
    public async Task Too_many_rows_are_refused()
    {
        SparkServer.Require();
        const int count = 34_000_000;
        Int64Array numbers = new(new ArrowBuffer(new byte[count * sizeof(long)]), ArrowBuffer.Empty, count, 0, 0);
        RecordBatch batch = new(new Schema([new Field("n", numbers.Data.DataType, false)], []), [numbers], count);
        await using SparkSession session = await SparkServer.OpenAsync();
        FlowError e = await SparkServer.FailAsync(
            () => session.CreateViewAsync("v", new SparkBatches([batch]) { Title = "view v" }, CancellationToken.None));
        Assert.Equal("RT8015", e.Code);
        Assert.Contains("view v", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_not_of_its_column_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SparkRows.Batch([new("n", ColumnType.Int64)], [[1]]));
        Assert.Throws<ArgumentException>(() => SparkRows.Batch([new("d", ColumnType.Date)], [["2024-01-01"]]));
    }

    [SkippableFact]
    public async Task A_type_that_FlowLang_does_not_have_is_told()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        FlowError e = await SparkServer.FailAsync(() => SparkServer.RowsAsync(session, "SELECT INTERVAL '1' DAY AS i"));
        Assert.Equal("RT8014", e.Code);
        Assert.Contains("`i`", e.Message, StringComparison.Ordinal);
    }
}
