using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using Xunit;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>Values on their way to PostgreSQL and back: exactly themselves, or refused.</summary>
public sealed class ValueTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const string Types = """
        id bigint PRIMARY KEY, b boolean, i2 smallint, i4 integer, i8 bigint, f4 real, f8 double precision,
        d4 numeric(4,2), d9 numeric(9,0), d18 numeric(18,18), d38 numeric(38,10), dmax numeric(38,38), t text, y bytea, u uuid, d date, tm time,
        ts timestamp, tz timestamptz, iv interval, j jsonb, ai integer[], at text[], ad numeric(20,3)[], ay bytea[], az timestamptz[]
        """;

    private static readonly ImmutableArray<Column> Columns =
    [
        new("id", ColumnType.Int64, IsKey: true), Null("b", ColumnType.Bool), Null("i2", ColumnType.Int16), Null("i4", ColumnType.Int32),
        Null("i8", ColumnType.Int64), Null("f4", ColumnType.Float32), Null("f8", ColumnType.Float64), Null("d4", ColumnType.Decimal(4, 2)),
        Null("d9", ColumnType.Decimal(9, 0)), Null("d18", ColumnType.Decimal(18, 18)), Null("d38", ColumnType.Decimal(38, 10)),
        Null("dmax", ColumnType.Decimal(38, 38)), Null("t", ColumnType.Text), Null("y", ColumnType.Bytes), Null("u", ColumnType.Uuid),
        Null("d", ColumnType.Date), Null("tm", ColumnType.Time), Null("ts", ColumnType.DateTime), Null("tz", ColumnType.Instant),
        Null("iv", ColumnType.Interval), Null("j", ColumnType.Json), Null("ai", ColumnType.List(ColumnType.Int32, true)),
        Null("at", ColumnType.List(ColumnType.Text, true)), Null("ad", ColumnType.List(ColumnType.Decimal(20, 3), true)),
        Null("ay", ColumnType.List(ColumnType.Bytes, true)), Null("az", ColumnType.List(ColumnType.Instant, true)),
    ];

    [SkippableFact]
    public async Task Hostile_values_of_every_type_come_back_as_they_were()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync($$"""
            CREATE SCHEMA v; CREATE TABLE v.source ({{Types}});
            INSERT INTO v.source VALUES
            (1, true, -32768, -2147483648, -9223372036854775808, '-Infinity', '-Infinity', -99.99, -999999999, -0.999999999999999999,
             -9999999999999999999999999999.9999999999, -0.99999999999999999999999999999999999999, '', '', '00000000-0000-0000-0000-000000000000',
             '0001-01-01', '00:00', '0001-01-01 00:00:00', '0001-01-01 00:00:00Z', '-178000000 years', '{}', '{}', '{""}', '{-0.001}', '{""}', '{}'),
            (2, false, 32767, 2147483647, 9223372036854775807, 'Infinity', 'Infinity', 99.99, 999999999, 0.999999999999999999,
             9999999999999999999999999999.9999999999, 0.99999999999999999999999999999999999999, repeat('ü🚕', 131072), decode(repeat('00ff', 500000), 'hex'),
             'ffffffff-ffff-ffff-ffff-ffffffffffff', '9999-12-31', '24:00', '9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999Z',
             '1 year 2 mons -3 days 04:05:06.789012', '[1, "a\\u00e9\"", null, {"x": 1.50}]', '{1,NULL,-3}', array['a', NULL, 'twelve bytes', 'thirteen byte'],
             '{12345678901234567.891,NULL,0}', array['\x00'::bytea, NULL], array['2024-03-10T06:10Z'::timestamptz, NULL]),
            (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (4, true, 0, 0, 0, 'NaN', 'NaN', 0, 0, 0, 0, 0, E'line\n\ttab\\ "q" ''s''', '\x5c6e', gen_random_uuid(), '2000-01-01', '23:59:59.999999',
             '1969-12-31 23:59:59.999999', '2000-01-01 00:00:00.000001Z', '0', 'null', '{0}', NULL, '{}', '{}', NULL),
            (5, true, 1, 1, 1, 3.4028235e38, 5e-324, 0.01, 10000, 0.000000000000000001, 0.0000000001, 0.00000000000000000000000000000000000001, 'exactly12byt',
             '\x01', gen_random_uuid(), '1999-12-31', '12:00', '2024-02-29 12:00:00', '2024-02-29 12:00:00Z', '1 microsecond', '"text"', '{1}', '{a}', '{1}', '{a}', NULL),
            (6, true, 1, 10000, 100000000, 1e-45, 1.7976931348623157e308, 10.00, 100000000, 0.1, 100000000.0001, 0.1, '日本', '\x02', gen_random_uuid(),
             '2024-12-31', '00:00:00.000001', '2024-01-01', '2024-01-01Z', '-1 day', '1e5', '{1}', '{a}', '{10000.010}', '{a}', NULL);
            """);
        await CopyAsync("v.source", "v.target");
        Assert.Equal(
            await database.RowsAsync(
                "id, md5(s::text)", "FROM v.source s ORDER BY id"), await database.RowsAsync(
                    "id, md5(s::text)", "FROM v.target s ORDER BY id"));
    }

    [SkippableFact]
    public async Task Any_decimal_is_stored_as_it_is()
    {
        PostgresDatabase.Require();
        var random = new Random(20240101);
        var types = new[] { (4, 0), (4, 4), (9, 1), (9, 3), (18, 2), (18, 17), (19, 5), (38, 0), (38, 2), (38, 19), (38, 38) };
        foreach ((int precision, int scale) in types)
        {
            string[] numbers = [.. Enumerable.Range(0, 200).Select(_ => Number(random, precision, scale)).Distinct()];
            string values = string.Join(", ", numbers.Select((n, i) => $"({i}::BIGINT, '{n}'::DECIMAL({precision},{scale}))"));
            string table = $"n.d{precision}_{scale}";
            await TestRun.LoadAsync(
                database.Connect(), table, new TableOptions(), [new("i", ColumnType.Int64), new("x", ColumnType.Decimal(precision, scale))],
                $"SELECT * FROM (VALUES {values}) AS v(i, x)", $"decimals{precision}_{scale}");
            Assert.Equal(numbers, await database.RowsAsync("x", $"FROM {table} ORDER BY i"));
        }
    }

    [SkippableFact]
    public async Task Structs_maps_and_lists_of_lists_become_documents()
    {
        PostgresDatabase.Require();
        ColumnType point = ColumnType.Struct(
            new Column("x", ColumnType.Decimal(5, 2)), new Column(
                "at", ColumnType.Instant, Nullable: true), new Column("y", ColumnType.Bytes), new Column("f", ColumnType.Float64));
        ImmutableArray<Column> columns =
        [
            new("s", point), new(
                "m", ColumnType.Map(ColumnType.Int64, true)), new(
                    "l", ColumnType.List(ColumnType.List(ColumnType.Text))), new("a", ColumnType.List(point)),
        ];
        const string Point = "{'x': 1.50::DECIMAL(5,2), 'at': TIMESTAMPTZ '2024-01-01 00:00:00.5+00', 'y': 'a'::BLOB, 'f': -0.0::DOUBLE}";
        await TestRun.LoadAsync(
            database.Connect(), "doc.t", new TableOptions(), columns,
            $"SELECT {Point} AS s, MAP {{'k \"q\"': 1::BIGINT, 'n': NULL}} AS m, [['a', 'é'], []] AS l, [{Point}] AS a", "documents");
        const string Json = """{"f": 0, "x": "1.50", "y": "YQ==", "at": "2024-01-01T00:00:00.5Z"}""";
        Assert.Equal(
            [Json + """|{"n": null, "k \"q\"": 1}|[["a", "é"], []]|""" + Json], await database.RowsAsync("s, m, l, a[1]", "FROM doc.t"));
        await database.ExecuteAsync("UPDATE doc.t SET s = s - 'y', a = array[a[1] - 'y']");
        ColumnType plain = ColumnType.Struct([.. point.Fields.Where(f => f.Type.Kind != ColumnKind.Bytes)]);
        await CopyAsync("doc.t", "doc.copy", [new("s", plain), columns[1], columns[2], new("a", ColumnType.List(plain))]);
        Assert.Equal(await database.RowsAsync("t", "FROM doc.t t"), await database.RowsAsync("t", "FROM doc.copy t"));
    }

    [SkippableFact]
    public async Task Minus_zero_becomes_zero()
    {
        PostgresDatabase.Require();
        await TestRun.LoadAsync(
            database.Connect(), "z.t", new TableOptions(), [new("a", ColumnType.Float64), new("b", ColumnType.Float32)],
            "SELECT -0.0::DOUBLE AS a, -0.0::FLOAT AS b", "zero");
        Assert.Equal(["0|0"], await database.RowsAsync("a, b", "FROM z.t"));
    }

    [SkippableTheory]
    [InlineData("'a' || chr(0) || 'b'", ColumnKind.Text, "U+0000")]
    [InlineData("'{\"a\": \"\\u0000\"}'::JSON", ColumnKind.Json, "U+0000")]
    [InlineData("'infinity'::DATE", ColumnKind.Date, "infinite")]
    [InlineData("'-infinity'::TIMESTAMP", ColumnKind.DateTime, "infinite")]
    [InlineData("'infinity'::TIMESTAMPTZ", ColumnKind.Instant, "infinite")]
    [InlineData("'10000-01-01'::DATE", ColumnKind.Date, "9999")]
    [InlineData("'0001-01-01 (BC)'::DATE", ColumnKind.Date, "0001")]
    public async Task What_cannot_be_stored_unchanged_is_refused_and_nothing_is_committed(string value, ColumnKind kind, string why)
    {
        PostgresDatabase.Require();
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => TestRun.LoadAsync(
            database.Connect(), "refused.t", new TableOptions(), [new("hostile", new ColumnType(kind), Nullable: true)],
            $"SELECT NULL AS hostile UNION ALL SELECT {value}", "refused"));
        Assert.Equal("RT6015", e.Error.Code);
        Assert.Contains("`hostile`", e.Error.Message, StringComparison.Ordinal);
        Assert.StartsWith("row 2 of the write: ", e.Error.Why, StringComparison.Ordinal);
        Assert.Contains(why, e.Error.Why, StringComparison.Ordinal);
        Assert.False(await database.ScalarAsync<bool>("SELECT to_regclass('refused.t') IS NOT NULL"));
    }

    [SkippableFact]
    public async Task An_escaped_backslash_before_u0000_is_ordinary_text()
    {
        PostgresDatabase.Require();
        await TestRun.LoadAsync(
            database.Connect(), "esc.t", new TableOptions(), [new("j", ColumnType.Json)], """SELECT '{"a": "\\u0000"}'::JSON AS j""",
            "escaped");
        Assert.Equal(["""{"a": "\\u0000"}"""], await database.RowsAsync("j", "FROM esc.t"));
    }

    [SkippableTheory]
    [InlineData("'NaN'::numeric(5,2)", ColumnKind.Decimal, "NaN")]
    [InlineData("'infinity'::date", ColumnKind.Date, "infinity")]
    [InlineData("'-infinity'::timestamptz", ColumnKind.Instant, "infinity")]
    [InlineData("'4000-01-01 BC'::date", ColumnKind.Date, "0001")]
    [InlineData("array[[1],[2]]::int[]", ColumnKind.List, "dimensions")]
    [InlineData("null::int", ColumnKind.Int32, "null")]
    public async Task What_cannot_be_read_unchanged_is_refused(string value, ColumnKind kind, string why)
    {
        PostgresDatabase.Require();
        ColumnType type = kind switch
        {
            ColumnKind.Decimal => ColumnType.Decimal(5, 2),
            ColumnKind.List => ColumnType.List(ColumnType.Int32, true),
            _ => new ColumnType(kind),
        };
        await using TestRun run = await TestRun.OpenAsync("reading");
        FlowException e = await Assert.ThrowsAsync<FlowException>(
            () => run.Duck.ReadAsync(
                database.Connect().QuerySource($"SELECT {value} AS hostile", [new("hostile", type)]), "r", CancellationToken.None));
        Assert.Equal("RT6015", e.Error.Code);
        Assert.Contains(why, e.Error.Message + e.Error.Why, StringComparison.Ordinal);
    }

    private static Column Null(string name, ColumnType type) => new(name, type, Nullable: true);

    /// <summary>Of any length up to the precision, with long runs of zeros and nines among them.</summary>
    private static string Number(Random random, int precision, int scale)
    {
        int length = random.Next(1, precision + 1);
        char[] digits = [.. Enumerable.Range(0, length).Select(_ => "0000999123456789"[random.Next(16)])];
        string text = new string(digits).TrimStart('0').PadLeft(scale + 1, '0');
        string plain = scale == 0 ? text : $"{text[..^scale]}.{text[^scale..]}";
        return random.Next(2) == 0 && plain.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? "-" + plain : plain;
    }

    private async Task CopyAsync(string from, string to, ImmutableArray<Column> columns = default)
    {
        ImmutableArray<Column> all = columns.IsDefault ? Columns : columns;
        await using TestRun run = await TestRun.OpenAsync("copy");
        await run.Duck.ReadAsync(database.Connect().TableSource(from, all), "rows", CancellationToken.None);
        await run.WriteAsync(database.Connect().Table(to, new TableOptions { Mode = WriteMode.Replace }), all, "SELECT * FROM rows");
        await run.Run.CommitAsync(CancellationToken.None);
    }
}
