using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Google;

/// <summary>A program over a bucket of a real stand-in of Cloud Storage, from `flowc lock` to rows.</summary>
public sealed class BucketTests
{
    private const string Fields = "type Trip = { trip_id: int64 @key, zone_id: int32, fare: decimal(12, 2) }";

    [SkippableFact]
    public async Task Objects_are_looked_at_checked_read_and_written()
    {
        using BucketObjects bucket = await BucketObjects.NewAsync();
        using TemporaryFolder folder = new();
        folder.Write("ws/main.flow", $$"""
            connection lake: gcs { bucket: "{{bucket.Name}}", prefix: "taxi" }
            {{Fields}}
            source trips: Trip from lake.csv("trips/dt={day}/*.csv") { on_bad_record: reject }
            source zones from lake.json("zones_{month}.jsonl")
            transform by_zone = from trips as t | join zones as z on t.zone_id == z.zone_id
              | aggregate n = count(), revenue = sum(fare) by borough
            pipeline main {
              write by_zone to lake.csv("out/dt={day}/") { mode: replace_partition, rejects: lake.json("rejects/") }
              partition: day(start: 2024-01-01)
            }
            """);
        await bucket.PutAsync("taxi/trips/dt=2024-01-01/a.csv", "trip_id,zone_id,fare\n1,7,10.50\n2,7,5.00\nx,9,1\n");
        await bucket.PutAsync("taxi/zones_2023-12.jsonl", """{"other": 1}""");
        await bucket.PutAsync("taxi/zones_2024-01.jsonl", """{"zone_id": 7, "borough": "Queens"}""");

        // The last file stands for all.
        CommandResult locked = await Command.FlowcAsync(folder.Path, "lock", folder["ws"]);
        Assert.True(locked.ExitCode == 0, locked.ToString());
        Assert.Contains("added zones from lake.json", locked.Output, StringComparison.Ordinal);
        CommandResult shown = await Command.FlowcAsync(folder.Path, "show", "by_zone", folder["ws"], "--interval", "2024-01-01");
        Assert.Contains("Queens   2    15.50", shown.Output, StringComparison.Ordinal);

        BuiltProgram program = await BuiltProgram.CreateAsync(folder["ws"], folder.Path);
        CommandResult doctor = await Command.RunAsync(program.Executable, program.Folder, ["doctor"]);
        Assert.Contains($"ok    connection lake: gs://{bucket.Name}/taxi/ can be listed", doctor.Output, StringComparison.Ordinal);
        Assert.Contains($"replaces what is in gs://{bucket.Name}/taxi/out/dt=2024-01-01/", doctor.Output, StringComparison.Ordinal);
        Assert.Equal(0, doctor.ExitCode);
        CommandResult dry = await program.RunAsync("--interval", "2024-01-01", "--dry-run");
        Assert.True(dry.ExitCode == 0, dry.ToString());
        Assert.Equal(3, (await bucket.NamesAsync()).Length);

        for (int i = 0; i < 2; i++)
        {
            CommandResult run = await program.RunAsync("--interval", "2024-01-01");
            Assert.True(run.ExitCode == 0, run.ToString());
            Assert.Contains("rejected 1 (`trip_id` is not an int64)", run.Output, StringComparison.Ordinal);
        }

        string[] names = await bucket.NamesAsync();
        string part = Assert.Single(names, n => n.StartsWith("taxi/out/dt=2024-01-01/part-0-", StringComparison.Ordinal));
        Assert.Single(names, n => n.StartsWith("taxi/rejects/part-main-2024-01-01-0-", StringComparison.Ordinal));
        Assert.Equal("borough,n,revenue\nQueens,2,15.50\n", await bucket.GetAsync(part));
    }

    [Theory]
    [InlineData("pg", "connection pg: postgres { host: \"localhost\" }")]
    [InlineData("cluster", "connection cluster: spark { url: \"sc://localhost:15002\" }")]
    public async Task Other_engines_refuse_it(string engine, string connection)
    {
        using TemporaryFolder folder = new();
        folder.Write("ws/main.flow", $$"""
            {{connection}}
            connection lake: gcs { bucket: "taxi-lake" }
            {{Fields}}
            source trips: Trip from lake.parquet("trips/*.parquet")
            pipeline main on {{engine}} { write trips to lake.parquet("out/") }
            """);
        CommandResult check = await Command.FlowcAsync(folder.Path, "check", folder["ws"]);
        Assert.Contains("error FL5022", check.Output + check.Errors, StringComparison.Ordinal);
    }
}
