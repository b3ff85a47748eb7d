namespace FlowLang.Runtime;

/// <summary>What a run did, as it is printed and as the ledger keeps it. Filled by the engine; read when the run has ended.</summary>
public sealed class RunReport
{
    private readonly List<SourceReport> _sources = [];
    private readonly List<WriteReport> _writes = [];
    private readonly List<ExpectationResult> _expectations = [];
    private readonly List<StepCount> _stages = [];
    private readonly List<StepTime> _times = [];

    public IReadOnlyList<SourceReport> Sources => _sources;

    public IReadOnlyList<WriteReport> Writes => _writes;

    public IReadOnlyList<ExpectationResult> Expectations => _expectations;

    /// <summary>Rows taken out by staged relations, which several writes may read.</summary>
    public IReadOnlyList<StepCount> Stages => _stages;

    /// <summary>When each part went on, as they ended.</summary>
    public IReadOnlyList<StepTime> Times => _times;

    /// <summary>Of all stages and writes; read = written + rejected + filtered, as for each of them.</summary>
    public RunTotals Totals
    {
        get
        {
            long rejected = _stages.Where(s => s.Action == FailureAction.Reject).Sum(s => s.Rows);
            long filtered = _stages.Where(s => s.Action == FailureAction.Filter).Sum(s => s.Rows);
            return new(
                _writes.Sum(w => w.Read) + rejected + filtered,
                _writes.Sum(w => w.Written),
                _writes.Sum(w => w.Rejected) + rejected,
                _writes.Sum(w => w.Filtered) + filtered);
        }
    }

    /// <summary>The run that had loaded the very same files, so that this one had nothing to do; null where it did its work.</summary>
    public string? LoadedBefore { get; set; }

    public void Add(SourceReport source) => _sources.Add(source);

    public void Add(WriteReport write) => _writes.Add(write);

    public void Add(ExpectationResult expectation) => _expectations.Add(expectation);

    public void Add(StepCount count) => _stages.Add(count);

    public void Add(StepTime time) => _times.Add(time);
}
