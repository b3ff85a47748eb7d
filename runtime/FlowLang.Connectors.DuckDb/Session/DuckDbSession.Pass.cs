using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

public sealed partial class DuckDbSession
{
    /// <summary>
    /// Brings the rows of the source that was opened as <paramref name="from"/> to a sink of the same kind as they are, ready to be
    /// committed by the run.
    /// </summary>
    public async Task PassAsync(
        string from, string relation, BatchSink sink, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (Run.Preview is not null)
        {
            throw new FlowException(PreviewErrors.Impossible(Run.Pipeline, "its rows pass from server to server and through no engine"));
        }

        await CheckAsync(sink, columns, cancel);
        Run.Audit?.ThrowIfFailed();
        if (Run.DryRun)
        {
            return;
        }

        IPassingSink passing = sink as IPassingSink ?? throw new ArgumentException($"{sink.Name} takes no rows as they are", nameof(sink));
        using StepClock clock = Run.Begin("write", sink.Name);
        long started = Run.Settings.Time.GetTimestamp();
        PreparedWrite written = await passing.PassAsync(Run, _reads[from], relation, columns, cancel);
        long passed = _reads[from].Rows ?? 0;
        RowAccount account = new(passed, passed, []);
        if (!written.AlreadyCommitted)
        {
            account = Whole(account, from) with { Acknowledged = written.Rows };
            account.Check(relation);
        }

        Run.Report.Add(new WriteReport(
            relation, sink.Name, account.Read, written.Rows, 0, account.Filtered, account.Steps,
            Run.Settings.Time.GetElapsedTime(started))
        { AlreadyCommitted = written.AlreadyCommitted });
    }
}
