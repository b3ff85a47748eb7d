using System.Diagnostics;
using Npgsql;

namespace FlowLang.Benchmarks.Load;

/// <summary>Pairs of measurements. Both sides of each start from the same state, after a checkpoint, in alternating order.</summary>
internal sealed class Pairs(string postgres)
{
    private bool _flowFirst;

    /// <summary>One load by each, into <c>bench.flow</c> and <c>bench.psql</c>.</summary>
    public async Task<Pair> MeasureAsync(Func<string, string> prepare, Func<Task> flowLoad, Func<Task> psqlLoad)
    {
        _flowFirst = !_flowFirst;
        double first = await OneAsync(prepare, _flowFirst ? "bench.flow" : "bench.psql", _flowFirst ? flowLoad : psqlLoad);
        double second = await OneAsync(prepare, _flowFirst ? "bench.psql" : "bench.flow", _flowFirst ? psqlLoad : flowLoad);
        return _flowFirst ? new(first, second) : new(second, first);
    }

    private async Task<double> OneAsync(Func<string, string> prepare, string table, Func<Task> load)
    {
        await using var connection = new NpgsqlConnection(postgres);
        await connection.OpenAsync();
        await using var command =
            new NpgsqlCommand($"create schema if not exists bench; {prepare(table)}", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
        command.CommandText = "checkpoint";
        await command.ExecuteNonQueryAsync();
        long started = Stopwatch.GetTimestamp();
        await load();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
