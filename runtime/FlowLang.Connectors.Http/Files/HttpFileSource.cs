using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>A file of a server: its copy is made current, then read as a file of a folder is.</summary>
/// <param name="verb">How the source is read: <c>csv</c>, <c>json</c>, <c>parquet</c>.</param>
/// <param name="reader">Makes the source that reads a path of a folder; the flag is <see cref="BatchSource.NeedsOrigin"/>.</param>
public sealed class HttpFileSource(
    HttpConnection connection, string verb, string path, ImmutableArray<Column> columns, Func<FilesConnection, string, bool, BatchSource> reader)
    : BatchSource
{
    private readonly HttpFiles _files = new(connection);

    public override string Name => $"{connection.Name}.{verb}(\"{path}\")";

    public override ImmutableArray<Column> Columns => columns;

    public override async Task<SourceRead> OpenAsync(DuckDbSession duck, string relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        (BatchSource copy, SourceFile file) = await FetchAsync(duck.Run, cancel);
        return new HttpFileRead(await copy.OpenAsync(duck, relation, cancel), file);
    }

    public override async Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        (BatchSource copy, _) = await FetchAsync(duck.Run, cancel);
        return await copy.DescribeAsync(duck, cancel);
    }

    private async Task<(BatchSource Copy, SourceFile File)> FetchAsync(BatchRun run, CancellationToken cancel)
    {
        string bound = PathTemplate.Bind(path, run.Interval, Name);
        if (bound.Contains('*', StringComparison.Ordinal))
        {
            throw HttpErrors.Glob(Name, bound);
        }

        (FilesConnection folder, SourceFile file) = await _files.FetchAsync(bound, Name, run, cancel);
        return (reader(folder, file.Name, NeedsOrigin), file);
    }

    /// <summary>What the copy's read knows, and where the copy came from.</summary>
    private sealed class HttpFileRead(SourceRead copy, SourceFile file) : SourceRead
    {
        public override long? Rows => copy.Rows;

        public override long? Bytes => copy.Bytes;

        public override long BytesRead => copy.BytesRead;

        public override bool CountsBytes => copy.CountsBytes;

        public override int Files => copy.Files;

        public override ImmutableArray<SourceFile> Downloads { get; } = [file];

        public override async ValueTask DisposeAsync()
        {
            await copy.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
