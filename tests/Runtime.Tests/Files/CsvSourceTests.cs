using System.Collections.Immutable;
using System.Text;
using CsCheck;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Files;

public sealed class CsvSourceTests : IDisposable
{
    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task Columns_are_found_by_name_whatever_their_order()
    {
        _box.Write("t.csv", "extra,b,a\nx,2,1\ny,4,3\n");
        Assert.Equal("1|2\n3|4", await _box.QueryAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a", "b")), "SELECT a, b FROM r"));
    }

    [Fact]
    public async Task A_byte_order_mark_and_CRLF_and_a_missing_last_line_end_are_fine()
    {
        _box.Write("t.csv", "\uFEFFa,b\r\n1,x\r\n2,\"y\"\r\n3,z");
        Assert.Equal("1|x\n2|y\n3|z", await _box.QueryAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a", "b")), "SELECT a, b FROM r"));
    }

    [Fact]
    public async Task Quoted_fields_hold_delimiters_quotes_and_line_ends()
    {
        _box.Write("t.csv", "a,b\n\"x,y\",\"he said \"\"no\"\"\"\n\"two\nlines\",\"\"\n");
        Assert.Equal(
            "x,y|he said \"no\"\ntwo\nlines|",
                await _box.QueryAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a", "b")), "SELECT a, b FROM r"));
    }

    [Fact]
    public async Task The_null_text_is_null_unless_it_is_quoted()
    {
        _box.Write("t.csv", "a\nN/A\n\"N/A\"\nx\n");
        CsvSource source = _box.Lake.Csv("t.csv", Sandbox.Columns("a"), new CsvOptions { Null = "N/A" });
        Assert.Equal("null\nN/A\nx", await _box.QueryAsync(source, "SELECT a FROM r"));
    }

    [Fact]
    public async Task An_empty_field_is_null_and_an_empty_quoted_one_is_not()
    {
        _box.Write("t.csv", "a,b\n,\"\"\n");
        Assert.Equal("null|", await _box.QueryAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a", "b")), "SELECT a, b FROM r"));
    }

    [Fact]
    public async Task Delimiter_quote_and_header_are_options()
    {
        _box.Write("t.csv", "1;'a;b'\n2;c\n");
        CsvSource source = _box.Lake.Csv("t.csv", Sandbox.Columns("n", "t"),
            new CsvOptions { Delimiter = ';', Quote = '\'', Header = false });
        Assert.Equal("1|a;b|1\n2|c|2", await _box.QueryAsync(source, "SELECT n, t, __row FROM r"));
    }

    [Fact]
    public async Task Rows_know_their_file_and_number()
    {
        _box.Write("in/b.csv", "a\n3\n");
        _box.Write("in/a.csv", "a\n1\n\n2\n");
        Assert.Equal(
            "1|in/a.csv|1\n2|in/a.csv|2\n3|in/b.csv|1",
            await _box.QueryAsync(_box.Lake.Csv("in/*.csv", Sandbox.Columns("a")), "SELECT a, __file, __row FROM r"));
    }

    [Theory]
    [InlineData("latin1")]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    [InlineData("utf-16be")]
    public async Task Other_encodings_are_read_when_they_are_named(string encoding)
    {
        Encoding bytes = encoding == "windows-1252"
            ? CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1
            : Encoding.GetEncoding(encoding);
        _box.Write("t.csv", bytes.GetBytes("a\nGrüße\n"));
        CsvSource source = _box.Lake.Csv("t.csv", Sandbox.Columns("a"),
            new CsvOptions { Format = new FileFormatOptions { Encoding = encoding } });
        Assert.Equal("Grüße", await _box.QueryAsync(source, "SELECT a FROM r"));
    }

    [Fact]
    public async Task Gzip_is_recognised_by_its_bytes()
    {
        _box.Write("t.csv.gz", Sandbox.Gzip("a\n1\n"));
        _box.Write("u.csv", Sandbox.Gzip("a\n2\n"));
        Assert.Equal("1", await _box.QueryAsync(_box.Lake.Csv("t.csv.gz", Sandbox.Columns("a")), "SELECT a FROM r"));
        Assert.Equal("2", await _box.QueryAsync(_box.Lake.Csv("u.csv", Sandbox.Columns("a")), "SELECT a FROM r"));
    }

    [Theory]
    [InlineData("dt={day}/t.csv", "dt=2024-03-05/t.csv")]
    [InlineData("{month}/{year}-{week}.csv", "2024-03/2024-2024-W10.csv")]
    public async Task Placeholders_are_bound_by_the_interval(string path, string file)
    {
        _box.Write(file, "a\n1\n");
        RunInterval interval = RunInterval.Of(IntervalUnit.Day, new DateTimeOffset(2024, 3, 5, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal("1", await _box.QueryAsync(_box.Lake.Csv(path, Sandbox.Columns("a")), "SELECT a FROM r", interval));
    }

    [Fact]
    public async Task Only_the_columns_that_a_query_reads_are_filled()
    {
        _box.Write("t.csv", "a,b,c\n1,2,3\n4,5,6\n");
        CsvSource source = _box.Lake.Csv("t.csv", Sandbox.Columns("a", "b", "c"));
        Assert.Equal("2", await _box.QueryAsync(source, "SELECT count(*) FROM r"));
        Assert.Equal("3|1\n6|2", await _box.QueryAsync(source, "SELECT c, __row FROM r"));
    }

    [Fact]
    public async Task Records_longer_than_the_window_are_whole()
    {
        string wide = new('x', 3_000_000);
        _box.Write("t.csv", $"a,b\n1,{wide}\n2,\"{wide}\"\n3,y\n");
        Assert.Equal(
            "1|3000000\n2|3000000\n3|1",
                await _box.QueryAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a", "b")), "SELECT a, length(b) FROM r"));
    }

    [Fact]
    public async Task Every_table_that_is_written_is_read_back()
    {
        var cell = Gen.OneOf(
            Gen.Const((string?)null), Gen.String[Gen.Char["abcé漢\"',;\r\n x"], 0, 30].Select(s => (string?)s),
                Gen.Int.Select(i => (string?)$"{i}"));
        await cell.Array[3].Array[1, 200].SampleAsync(
            async rows =>
            {
                using var box = new Sandbox();
                box.Write("t.csv", "a,b,c\n" + string.Concat(rows.Select(r => string.Join(',', r.Select(Quote)) + "\r\n")));
                string expected = string.Join('\n', rows.Select(r => string.Join('|', r.Select(c => c ?? "null"))));
                Assert.Equal(expected,
                    await box.QueryAsync(box.Lake.Csv("t.csv", Sandbox.Columns("a", "b", "c")), "SELECT a, b, c FROM r"));
            },
            iter: 40);
    }

    private static string Quote(string? cell) => cell is null ? "" : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
