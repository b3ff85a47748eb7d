using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>
/// Files of one JSON object a line. The relation has each value as raw text: strings unquoted, numbers as they are written, objects and
/// arrays as JSON. A missing member and <c>null</c> are null.
/// </summary>
public sealed class JsonLinesSource(
    FilesConnection connection, string path, ImmutableArray<Column> columns, FileFormatOptions options) : BatchSource
{
    internal const string Expected = "JSON lines";

    public override string Name => $"{connection.Name}.json(\"{path}\")";

    public override ImmutableArray<Column> Columns => columns;

    public override async Task<SourceRead> OpenAsync(DuckDbSession duck, string relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        ImmutableArray<DataFile> files = connection.Match(path, duck.Run.Interval, Name);
        foreach (DataFile file in files)
        {
            CheckFirstRecord(file);
        }

        var scan = new JsonScan(Name, columns, files, options);
        await duck.DefineAsync(relation, scan, cancel);
        return new TextRead(scan);
    }

    public override Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        DataFile file = connection.Match(path, duck.Run.Interval, Name)[^1];
        return Task.FromResult<ImmutableArray<LiveColumn>>(
            [.. JsonSample.Members(Name, file, options).Select(n => new LiveColumn(n, null, "json"))]);
    }

    // Members may be left out of a record, so only a file whose sample has none of a column at all has lost it.
    private void CheckFirstRecord(DataFile file)
    {
        IReadOnlySet<string> members = JsonSample.Members(Name, file, options);
        var missing = columns.Where(c => !c.Nullable && !members.Contains(c.Name)).ToList();
        if (missing.Count > 0)
        {
            throw FileErrors.Schema(
                Name, file.Name,
                string.Join('\n', missing.Select(c => $"- {c}   is in none of the first {JsonSample.Records} records"))
                + $"\nmembers found: {string.Join(", ", members.Order(StringComparer.Ordinal))}");
        }
    }
}
