using System.Collections.Immutable;
using FlowLang.Semantics.Bound;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>Items of a test in the order written, put together where one step takes them.</summary>
internal sealed class TestSteps
{
    private readonly List<BoundTestStep> _steps = [];
    private readonly List<BoundGiven> _given = [];
    private readonly List<BoundExpected> _expected = [];
    private DateTime? _clock;
    private DateTime? _watermark;

    public ImmutableArray<BoundTestStep> All
    {
        get
        {
            End();
            return [.. _steps];
        }
    }

    /// <summary>The last of each, to compare the next with.</summary>
    public DateTime? LastClock { get; private set; }

    public DateTime? LastWatermark { get; private set; }

    /// <summary>What the step that goes on expects of an output.</summary>
    public BoundExpected? Find(BoundTestOutput output) => _expected.FirstOrDefault(expected => expected.Output == output);

    public void Add(BoundGiven given)
    {
        EndIf(_watermark is not null || _expected.Count > 0);
        _given.Add(given);
    }

    public void Add(BoundExpected expected) => _expected.Add(expected);

    public void AdvanceWatermark(DateTime to)
    {
        EndIf(_expected.Count > 0);
        _watermark = LastWatermark = to;
    }

    public void AdvanceClock(DateTime to)
    {
        EndIf(_given.Count > 0 || _watermark is not null || _expected.Count > 0);
        _clock = LastClock = to;
    }

    private void EndIf(bool isAnother)
    {
        if (isAnother)
        {
            End();
        }
    }

    private void End()
    {
        if (_given.Count > 0 || _expected.Count > 0 || _watermark is not null || _clock is not null)
        {
            _steps.Add(new BoundTestStep(_clock, [.. _given], _watermark, [.. _expected]));
        }

        _given.Clear();
        _expected.Clear();
        (_clock, _watermark) = (null, null);
    }
}
