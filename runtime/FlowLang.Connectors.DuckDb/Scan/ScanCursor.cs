namespace FlowLang.Connectors.DuckDb;

/// <summary>One pass over a <see cref="TableScan"/>.</summary>
public abstract class ScanCursor : IDisposable
{
    /// <summary>
    /// Fills up to <see cref="ChunkWriter.Capacity"/> rows and gives their number, 0 at the end. A <see cref="Runtime.FlowException"/>
    /// ends the query and reaches whoever ran it as it is.
    /// </summary>
    public abstract int Fill(ChunkWriter chunk);

    public abstract void Dispose();
}
