using FlowLang.Connectors.Files;
using FlowLang.Connectors.Files.Streams;
using FlowLang.Runtime;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Streams.Tests.Store;

/// <summary>Folders of files as a store: what is committed is in them once, whatever the process did before it was started again.</summary>
public sealed class FileStreamStoreTests : IDisposable
{
    private static readonly StreamPartition Partition = new("t", 0);
    private static readonly StateSignature Signature = new([new OperatorSignature("load.aggregate", "count by zone")]);

    private readonly StreamFolder _folder = new();
    private long _next;

    private string Hidden => _folder.Hidden();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_are_in_files_when_these_are_complete_and_not_before()
    {
        await using FileStreamStore store = await OpenAsync(rollSize: 100);
        await CommitAsync(store, 1, 2);
        Assert.Empty(_folder.Files());
        await CommitAsync(store, 3, 4);
        Assert.Equal("part-counts-load-00000001.parquet", _folder.Files());
        await CommitAsync(store, 5);
        await store.ReleaseAsync([Partition], CancellationToken.None);
        Assert.Equal("part-counts-load-00000001.parquet part-counts-load-00000002.parquet", _folder.Files());
        Assert.Equal("1 2 3 4 5", _folder.Ids());
        await store.ReleaseAsync([Partition], CancellationToken.None);
        Assert.Equal("part-counts-load-00000001.parquet part-counts-load-00000002.parquet", _folder.Files());
    }

    [Theory]
    [InlineData(FileFormat.Csv, ".csv", "read_csv")]
    [InlineData(FileFormat.JsonLines, ".jsonl", "read_json")]
    [InlineData(FileFormat.Parquet, ".parquet", "read_parquet")]
    public async Task A_process_that_died_is_gone_on_from(FileFormat format, string extension, string reader)
    {
        await using (FileStreamStore store = await OpenAsync(format: format))
        {
            Assert.Empty(await store.TakeAsync([Partition], CancellationToken.None));
            await CommitAsync(store, 1, 2);
            await CommitAsync(store, 3);
        }

        Assert.Empty(_folder.Files());

        // Rows of a round that was not committed.
        await File.AppendAllTextAsync(Path.Combine(Hidden, "load.rows"), "{\"id\":99}\n{\"id\":");
        await using FileStreamStore next = await OpenAsync(format: format);
        Assert.Equal(new PartitionProgress(Partition, 3, 30), Assert.Single(await next.TakeAsync([Partition], CancellationToken.None)));
        _next = 3;
        await CommitAsync(next, 4);
        await next.ReleaseAsync([Partition], CancellationToken.None);
        Assert.Equal($"part-counts-load-00000001{extension}", _folder.Files());
        Assert.Equal("1 2 3 4", _folder.Ids(reader));
    }

    [Fact]
    public async Task A_file_that_was_complete_gets_its_name_at_the_next_start()
    {
        await using (FileStreamStore store = await OpenAsync())
        {
            await CommitAsync(store, 1, 2);
        }

        _folder.Ledger("UPDATE files SET complete = 1");

        // As if it had its name, and the process had died before it was told.
        await File.WriteAllTextAsync(Path.Combine(_folder.Root, "loads/part-counts-load-00000001.parquet"), "");
        await using FileStreamStore next = await OpenAsync();
        Assert.Equal("1 2", _folder.Ids());
        _next = 1;
        await CommitAsync(next, 3);
        await next.ReleaseAsync([Partition], CancellationToken.None);
        Assert.Equal("1 2 3", _folder.Ids());
        Assert.Equal("part-counts-load-00000001.parquet part-counts-load-00000002.parquet", _folder.Files());
    }

    [Fact]
    public async Task A_file_is_complete_by_the_clock_when_no_row_comes()
    {
        await using FileStreamStore store = await OpenAsync(rollEvery: TimeSpan.FromMilliseconds(1));
        await CommitAsync(store);
        Assert.Empty(_folder.Files());
        await using FileStreamStore other = await OpenAsync(rollEvery: TimeSpan.FromSeconds(1), folder: "others/", pipeline: "other");
        await CommitAsync(other, 7);
        for (int i = 0; _folder.Files("others").Length == 0; i++)
        {
            Assert.True(i < 600, "no file after a minute");
            await Task.Delay(100);
        }

        Assert.Equal("7", _folder.Ids(folder: "others"));
    }

