using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>
/// Writes a file, or with a path that ends in <c>/</c> a folder of files, as objects of a bucket. Rows go into files of the run's temporary
/// folder, as a <see cref="FileSink"/> writes them; before the commit these are uploaded, and the commit makes them seen.
/// </summary>
public sealed class GcsSink(GcsConnection connection, string path, FileFormat format, FileSinkOptions options) : BatchSink
{
    public override string Name => $"{connection.Name}.{format.Verb()}(\"{path}\")";

    private bool Appends => options.Mode == FileWriteMode.Append;

    private bool IsFolder => path.EndsWith('/');

    public override async Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        GcsTarget target = await TransactionOf(run).TargetAsync(Bound(run), LookAsync, cancel);
        string shown = connection.Show(connection.Prefix + target.Path);
        return target switch
        {
            { Adds: true } => $"adds a file to {shown}/",
            { IsFolder: true } => $"replaces what is in {shown}/",
            { Seen: 0 } => $"creates {shown}",
            _ => $"replaces {shown}",
        };
    }

    public override async Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(input);
        GcsTransaction transaction = TransactionOf(input.Run);
        GcsTarget target = await transaction.TargetAsync(Bound(input.Run), LookAsync, cancel);
        FilesConnection local = transaction.Stage(input.Session);
        FileSink files = new(local, path, format, options);
        if (Appends && format == FileFormat.Parquet && await LastPartAsync(target, input, cancel) is { } part)
        {
            await files.CheckPartAsync(input, part, cancel);
        }

        return await files.PrepareAsync(input, cancel);
    }

    private GcsTransaction TransactionOf(BatchRun run) =>
        run.Enlist(("gcs", connection.Url, connection.Name), () => new GcsTransaction(connection, run));

    private string Bound(BatchRun run) => PathTemplate.Bind(path, run.Interval, Name).Trim('/');

    // What is there now. Another generation at the commit is somebody else's work.
    private async Task<GcsTarget> LookAsync(string target, CancellationToken cancel)
    {
        if (Appends && !IsFolder)
        {
            throw FileErrors.AppendToFile(Name);
        }

        if (target.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw GcsErrors.NotAFile(Name, target);
        }

        string name = connection.Prefix + target;
        long seen = IsFolder
            ? (await ManifestReader.ReadAsync(connection, Name, name + "/", cancel)).Generation
            : (await connection.Api.FindAsync(Name, name, cancel))?.Generation ?? 0;
        return new GcsTarget(Name, target, IsFolder, Appends, seen);
    }

    // A copy of a part that the folder has: the new one needs the same columns.
    private async Task<string?> LastPartAsync(GcsTarget target, SinkInput input, CancellationToken cancel)
    {
        ObjectListing listing = new(connection, Name);
        ImmutableArray<StorageObject> parts = await listing.MatchAsync(target.Path + "/*.parquet", cancel);
        if (parts.IsEmpty)
        {
            return null;
        }

        string folder = input.Session.Scratch();
        using ObjectCopies copies = new(connection, folder, Name, input.Run.Log);
        await copies.FetchAsync([parts[^1]], cancel);
        return Path.Combine(folder, connection.Relative(parts[^1]));
    }
}
