namespace FlowLang.Scheduling.Engine;

/// <summary>A pipeline that could start a run: of a higher priority first, then what has been due for longer.</summary>
internal sealed record Candidate(int Priority, DateTimeOffset Due, ServedPipeline Pipeline) : IComparable<Candidate>
{
    public int CompareTo(Candidate? other) => other is null ? 1
        : Priority != other.Priority ? other.Priority.CompareTo(Priority)
        : Due != other.Due ? Due.CompareTo(other.Due)
        : string.CompareOrdinal(Pipeline.Name, other.Pipeline.Name);

    public bool Equals(Candidate? other) => CompareTo(other) == 0;

    public override int GetHashCode() => HashCode.Combine(Priority, Due, Pipeline.Name);

    public static bool operator <(Candidate a, Candidate b) => a.CompareTo(b) < 0;

    public static bool operator >(Candidate a, Candidate b) => a.CompareTo(b) > 0;

    public static bool operator <=(Candidate a, Candidate b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Candidate a, Candidate b) => a.CompareTo(b) >= 0;
}
