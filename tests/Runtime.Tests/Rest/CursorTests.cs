using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Http;
using FlowLang.Runtime.Tests.Http;
using Microsoft.Data.Sqlite;

namespace FlowLang.Runtime.Tests.Rest;

/// <summary>A cursor counts from when its run is done, however that became known.</summary>
public sealed class CursorTests
{
    private static readonly RestOptions s_options = new()
    {
        Query = [new("since", "{cursor}")],
        Cursor = new RestCursor("id") { Start = "0" },
    };

    [Theory]
    [InlineData("done", "7")]
    [InlineData("failed", null)]
    [InlineData("running", null)]
    [InlineData("died behind its commit", "7")]
    public void What_a_run_kept_counts_when_it_is_done(string end, string? expected)
    {
        using Sandbox box = new();
        using RunLedger ledger = RunLedger.Open(box.Path("ledger.db"));
        BatchRun run = box.Run();
        ledger.Start(run);
        ICursors cursors = ledger.CursorsOf("load", run.Id);
        cursors.Keep("rows.id", "3");
        cursors.Keep("rows.id", "7");
        switch (end)
        {
            case "done":
                ledger.Finish(run, RunState.Done, run.StartedAt, null);
                break;
            case "failed":
                ledger.Finish(run, RunState.Failed, run.StartedAt, new FlowError("RT4001", "no"));
                break;
            case "died behind its commit":
                LosesItsProcess(box.Path("ledger.db"));
                using (RunLedger next = RunLedger.Open(box.Path("ledger.db")))
                {
                    Assert.Equal([run.Id], next.Unsettled("load"));
                }

                ledger.SettleAsDone(run.Id, new CommittedRun(new(1, 1, 0, 0), run.StartedAt));
                break;
        }

        Assert.Equal(expected, ledger.CursorsOf("load", "another").Committed("rows.id"));
        Assert.Null(ledger.CursorsOf("other", "another").Committed("rows.id"));
        Assert.Null(ledger.CursorsOf("load", "another").Committed("rows.at"));
    }

    private static void LosesItsProcess(string path)
    {
        using SqliteConnection ledger = new($"Data Source={path};Pooling=False");
        ledger.Open();
        using SqliteCommand command = ledger.CreateCommand();
        command.CommandText = "UPDATE runs SET pid = 0, process_started = '0'";
        command.ExecuteNonQuery();
    }

    [Theory]
    [InlineData("int64", "[{\"v\": 9}, {\"v\": \"10\"}, {\"v\": null}, {\"v\": \"x\"}, {}]", "10")]
    [InlineData("text", "[{\"v\": \"Z\"}, {\"v\": \"\ud83d\ude00\"}, {\"v\": \"\uff5a\"}]", "\ud83d\ude00")]
    [InlineData("date", "[{\"v\": \"2024-02-29\"}, {\"v\": \"2024-01-31\"}]", "2024-02-29")]
    [InlineData("datetime", "[{\"v\": \"2024-01-31T10:00\"}, {\"v\": \"2024-01-31 09:59:59\"}]", "2024-01-31T10:00:00")]
    [InlineData("instant", "[{\"v\": \"2024-01-01T01:00:00+02:00\"}, {\"v\": \"2023-12-31T22:30:00.123456789Z\"}]", "2023-12-31T23:00:00Z")]
    public async Task The_highest_value_is_that_of_its_type(string type, string rows, string expected)
    {
        ColumnType column = type switch
        {
            "int64" => ColumnType.Int64,
            "text" => ColumnType.Text,
            "date" => ColumnType.Date,
            "datetime" => ColumnType.DateTime,
            _ => ColumnType.Instant,
        };
        await using RestBox box = new(_ => RestAnswer.Json(rows));
        Remembered cursors = new();
        RestOptions options = new() { Cursor = new RestCursor("v"), Query = [new("since", "{cursor}")] };
        for (int time = 0; time < 2; time++)
        {
            await using BatchRun run = new()
            {
                Id = BatchRun.NewId(TimeProvider.System),
                Pipeline = new PipelineDefinition("load", "main.flow", 1),
                ProgramName = "test",
                SourceHash = "0",
                Settings = box.Box.Settings,
                StartedAt = DateTimeOffset.UnixEpoch,
                Cursors = cursors,
            };
            await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
            await duck.ReadAsync(box.Source(options, columns: [new("v", column, Nullable: true)]), "r", default);
        }

        Assert.Equal(("r.v", expected), (cursors.Source, cursors.Value));
        Assert.Equal([null, expected], box.Server.Requests.Select(r => r["since"]));
    }

    [Fact]
    public async Task Without_a_ledger_the_first_value_is_sent_and_none_is_kept()
    {
        await using RestBox box = new(_ => RestAnswer.Json("[]"));
        await box.IdsAsync(s_options);
        Assert.Equal("0", box.Server.Requests[0]["since"]);
    }

    [Fact]
    public async Task Requests_keep_their_distance()
    {
        HurriedTime time = new();
        await using RestBox box = new(r => RestAnswer.Json(r["page"] is "3" ? "[]" : RestBox.Rows(r["page"] is "2" ? 2 : 1)))
        {
            Change = o => o with { RequestsPerSecond = 0.05, Timeout = TimeSpan.FromMinutes(2) },
            Time = time,
        };

        await box.IdsAsync(new() { Pages = new NumberPages("page", 1, []) });

        // The clock skips waits, so the third request is two distances behind the first.
        Assert.Equal(2, time.Waits.Count);
        Assert.InRange(time.Waits[0], TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.InRange(time.Waits[1], time.Waits[0], TimeSpan.FromSeconds(40));
    }

    private sealed class Remembered : ICursors
    {
        public string? Source { get; private set; }

        public string? Value { get; private set; }

        public string? Committed(string source) => source == Source ? Value : null;

        public void Keep(string source, string value) => (Source, Value) = (source, value);
    }
}
