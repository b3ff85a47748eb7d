using System.Collections.Concurrent;

namespace FlowLang.Scheduling.Serving;

/// <summary>
/// Lines of runs on their way to the ledger. It holds a bounded number: what a ledger that is away can't take is left out.
/// </summary>
internal sealed class LogBuffer
{
    private const int MostLines = 20_000;
    private readonly ConcurrentQueue<(string Job, LogLine Line)> _lines = new();

    /// <summary>False where there is no room.</summary>
    public bool Add(string job, LogLine line)
    {
        if (_lines.Count >= MostLines)
        {
            return false;
        }

        _lines.Enqueue((job, line));
        return true;
    }

    public List<(string Job, LogLine Line)> Take(int most)
    {
        var taken = new List<(string, LogLine)>();
        while (taken.Count < most && _lines.TryDequeue(out var line))
        {
            taken.Add(line);
        }

        return taken;
    }
}
