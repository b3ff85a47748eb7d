using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Tests.Simulation;

/// <summary>Where runs commit to; it remembers them, as a database does in `flow.runs`.</summary>
internal sealed class Target
{
    private readonly Dictionary<string, string> _commits = [];

    /// <summary>Commits that were made for an interval that another run had committed.</summary>
    public List<string> Doubles { get; } = [];

    public int Count => _commits.Count;

    public bool Has(Job job) => _commits.ContainsKey(Key(job));

    public void Commit(Job job)
    {
        if (!_commits.TryAdd(Key(job), job.Id))
        {
            Doubles.Add($"{Key(job)} by {job.Id}");
        }
    }

    private static string Key(Job job) => $"{job.Pipeline} {job.Interval?.ToString() ?? job.Slot}";
}
