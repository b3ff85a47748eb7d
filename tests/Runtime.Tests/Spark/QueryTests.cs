using System.Collections.Immutable;
using FlowLang.Connectors.Spark;

namespace FlowLang.Runtime.Tests.Spark;

/// <summary>SQL in, rows and schemas out.</summary>
[Collection(SparkCollection.Name)]
public sealed class QueryTests
{
    [SkippableFact]
    public async Task A_query_gives_its_rows_with_named_arguments()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        SparkQuery query = new("SELECT id, :t AS t, :d AS d, :n AS n FROM range(3) WHERE id >= :from ORDER BY id")
        {
            Arguments = ImmutableDictionary<string, SparkArgument>.Empty
                .Add("t", new(ColumnType.Text, "it's ${here}\n\\"))
                .Add("d", new(ColumnType.Decimal(38, 2), "123456789012345678901234567890123456.78"))
                .Add("n", new(ColumnType.Instant, null))
                .Add("from", new(ColumnType.Int64, 1L)),
        };
        string[] rows = await SparkServer.RowsAsync(session, query);
        const string values = "it's ${here}\n\\|123456789012345678901234567890123456.78|";
        Assert.Equal([$"1|{values}", $"2|{values}"], rows);
    }

    [SkippableFact]
    public async Task Arguments_of_every_scalar_type_arrive_as_they_are()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        (ColumnType Type, object Value, string Text)[] all =
        [
            (ColumnType.Bool, true, "true"), (ColumnType.Int16, (short)-7, "-7"), (ColumnType.Int32, int.MinValue, "-2147483648"),
            (ColumnType.Int64, long.MinValue, "-9223372036854775808"), (ColumnType.Float32, 1.5f, "1.5"),
            (ColumnType.Float64, double.NaN, "NaN"), (ColumnType.Decimal(5, 2), -1.50m, "-1.50"),
            (ColumnType.Bytes, new byte[] { 0, 255 }, "AP8="),
            (ColumnType.Date, new DateOnly(1, 1, 1), "0001-01-01"), (ColumnType.Time, new TimeOnly(23, 59, 59), "23:59:59"),
            (ColumnType.Instant, new DateTimeOffset(2024, 3, 10, 6, 0, 0, TimeSpan.FromHours(-5)), "2024-03-10T11:00:00Z"),
            (ColumnType.DateTime, new DateTime(1969, 12, 31, 23, 59, 59, 999), "1969-12-31T23:59:59.999"),
            (ColumnType.Uuid, Guid.Empty, "00000000-0000-0000-0000-000000000000"),
        ];
        foreach ((ColumnType type, object value, string text) in all)
        {
            KeyValuePair<string, SparkArgument> argument = new("v", new SparkArgument(type, value));
            SparkQuery query = new("SELECT :v AS v") { Arguments = ImmutableDictionary.CreateRange([argument]) };
            Assert.Equal([text], await SparkServer.RowsAsync(session, query, [new Column("v", type)]));
        }
    }

    [SkippableFact]
    public async Task A_schema_is_told_without_running()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        ImmutableArray<LiveColumn> columns = await session.SchemaAsync(
            new SparkQuery("""
                SELECT 1L AS id, CAST(null AS DECIMAL(12, 2)) AS fare, 'a' AS name, current_timestamp() AS at,
                       TIMESTAMP_NTZ '2024-01-01' AS wall, array(1, null) AS xs, named_struct('a b', 1S) AS s, map('k', 1.5D) AS m,
                       INTERVAL '1' DAY AS i, 1/0 AS failing
                """),
            CancellationToken.None);
        Assert.Equal(
            [
                "id BIGINT int64 False", "fare DECIMAL(12,2) decimal(12, 2) True", "name STRING text False", "at TIMESTAMP instant False",
                "wall TIMESTAMP_NTZ datetime False", "xs ARRAY<INT> int32?[] False", "s STRUCT<`a b`: SMALLINT> { a b: int16 } False",
                "m MAP<STRING, DOUBLE> map<text, float64> False", "i INTERVAL DAY TO SECOND  False", "failing DOUBLE float64 True",
            ],
            columns.Select(c => $"{c.Name} {c.NativeType} {c.Type} {c.Nullable}"));
    }

    [SkippableFact]
    public async Task Views_are_made_from_queries_and_statements_and_end_with_the_session()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        await session.CreateViewAsync("evens", new SparkQuery("SELECT id * 2 AS n FROM range(3)"), CancellationToken.None);
        await session.ExecuteAsync(new SparkQuery("CREATE OR REPLACE TEMPORARY VIEW more AS SELECT n + 1 AS m FROM evens"));
        Assert.Equal(["1", "3", "5"], (await SparkServer.RowsAsync(session, "SELECT m FROM more ORDER BY m")));
        await using SparkSession other = await SparkServer.OpenAsync();
        Assert.Equal("RT8010", (await SparkServer.FailAsync(() => SparkServer.RowsAsync(other, "SELECT * FROM more"))).Code);
    }

    [SkippableFact]
    public async Task Every_session_has_the_meaning_of_FlowLang()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        string[] rows = await SparkServer.RowsAsync(session, """
            SELECT current_timezone(), typeof(CAST('2024-01-01' AS TIMESTAMP)), '${spark.app.name}', to_json(named_struct('a', null))
            """);
        Assert.Equal(["UTC|timestamp|${spark.app.name}|{\"a\":null}"], rows);
        Assert.Equal("RT8011", (await SparkServer.FailAsync(() => SparkServer.RowsAsync(session, "SELECT id / 0 FROM range(1)"))).Code);
        Assert.Equal("RT8010", (await SparkServer.FailAsync(() => SparkServer.RowsAsync(session, "SELECT ID FROM range(1)"))).Code);
    }

    [SkippableFact]
    public async Task A_plan_is_explained()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        string plan = await session.ExplainAsync(new SparkQuery("SELECT count(*) FROM range(10)"), CancellationToken.None);
        Assert.Contains("HashAggregate", plan, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_empty_result_has_no_batch()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        Assert.Empty(await SparkServer.BatchesAsync(session, new SparkQuery("SELECT 1 AS a WHERE false")));
    }
}
