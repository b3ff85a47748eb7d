using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Benchmarks.Measuring;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;
using FlowLang.Streams;
using Npgsql;

namespace FlowLang.Benchmarks.Cdc;

/// <summary>
/// Changes of rows of ~100 bytes through slots of the same log: pg_recvlogical to /dev/null, a capture into nothing, a capture into Kafka.
/// More than 1 means faster than pg_recvlogical.
/// </summary>
internal static class CdcBenchmark
{
    private const string Publication = "flow_bench";

    public static async Task<int> RunAsync(string[] args)
    {
        if (!Servers.Find(out string? postgres, out string? kafka))
        {
            return 2;
        }

        Options options = new(args);
        long rows = (long)options.Number("--rows", 1_000_000);
        int pairs = (int)options.Number("--pairs", 2);
        double bound = options.Number("--bound", 0.6);
        string[] slots = [.. Enumerable.Range(0, pairs * 3).Select(i => $"flow_bench_{i}")];
        try
        {
            string end = await FillAsync(postgres, rows, slots);
            List<double> empty = [];
            List<double> topic = [];
            for (int pair = 0; pair < pairs; pair++)
            {
                double drained = await MeasureAsync(() => DrainAsync(postgres, slots[pair * 3], end));
                double captured = await MeasureAsync(() => CaptureAsync(postgres, slots[(pair * 3) + 1], new NullOutput(), rows));
                KafkaConnection bus = new("bus", new KafkaOptions { Brokers = [kafka] }, Settings());
                string name = $"bench-{Guid.NewGuid():N}";
                double sent = await MeasureAsync(() => CaptureAsync(postgres, slots[(pair * 3) + 2], bus.Records(name), rows));
                empty.Add(drained / captured);
                topic.Add(drained / sent);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"changes/s: pg_recvlogical {rows / drained:N0}, captured {rows / captured:N0}, into Kafka {rows / sent:N0}"));
            }

            Console.WriteLine($"captured / pg_recvlogical: {Spread.Of(empty)}");
            Console.WriteLine($"into Kafka / pg_recvlogical: {Spread.Of(topic)}");
            return Spread.Of(topic).Median >= bound ? 0 : 1;
        }
        finally
        {
            await DropAsync(postgres, slots);
        }
    }

    private static async Task<string> FillAsync(string postgres, long rows, string[] slots)
    {
        await DropAsync(postgres, slots);
        await ExecuteAsync(postgres, "CREATE SCHEMA IF NOT EXISTS bench");
        await ExecuteAsync(postgres, "DROP TABLE IF EXISTS bench.changes");
        await ExecuteAsync(
            postgres, "CREATE TABLE bench.changes (id bigint PRIMARY KEY, zone int, fare numeric(8, 2), pickup timestamp, note text)");
        await ExecuteAsync(postgres, $"CREATE PUBLICATION {Publication} FOR TABLE bench.changes");
        foreach (string slot in slots)
        {
            await ExecuteAsync(postgres, $"SELECT pg_create_logical_replication_slot('{slot}', 'pgoutput')");
        }

        for (long from = 0; from < rows; from += 1000)
        {
            await ExecuteAsync(postgres, $"""
                INSERT INTO bench.changes
                SELECT i, i % 265, i % 10000 / 100.0, timestamp '2024-01-01' + i * interval '1 second', repeat('n', 60)
                FROM generate_series({from + 1}, {from + 1000}) i
                """);
        }

        return $"{await ExecuteAsync(postgres, "SELECT pg_current_wal_lsn()::text")}";
    }

    private static async Task DropAsync(string postgres, string[] slots)
    {
        string names = string.Join(", ", slots.Select(slot => $"'{slot}'"));
        await ExecuteAsync(
            postgres, $"SELECT count(pg_drop_replication_slot(slot_name)) FROM pg_replication_slots WHERE slot_name IN ({names})");
        await ExecuteAsync(postgres, $"DROP PUBLICATION IF EXISTS {Publication}");
        if (await ExecuteAsync(postgres, "SELECT to_regclass('flow.captures')::text") is string)
        {
            await ExecuteAsync(postgres, $"DELETE FROM flow.captures WHERE slot IN ({names})");
        }
    }

    private static async Task<double> MeasureAsync(Func<Task> work)
    {
        long began = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static Task DrainAsync(string postgres, string slot, string end)
    {
        NpgsqlConnectionStringBuilder server = new(postgres);
        return ChildProcess.RunAsync(
            "bash",
            [
                "-c", "PATH=$PATH:$(pg_config --bindir) exec pg_recvlogical \"$@\"", "bash", "-h", server.Host ?? "",
                "-p", $"{server.Port}", "-U", server.Username ?? "",
                "-d", server.Database ?? "", "--start", "--slot", slot, "--endpos", end, "--no-loop",
                "-o", "proto_version=2", "-o", $"publication_names={Publication}", "-f", "/dev/null",
            ],
            Path.GetTempPath());
    }

    private static async Task CaptureAsync(string postgres, string slot, IRecordOutput output, long rows)
    {
        CaptureOptions options = new()
        {
            Publication = Publication,
            Slot = slot,
            Snapshot = CaptureSnapshot.Never,
            Tables = [new CaptureTable("bench.changes", [])],
        };
        CaptureSource source = new(new PostgresConnection("pg", new PostgresOptions { Url = new Secret("url", postgres) }), options);
        StreamRun run = new()
        {
            Id = slot,
            Pipeline = new PipelineDefinition("cdc", "cdc.flow", 1),
            ProgramName = "bench",
            SourceHash = "",
            Settings = Settings(),
            IsBounded = true,
        };
        await using RecordRelay relay = new(source, [output], run);
        await relay.RunAsync(CancellationToken.None);
        RunReport report = new();
        relay.Report(report, TimeSpan.Zero);
        if (report.Writes.Single().Written is var written && written != rows)
        {
            throw new InvalidOperationException($"{written:N0} changes came of {rows:N0}");
        }
    }

    private static ProgramSettings Settings() => new()
    {
        Parameters = ImmutableSortedDictionary<string, string>.Empty,
        DataDirectory = Path.GetTempPath(),
    };

    private static async Task<object?> ExecuteAsync(string postgres, string sql)
    {
        await using NpgsqlConnection connection = new(postgres);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync();
    }
}
