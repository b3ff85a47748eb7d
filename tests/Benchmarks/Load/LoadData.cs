using DuckDB.NET.Data;
using FlowLang.Runtime;

namespace FlowLang.Benchmarks.Load;

/// <summary>Taxi-like trips of eleven typed columns, the same for every run of the benchmark.</summary>
internal static class LoadData
{
    public static readonly System.Collections.Immutable.ImmutableArray<Column> Columns =
    [
        new("trip_id", ColumnType.Int64, IsKey: true),
        new("pickup_zone", ColumnType.Int32),
        new("dropoff_zone", ColumnType.Int32),
        new("pickup", ColumnType.DateTime),
        new("dropoff", ColumnType.DateTime),
        new("passengers", ColumnType.Int32),
        new("distance", ColumnType.Float64),
        new("fare", ColumnType.Decimal(12, 2)),
        new("tip", ColumnType.Decimal(12, 2), Nullable: true),
        new("payment", ColumnType.Text),
        new("stored", ColumnType.Bool),
    ];

    public const string Table = """
        (trip_id bigint not null, pickup_zone int not null, dropoff_zone int not null, pickup timestamp not null, dropoff timestamp not null,
         passengers int not null, distance double precision not null, fare numeric(12,2) not null, tip numeric(12,2), payment text not null,
         stored boolean not null)
        """;

    public static void Write(string path, long rows)
    {
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        using DuckDBCommand command = duck.CreateCommand();
        command.CommandText = $"""
            COPY (SELECT i AS trip_id, (hash(i) % 265)::INT AS pickup_zone, (hash(i * 7) % 265)::INT AS dropoff_zone,
                    TIMESTAMP '2024-01-01' + to_seconds((hash(i * 3) % 2592000)::BIGINT) AS pickup,
                    TIMESTAMP '2024-01-01' + to_seconds((hash(i * 3) % 2592000 + hash(i * 5) % 5400)::BIGINT) AS dropoff,
                    (hash(i * 11) % 6)::INT AS passengers, round((hash(i * 13) % 30000) / 1000.0, 2) AS distance,
                    ((hash(i * 17) % 10000) / 100)::DECIMAL(12,2) AS fare,
                    CASE WHEN hash(i * 19) % 10 < 3 THEN NULL ELSE ((hash(i * 23) % 2000) / 100)::DECIMAL(12,2) END AS tip,
                    ['Credit card', 'Cash', 'No charge', 'Dispute'][(hash(i * 29) % 4)::INT + 1] AS payment, hash(i * 31) % 2 = 0 AS stored
                  FROM range(1, {rows + 1}) t(i)) TO '{path}' (HEADER true)
            """;
        command.ExecuteNonQuery();
    }
}
