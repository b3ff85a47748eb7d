using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Engine;

public sealed class GeneratorTests : IDisposable
{
    private static readonly ImmutableArray<Column> s_columns =
    [
        new("id", ColumnType.Int64), new("zone", ColumnType.Int32), new("fare", ColumnType.Decimal(12, 2)),
            new("tip", ColumnType.Decimal(12, 2), true),
        new("day", ColumnType.Date), new("moment", ColumnType.Instant), new("local", ColumnType.DateTime), new("speed", ColumnType.Float64),
        new("kind", ColumnType.Text), new("code", ColumnType.Text), new("ok", ColumnType.Bool), new("time", ColumnType.Time),
    ];

    private static readonly ImmutableArray<ColumnGenerator> s_generators =
    [
        new ColumnGenerator.Sequence("1"), new ColumnGenerator.Uniform("1", "265"), new ColumnGenerator.Uniform("2.50", "80.00"),
        new ColumnGenerator.Nulls(0.3, new ColumnGenerator.Uniform("0.00", "15.00")),
            new ColumnGenerator.Uniform("2024-01-01", "2024-01-31"),
        new ColumnGenerator.Uniform("2024-01-01T00:00Z", "2024-02-01T00:00Z"), new ColumnGenerator.Sequence("2024-01-01T00:00:00"),
        new ColumnGenerator.Normal(30, 5), new ColumnGenerator.Choice(["cash", "card"]), new ColumnGenerator.Pattern("AB-##?"),
            new ColumnGenerator.Chance(0.25),
        new ColumnGenerator.Uniform("08:00", "18:00"),
    ];

    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task Values_are_of_their_types_and_within_their_bounds() => Assert.Equal(
        "10000|1|10000|1|265|2.50|79.99|true|true|true|true|true|true|true|true",
        (await _box.QueryAsync(
            Source(10_000),
            """
            SELECT count(*), min(id), max(id), min(zone), max(zone), min(fare), max(fare),
              count(*) - count(tip) BETWEEN 2800 AND 3200, min(day) = DATE '2024-01-01' AND max(day) = DATE '2024-01-31',
              min(moment) >= TIMESTAMPTZ '2024-01-01 00:00:00+00' AND max(moment) <= TIMESTAMPTZ '2024-02-01 00:00:00+00',
              max(local) = TIMESTAMP '2024-01-01 00:00:00' + INTERVAL 9999 SECOND,
              abs(avg(speed) - 30) < 0.5 AND abs(stddev(speed) - 5) < 0.5,
              count(DISTINCT kind) = 2 AND min(kind) = 'card', bool_and(regexp_full_match(code, 'AB-[0-9]{2}[a-z]')),
              count_if(ok) BETWEEN 2300 AND 2700 AND min(time) >= TIME '08:00' AND max(time) <= TIME '18:00'
            FROM r
            """)).ToLowerInvariant());

    [Fact]
    public async Task The_same_seed_gives_the_same_rows_for_ever() => Assert.Equal(
        await _box.QueryAsync(Source(5_000), "SELECT * FROM r WHERE id BETWEEN 4000 AND 4100"),
        await _box.QueryAsync(Source(100_000), "SELECT * FROM r WHERE id BETWEEN 4000 AND 4100"));

    [Fact]
    public async Task The_rows_of_a_seed_never_change_between_versions() =>
        Assert.Equal("1|127|39.50\n2|111|51.83\n3|25|64.69", await _box.QueryAsync(Source(3), "SELECT id, zone, fare FROM r"));

    [Fact]
    public async Task Another_seed_gives_other_rows() => Assert.NotEqual(
        await _box.QueryAsync(Source(100), "SELECT sum(zone) FROM r"),
            await _box.QueryAsync(Source(100, seed: 43), "SELECT sum(zone) FROM r"));

    [Fact]
    public async Task A_range_that_is_none_is_refused()
    {
        var source = new GeneratorSource("g", 1, 1, [new("n", ColumnType.Int32)], [new ColumnGenerator.Uniform("5", "1")]);
        Assert.Equal("RT2030", (await _box.FailAsync(source)).Code);
    }

    private static GeneratorSource Source(long rows, long seed = 42) => new("made_up", rows, seed, s_columns, s_generators);
}
