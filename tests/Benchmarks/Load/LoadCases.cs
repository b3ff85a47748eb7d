using System.Diagnostics;
using Npgsql;

namespace FlowLang.Benchmarks.Load;

/// <summary>The measured loads. Each pair starts both sides from the same state, after a checkpoint, in alternating order.</summary>
internal sealed class LoadCases(FlowLoad flow, PsqlLoad psql, string postgres)
{
    private bool _flowFirst;

    public IEnumerable<(string Name, Func<Task<Pair>> Measure)> All =>
    [
        ("append, no index", () => PairAsync(
            t => $"drop table if exists {t}; create table {t} {LoadData.Table}",
            () => flow.RunAsync("append"),
            () => psql.CopyAsync("bench.psql"))),
        ("replace, no index", () => PairAsync(
            t => $"drop table if exists {t}; create table {t} {LoadData.Table}",
            () => flow.RunAsync("replace"),
            () => psql.CopyAsync("bench.psql"))),
        ("upsert into an empty table", () => PairAsync(
            t => $"drop table if exists {t}; create table {t} {LoadData.Table}; alter table {t} add primary key (trip_id)",
            () => flow.RunAsync("upsert"),
            () => psql.UpsertAsync("bench.psql"))),
        ("upsert, every row changed", () => PairAsync(
            t =>
                $"drop table if exists {t}; create table {t} {LoadData.Table}; insert into {t} select i, 0, 0, now(), now(), 0, "
                    + $"0, 0, null, '', false "
                + $"from generate_series(1, 2000000) i; alter table {t} add primary key (trip_id); analyze {t}",
            () => flow.RunAsync("upsert"),
            () => psql.UpsertAsync("bench.psql"))),
        ("upsert of the same rows again", () => PairAsync(
            _ => "select 1",
            () => flow.RunAsync("upsert"),
            () => psql.UpsertAsync("bench.psql"))),
    ];

    private async Task<Pair> PairAsync(Func<string, string> prepare, Func<Task> flowLoad, Func<Task> psqlLoad)
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
