using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// Tells in the log of rows that expectations warn of: of the first at once, then of those that came within a minute together.
/// </summary>
internal sealed class BrokenExpectations(StreamTopology topology, StreamRun run)
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    private readonly long[] _told = new long[topology.Routes.Sum(route => route.Sites.Count(s => s.Action == FailureAction.Warn))];
    private long? _toldAt;

    /// <summary>After each round.</summary>
    public void Tell(StreamCounts counts)
    {
        if (counts.Warned == _told.Sum() || (_toldAt is { } at && run.Settings.Time.GetElapsedTime(at) < s_every))
        {
            return;
        }

        _toldAt = run.Settings.Time.GetTimestamp();
        ImmutableArray<ExpectationResult> all = counts.Expectations;
        for (int i = 0; i < _told.Length; i++)
        {
            ExpectationResult found = all[i];
            if (found.Violations > _told[i])
            {
                Tell(found, found.Violations - _told[i]);
                _told[i] = found.Violations;
            }
        }
    }

    private void Tell(ExpectationResult found, long added)
    {
        string of = run.Shard is { } partition
            ? string.Create(CultureInfo.InvariantCulture, $"{run.Pipeline.Name}, partition {partition}")
            : run.Pipeline.Name;
        string rows = found.Violations == 1 ? "row" : "rows";
        string ofThem = added == found.Violations ? "" : string.Create(CultureInfo.InvariantCulture, $", {added:N0} of them new");
        run.Log.Write(
            LogLevel.Warning,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{of}: expectation \"{found.Name}\" ({found.File}:{found.Line}) does not hold for {found.Violations:N0} {rows}{ofThem}; "
                + $"for example {found.Sample}"),
            new("expectation", found.Name), new("violations", found.Violations), new("sample", found.Sample), new("file", found.File),
            new("line", found.Line));
    }
}
