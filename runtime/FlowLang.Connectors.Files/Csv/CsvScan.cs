using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>CSV files as a relation.</summary>
internal sealed class CsvScan(string source, ImmutableArray<Column> columns, ImmutableArray<DataFile> files, CsvOptions options)
    : TextScan(source, columns, files)
{
    public CsvOptions Options => options;

    public override ScanCursor Open(ImmutableArray<int> projection) => new CsvCursor(this, projection);
}
