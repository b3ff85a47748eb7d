using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// Reads a pipeline's tables anew by their timers. A reading counts when all of it is there; one that fails leaves the rows of the last
/// one in their place, and is told.
/// </summary>
internal sealed class Reloads(ImmutableArray<ReloadedTable> tables, StreamRun run) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TableReading[] _readings = new TableReading[tables.Length];
    private readonly List<Task> _timers = [];

    /// <summary>The newest rows of each table.</summary>
    public ImmutableArray<ITableRows> Current => [.. _readings.Select(reading => Volatile.Read(ref reading.Rows))];

    /// <summary>Reads all of them for the first time: without its tables nothing starts.</summary>
    public async Task OpenAsync(CancellationToken cancel)
    {
        for (int i = 0; i < tables.Length; i++)
        {
            _readings[i] = new TableReading(await tables[i].Read(run, cancel), run.Settings.Time.GetUtcNow());
        }

        _timers.AddRange(tables.Select((table, i) => GoOnAsync(table, _readings[i])));
    }

    public void Report(RunReport report)
    {
        for (int i = 0; i < tables.Length && _readings[i] is { } reading; i++)
        {
            report.Add(new SourceReport(tables[i].Name, tables[i].Place, reading.Rows.Count, null, 0)
            {
                Reload = new ReloadReport(reading.Times, reading.Failures, reading.At),
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_timers);
        _stop.Dispose();
    }

    private async Task GoOnAsync(ReloadedTable table, TableReading reading)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(table.Every, run.Settings.Time, _stop.Token);
                ITableRows rows = await table.Read(run, _stop.Token);
                reading.Take(rows, run.Settings.Time.GetUtcNow());
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (FlowException e)
            {
                reading.Failures++;
                run.Log.Warning(
                    $"{run.Pipeline.Name}: {table.Place} was not read again: {e.Error.Message}; "
                    + $"its rows of {reading.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} stay");
            }
        }
    }

    /// <summary>What is known of a table's readings.</summary>
    private sealed class TableReading(ITableRows rows, DateTimeOffset at)
    {
        public ITableRows Rows = rows;

        public DateTimeOffset At { get; private set; } = at;

        public int Times { get; private set; } = 1;

        public int Failures { get; set; }

        public void Take(ITableRows next, DateTimeOffset now)
        {
            (At, Times) = (now, Times + 1);
            Volatile.Write(ref Rows, next);
        }
    }
}
