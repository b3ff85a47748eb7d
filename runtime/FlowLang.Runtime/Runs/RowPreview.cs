namespace FlowLang.Runtime;

/// <summary>
/// The first rows of one relation of a pipeline, as a run would have them. Steps before it are computed as far as these rows need; nothing
/// is written, and rows that steps reject or filter are left out.
/// </summary>
/// <param name="relation">A stage or a write of the pipeline.</param>
public sealed class RowPreview(string relation)
{
    /// <summary>How many rows there are at most.</summary>
    public const int MostRows = 50;

    /// <summary>Longer texts are cut off there, in characters.</summary>
    public const int LongestText = 500;

    /// <summary>After which the rows are given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Relation => relation;

    /// <summary>The rows, when the pipeline came to them; of one more than there are at most, all but the count are left out.</summary>
    public RowTable? Table { get; set; }
}
