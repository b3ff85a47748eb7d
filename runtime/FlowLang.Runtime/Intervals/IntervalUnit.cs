namespace FlowLang.Runtime;

/// <summary>The length of a partition's intervals. Weeks start on Monday.</summary>
public enum IntervalUnit
{
    Hour,
    Day,
    Week,
    Month,
}
