using System.Text;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Engine;

/// <summary>The views over DuckDB's vectors, which sinks encode from.</summary>
public sealed class ChunkTests : IDisposable
{
    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task Fixed_size_values_are_spans_of_their_storage() => await OneAsync(
        """
        SELECT true AS b, 7::SMALLINT AS s, -7::INTEGER AS i, 1::BIGINT << 40 AS l, 1.5::FLOAT AS f, 2.5::DOUBLE AS d,
          DATE '1970-01-03' AS da,
          TIMESTAMPTZ '1970-01-01 00:00:01+00' AS ts, TIME '00:00:02' AS ti, INTERVAL '1 month 2 days 3 seconds' AS iv
        """,
        chunk =>
        {
            Assert.Equal(1, chunk[0].Values<byte>()[0]);
            Assert.Equal(7, chunk[1].Values<short>()[0]);
            Assert.Equal(-7, chunk[2].Values<int>()[0]);
            Assert.Equal(1L << 40, chunk[3].Values<long>()[0]);
            Assert.Equal(1.5f, chunk[4].Values<float>()[0]);
            Assert.Equal(2.5, chunk[5].Values<double>()[0]);
            Assert.Equal(2, chunk[6].Values<int>()[0]);
            Assert.Equal(1_000_000, chunk[7].Values<long>()[0]);
            Assert.Equal(2_000_000, chunk[8].Values<long>()[0]);
            Assert.Equal(new DuckDbInterval(1, 2, 3_000_000), chunk[9].Values<DuckDbInterval>()[0]);
        });

    [Fact]
    public async Task Decimals_lie_in_the_integer_that_fits_them() => await OneAsync(
        "SELECT 1.2::DECIMAL(4,1), 1.2::DECIMAL(9,1), 1.2::DECIMAL(18,1), 1.2::DECIMAL(38,1), 5::HUGEINT",
        chunk =>
        {
            Assert.Equal(12, chunk[0].Values<short>()[0]);
            Assert.Equal(12, chunk[1].Values<int>()[0]);
            Assert.Equal(12, chunk[2].Values<long>()[0]);
            Assert.Equal((Int128)12, chunk[3].Values<Int128>()[0]);
            Assert.Equal((Int128)5, chunk[4].Values<Int128>()[0]);
        });

    [Fact]
    public async Task Texts_are_their_bytes_whether_short_or_long() => await OneAsync(
        "SELECT 'short', repeat('long', 10), 'twelve bytes', 'thirteen byte', '\\x00\\xFF'::BLOB",
        chunk =>
        {
            Assert.Equal(["short", string.Concat(Enumerable.Repeat("long", 10)), "twelve bytes", "thirteen byte"],
                Enumerable.Range(0, 4).Select(i => Text(chunk[i], 0)));
            Assert.Equal([0, 0xFF], DuckDbText.Bytes(in chunk[4].Texts[0]).ToArray());
        });

    [Fact]
    public async Task Nested_values_are_reached_through_children() => await OneAsync(
        "SELECT [10::BIGINT, NULL, 30], {'a': 1::INTEGER, 'b': 'x'}, MAP {'k': 5::BIGINT}",
        chunk =>
        {
            Assert.Equal(new DuckDbListEntry(0, 3), chunk[0].Values<DuckDbListEntry>()[0]);
            DuckDbVector elements = chunk[0].ListChild;
            Assert.Equal((10, false, 30), (elements.Values<long>()[0], elements.IsValid(1), elements.Values<long>()[2]));
            Assert.Equal(1, chunk[1].StructChild(0).Values<int>()[0]);
            Assert.Equal("x", Text(chunk[1].StructChild(1), 0));
            DuckDbVector entries = chunk[2].ListChild;
            Assert.Equal(("k", 5L), (Text(entries.StructChild(0), 0), entries.StructChild(1).Values<long>()[0]));
        });

