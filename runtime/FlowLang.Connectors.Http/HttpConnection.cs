using System.Collections.Immutable;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>A <c>connection name: http { … }</c>; asks nothing of the server until something is read.</summary>
/// <exception cref="FlowException">RT2040 where the base url is none, or the ways to authenticate contradict each other.</exception>
public sealed class HttpConnection(string name, HttpOptions options, ProgramSettings settings) : IDisposable
{
    private readonly Lazy<HttpTransport> _files = new(() => new(name, options, settings.Time, decompress: false));

    private readonly Lazy<HttpTransport> _documents = new(() => new(name, options, settings.Time, decompress: true));

    /// <summary>The connection's name in the program.</summary>
    public string Name => name;

    public HttpOptions Options => options;

    public ProgramSettings Settings => settings;

    /// <summary>The base url, without what may be secret in it.</summary>
    public override string ToString() => Base.ToString();

    internal HttpAddress Base { get; } = HttpAddress.Parse(name, options);

    /// <summary>A CSV file, with the options of one in a folder.</summary>
    public HttpFileSource Csv(string path, ImmutableArray<Column> columns, CsvOptions options, bool needsOrigin) => new(
        this, "csv", path, columns, (folder, copy) => new CsvSource(folder, copy, columns, options) { NeedsOrigin = needsOrigin });

    /// <summary>A file of JSON lines.</summary>
    public HttpFileSource JsonLines(string path, ImmutableArray<Column> columns, FileFormatOptions options, bool needsOrigin) => new(
        this, "json", path, columns, (folder, copy) => new JsonLinesSource(folder, copy, columns, options) { NeedsOrigin = needsOrigin });

    /// <summary>A Parquet file.</summary>
    public HttpFileSource Parquet(string path, ImmutableArray<Column> columns, bool needsOrigin) => new(
        this, "parquet", path, columns, (folder, copy) => new ParquetSource(folder, copy, columns) { NeedsOrigin = needsOrigin });

    /// <summary>Sends requests as this connection's options say.</summary>
    /// <param name="decompress">Asks for compressed answers and unpacks them: for documents, not for files.</param>
    public HttpTransport Transport(bool decompress) => decompress ? _documents.Value : _files.Value;

    public void Dispose()
    {
        foreach (Lazy<HttpTransport> transport in (ReadOnlySpan<Lazy<HttpTransport>>)[_files, _documents])
        {
            if (transport.IsValueCreated)
            {
                transport.Value.Dispose();
            }
        }
    }
}
