using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Gcs;

namespace FlowLang.Runtime.Tests.Gcs;

public sealed class WriteTests
{
    private static readonly RunInterval s_first = RunInterval.Of(IntervalUnit.Day, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly RunInterval s_second = RunInterval.Of(IntervalUnit.Day, s_first.End);

    [SkippableTheory]
    [InlineData(FileFormat.Parquet, "out/t.parquet")]
    [InlineData(FileFormat.Csv, "out/t.csv.gz")]
    [InlineData(FileFormat.JsonLines, "out/t.jsonl")]
    public async Task A_file_is_written_and_seen_with_the_commit_only(FileFormat format, string path)
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await box.WriteAsync(box.Sink(path, format), "1, 2", commit: false);
        Assert.Empty(await box.NamesAsync());
        await box.WriteAsync(box.Sink(path, format), "1, 2");
        Assert.Equal([path], await box.NamesAsync());
        string stored = box.Box.Write(path, await box.GetAsync(path));
        Assert.Equal("3", await box.Box.SqlAsync($"SELECT sum(n) FROM '{stored}'"));
        await box.WriteAsync(box.Sink(path, format), "5");
        stored = box.Box.Write(path, await box.GetAsync(path));
        Assert.Equal("5", await box.Box.SqlAsync($"SELECT sum(n) FROM '{stored}'"));
    }

