using System.Collections.Immutable;

namespace FlowLang.Connectors.DuckDb;

/// <summary>A column of a <see cref="TableScan"/>: text, or 64-bit integers.</summary>
public sealed record ScanColumn(string Name, bool IsNumber = false);

/// <summary>
/// A relation that is read by code of ours inside the engine's scan, straight into its vectors. The engine may scan it several times, each
/// time with a cursor of its own, and asks only for the columns that a query reads.
/// </summary>
public abstract class TableScan
{
    public abstract ImmutableArray<ScanColumn> Columns { get; }

    /// <summary>
    /// Starts a scan. <paramref name="projection"/>: for each output column of the chunks, its index in <see cref="Columns"/>.
    /// </summary>
    public abstract ScanCursor Open(ImmutableArray<int> projection);
}
