using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>Objects of a bucket, read as files of a folder: they are copied into the run's temporary folder, which ends with it.</summary>
/// <param name="verb">How the source is read: <c>csv</c>, <c>json</c>, <c>parquet</c>.</param>
/// <param name="reader">Makes the source that reads a path of a folder.</param>
public sealed class GcsFileSource(
    GcsConnection connection, string verb, string path, ImmutableArray<Column> columns, Func<FilesConnection, string, BatchSource> reader)
    : BatchSource, IClusterFiles
{
    public override string Name => $"{connection.Name}.{verb}(\"{path}\")";

    public override ImmutableArray<Column> Columns => columns;

    /// <summary>For a look at what is there, as in a dry run: the last file stands for all.</summary>
    public bool IsSample { get; init; }

    public override async Task<SourceRead> OpenAsync(DuckDbSession duck, string relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        return await (await CopyAsync(duck, IsSample || duck.Run.DryRun, cancel)).OpenAsync(duck, relation, cancel);
    }

    public override async Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        return await (await CopyAsync(duck, lastOnly: true, cancel)).DescribeAsync(duck, cancel);
    }

    /// <inheritdoc/>
    async Task<ImmutableArray<DataFile>> IClusterFiles.ListAsync(BatchRun run, CancellationToken cancel)
    {
        (_, ImmutableArray<StorageObject> objects) = await FindAsync(run, cancel);
        return [.. objects.Select(o => new DataFile(connection.Show(o.Name), connection.Relative(o), o.Size, o.Updated.UtcDateTime))];
    }

    private async Task<BatchSource> CopyAsync(DuckDbSession duck, bool lastOnly, CancellationToken cancel)
    {
        (string bound, ImmutableArray<StorageObject> objects) = await FindAsync(duck.Run, cancel);
        string folder = duck.Scratch();
        using ObjectCopies copies = new(connection, folder, Name, duck.Run.Log);
        await copies.FetchAsync(lastOnly ? [objects[^1]] : objects, cancel);
        return reader(new FilesConnection(connection.Name, folder, connection.Settings), bound);
    }

    private async Task<(string Path, ImmutableArray<StorageObject> Objects)> FindAsync(BatchRun run, CancellationToken cancel)
    {
        string bound = PathTemplate.Bind(path, run.Interval, Name).Trim('/');
        ObjectListing listing = new(connection, Name);
        ImmutableArray<StorageObject> objects = await listing.MatchAsync(bound, cancel);
        return objects.IsEmpty
            ? throw FileErrors.NoFile(Name, connection.Show(connection.Prefix + bound), await listing.NearbyAsync(bound, cancel))
            : (bound, objects);
    }
}
