using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>
/// A <c>files</c> connection: a local folder. A relative <paramref name="root"/> starts at the program's data directory; nothing below it
/// that leads outside is read or written. Paths may have placeholders (<c>{day}</c>) and, for sources, globs (<c>*</c>, <c>?</c>,
/// <c>**</c>).
/// </summary>
public sealed class FilesConnection(string name, string root, ProgramSettings settings)
{
    private FileTree? _tree;

    public string Name => name;

    /// <summary>The absolute root.</summary>
    public string Root { get; } = Path.GetFullPath(Path.Combine(settings.DataDirectory, root));

    internal FileTree Tree => _tree ??= new FileTree(name, Root);

    public CsvSource Csv(string path, ImmutableArray<Column> columns, CsvOptions? options = null) =>
        new(this, path, columns, options ?? new());

    public JsonLinesSource JsonLines(string path, ImmutableArray<Column> columns, FileFormatOptions? options = null) =>
        new(this, path, columns, options ?? new());

    public ParquetSource Parquet(string path, ImmutableArray<Column> columns) => new(this, path, columns);

    /// <summary>The files of a source for an interval; throws RT2001 when there are none.</summary>
    internal ImmutableArray<DataFile> Match(string path, RunInterval? interval, string source)
    {
        string bound = PathTemplate.Bind(path, interval, source);
        IReadOnlyList<string> found = Tree.Match(bound);
        return found.Count > 0
            ? [.. found.Select(f => DataFile.Of(f, Tree.Relative(f)))]
            : throw FileErrors.NoFile(source, bound, Tree.Nearby(bound));
    }

    internal FilePlace PlaceOf(string path, RunInterval? interval, string source) =>
        new(Root.TrimEnd('/'), PathTemplate.Bind(path, interval, source).Trim('/'));
}
