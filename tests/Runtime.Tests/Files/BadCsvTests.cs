using System.Text;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Files;

/// <summary>Input as it really comes: each kind is told by its cause, with its exit code, and nothing is half-read.</summary>
public sealed class BadCsvTests : IDisposable
{
    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task A_missing_file_names_what_is_there()
    {
        _box.Write("in/trips-2024.csv", "a\n1\n");
        FlowError error = await _box.FailAsync(_box.Lake.Csv("in/trip.csv", Sandbox.Columns("a")));
        Assert.Equal(("RT2001", ErrorKind.Run), (error.Code, error.Kind));
        Assert.Contains("trips-2024.csv", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_glob_without_files_is_missing_too() =>
        Assert.Equal("RT2001", (await _box.FailAsync(_box.Lake.Csv("none/*.csv", Sandbox.Columns("a")))).Code);

    [Theory]
    [InlineData("", "RT2002")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12\n", "RT2003")]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>", "RT2004")]
    [InlineData("  <HTML>\n", "RT2004")]
    [InlineData("<?xml version=\"1.0\"?>", "RT2004")]
    [InlineData("PK\u0003\u0004zip", "RT2004")]
    [InlineData("PAR1....", "RT2004")]
    public async Task What_is_no_CSV_is_told_by_its_kind(string content, string code)
    {
        _box.Write("t.csv", content);
        Assert.Equal(code, (await _box.FailAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a")))).Code);
    }

    [Fact]
    public async Task A_pointer_or_page_under_a_gz_name_is_told_too()
    {
        _box.Write("t.csv.gz", "version https://git-lfs.github.com/spec/v1\noid sha256:abc\n");
        Assert.Equal("RT2003", (await _box.FailAsync(_box.Lake.Csv("t.csv.gz", Sandbox.Columns("a")))).Code);
    }

    [Fact]
    public async Task A_cut_off_gzip_fails_the_run()
    {
        byte[] whole = Sandbox.Gzip("a\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i * 7919L % 1_000_003}\n")));
        _box.Write("t.csv.gz", whole[..(whole.Length / 2)]);
        FlowError error = await _box.FailAsync(_box.Lake.Csv("t.csv.gz", Sandbox.Columns("a")));
        Assert.Equal("RT2006", error.Code);
    }

    [Fact]
    public async Task A_damaged_gzip_fails_the_run()
    {
        byte[] whole = Sandbox.Gzip("a\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i * 7919L % 1_000_003}\n")));
        whole[^6] ^= 0xFF;
        _box.Write("t.csv.gz", whole);
        Assert.Equal("RT2006", (await _box.FailAsync(_box.Lake.Csv("t.csv.gz", Sandbox.Columns("a")))).Code);
    }

    [Fact]
    public async Task UTF_16_without_the_option_is_told()
    {
        _box.Write("t.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a\n1\n")]);
        FlowError error = await _box.FailAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a")));
        Assert.Equal("RT2005", error.Code);
        Assert.Contains("encoding: \"utf-16\"", error.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ragged_rows_bad_bytes_and_NUL_are_bad_records_and_still_counted()
    {
        _box.Write("t.csv", [.. "a,b\n1,x\n2\n3,y,z\n4,"u8, 0xE9, .. "\n5,\0\n6,\"q\"r\n7,ok\n"u8]);
        string rows = await _box.QueryAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a", "b")), "SELECT __row, a, __bad FROM r");
        Assert.Equal(
            "1|1|null\n2|2|it has 1 fields where 2 are expected\n3|3|it has 3 fields where 2 are expected\n4|4|it is not valid "
                + "UTF-8 (the source's option `encoding` names another)\n"
            + "5|5|it has a NUL character\n6|6|text follows the closing quote of a field\n7|7|null",
            rows);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_a_bad_record()
    {
        _box.Write("t.csv", "a,b\n1,x\n2,\"y\n3,z\n");
        Assert.Equal(
            "1|null\n2|a quote is never closed",
                await _box.QueryAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a", "b")), "SELECT a, __bad FROM r"));
    }

    [Fact]
    public async Task A_field_of_100_MB_is_an_error_and_takes_no_such_memory()
    {
        string path = _box.Path("t.csv");
        using (StreamWriter writer = File.CreateText(path))
        {
            writer.Write("a,b\n1,\"");
            string block = new('x', 1 << 20);
            for (int i = 0; i < 100; i++)
            {
                writer.Write(block);
            }

            writer.Write("\"\n");
        }

        long before = GC.GetTotalAllocatedBytes();
        FlowError error = await _box.FailAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a", "b")));
        Assert.Equal("RT2007", error.Code);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 80L << 20);
    }

    [Fact]
    public async Task A_column_that_vanished_or_was_renamed_is_a_schema_difference()
    {
        _box.Write("t.csv", "trip_id,Fare\n1,2\n");
        FlowError error = await _box.FailAsync(
            _box.Lake.Csv("t.csv",
                [new("trip_id", ColumnType.Int64), new("fare", ColumnType.Decimal(12, 2)), new("tip", ColumnType.Text, true)]));
        Assert.Equal(("RT3001", ErrorKind.Schema), (error.Code, error.Kind));
        Assert.Contains("fare: decimal(12, 2)   is missing; did it become `Fare`?", error.Why, StringComparison.Ordinal);
        Assert.Contains("tip: text?   is missing", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_file_of_a_glob_is_checked_before_the_first_row()
    {
        _box.Write("in/1.csv", "a\n1\n");
        _box.Write("in/2.csv", "b\n1\n");
        Assert.Contains("in/2.csv", (await _box.FailAsync(_box.Lake.Csv("in/*.csv", Sandbox.Columns("a")))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_delimiter_is_suspected()
    {
        _box.Write("t.csv", "a;b\n1;2\n");
        Assert.Contains("delimiter", (await _box.FailAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a", "b")))).Why,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_leaves_the_root_is_refused()
    {
        using var outside = new Sandbox();
        outside.Write("secret.csv", "a\n1\n");
        File.CreateSymbolicLink(_box.Path("t.csv"), outside.Path("secret.csv"));
        Directory.CreateSymbolicLink(_box.Path("dir"), outside.Folder);
        Assert.Equal(("RT2008", ErrorKind.Usage), await CodeAsync("t.csv"));
        Assert.Equal(("RT2008", ErrorKind.Usage), await CodeAsync("dir/*.csv"));
        Assert.Equal(("RT2008", ErrorKind.Usage), await CodeAsync($"../{System.IO.Path.GetFileName(outside.Folder)}/secret.csv"));
    }

    [Fact]
    public async Task A_link_inside_the_root_is_followed()
    {
        _box.Write("real/t.csv", "a\n1\n");
        Directory.CreateSymbolicLink(_box.Path("now"), "real");
        Assert.Equal("1", await _box.QueryAsync(_box.Lake.Csv("now/t.csv", Sandbox.Columns("a")), "SELECT a FROM r"));
    }

    [Fact]
    public async Task A_placeholder_without_an_interval_is_a_mistake_of_usage() =>
        Assert.Equal(("RT2012", ErrorKind.Usage), await CodeAsync("dt={day}/t.csv"));

    [Fact]
    public async Task An_unknown_encoding_or_compression_is_a_mistake_of_usage()
    {
        _box.Write("t.csv", "a\n1\n");
        var format = new FileFormatOptions { Encoding = "utf-7" };
        Assert.Equal("RT2011",
            (await _box.FailAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a"), new CsvOptions { Format = format }))).Code);
    }

    [Fact]
    public async Task Garbage_is_read_in_bounded_time()
    {
        var random = new Random(7);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        for (int i = 0; i < 20; i++)
        {
            byte[] bytes = new byte[200_000];
            random.NextBytes(bytes);
            "a,b\n"u8.CopyTo(bytes);
            _box.Write("t.csv", bytes);
            try
            {
                await _box.QueryAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a", "b")), "SELECT count(*), count(__bad) FROM r")
                    .WaitAsync(patience.Token);
            }
            catch (FlowException e)
            {
                Assert.StartsWith("RT2", e.Error.Code, StringComparison.Ordinal);
            }
        }
    }

    private async Task<(string Code, ErrorKind Kind)> CodeAsync(string path)
    {
        FlowError error = await _box.FailAsync(_box.Lake.Csv(path, Sandbox.Columns("a")));
        return (error.Code, error.Kind);
    }
}
