using FlowLang.Connectors.Files;

namespace FlowLang.Runtime.Tests.Files;

/// <summary>Text files compressed with zstd, whole and damaged.</summary>
public sealed class ZstdTests : IDisposable
{
    private static readonly string s_long = "a\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i * 7919L % 1_000_003}\n"));

    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData("auto")]
    [InlineData("zstd")]
    public async Task A_file_is_unpacked_frame_after_frame(string compression)
    {
        byte[] skippable = [0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4];
        _box.Write("t.csv.zst", [.. skippable, .. Sandbox.Zstd(s_long), .. Sandbox.Zstd("7\n")]);
        Assert.Equal(
            "200001|7", await _box.QueryAsync(Csv("t.csv.zst", compression), "SELECT count(*), last(a ORDER BY __row) FROM r"));
    }

    [Fact]
    public async Task JSON_lines_are_unpacked_too()
    {
        _box.Write("t.jsonl.zst", Sandbox.Zstd("{\"a\":1}\n"));
        var source = _box.Lake.JsonLines("t.jsonl.zst", Sandbox.Columns("a"), new FileFormatOptions { Zstd = ZstdStream.Open });
        Assert.Equal("1", await _box.QueryAsync(source, "SELECT a FROM r"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1000)]
    public async Task A_file_that_is_cut_off_fails_the_run(int part)
    {
        byte[] whole = Sandbox.Zstd(s_long);
        _box.Write("t.csv.zst", whole[..(whole.Length - (whole.Length / part))]);
        FlowError error = await _box.FailAsync(Csv("t.csv.zst", "auto"));
        Assert.Equal("RT2006", error.Code);
        Assert.Equal("zstd: it ends in the middle of a frame", error.Why);
    }

    [Fact]
    public async Task A_damaged_file_fails_the_run()
    {
        byte[] whole = Sandbox.Zstd(s_long);
        Array.Fill(whole, (byte)0xFF, whole.Length / 2, 64);
        _box.Write("t.csv.zst", whole);
        FlowError error = await _box.FailAsync(Csv("t.csv.zst", "zstd"));
        Assert.Equal("RT2006", error.Code);
        Assert.StartsWith("zstd: ", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_file_that_should_be_zstd_is_told()
    {
        _box.Write("t.csv", "a\n1\n");
        Assert.Equal("RT2006", (await _box.FailAsync(Csv("t.csv", "zstd"))).Code);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    public async Task Another_compression_than_the_options_say_is_told(string compression)
    {
        _box.Write("t.csv", Sandbox.Zstd("a\n1\n"));
        FlowError error = await _box.FailAsync(Csv("t.csv", compression));
        Assert.Equal("RT2004", error.Code);
        Assert.Contains("compressed with zstd", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_executable_without_the_codec_says_what_it_needs()
    {
        _box.Write("t.csv", Sandbox.Zstd("a\n1\n"));
        FlowError error = await _box.FailAsync(_box.Lake.Csv("t.csv", Sandbox.Columns("a")));
        Assert.Equal(("RT2013", ErrorKind.Usage), (error.Code, error.Kind));
        Assert.Contains("compression: zstd", error.Help, StringComparison.Ordinal);
    }

    private CsvSource Csv(string path, string compression) => _box.Lake.Csv(
        path, Sandbox.Columns("a"),
        new CsvOptions { Format = new FileFormatOptions { Compression = compression, Zstd = ZstdStream.Open } });
}
