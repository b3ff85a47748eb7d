using System.Text;
using System.Text.Json;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Google;

/// <summary>A program over a bucket of a real stand-in of Cloud Storage, from `flowc lock` to rows.</summary>
public sealed class BucketTests : IDisposable
{
    private const string Fields = "type Trip = { trip_id: int64 @key, zone_id: int32, fare: decimal(12, 2) }";

    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [SkippableFact]
    public async Task Objects_are_looked_at_checked_read_and_written()
    {
        string bucket = await StorageAddress.NewBucketAsync();
        using TemporaryFolder folder = new();
        folder.Write("ws/main.flow", $$"""
            connection lake: gcs { bucket: "{{bucket}}", prefix: "taxi" }
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
        await PutAsync(bucket, "taxi/trips/dt=2024-01-01/a.csv", "trip_id,zone_id,fare\n1,7,10.50\n2,7,5.00\nx,9,1\n");
        await PutAsync(bucket, "taxi/zones_2023-12.jsonl", """{"other": 1}""");
        await PutAsync(bucket, "taxi/zones_2024-01.jsonl", """{"zone_id": 7, "borough": "Queens"}""");

        // The last file stands for all.
        CommandResult locked = await Command.FlowcAsync(folder.Path, "lock", folder["ws"]);
        Assert.True(locked.ExitCode == 0, locked.ToString());
        Assert.Contains("added zones from lake.json", locked.Output, StringComparison.Ordinal);
        CommandResult shown = await Command.FlowcAsync(folder.Path, "show", "by_zone", folder["ws"], "--interval", "2024-01-01");
        Assert.Contains("Queens   2    15.50", shown.Output, StringComparison.Ordinal);

        BuiltProgram program = await BuiltProgram.CreateAsync(folder["ws"], folder.Path);
        CommandResult doctor = await Command.RunAsync(program.Executable, program.Folder, ["doctor"]);
        Assert.Contains($"ok    connection lake: gs://{bucket}/taxi/ can be listed", doctor.Output, StringComparison.Ordinal);
        Assert.Contains($"replaces what is in gs://{bucket}/taxi/out/dt=2024-01-01/", doctor.Output, StringComparison.Ordinal);
        Assert.Equal(0, doctor.ExitCode);
        CommandResult dry = await program.RunAsync("--interval", "2024-01-01", "--dry-run");
        Assert.True(dry.ExitCode == 0, dry.ToString());
        Assert.Equal(3, (await NamesAsync(bucket)).Length);

        for (int i = 0; i < 2; i++)
        {
            CommandResult run = await program.RunAsync("--interval", "2024-01-01");
            Assert.True(run.ExitCode == 0, run.ToString());
            Assert.Contains("rejected 1 (`trip_id` is not an int64)", run.Output, StringComparison.Ordinal);
        }

        string[] names = await NamesAsync(bucket);
        string part = Assert.Single(names, n => n.StartsWith("taxi/out/dt=2024-01-01/part-0-", StringComparison.Ordinal));
        Assert.Single(names, n => n.StartsWith("taxi/rejects/part-main-2024-01-01-0-", StringComparison.Ordinal));
        Assert.Equal("borough,n,revenue\nQueens,2,15.50\n", await _http.GetStringAsync(Url(bucket, part) + "?alt=media"));
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

    private static string Url(string bucket, string name) =>
        new Uri(StorageAddress.Require(), $"storage/v1/b/{bucket}/o/{Uri.EscapeDataString(name)}").AbsoluteUri;

    private async Task PutAsync(string bucket, string name, string text)
    {
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(text));
        Uri url = new(StorageAddress.Require(), $"upload/storage/v1/b/{bucket}/o?uploadType=media&name={Uri.EscapeDataString(name)}");
        using HttpResponseMessage response = await _http.PostAsync(url, content);
        response.EnsureSuccessStatusCode();
    }

    private async Task<string[]> NamesAsync(string bucket)
    {
        using JsonDocument json = JsonDocument.Parse(
            await _http.GetStringAsync(new Uri(StorageAddress.Require(), $"storage/v1/b/{bucket}/o")));
        return [.. json.RootElement.GetProperty("items").EnumerateArray().Select(o => o.GetProperty("name").GetString() ?? "")];
    }
}