    [SkippableFact]
    public async Task Without_the_proxy_the_stand_in_itself_takes_uploads_in_pieces()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        box.Options = box.Options with { Endpoint = StorageAddress.Require() };
        await box.Box.WriteAsync(
            "SELECT range * 7919 AS n FROM range(3000000)", [new Column("n", ColumnType.Int64)], box.Sink("big.parquet"));
        Assert.Equal("3000000", await box.Box.QueryAsync(
            box.Lake.Parquet("big.parquet", [new("n", ColumnType.Int64)], needsOrigin: false), "SELECT count(*) FROM r"));
    }

    [SkippableFact]
    public async Task An_upload_goes_on_where_it_was_interrupted_and_its_last_piece_waits_for_the_commit()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        TokenTape tokens = new();
        box.Options = box.Options with { Tokens = tokens };
        int pieces = 0;
        box.Proxy.Fault = (request, right) =>
        {
            if (request.Method != "PUT" || request.Header("Content-Range")?.Contains('*', StringComparison.Ordinal) == true)
            {
                return null;
            }

            // The first is lost, the second stored with its answer lost, the third finds that the token has ended.
            return ++pieces switch
            {
                1 => StorageProxy.Fails(503),
                2 => Lost(right),
                3 => StorageProxy.Fails(401),
                _ => null,
            };
        };
        await using BatchRun run = box.Box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await duck.WriteAsync(
            new WriteRequest("t")
            {
                Sql = "SELECT range * 7919 AS n FROM range(3000000)",
                Columns = [new Column("n", ColumnType.Int64)],
                Sink = box.Sink("big.parquet"),
            },
            default);
        await run.CommitAsync(default);
        UploadSession session = Assert.Single(box.Proxy.Sessions);
        Assert.True(session.Stored.Count > 8 << 20);
        Assert.Equal(session.Stored, await box.GetAsync("big.parquet"));
        Assert.Equal("Bearer token-2", box.Proxy.Requests[^1].Header("Authorization"));
        int last = int.Parse(
            box.Proxy.Requests.Last(r => r.Method == "PUT").Header("Content-Length") ?? "", CultureInfo.InvariantCulture);
        Assert.InRange(last, 1, 256 << 10);

        static RestAnswer Lost(Func<RestAnswer> right)
        {
            right();
            return StorageProxy.Fails(503);
        }
    }

    [SkippableFact]
    public async Task A_session_that_is_forgotten_begins_again_and_bytes_that_were_damaged_are_refused()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        int forgotten = 1;
        box.Proxy.Fault = (request, _) => request.Method == "PUT" && forgotten-- > 0 ? StorageProxy.Fails(410) : null;
        await box.WriteAsync(box.Sink("t.parquet"), "1");
        Assert.Equal("1", await box.FolderAsync("t.parquet"));
        Assert.Equal(2, box.Proxy.Sessions.Count);
        box.Proxy.Fault = (request, _) => request.Method == "PUT"
            ? StorageProxy.Fails(400, "Provided CRC32C does not match calculated CRC32C")
            : null;
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => box.WriteAsync(box.Sink("t.parquet"), "2"));
        Assert.Equal("RT2056", e.Error.Code);
        box.Proxy.Fault = (_, _) => null;
        Assert.Equal("1", await box.FolderAsync("t.parquet"));
    }

    [SkippableFact]
    public async Task A_folder_is_replaced_for_readers_as_a_whole()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await box.PutAsync("out/old.parquet", await ParquetAsync(box, 9));
        await box.PutAsync("out/deep/other.parquet", await ParquetAsync(box, 8));
        await box.WriteAsync(box.Sink("out/"), "1");
        Assert.Equal("1", await box.FolderAsync("out/*.parquet"));
        Assert.Equal("8", await box.FolderAsync("out/deep/*.parquet"));
        Assert.DoesNotContain("out/old.parquet", await box.NamesAsync());

        // Between the upload of parts and the manifest, and between the manifest and the deleting, readers see one or the other.
        List<string> seen = [];
        box.Proxy.Fault = (request, right) =>
        {
            if (request["uploadType"] == "multipart" || request.Method == "DELETE")
            {
                box.Proxy.Fault = (_, _) => null;
                seen.Add(Task.Run(() => Look(box)).GetAwaiter().GetResult());
            }

            return null;
        };
        await box.WriteAsync(box.Sink("out/"), "2");
        Assert.Equal(["1"], seen);
        box.Proxy.Fault = (request, _) => request.Method == "DELETE" ? StorageProxy.Fails(403) : null;
        await box.WriteAsync(box.Sink("out/"), "3");
        Assert.Equal("3", await box.FolderAsync("out/*.parquet"));
        Assert.Equal(4, (await box.NamesAsync()).Count);
        box.Proxy.Fault = (_, _) => null;
    }

    [SkippableFact]
    public async Task Append_adds_a_part_and_repeating_an_interval_replaces_its_own()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        GcsSink sink = box.Sink("out/", mode: FileWriteMode.Append);
        await box.WriteAsync(sink, "1", s_first);
        await box.WriteAsync(sink, "2", s_second);
        await box.WriteAsync(sink, "3", s_first);
        Assert.Equal("2,3", await box.FolderAsync("out/*.parquet"));
        Assert.Equal(3, (await box.NamesAsync()).Count);

        // Another run adds its part at the same time: both are there.
        bool isFirst = true;
        box.Proxy.Fault = (request, _) =>
        {
            if (request["uploadType"] == "multipart" && isFirst)
            {
                isFirst = false;
                return StorageProxy.Fails(412, "conditionNotMet");
            }

            return null;
        };
        await box.WriteAsync(sink, "4");
        Assert.Equal("2,3,4", await box.FolderAsync("out/*.parquet"));
        FlowException e = await Assert.ThrowsAsync<FlowException>(() => box.Box.WriteAsync(
            "SELECT 'x' AS n", Sandbox.Columns("n"), box.Sink("out/", mode: FileWriteMode.Append)));
        Assert.Equal("RT3001", e.Error.Code);
    }

    [SkippableFact]
    public async Task What_somebody_else_wrote_meanwhile_is_not_replaced()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await box.WriteAsync(box.Sink("out/"), "1");
        await box.WriteAsync(box.Sink("t.parquet"), "1");
        foreach (string path in new[] { "out/", "t.parquet" })
        {
            await using BatchRun run = box.Box.Run();
            await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
            await duck.WriteAsync(
                new WriteRequest("t")
                {
                    Sql = "SELECT 2::BIGINT AS n",
                    Columns = [new Column("n", ColumnType.Int64)],
                    Sink = box.Sink(path),
                },
                default);
            await box.WriteAsync(box.Sink(path), "7");
            FlowException e = await Assert.ThrowsAsync<FlowException>(() => run.CommitAsync(default));
            Assert.Equal(("RT2054", true), (e.Error.Code, e.Error.Transient));
        }

        Assert.Equal("7", await box.FolderAsync("out/*.parquet"));
        Assert.Equal("7", await box.FolderAsync("t.parquet"));
        Assert.Equal(3, (await box.NamesAsync()).Count);
    }

    [SkippableFact]
    public async Task Partitions_are_replaced_each_for_itself()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        GcsSink sink = box.Sink("dt={day}/", mode: FileWriteMode.ReplacePartition);
        await box.WriteAsync(sink, "1", s_first);
        await box.WriteAsync(sink, "2", s_second);
        await box.WriteAsync(sink, "3", s_first);
        Assert.Equal("2,3", await box.FolderAsync("dt=*/*.parquet"));
        Assert.Equal("3", await box.FolderAsync("dt={day}/*.parquet", s_first));
    }

    [SkippableFact]
    public async Task A_target_that_can_not_be_written_is_said_before_rows_move()
    {
        await using GcsBox box = await GcsBox.NewAsync();
        await using BatchRun run = box.Box.Run();
        async Task<string> CheckAsync(GcsSink sink) =>
            (await Assert.ThrowsAsync<FlowException>(() => sink.CheckAsync(run, [], default))).Error.Code;
        Assert.Equal("RT2022", await CheckAsync(box.Sink("t.parquet", mode: FileWriteMode.Append)));
        Assert.Equal("RT2060", await CheckAsync(box.Sink("a//t.parquet")));
        Assert.Equal($"creates gs://{box.Bucket}/t.parquet", await box.Sink("t.parquet").CheckAsync(run, [], default));
        await box.PutAsync("out/.flow-manifest.json", "{}");
        Assert.Equal("RT2061", await CheckAsync(box.Sink("out/")));
        box.Options = box.Options with { Bucket = "no-such-" + box.Bucket };
        Assert.Equal("RT2050", await CheckAsync(box.Sink("t2.parquet")));
    }

    // Past the proxy, which waits for the answer that it is about to give.
    private static Task<string> Look(GcsBox box)
    {
        GcsConnection direct = new("lake", box.Options with { Endpoint = StorageAddress.Require() }, box.Box.Settings);
        GcsFileSource folder = direct.Parquet("out/*.parquet", [new("n", ColumnType.Int64)], needsOrigin: true);
        return box.Box.QueryAsync(folder, "SELECT string_agg(n, ',' ORDER BY n) FROM r");
    }

    private static async Task<byte[]> ParquetAsync(GcsBox box, int n)
    {
        string path = box.Box.Path($"{n}.parquet");
        await box.Box.SqlAsync($"COPY (SELECT {n}::BIGINT AS n) TO '{path}'");
        return await File.ReadAllBytesAsync(path);
    }
}
