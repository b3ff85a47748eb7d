using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>What all committed rounds did, for the run's report.</summary>
internal sealed class StreamCounts(StreamTopology topology)
{
    private readonly long[] _read = new long[topology.Inputs.Length];
    private readonly long[] _letters = new long[topology.Inputs.Length];
    private readonly long[] _written = new long[topology.Routes.Length];
    private readonly long[] _late = new long[topology.Routes.Length];
    private readonly long[][] _sites = [.. topology.Routes.Select(r => new long[r.Sites.Length])];
    private readonly ImmutableArray<(int Route, FailureSite Site)> _warns =
        [.. topology.Routes.SelectMany((route, i) => route.Sites.Where(s => s.Action == FailureAction.Warn).Select(site => (i, site)))];

    private readonly string?[][] _examples = [.. topology.Routes.Select(r => new string?[r.Sites.Length])];

    public long Read => _read.Sum();

    public long Written => _written.Sum();

    public long Late => _late.Sum();

    public long Letters => _letters.Sum();

    /// <summary>What expectations that warn found in rows that stayed.</summary>
    public ImmutableArray<ExpectationResult> Expectations => [.. _warns.Select(warn => new ExpectationResult(
        warn.Site.Reason, Severity.Warn, _sites[warn.Route][warn.Site.Id - 1], _examples[warn.Route][warn.Site.Id - 1],
        warn.Site.File, warn.Site.Line))];

    /// <summary>Rows of all of these.</summary>
    public long Warned => _warns.Sum(warn => _sites[warn.Route][warn.Site.Id - 1]);

    public void Add(IEnumerable<LaneAccount> accounts, ImmutableArray<StreamRows> outputs)
    {
        foreach (LaneAccount account in accounts)
        {
            for (int i = 0; i < _read.Length; i++)
            {
                _read[i] += account.Read[i];
                _letters[i] += account.Letters[i].Count;
            }

            for (int i = 0; i < account.Exits.Length; i++)
            {
                _late[i] += account.Exits[i].Late;
                for (int site = 0; site < _sites[i].Length; site++)
                {
                    _sites[i][site] += account.Exits[i].Rows.CountAt(site + 1);
                    _examples[i][site] ??= account.Exits[i].Rows.ExampleAt(site + 1);
                }
            }
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            _written[i] += outputs[i].Count;
        }
    }

    // What comes through a repartition topic is counted there, of whichever stream it is.
    private long ReadBy(StreamRoute route) =>
        topology.Carried is null ? _read.Where((_, input) => route.IsOf(input)).Sum() : Read;

    public void Report(RunReport report, TimeSpan duration)
    {
        for (int i = 0; i < _read.Length; i++)
        {
            StreamInput input = topology.Inputs[i];
            report.Add(new SourceReport(input.Relation, input.Source.Name, _read[i], null, 0) { DeadLetters = _letters[i] });
        }

        for (int i = 0; i < _written.Length; i++)
        {
            StreamRoute route = topology.Routes[i];
            ImmutableArray<StepCount> steps =
            [
                .. route.Sites.Where(site => site.Action != FailureAction.Warn)
                    .Select(site => new StepCount(site.Step, site.Action, site.Reason, _sites[i][site.Id - 1])),
            ];
            long Of(FailureAction action) => steps.Where(s => s.Action == action).Sum(s => s.Rows);
            report.Add(new WriteReport(
                route.Relation, route.Target, ReadBy(route), _written[i], Of(FailureAction.Reject), Of(FailureAction.Filter), steps,
                duration)
            {
                Late = _late[i],
            });
        }

        Expectations.ToList().ForEach(report.Add);
    }
}
