using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>JSON lines as a relation.</summary>
internal sealed class JsonScan(string source, ImmutableArray<Column> columns, ImmutableArray<DataFile> files, FileFormatOptions options)
    : TextScan(source, columns, files)
{
    public FileFormatOptions Options => options;

    public override ScanCursor Open(ImmutableArray<int> projection) => new JsonCursor(this, projection);
}
