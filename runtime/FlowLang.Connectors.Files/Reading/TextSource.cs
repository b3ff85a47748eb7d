using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>
/// Text files below a connection's root. The relation has raw text; the program's casts turn it into values. Every file is checked against
/// the declared columns before the first row is read.
/// </summary>
public abstract class TextSource(
    FilesConnection connection, string verb, string path, ImmutableArray<Column> columns, FileFormatOptions format) : BatchSource
{
    public override string Name => $"{connection.Name}.{verb}(\"{path}\")";

    public override ImmutableArray<Column> Columns => columns;

    public override async Task<SourceRead> OpenAsync(DuckDbSession duck, string relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        var scan = new TextScan(this, Match(duck.Run));
        await duck.DefineAsync(relation, scan, cancel);
        return new TextRead(scan);
    }

    public override Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        return Task.FromResult(Describe(connection.Match(path, duck.Run.Interval, Name)[^1]));
    }

    /// <summary>The files of a run, each with the declared columns.</summary>
    internal ImmutableArray<DataFile> Match(BatchRun run)
    {
        ImmutableArray<DataFile> files = connection.Match(path, run.Interval, Name);
        files.ToList().ForEach(Check);
        return files;
    }

    /// <summary>Where the files of a run are looked for: the root, and the path below it.</summary>
    internal FilePlace PlaceOf(BatchRun run) => connection.PlaceOf(path, run.Interval, Name);

    /// <summary><c>none</c>, <c>gzip</c> or <c>zstd</c>.</summary>
    internal string MethodOf(DataFile file)
    {
        using TextFileStream stream = TextFileStream.Open(Name, file, format, verb);
        return stream.Method;
    }

    /// <summary>The file's records, for a pass that reads these columns.</summary>
    internal abstract TextRecords Records(DataFile file, ImmutableArray<ColumnOutput> outputs);

    /// <summary>Throws RT3001 where the file does not have the declared columns.</summary>
    internal abstract void Check(DataFile file);

    internal abstract ImmutableArray<LiveColumn> Describe(DataFile file);

    /// <param name="expected">What the file should be, for messages.</param>
    private protected RecordBuffer Open(DataFile file, string expected) => new(TextFileStream.Open(Name, file, format, expected));
}