    [Fact]
    public async Task State_is_there_as_it_was_committed_and_another_programs_is_refused()
    {
        await using (FileStreamStore store = await OpenAsync())
        {
            await store.CommitAsync(new StreamCommit(1, [], [TestRows.Of()], [State(1, 1), State(2, 9)]), default);
            await store.CommitAsync(
                new StreamCommit(2, [], [TestRows.Of()], [State(1, 2, replaces: true), State(1, 3)]), default);
        }

        await using (FileStreamStore next = await OpenAsync())
        {
            List<string> kept = [];
            await foreach (StateChange change in next.RestoreAsync(CancellationToken.None))
            {
                kept.Add($"{change.Operator} {change.Group}: {change.Entries.Span[0]}");
            }

            Assert.Equal(["load.aggregate 2: 9", "load.aggregate 1: 2", "load.aggregate 1: 3"], kept);
        }

        FlowException refused = await Assert.ThrowsAsync<FlowException>(
            () => OpenAsync(signature: new([new OperatorSignature("load.aggregate", "sum by zone")])));
        Assert.Equal("RT4130", refused.Error.Code);
        Assert.Contains("its state is of count by zone; the program has sum by zone", refused.Error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_do_not_write_the_same_files()
    {
        await using FileStreamStore store = await OpenAsync();
        Assert.Equal("RT4142", (await Assert.ThrowsAsync<FlowException>(() => OpenAsync())).Error.Code);
    }

    [Fact]
    public async Task Files_without_their_ledger_are_not_added_to()
    {
        await using (FileStreamStore store = await OpenAsync())
        {
            await CommitAsync(store, 1);
            await store.ReleaseAsync([Partition], CancellationToken.None);
        }

        Directory.Delete(Hidden, recursive: true);
        FlowError refused = (await Assert.ThrowsAsync<FlowException>(() => OpenAsync())).Error;
        Assert.Equal("RT4143", refused.Code);
        Assert.Contains("loads/part-counts-load-00000001.parquet", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_is_none_or_tells_of_more_than_is_there_is_told()
    {
        await using (FileStreamStore store = await OpenAsync())
        {
            await CommitAsync(store, 1);
        }

        await File.WriteAllTextAsync(Path.Combine(Hidden, "load.rows"), "");
        Assert.Equal("RT4144", (await Assert.ThrowsAsync<FlowException>(() => OpenAsync())).Error.Code);
        File.Delete(Path.Combine(Hidden, "ledger.sqlite-wal"));
        await File.WriteAllTextAsync(Path.Combine(Hidden, "ledger.sqlite"), new string('x', 5000));
        Assert.Equal("RT4144", (await Assert.ThrowsAsync<FlowException>(() => OpenAsync())).Error.Code);
    }

    [Fact]
    public async Task Rows_of_other_columns_are_not_finished_by_this_program()
    {
        await using (FileStreamStore store = await OpenAsync())
        {
            await CommitAsync(store, 1);
        }

        FlowError refused = (await Assert.ThrowsAsync<FlowException>(() => OpenAsync(write: "renamed"))).Error;
        Assert.Equal(("RT4146", "write `load` is no more"), (refused.Code, refused.Why));
        _folder.Ledger("UPDATE files SET columns = 'id: int32'");
        refused = (await Assert.ThrowsAsync<FlowException>(() => OpenAsync())).Error;
        Assert.Equal("`load` had id: int32; now it has id: int32, name: text?, amount: decimal(12, 2)", refused.Why);
    }

    [Fact]
    public async Task A_row_that_is_too_large_ends_the_round_with_nothing_of_it()
    {
        await using (FileStreamStore store = await OpenAsync())
        {
            TestRows rows = new((1, "a", 1, false), (2, new string('x', 17 << 20), 1, false));
            Assert.Equal("RT4145", (await Assert.ThrowsAsync<FlowException>(
                () => store.CommitAsync(new StreamCommit(1, [new(Partition, 1, 10)], [rows], []), default))).Error.Code);
        }

        await using FileStreamStore next = await OpenAsync();
        Assert.Empty(await next.TakeAsync([Partition], CancellationToken.None));
        await CommitAsync(next, 5);
        await next.ReleaseAsync([Partition], CancellationToken.None);
        Assert.Equal("5", _folder.Ids());
    }

    [Fact]
    public async Task Rows_beside_the_targets_are_of_the_commit_behind_them()
    {
        StreamPartition bad = new("bytes", 3);
        await using (FileStreamStore store = await OpenAsync(sides: out (ISideOutput Late, IDeadLetterOutput Letters) sides))
        {
            await sides.Late.WriteAsync(TestRows.Of(91), default);
            await sides.Letters.WriteAsync([new DeadLetter(bad, 7, [], [0xFF], "RT4111", "no json")], default);
            await CommitAsync(store, 1);
            await sides.Late.WriteAsync(TestRows.Of(92), default);
            await sides.Late.WriteAsync(TestRows.Of(93), default);
            await CommitAsync(store, 2);

            // The process dies before the round of this one is committed.
            await sides.Late.WriteAsync(TestRows.Of(94), default);
        }

        Assert.Empty(_folder.Files("lates"));
        await using FileStreamStore next = await OpenAsync(sides: out (ISideOutput Late, IDeadLetterOutput Letters) again);
        _next = 2;
        await again.Late.WriteAsync(TestRows.Of(94), default);
        await CommitAsync(next, 3);
        await next.ReleaseAsync([Partition], CancellationToken.None);

        Assert.Equal("part-counts-load.late-00000001.jsonl", _folder.Files("lates"));
        Assert.Equal("91 92 93 94", _folder.Ids("read_json", "lates"));
        Assert.Equal("1 2 3", _folder.Ids());
        Assert.Equal(
            "bytes|3|7|RT4111|no json||/w==",
            StreamFolder.Text($"SELECT concat_ws('|', topic, partition, \"offset\", code, message, coalesce(key::VARCHAR, ''), value) "
                + $"FROM read_json('{_folder.Root}/letters/part-*')"));
    }

    [Fact]
    public async Task Every_type_arrives_unchanged()
    {
        AllTypesRows rows = new();
        FileTarget target = new("load", "loads/", FileFormat.Parquet, rows.Columns);
        await using (FileStreamStore store = new(_folder.Connection(), [target]))
        {
            await store.OpenAsync(StreamFolder.Run(), Signature, CancellationToken.None);
            await store.CommitAsync(new StreamCommit(1, [], [rows], []), CancellationToken.None);
            await store.ReleaseAsync([Partition], CancellationToken.None);
        }

        Assert.Equal(
            "true|-32768|2147483647|1.5|-0.1|-1234567890123456789012345678.9012345678|żółw 🐢|00FF|00112233-4455-6677-8899-aabbccddeeff"
            + "|1969-12-31|23:59:59.999999|2024-02-29 12:30:15.25+00|0001-01-01 00:00:00|{'months': 14, 'days': -3, 'micros': 1500000}"
            + "|{\"a\":[1,null]}|[1, NULL, 3]|{'x': 2.5, 'tags': [p, q]}|{'a\"b'=-0.05, c=123.45}|[9]",
            StreamFolder.Text($"""
                SELECT concat_ws('|', yes, small, whole, single, double, wide, text, hex(bytes), uuid, day, time, instant, datetime,
                  interval, json, list, place, map, grid[1]) FROM read_parquet('{_folder.Root}/loads/*.parquet') WHERE id = 0
                """));
        Assert.Equal(
            "1",
            StreamFolder.Text($"""
                SELECT id FROM read_parquet('{_folder.Root}/loads/*.parquet') WHERE yes IS NULL AND grid IS NULL AND interval IS NULL
                """));
    }

    private static StateChange State(int group, byte entry, bool replaces = false) =>
        new("load.aggregate", group, replaces, new byte[] { entry });

    private async Task<FileStreamStore> OpenAsync(
        FileFormat format = FileFormat.Parquet, long rollSize = 1 << 20, TimeSpan? rollEvery = null, string folder = "loads/",
        string pipeline = "counts", string write = "load", StateSignature? signature = null)
    {
        FileTarget target = new(write, folder, format, TestRows.All)
        {
            RollSize = rollSize,
            RollEvery = rollEvery ?? TimeSpan.FromHours(1),
        };
        FileStreamStore store = new(_folder.Connection(), [target]);
        try
        {
            await store.OpenAsync(StreamFolder.Run(pipeline), signature ?? Signature, CancellationToken.None);
            return store;
        }
        catch (FlowException)
        {
            await store.DisposeAsync();
            throw;
        }
    }

    // With folders for late rows and for dead letters.
    private Task<FileStreamStore> OpenAsync(out (ISideOutput Late, IDeadLetterOutput Letters) sides)
    {
        FileStreamStore store = new(_folder.Connection(), [new("load", "loads/", FileFormat.Parquet, TestRows.All)]);
        sides = (
            store.Output(new("load.late", "lates/", FileFormat.JsonLines, TestRows.All)),
            store.DeadLetters(new("t.bad", "letters/", FileFormat.JsonLines, DeadLetterRows.All)));
        return OpenedAsync();

        async Task<FileStreamStore> OpenedAsync()
        {
            await store.OpenAsync(StreamFolder.Run(), Signature, CancellationToken.None);
            return store;
        }
    }

    private Task CommitAsync(FileStreamStore store, params IEnumerable<int> ids)
    {
        TestRows rows = TestRows.Of(ids);
        _next += rows.Count;
        return store.CommitAsync(new StreamCommit(1, [new(Partition, _next, _next * 10)], [rows], []), CancellationToken.None);
    }
}
