using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>
/// Pages of a server's JSON answers. They are fetched before the first row is read, into files of JSON lines, which are then read as such
/// files are: the same types, the same bad records. <c>source_file</c> is the path with the page's number, <c>source_row</c> the record's
/// number in the page.
/// </summary>
/// <exception cref="FlowException">RT301x and RT204x: what a server answers instead of rows.</exception>
public sealed class RestSource(HttpConnection connection, string path, ImmutableArray<Column> columns, RestOptions options)
    : JsonLinesSource(new FilesConnection(connection.Name, ".", connection.Settings), "get", path, columns, new())
{
    private readonly string _path = path;

    /// <summary>Reads so many pages at most, and keeps no cursor: for a look at what is there.</summary>
    public int? Sample { get; init; }

    public override async Task<SourceRead> OpenAsync(DuckDbSession duck, string relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        string key = $"{relation}.{options.Cursor?.Column}";
        (StagedPages pages, string folder) = await FetchAsync(duck, key, cancel);
        ImmutableArray<string> differences = pages.Shape.Differences(Columns);
        if (!differences.IsEmpty)
        {
            throw RestErrors.Shape(Name, differences, pages.Shape.Members);
        }

        var scan = new TextScan(this, pages.Files);
        await duck.DefineAsync(relation, scan, cancel);
        if (pages.Highest is { } highest && Sample is null)
        {
            duck.Run.Cursors?.Keep(key, highest);
        }

        return new RestRead(scan, folder);
    }

    public override async Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        (StagedPages pages, _) = await FetchAsync(duck, "", cancel);
        return [.. pages.Shape.Members.Select(name => new LiveColumn(name, null, "json"))];
    }

    private async Task<(StagedPages Pages, string Folder)> FetchAsync(DuckDbSession duck, string key, CancellationToken cancel)
    {
        string folder = duck.Scratch();
        int? most = duck.Run.DryRun ? 1 : Sample;
        RestFetch fetch = new(connection, Name, _path, options, duck.Run, Columns) { Most = most };
        return (await fetch.RunAsync(folder, most is null ? duck.Run.Cursors?.Committed(key) : null, cancel), folder);
    }
}
