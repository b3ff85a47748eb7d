using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>
/// A <c>connection name: gcs { … }</c>: the objects of a bucket as files; asks nothing of it until something is read or written.
/// </summary>
/// <exception cref="FlowException">RT2050 where the bucket's name can't be one.</exception>
public sealed class GcsConnection : IDisposable
{
    private readonly Lazy<StorageApi> _api;

    public GcsConnection(string name, GcsOptions options, ProgramSettings settings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(settings);
        if (options.Bucket.Length is < 3 or > 222 || options.Bucket.AsSpan().ContainsAny('/', ':'))
        {
            throw GcsErrors.BadConnection(name, $"`{options.Bucket}` is no name of a bucket");
        }

        Name = name;
        Options = options;
        Settings = settings;
        Prefix = options.Prefix?.Trim('/') is { Length: > 0 } prefix ? prefix + "/" : "";
        _api = new Lazy<StorageApi>(() => new StorageApi(this));
    }

    /// <summary>The connection's name in the program.</summary>
    public string Name { get; }

    public GcsOptions Options { get; }

    public ProgramSettings Settings { get; }

    /// <summary><c>gs://bucket/prefix/</c></summary>
    public string Url => $"gs://{Options.Bucket}/{Prefix}";

    /// <summary>What objects' names begin with: empty, or with a slash at its end.</summary>
    internal string Prefix { get; }

    internal StorageApi Api => _api.Value;

    /// <summary>CSV files, with the options of those in a folder.</summary>
    /// <param name="path">Below the prefix, with placeholders and globs.</param>
    /// <param name="columns">The columns the program was compiled for.</param>
    /// <param name="options">How the text is written.</param>
    /// <param name="needsOrigin">Whether a query reads which file and row a record is from.</param>
    /// <param name="isSample">For a look at what is there: the last file stands for all.</param>
    public GcsFileSource Csv(
        string path, ImmutableArray<Column> columns, CsvOptions options, bool needsOrigin, bool isSample = false) => new(
        this, "csv", path, columns, (folder, copy) => new CsvSource(folder, copy, columns, options) { NeedsOrigin = needsOrigin })
        { IsSample = isSample, NeedsOrigin = needsOrigin };

    /// <summary>Files of JSON lines.</summary>
    public GcsFileSource JsonLines(
        string path, ImmutableArray<Column> columns, FileFormatOptions options, bool needsOrigin, bool isSample = false) => new(
        this, "json", path, columns, (folder, copy) => new JsonLinesSource(folder, copy, columns, options) { NeedsOrigin = needsOrigin })
        { IsSample = isSample, NeedsOrigin = needsOrigin };

    /// <summary>Parquet files.</summary>
    public GcsFileSource Parquet(string path, ImmutableArray<Column> columns, bool needsOrigin, bool isSample = false) => new(
        this, "parquet", path, columns, (folder, copy) => new ParquetSource(folder, copy, columns) { NeedsOrigin = needsOrigin })
    { IsSample = isSample, NeedsOrigin = needsOrigin };

    /// <summary>An object's name below the prefix, as paths and <c>source_file</c> have it.</summary>
    internal string Relative(StorageObject file) => file.Name[Prefix.Length..];

    /// <summary>An object for messages.</summary>
    internal string Show(string name) => $"gs://{Options.Bucket}/{name}";

    public void Dispose()
    {
        if (_api.IsValueCreated)
        {
            _api.Value.Dispose();
        }
    }
}
