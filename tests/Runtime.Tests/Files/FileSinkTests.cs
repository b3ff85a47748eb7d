using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Files;

public sealed class FileSinkTests : IDisposable
{
    private static readonly ImmutableArray<Column> s_columns = [new("n", ColumnType.Int64), new("t", ColumnType.Text, true)];
    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData(FileFormat.Parquet, "out/t.parquet", "read_parquet")]
    [InlineData(FileFormat.Csv, "out/t.csv", "read_csv")]
    [InlineData(FileFormat.Csv, "out/t.csv.gz", "read_csv")]
    [InlineData(FileFormat.Csv, "out/t.csv.zst", "read_csv")]
    [InlineData(FileFormat.JsonLines, "out/t.jsonl", "read_json")]
    public async Task A_file_is_written_and_counted(FileFormat format, string path, string reader)
    {
        WriteReport report = await _box.WriteAsync("SELECT range AS n, 'x' || range AS t FROM range(3000)", s_columns, Sink(path, format));
        Assert.Equal((3000L, 3000L), (report.Read, report.Written));
        Assert.Equal("3000|4498500|x2999",
            await _box.SqlAsync($"SELECT count(*), sum(n), max_by(t, n) FROM {reader}('{_box.Path(path)}')"));
        Assert.Equal([Path.GetFileName(path)], _box.Entries("out"));
    }

    [Fact]
    public async Task Without_a_commit_nothing_is_seen_and_nothing_is_left()
    {
        _box.Write("t.csv", "old");
        await _box.WriteAsync("SELECT 1::BIGINT AS n, 'x' AS t", s_columns, Sink("t.csv", FileFormat.Csv), commit: false);
        Assert.Equal("old", await File.ReadAllTextAsync(_box.Path("t.csv")));
        Assert.Equal(["t.csv"], _box.Entries());
    }

    [Fact]
    public async Task A_query_that_fails_half_way_leaves_the_old_file()
    {
        _box.Write("t.csv", "old");
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => _box.WriteAsync(
            "SELECT CASE WHEN range = 900000 THEN error('no') ELSE range END AS n, 'x' AS t FROM range(1000000)", s_columns,
                Sink("t.csv", FileFormat.Csv)));
        Assert.Equal("RT5001", e.Error.Code);
        Assert.Equal(["t.csv"], _box.Entries());
        Assert.Equal("old", await File.ReadAllTextAsync(_box.Path("t.csv")));
    }

    [Fact]
    public async Task A_folder_is_exchanged_as_a_whole()
    {
        _box.Write("out/part-9.parquet", "old");
        await _box.WriteAsync("SELECT 1::BIGINT AS n, 'x' AS t", s_columns, Sink("out/", FileFormat.Parquet));
        Assert.Equal(["part-0.parquet"], _box.Entries("out"));
        Assert.Equal(["out"], _box.Entries());
    }

    [Fact]
    public async Task Append_adds_a_file_and_repeating_an_interval_replaces_its_own()
    {
        FileSink sink = Sink("out/", FileFormat.Parquet, FileWriteMode.Append);
        RunInterval first = RunInterval.Of(IntervalUnit.Day, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await _box.WriteAsync("SELECT 1::BIGINT AS n, 'x' AS t", s_columns, sink, first);
        await _box.WriteAsync("SELECT 2::BIGINT AS n, 'x' AS t", s_columns, sink, first);
        await _box.WriteAsync("SELECT 3::BIGINT AS n, 'x' AS t", s_columns, sink, RunInterval.Of(IntervalUnit.Day, first.End));
        Assert.Equal("2\n3", await _box.SqlAsync($"SELECT n FROM read_parquet('{_box.Path("out/*.parquet")}') ORDER BY n"));
    }

    [Fact]
    public async Task Append_refuses_other_columns_than_the_folder_has()
    {
        FileSink sink = Sink("out/", FileFormat.Parquet, FileWriteMode.Append);
        await _box.WriteAsync("SELECT 1::BIGINT AS n, 'x' AS t", s_columns, sink);
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => _box.WriteAsync("SELECT 'y' AS n", Sandbox.Columns("n"), sink));
        Assert.Equal(("RT3001", ErrorKind.Schema), (e.Error.Code, e.Error.Kind));
    }

    [Theory]
    [InlineData(FileFormat.Parquet, "t.parquet", "read_parquet", "t.parquet")]
    [InlineData(FileFormat.Csv, "t.csv", "read_csv", "t.csv")]
    [InlineData(FileFormat.Csv, "t.csv.gz", "read_csv", "t.csv.gz")]
    [InlineData(FileFormat.JsonLines, "t.jsonl.zst", "read_json", "t.jsonl.zst")]
    [InlineData(FileFormat.JsonLines, "t.jsonl", "read_json", "t.jsonl")]
    [InlineData(FileFormat.Parquet, "out/", "read_parquet", "out/*.parquet")]
    public async Task Several_writes_of_one_run_to_a_target_add_up(FileFormat format, string path, string reader, string glob)
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        foreach (int i in new[] { 1, 2, 3 })
        {
            await duck.WriteAsync(
                new WriteRequest("t") { Sql = $"SELECT {i}::BIGINT AS n, 'x' AS t", Columns = s_columns, Sink = Sink(path, format) },
                    default);
        }

        await run.CommitAsync(default);
        Assert.Equal("3|6", await _box.SqlAsync($"SELECT count(*), sum(n) FROM {reader}('{_box.Path(glob)}')"));
        Assert.DoesNotContain(_box.Entries(), n => n.StartsWith(".flow~", StringComparison.Ordinal));
        Assert.Equal([1L, 1L, 1L], run.Report.Writes.Select(w => w.Written));
    }

    [Fact]
    public async Task Replace_partition_only_touches_its_interval()
    {
        FileSink sink = Sink("dt={day}/", FileFormat.Parquet, FileWriteMode.ReplacePartition);
        _box.Write("dt=2024-01-02/part-0.parquet", "other");
        await _box.WriteAsync(
            "SELECT 1::BIGINT AS n, 'x' AS t", s_columns, sink,
                RunInterval.Of(IntervalUnit.Day, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(["dt=2024-01-01", "dt=2024-01-02"], _box.Entries());
        Assert.Equal("other", await File.ReadAllTextAsync(_box.Path("dt=2024-01-02/part-0.parquet")));
    }

    [Fact]
    public async Task Append_to_a_single_file_is_a_mistake_of_usage() => Assert.Equal(
        "RT2022",
        (await Assert.ThrowsAsync<FlowException>(() => _box.WriteAsync(
            "SELECT 1::BIGINT AS n, 'x' AS t", s_columns, Sink("t.parquet", FileFormat.Parquet, FileWriteMode.Append)))).Error.Code);

    [Fact]
    public async Task A_folder_in_the_place_of_a_file_is_told()
    {
        Directory.CreateDirectory(_box.Path("t.csv"));
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => _box.WriteAsync(
            "SELECT 1::BIGINT AS n, 'x' AS t", s_columns, Sink("t.csv", FileFormat.Csv)));
        Assert.Equal("RT2023", e.Error.Code);
    }

    [Fact]
    public async Task A_link_out_of_the_root_is_not_written_through()
    {
        using var outside = new Sandbox();
        Directory.CreateSymbolicLink(_box.Path("out"), outside.Folder);
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => _box.WriteAsync(
            "SELECT 1::BIGINT AS n, 'x' AS t", s_columns, Sink("out/t.csv", FileFormat.Csv)));
        Assert.Equal("RT2008", e.Error.Code);
        Assert.Empty(outside.Entries());
    }

    [Fact]
    public async Task Values_of_every_type_have_their_text_form()
    {
        const string Values = """
            SELECT true AS b, 9007199254740993::BIGINT AS i, -0.0::DOUBLE AS f, 1.50::DECIMAL(12,2) AS d, 'é"' AS t, '\xAB'::BLOB AS y,
              DATE '2024-01-02' AS da, TIMESTAMPTZ '2024-01-02 03:04:05.6+00' AS ins, TIMESTAMP '2024-01-02 03:04:05' AS dt,
              [1::BIGINT, NULL] AS l, {'x': TIMESTAMP '2024-01-02 00:00:00'} AS s, MAP {'k': 1.5::DECIMAL(3,1)} AS m, '{"a":1}'::JSON AS j
            """;
        ImmutableArray<Column> columns =
        [
            new("b", ColumnType.Bool), new("i", ColumnType.Int64), new("f", ColumnType.Float64), new("d", ColumnType.Decimal(12, 2)),
            new("t", ColumnType.Text), new("y", ColumnType.Bytes), new("da", ColumnType.Date), new("ins", ColumnType.Instant),
            new("dt", ColumnType.DateTime), new("l", ColumnType.List(ColumnType.Int64, true)),
            new("s", ColumnType.Struct(new Column("x", ColumnType.DateTime))), new("m", ColumnType.Map(ColumnType.Decimal(3, 1))),
                new("j", ColumnType.Json),
        ];
        await _box.WriteAsync(Values, columns, Sink("t.jsonl", FileFormat.JsonLines));
        Assert.Equal(
            """
            {"b":true,"i":"9007199254740993","f":0.0,"d":"1.50","t":"é\"","y":"qw==",
            "da":"2024-01-02","ins":"2024-01-02T03:04:05.6Z","dt":"2024-01-02T03:04:05","l":[1,null],
            "s":{"x":"2024-01-02T00:00:00"},"m":{"k":"1.5"},"j":{"a":1}}
            """.ReplaceLineEndings(""),
            (await File.ReadAllTextAsync(_box.Path("t.jsonl"))).Trim());
        await _box.WriteAsync(Values, columns, Sink("t.csv", FileFormat.Csv));
        Assert.Equal(
            "true,9007199254740993,0.0,1.50,\"é\"\"\",qw==,2024-01-02,2024-01-02T03:04:05.6Z,2024-01-02T03:04:05,"
            + "\"[1,null]\",\"{\"\"x\"\":\"\"2024-01-02T00:00:00\"\"}\",\"{\"\"k\"\":\"\"1.5\"\"}\",\"{\"\"a\"\":1}\"",
            (await File.ReadAllLinesAsync(_box.Path("t.csv")))[1]);
        await _box.WriteAsync(Values, columns, Sink("t.parquet", FileFormat.Parquet));
    }

    [Fact]
    public async Task A_name_that_ends_in_zst_is_compressed_and_several_writes_are_frames_of_one_file()
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        foreach (int i in new[] { 1, 2 })
        {
            await duck.WriteAsync(
                new WriteRequest("t")
                {
                    Sql = $"SELECT {i}::BIGINT AS n, 'x' AS t",
                    Columns = s_columns,
                    Sink = Sink("t.csv.zst", FileFormat.Csv),
                },
                default);
        }

        await run.CommitAsync(default);
        Assert.Equal([0x28, 0xB5, 0x2F, 0xFD], (await File.ReadAllBytesAsync(_box.Path("t.csv.zst")))[..4]);
        await using Stream text = ZstdStream.Open(File.OpenRead(_box.Path("t.csv.zst")));
        using var reader = new StreamReader(text);
        Assert.Equal("n,t\n1,x\n2,x\n", (await reader.ReadToEndAsync()).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Dates_and_times_are_written_in_the_formats_of_the_sink()
    {
        ImmutableArray<Column> columns =
            [new("d", ColumnType.Date), new("t", ColumnType.DateTime), new("i", ColumnType.Instant), new("c", ColumnType.Time)];
        var options = new FileSinkOptions { DateFormat = "%d.%m.%Y", TimeFormat = "%d.%m.%Y um %H:%M:%S.%f" };
        await _box.WriteAsync(
            "SELECT DATE '0033-04-03' AS d, TIMESTAMP '2024-01-02 03:04:05.6' AS t, TIMESTAMPTZ '2024-01-02 00:00:00+02' AS i, "
            + "TIME '01:02:03' AS c",
            columns, new FileSink(_box.Lake, "t.csv", FileFormat.Csv, options));
        Assert.Equal(
            "03.04.0033,02.01.2024 um 03:04:05.600000,01.01.2024 um 22:00:00.000000,01:02:03",
            (await File.ReadAllLinesAsync(_box.Path("t.csv")))[1]);
    }

    [Fact]
    public async Task A_decimal_without_whole_digits_has_its_zero()
    {
        ImmutableArray<Column> columns =
        [
            new("d", ColumnType.Decimal(2, 2), Nullable: true), new("l", ColumnType.List(ColumnType.Decimal(2, 2), true)),
        ];
        const string Rows = "SELECT v::DECIMAL(2, 2) AS d, [v::DECIMAL(2, 2), NULL] AS l FROM (VALUES (0.5), (-0.05), (NULL)) r(v)";
        await _box.WriteAsync(Rows, columns, Sink("t.csv", FileFormat.Csv));
        Assert.Equal(
            ["d,l", "0.50,\"[\"\"0.50\"\",null]\"", "-0.05,\"[\"\"-0.05\"\",null]\"", ",\"[null,null]\""],
            await File.ReadAllLinesAsync(_box.Path("t.csv")));
        await _box.WriteAsync(Rows, columns, Sink("t.jsonl", FileFormat.JsonLines));
        Assert.Equal(
            """{"d":"0.50","l":["0.50",null]}""", (await File.ReadAllLinesAsync(_box.Path("t.jsonl")))[0]);
    }

    [SkippableFact]
    public async Task A_full_disk_is_told_and_nothing_is_half_written()
    {
        string mount = _box.Path("small");
        Directory.CreateDirectory(mount);
        Skip.IfNot(Shell("mount", $"-t tmpfs -o size=2m tmpfs {mount}") == 0, "this user may not mount a small file system");
        try
        {
            await File.WriteAllTextAsync(_box.Path("small/t.csv"), "old");
            FlowException e = await Assert.ThrowsAsync<FlowException>(() => _box.WriteAsync(
                "SELECT range AS n, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' AS t FROM range(1000000)", s_columns,
                    Sink("small/t.csv", FileFormat.Csv)));
            Assert.Equal("RT2021", e.Error.Code);
            Assert.Equal(["t.csv"], _box.Entries("small"));
            Assert.Equal("old", await File.ReadAllTextAsync(_box.Path("small/t.csv")));
        }
        finally
        {
            Shell("umount", mount);
        }
    }

    [Fact]
    public async Task What_a_killed_run_left_is_removed_by_the_next_and_its_run_is_marked()
    {
        _box.Write("out.csv", "old");
        using Process process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath ?? "dotnet", ["exec", typeof(FileSinkTests).Assembly.Location, "endless-write", _box.Folder]))
            ?? throw new InvalidOperationException("no process");
        string? aside = null;
        for (int i = 0; i < 600 && (aside is null || new FileInfo(_box.Path(aside)).Length < 1 << 20); i++)
        {
            await Task.Delay(50);
            aside = _box.Entries().FirstOrDefault(n => n.StartsWith(".flow~", StringComparison.Ordinal));
        }

        process.Kill();
        await process.WaitForExitAsync();
        Assert.NotNull(aside);
        Assert.Contains(aside, _box.Entries());
        Assert.Equal("old", await File.ReadAllTextAsync(_box.Path("out.csv")));
        using (RunLedger ledger = RunLedger.Open(_box.Path("ledger.db")))
        {
            Assert.Equal(RunState.Crashed, ledger.Latest(1)[0].State);
        }

        await _box.WriteAsync("SELECT 1::BIGINT AS n, 'x' AS t", s_columns, Sink("out.csv", FileFormat.Csv));
        Assert.DoesNotContain(_box.Entries(), n => n.StartsWith(".flow~", StringComparison.Ordinal));
        Assert.Equal("n,t\n1,x\n", await File.ReadAllTextAsync(_box.Path("out.csv")));
    }

    private static int Shell(string command, string arguments)
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true });
            process?.WaitForExit();
            return process?.ExitCode ?? -1;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private FileSink Sink(string path, FileFormat format, FileWriteMode mode = FileWriteMode.Replace) =>
        new(_box.Lake, path, format, new FileSinkOptions { Mode = mode });
}
