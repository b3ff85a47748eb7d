using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Files;

/// <summary>What a scan of text files has counted.</summary>
internal sealed class TextRead(TextScan scan) : SourceRead
{
    public override long? Rows => scan.Rows;

    public override long? Bytes { get; } = scan.Files.Sum(f => f.Length);

    public override long BytesRead => scan.BytesRead;

    public override bool CountsBytes => true;

    public override int Files => scan.Files.Length;
}
