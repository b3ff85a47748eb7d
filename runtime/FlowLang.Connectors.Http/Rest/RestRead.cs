using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;

namespace FlowLang.Connectors.Http;

/// <summary>What was read of staged pages. Their files go when everything has been read.</summary>
internal sealed class RestRead(TextScan scan, string folder) : SourceRead
{
    public override long? Rows => scan.Rows;

    public override long? Bytes { get; } = scan.Files.Sum(f => f.Length);

    public override long BytesRead => scan.BytesRead;

    public override bool CountsBytes => true;

    public override int Files => scan.Files.Length;

    public override ValueTask DisposeAsync()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return base.DisposeAsync();
    }
}
