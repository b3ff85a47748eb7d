namespace FlowLang.Scheduling.Engine;

/// <summary>Places that runs of several pipelines share, and the pipelines that have one to start, the most urgent first.</summary>
internal sealed class Pool(int limit)
{
    public SortedSet<Candidate> Candidates { get; } = [];

    public int Running { get; set; }

    public bool HasRoom => Running < limit;
}
