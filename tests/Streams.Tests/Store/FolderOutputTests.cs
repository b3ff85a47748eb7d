using FlowLang.Connectors.Files;
using FlowLang.Connectors.Files.Streams;
using FlowLang.Runtime;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Streams.Tests.Store;

/// <summary>Folders beside a pipeline whose rows go elsewhere: what was written is never missing, and no file is half a file.</summary>
public sealed class FolderOutputTests : IDisposable
{
    private const string Part = "test.counts.load.late";

    private readonly StreamFolder _folder = new();

    private string Staged => Path.Combine(_folder.Hidden(Part), "load.late.rows");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_appear_when_they_are_large_enough_or_the_stream_ends()
    {
        await using FolderOutput output = await OpenAsync(rollSize: 100);
        await output.WriteAsync(TestRows.Of(1, 2), default);
        Assert.Empty(_folder.Files());
        await output.WriteAsync(TestRows.Of(3, 4), default);
        Assert.Equal("part-counts-load.late-00000001.parquet", _folder.Files());
        await output.WriteAsync(TestRows.Of(5), default);
        Assert.Equal("1 2 3 4", _folder.Ids());
        await output.CompleteAsync(default);
        await output.CompleteAsync(default);
        Assert.Equal("part-counts-load.late-00000001.parquet part-counts-load.late-00000002.parquet", _folder.Files());
        Assert.Equal("1 2 3 4 5", _folder.Ids());
    }

    [Theory]
    [InlineData("while a row was staged")]
    [InlineData("with rows of no complete file")]
    [InlineData("before a complete file was written")]
    [InlineData("while it was written")]
    [InlineData("before the ledger knew of its name")]
    public async Task What_was_written_is_there_once_after_a_process_died(string died)
    {
        await using (FolderOutput output = await OpenAsync())
        {
            await output.WriteAsync(TestRows.Of(1, 2), default);
            await output.WriteAsync(TestRows.Of(3), default);
        }

        await LeaveAsync(died);
        await using FolderOutput next = await OpenAsync();
        await next.WriteAsync(TestRows.Of(4), default);
        await next.CompleteAsync(default);
        Assert.Equal("1 2 3 4", _folder.Ids());
        Assert.DoesNotContain(".flow", _folder.Files(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_dead_letter_and_no_reject_is_missing_whenever_the_store_fails(bool isCommitted)
    {
        CommitFailure failure = isCommitted ? CommitFailure.After : CommitFailure.Before;
        MemorySource source = new("events", 1, _ => (0, 1));
        source.Add(0, Enumerable.Range(0, 12).SelectMany(i => new[] { $"a,{i},1", $"reject,{i},{i}", $"no record {i}" }));
        int commits = 0;
        MemoryStore store = new() { Failure = () => ++commits % 3 == 2 ? failure : CommitFailure.None };
        int lives = 0;
        for (bool isDone = false; !isDone; lives++)
        {
            source = source.Again(_ => (0, 1));
            isDone = await LiveAsync(source, store);
        }

        Assert.True(lives > 1, $"{lives} lives");
        Assert.Equal(["a@0: 10, 10", "a@10: 2, 2"], store.Rows.Cast<CountPipeline.Rows>().SelectMany(r => r.Items).Select(r => $"{r}"));
        Assert.Equal("12", StreamFolder.Text($"SELECT count(DISTINCT source_row) FROM read_json('{_folder.Root}/no/part-*')"));
        Assert.Equal(
            string.Join(' ', Enumerable.Range(0, 12).Select(i => (i * 3) + 2)),
            StreamFolder.Text($"""
                SELECT string_agg(place, ' ' ORDER BY place)
                FROM (SELECT DISTINCT "offset" AS place FROM read_csv('{_folder.Root}/bad/part-*', header = true))
                """));
    }

    [Fact]
    public async Task Outputs_of_one_pipeline_and_its_store_share_a_root()
    {
        await using FileStreamStore store = new(_folder.Connection(), [new("load", "loads/", FileFormat.Parquet, TestRows.All)]);
        await store.OpenAsync(StreamFolder.Run(), new StateSignature([]), default);
        await using FolderOutput late = await OpenAsync();
        await using FolderOutput other = await OpenAsync(name: "load.late2");
        await store.CommitAsync(new StreamCommit(1, [], [TestRows.Of(1)], []), default);
        await late.WriteAsync(TestRows.Of(2), default);
        await other.WriteAsync(TestRows.Of(3), default);
        await store.ReleaseAsync([], default);
        await late.CompleteAsync(default);
        await other.CompleteAsync(default);
        Assert.Equal("1 2 3", _folder.Ids());
        Assert.Equal(
            "part-counts-load-00000001.parquet part-counts-load.late-00000001.parquet part-counts-load.late2-00000001.parquet",
            _folder.Files());
    }

    [Fact]
    public async Task A_second_process_is_refused_and_so_are_files_without_their_ledger()
    {
        await using (FolderOutput output = await OpenAsync())
        {
            Assert.Equal("RT4142", (await Assert.ThrowsAsync<FlowException>(() => OpenAsync())).Error.Code);
            await output.WriteAsync(TestRows.Of(1), default);
            await output.CompleteAsync(default);
        }

        Directory.Delete(_folder.Hidden(Part), recursive: true);
        Assert.Equal("RT4143", (await Assert.ThrowsAsync<FlowException>(() => OpenAsync())).Error.Code);
    }

    // As a process leaves it that dies there: the three rows are committed in any case.
    private async Task LeaveAsync(string died)
    {
        string name = Path.Combine(_folder.Root, "loads", "part-counts-load.late-00000001.parquet");
        switch (died)
        {
            case "while a row was staged":
                await File.AppendAllTextAsync(Staged, "{\"id\":99}\n{\"id\":");
                return;
            case "with rows of no complete file":
                return;
            case "while it was written":
                await File.WriteAllTextAsync(Path.Combine(_folder.Root, "loads", $".{Path.GetFileName(name)}.flow"), "PAR1 half");
                break;
            case "before the ledger knew of its name":
                await File.WriteAllTextAsync(name, "");
                break;
        }

        _folder.Ledger("UPDATE files SET complete = 1", Part);
    }

    // Whether it came to the end of the topic.
    private async Task<bool> LiveAsync(MemorySource source, MemoryStore store)
    {
        StreamTopology topology = CountPipeline.Topology(source, store, TimeSpan.FromSeconds(1), lanes: 1);
        topology = topology with
        {
            Inputs =
            [
                topology.Inputs[0] with
                {
                    DeadLetters = new FolderOutput(
                        _folder.Connection("bad"), new("events.bad", "bad/", FileFormat.Csv, DeadLetterRows.All) { RollSize = 200 }),
                },
            ],
            Routes = [topology.Routes[0] with { RejectsSide = 0 }],
            Sides = [new FolderOutput(_folder.Connection(), new("counts.rejects", "no/", FileFormat.JsonLines, RejectColumns.All))],
        };
        try
        {
            await StreamRuns.ToEndAsync(topology);
            return true;
        }
        catch (FlowException e) when (e.Error.Code == "RT9999")
        {
            return false;
        }
    }

    private async Task<FolderOutput> OpenAsync(string name = "load.late", long rollSize = 1 << 20)
    {
        FolderOutput output = new(
            _folder.Connection(),
            new(name, "loads/", FileFormat.Parquet, TestRows.All) { RollSize = rollSize, RollEvery = TimeSpan.FromHours(1) });
        try
        {
            await output.OpenAsync(StreamFolder.Run(), default);
            return output;
        }
        catch (FlowException)
        {
            await output.DisposeAsync();
            throw;
        }
    }
}