    [Fact]
    public async Task Types_are_described_to_the_leaves()
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await using DuckDbChunkStream stream = await duck.StreamAsync(
            "SELECT 1::DECIMAL(12,2) AS d, [{'a': 1::BIGINT}] AS l, MAP {'k': 1} AS m", default);
        Assert.Equal(["d", "l", "m"], stream.Columns.Select(c => c.Name));
        Assert.Equal((12, 2, DuckDB.NET.Native.DuckDBType.BigInt),
            (stream.Columns[0].Type.Width, stream.Columns[0].Type.Scale, stream.Columns[0].Type.Storage));
        Assert.Equal("a", stream.Columns[1].Type.Children[0].Type.Children[0].Name);
        Assert.Equal(["key", "value"], stream.Columns[2].Type.Children.Select(c => c.Name));
    }

    [Fact]
    public async Task A_long_result_comes_in_bounded_pieces_and_nulls_are_told()
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        long sum = 0;
        long nulls = 0;
        await using (DuckDbChunkStream stream = await duck.StreamAsync(
            "SELECT CASE WHEN range % 3 = 0 THEN NULL ELSE range END FROM range(1000000)", default))
        {
            while (await stream.NextAsync(default) is { } chunk)
            {
                using (chunk)
                {
                    for (int row = 0; row < chunk.RowCount; row++)
                    {
                        sum += chunk[0].IsValid(row) ? chunk[0].Values<long>()[row] : 0;
                        nulls += chunk[0].IsValid(row) ? 0 : 1;
                    }
                }
            }
        }

        Assert.Equal((333_332_666_667L, 333_334L), (sum, nulls));
        Assert.Equal("1", Sandbox.Text(await duck.RowsAsync("SELECT 1", "t", default)));
    }

    [Fact]
    public async Task A_stream_left_early_lets_the_session_go_on()
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await using (DuckDbChunkStream stream = await duck.StreamAsync("SELECT * FROM range(100000000)", default))
        {
            using DuckDbChunk? first = await stream.NextAsync(default);
            Assert.NotNull(first);
        }

        Assert.Equal("1", Sandbox.Text(await duck.RowsAsync("SELECT 1", "t", default)));
    }

    [Fact]
    public async Task A_query_that_fails_midway_fails_the_reader()
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await using DuckDbChunkStream stream = await duck.StreamAsync(
            "SELECT CASE WHEN range = 500000 THEN error('boom') ELSE range END FROM range(1000000)", default);
        FlowException e = await Assert.ThrowsAsync<FlowException>(async () =>
        {
            while (await stream.NextAsync(default) is { } chunk)
            {
                chunk.Dispose();
            }
        });
        Assert.Contains("boom", e.Error.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INTEGER", "int32")]
    [InlineData("DECIMAL(12,2)", "decimal(12, 2)")]
    [InlineData("TIMESTAMP WITH TIME ZONE", "instant")]
    [InlineData("STRUCT(a INTEGER, \"b c\" VARCHAR[])[]", "{ a: int32?, b c: text?[]? }?[]")]
    [InlineData("MAP(VARCHAR, DOUBLE)", "map<text, float64?>")]
    public void DuckDB_type_names_are_understood(string name, string expected) =>
        Assert.Equal(expected, DuckDbTypes.Parse(name)?.ToString());

    [Theory]
    [InlineData("UBIGINT")]
    [InlineData("INTEGER[3]")]
    [InlineData("MAP(INTEGER, VARCHAR)")]
    public void Types_that_FlowLang_lacks_are_none(string name) => Assert.Null(DuckDbTypes.Parse(name));

    private static string Text(DuckDbVector vector, int row) => Encoding.UTF8.GetString(DuckDbText.Bytes(in vector.Texts[row]));

    private async Task OneAsync(string sql, Action<DuckDbChunk> check)
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await using DuckDbChunkStream stream = await duck.StreamAsync(sql, default);
        using DuckDbChunk? chunk = await stream.NextAsync(default);
        Assert.NotNull(chunk);
        check(chunk);
    }
}
