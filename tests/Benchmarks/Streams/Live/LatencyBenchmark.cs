using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using FlowLang.Benchmarks.Measuring;
using Npgsql;

namespace FlowLang.Benchmarks.Streams.Live;

/// <summary>
/// A route without state through a built executable: from when a record is handed to a producer until a reader of the table sees it, at so
/// many records a second. Beside it, of one record in a hundred, until the broker acknowledges it: that part is not the executable's.
/// </summary>
internal static class LatencyBenchmark
{
    private const string Table = "bench.rides";
    private const int AcknowledgedOf = 100;
    private const string Columns = "(ride_id bigint not null, fare numeric(10, 2) not null)";

    public static async Task<int> RunAsync(string[] args)
    {
        if (!Servers.Find(out string? postgres, out string? kafka))
        {
            return 2;
        }

        Options options = new(args);
        int rate = (int)options.Number("--rate", 10_000);
        int seconds = (int)options.Number("--seconds", 20);
        string folder = Directory.CreateTempSubdirectory("flow-bench").FullName;
        await using RideTopic topic = await RideTopic.CreateAsync(kafka);
        await using CommittedOffsets offsets = new(postgres, $"{BuiltProgram.Name}.live");
        await using BuiltProgram program = new(folder, options.Text("--flowc") ?? BuiltFlowc.Find(), Program(kafka, topic.Name));
        try
        {
            await program.BuildAsync();
            await offsets.ForgetAsync(Table, Columns);
            program.Start("run", "live");
            while (await offsets.CountAsync() is null)
            {
                await Task.Delay(20);
            }

            // The first seconds are those of code that is still being compiled: the program's, and that of a broker that was just started.
            // The producer has its own settings: by the millisecond, its many small requests alone are more than a broker of two shared
            // processors takes.
            int warm = (int)options.Number("--warm", 20);
            long[] sent = new long[(long)rate * (seconds + warm)];
            Task<double[]> seen = Task.Run(() => SeeAsync(postgres, sent));
            double[] acknowledged = await Task.Run(() => Produce(kafka, topic.Name, sent, rate));
            double[] took = await seen;
            PrintMedians("visible in PostgreSQL", took, rate);
            PrintMedians("acknowledged by the broker", acknowledged, rate / AcknowledgedOf);
            double p99 = Print("visible in PostgreSQL", took[(rate * warm)..]);
            Print("acknowledged by the broker", acknowledged[(rate * warm / AcknowledgedOf)..]);
            double[] between = [.. acknowledged.Select((a, i) => took[i * AcknowledgedOf] - a)];
            Print("visible, from acknowledged", between[(rate * warm / AcknowledgedOf)..]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"processor time {program.Figures?.Processor:F2} s"));
            await program.EndAsync();
            return p99 < options.Number("--bound", 50) ? 0 : 1;
        }
        finally
        {
            await program.DisposeAsync();
            await offsets.ExecuteAsync($"drop table if exists {Table}");
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Milliseconds until records were acknowledged, of each hundredth.</summary>
    private static double[] Produce(string kafka, string topic, long[] sent, int rate)
    {
        ProducerConfig settings = new() { BootstrapServers = kafka };
        using IProducer<byte[], byte[]> producer = new ProducerBuilder<byte[], byte[]>(settings).Build();
        RideBatch rides = new RideRecords().Next(0, sent.Length);
        double[] acknowledged = new double[sent.Length / AcknowledgedOf];
        long began = Stopwatch.GetTimestamp();
        for (int next = 0; next < sent.Length;)
        {
            for (int due = (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * rate); next < due && next < sent.Length; next++)
            {
                Message<byte[], byte[]> message = new() { Key = rides.Key(next).ToArray(), Value = rides.Value(next).ToArray() };
                Volatile.Write(ref sent[next], Stopwatch.GetTimestamp());
                int at = next / AcknowledgedOf;
                producer.Produce(topic, message, next % AcknowledgedOf != 0 ? null : _ =>
                    acknowledged[at] = Stopwatch.GetElapsedTime(sent[at * AcknowledgedOf]).TotalMilliseconds);
            }

            Thread.Sleep(1);
        }

        producer.Flush();
        return acknowledged;
    }

    /// <summary>
    /// Milliseconds of each record. Rows are only appended, one transaction after the other, so new ones are behind those known.
    /// </summary>
    private static async Task<double[]> SeeAsync(string postgres, long[] sent)
    {
        double[] took = new double[sent.Length];
        await using NpgsqlConnection connection = new(postgres);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new($"select ctid, ride_id from {Table} where ctid > $1", connection);
        NpgsqlParameter<NpgsqlTypes.NpgsqlTid> last = new() { TypedValue = default, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Tid };
        command.Parameters.Add(last);
        for (int known = 0; known < took.Length;)
        {
            await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                {
                    last.TypedValue = reader.GetFieldValue<NpgsqlTypes.NpgsqlTid>(0);
                    took[reader.GetInt64(1)] = Stopwatch.GetElapsedTime(Volatile.Read(ref sent[reader.GetInt64(1)])).TotalMilliseconds;
                    known++;
                }
            }

            await Task.Delay(1);
        }

        return took;
    }

    // How it goes over time: a backlog shows as medians that rise and fall.
    private static void PrintMedians(string until, double[] took, int rate)
    {
        IEnumerable<double> medians = took.Chunk(rate).Select(second => second.Order().ElementAt(second.Length / 2));
        string text = string.Join(' ', medians.Select(m => m.ToString("F0", CultureInfo.InvariantCulture)));
        Console.WriteLine($"median of each second until {until}: {text} ms");
    }

    /// <summary>Gives the 99th percentile.</summary>
    private static double Print(string until, double[] took)
    {
        Array.Sort(took);
        double At(double part) => took[(int)(part * (took.Length - 1))];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{took.Length:N0} records until {until}: p50 {At(0.5):F1} ms, p90 {At(0.9):F1} ms, p99 {At(0.99):F1} ms, "
                + $"p99.9 {At(0.999):F1} ms, max {At(1):F1} ms"));
        return At(0.99);
    }

    private static string Program(string kafka, string topic) => $$"""
        secret url = env("FLOW_POSTGRES")
        connection bus: kafka { brokers: ["{{kafka}}"] }
        connection pg: postgres { url: url }
        type Ride = { ride_id: int64, zone_id: int32, fare: decimal(10, 2), distance: float64, pickup: instant }
        stream rides: append<Ride> from bus.topic("{{topic}}") { format: json }
        transform kept = from rides | where fare > 0 | select ride_id, fare
        pipeline live { write kept to pg.table("{{Table}}") { mode: append } }
        """;
}
