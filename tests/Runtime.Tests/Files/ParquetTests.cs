using System.Collections.Immutable;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Files;

public sealed class ParquetTests : IDisposable
{
    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task Stored_types_are_widened_to_the_declared_ones()
    {
        await StoreAsync("t.parquet", "SELECT 1::SMALLINT AS i, 1.5::FLOAT AS f, 1.25::DECIMAL(5,2) AS d, 7 AS extra");
        ImmutableArray<Column> columns = [new("i", ColumnType.Int64), new("f", ColumnType.Float64), new("d", ColumnType.Decimal(12, 3))];
        Assert.Equal(
            "1|1.5|1.250|BIGINT|DOUBLE|DECIMAL(12,3)",
            await _box.QueryAsync(_box.Lake.Parquet("t.parquet", columns), "SELECT i, f, d, typeof(i), typeof(f), typeof(d) FROM r"));
    }

    [Fact]
    public async Task Rows_know_their_file_and_number()
    {
        await StoreAsync("in/a.parquet", "SELECT range AS n FROM range(3)");
        await StoreAsync("in/b.parquet", "SELECT range AS n FROM range(2)");
        Assert.Equal(
            "in/a.parquet|1|0\nin/a.parquet|2|1\nin/a.parquet|3|2\nin/b.parquet|1|0\nin/b.parquet|2|1",
            await _box.QueryAsync(_box.Lake.Parquet("in/*.parquet", [new("n", ColumnType.Int64)]),
                "SELECT __file, __row, n FROM r ORDER BY ALL"));
        Assert.Equal(
            "null|null", await _box.QueryAsync(
                new ParquetSource(_box.Lake, "in/a.parquet", [new("n", ColumnType.Int64)]) { NeedsOrigin = false },
                    "SELECT __file, __row FROM r LIMIT 1"));
    }

    [Fact]
    public async Task Files_of_one_glob_may_store_a_column_differently()
    {
        await StoreAsync("in/a.parquet", "SELECT 1::INTEGER AS n");
        await StoreAsync("in/b.parquet", "SELECT 2::BIGINT AS n");
        Assert.Equal("3", await _box.QueryAsync(_box.Lake.Parquet("in/*.parquet", [new("n", ColumnType.Int64)]), "SELECT sum(n) FROM r"));
    }

    [Fact]
    public async Task Narrowing_and_missing_columns_are_schema_differences()
    {
        await StoreAsync("t.parquet", "SELECT 1::BIGINT AS n, 'x' AS Tip");
        FlowError error = await _box.FailAsync(_box.Lake.Parquet("t.parquet", [new("n", ColumnType.Int32), new("tip", ColumnType.Text)]));
        Assert.Equal(("RT3001", ErrorKind.Schema), (error.Code, error.Kind));
        Assert.Equal("- n: int32   is int64 in the file\n- tip: text   is missing; did it become `Tip`?", error.Why);
    }

    [Fact]
    public async Task A_cut_off_file_is_told()
    {
        await StoreAsync("whole.parquet", "SELECT range AS n FROM range(100000)");
        byte[] bytes = await File.ReadAllBytesAsync(_box.Path("whole.parquet"));
        _box.Write("t.parquet", bytes[..(bytes.Length / 2)]);
        Assert.Equal("RT2006", await CodeAsync());
    }

    [Fact]
    public async Task A_damaged_footer_is_told()
    {
        await StoreAsync("whole.parquet", "SELECT range AS n FROM range(100000)");
        byte[] bytes = await File.ReadAllBytesAsync(_box.Path("whole.parquet"));
        bytes.AsSpan(bytes.Length - 200, 190).Fill(0x55);
        _box.Write("t.parquet", bytes);
        Assert.Equal("RT2006", await CodeAsync());
    }

    [Fact]
    public async Task A_damaged_page_fails_the_run()
    {
        await StoreAsync("whole.parquet", "SELECT (hash(range) % 1000000007)::BIGINT AS n FROM range(100000)");
        byte[] bytes = await File.ReadAllBytesAsync(_box.Path("whole.parquet"));
        bytes.AsSpan(4, 2000).Fill(0x55);
        _box.Write("t.parquet", bytes);
        Assert.Equal("RT2006", await CodeAsync());
    }

    [Theory]
    [InlineData("", "RT2002")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "RT2003")]
    [InlineData("<html>", "RT2004")]
    [InlineData("a,b\n", "RT2004")]
    public async Task What_is_no_Parquet_is_told(string content, string code)
    {
        _box.Write("t.parquet", content);
        Assert.Equal(code, await CodeAsync());
    }

    private async Task<string> CodeAsync() =>
        (await _box.FailAsync(_box.Lake.Parquet("t.parquet", [new("n", ColumnType.Int64)]), "SELECT sum(n) FROM r")).Code;

    private async Task StoreAsync(string path, string sql)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_box.Path(path)) ?? "");
        await _box.SqlAsync($"COPY ({sql}) TO '{_box.Path(path)}' (FORMAT parquet, RETURN_FILES true)");
    }
}
