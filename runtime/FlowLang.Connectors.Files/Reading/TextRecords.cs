using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Files;

/// <summary>The records of one open file, each written as a row of the declared columns that a query reads.</summary>
internal abstract class TextRecords(RecordBuffer buffer) : IDisposable
{
    public RecordBuffer Buffer => buffer;

    /// <summary>1-based number of the record that was read last.</summary>
    public abstract long Number { get; }

    /// <summary>The next record; false at the end of the file.</summary>
    public abstract bool Read();

    /// <summary>Writes the record that was read last, and says why it can't be taken, or null.</summary>
    public abstract string? Write(ChunkWriter chunk, int row);

    public void Dispose() => buffer.Dispose();
}
